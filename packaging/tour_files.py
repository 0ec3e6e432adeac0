"""Invented meeting lists that the tour imports."""

import json
from pathlib import Path


def small_directory(folder: Path) -> Path:
    """A Meeting Guide file with rows that are read, read with a note, and not read."""
    common = {"formatted_address": "365 N Main St, Corona, CA 92880, USA", "types": ["O", "D"]}
    names = ("Sunrise", "Clean and Serene", "Candlelight", "Step Sisters", "Late Night")
    rows: list[dict[str, object]] = [
        {**common, "slug": name, "name": name, "day": day, "time": "18:30"}
        for day, name in enumerate(names, start=1)
    ]
    rows += [
        {**common, "slug": "odd", "name": "Odd Codes", "day": 6, "time": "09:00", "types": ["QQ"]},
        {**common, "slug": "bad", "name": "No Such Day", "day": "Thursay", "time": "09:00"},
    ]
    file = folder / "River Valley AA.json"
    file.write_text(json.dumps(rows), encoding="utf-8")
    return file


def church_table(folder: Path) -> Path:
    """A table whose columns are called otherwise."""
    file = folder / "Church meetings.csv"
    file.write_text(
        "Encuentro;Cuándo;Salón;Calle;Ciudad;Idioma;Contacto\n"
        "Camino de Fe;Lunes 6:30 pm;Salón 2;12 Olive St;Corona;Spanish;Ana\n"
        "Nueva Esperanza;Jue 7 pm;;400 W 6th St;Corona;Spanish;Luz\n",
        encoding="utf-8",
    )
    return file
