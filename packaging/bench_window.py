"""Window figures: start, key to list, chart, memory; beside a bare window."""

import os
import subprocess
import sys
import time
from pathlib import Path

from bench_figures import Figure, Figures
from bench_store import LOGIN, PASSWORD, BenchClinic

CHILD = Path(__file__).with_name("bench_child.py")
STARTS = 7
ROUNDS = 2


def measure(clinic: BenchClinic, figures: Figures) -> None:
    """Start beside a bare window; the rest inside one child process."""
    ours, bare = [], []
    for _ in range(STARTS):
        ours.append(_until_painted("sign-in", str(clinic.folder)))
        bare.append(_until_painted("bare"))
    figures.add(Figure("iopdesk", "start.window_painted", "ms", clinic.size, tuple(ours[1:])))
    figures.add(Figure("limit", "start.window_painted", "ms", clinic.size, tuple(bare[1:])))
    clinic.close()
    values: dict[tuple[str, str, str], list[float]] = {}
    for _ in range(ROUNDS):
        for system, what in (("iopdesk", "inside"), ("limit", "bare-inside")):
            for line in _lines(what, str(clinic.folder)):
                name, unit, *numbers = line.split()
                values.setdefault((system, name, unit), []).extend(map(float, numbers))
    for (system, name, unit), all_numbers in values.items():
        figures.add(Figure(system, name, unit, clinic.size, tuple(all_numbers)))


def _environment() -> dict[str, str]:
    more = {"BENCH_LOGIN": LOGIN, "BENCH_PASSWORD": PASSWORD}
    if not os.environ.get("DISPLAY"):
        more["QT_QPA_PLATFORM"] = "offscreen"
    surroundings = {**os.environ, **more}
    # an installed program has compiled modules; the first start, which is not counted, makes them
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    return surroundings


def _until_painted(*what: str) -> float:
    start = time.perf_counter()
    command = [sys.executable, str(CHILD), *what]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=_environment()) as child:
        if child.stdout is None:
            raise RuntimeError("no pipe")
        child.stdout.readline()
        took = (time.perf_counter() - start) * 1000
        child.kill()
    return took


def _lines(*what: str) -> list[str]:
    command = [sys.executable, str(CHILD), *what]
    done = subprocess.run(
        command, stdout=subprocess.PIPE, env=_environment(), text=True, check=True
    )
    return [line for line in done.stdout.splitlines() if "." in line.split(" ")[0]]
