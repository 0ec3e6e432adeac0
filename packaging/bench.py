"""Measures the program beside its limits: a table, and one JSON line a figure.

Every figure of ours stands beside the limit measured in the same run and in turn with it: the bare
encrypted database on the same rows and indexes, a bare window, the bare PDF kit.
"""

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

import bench_entries
import bench_papers
import bench_store
import bench_window
from bench_figures import Figure, Figures

TARGETS = {
    "start.window_painted": "at most 1.3 times",
    "start.today_painted": "at most 500 ms",
    "session.open": "at most 100 ms",
    "calendar.week": "at most 150 ms",
    "dose.clinic": "at most 100 ms",
    "search.prefix": "at most 1 ms",
    "search.keystroke": "at most 1 ms",
    "search.infix": "at most 5 ms",
    "search.nobody": "at most 5 ms",
    "gui.key_to_list": "median 20 ms, p95 40 ms",
    "meetings.filter": "at most 8 ms",
    "gui.filter_to_list": "median 16 ms at 50,000 meetings",
    "record.open": "at most 2 ms",
    "gui.record_painted": "at most 30 ms",
    "record.thousand_entries": "at most 1.5 times",
    "gui.thousand_entries": "at most 1.5 times",
    "roster.group_week": "at most 2 ms",
    "roster.clinic_week": "at most 8 ms",
    "attendance.save15": "at most 8 times, p95 15 ms",
    "pdf.first_document": "at most 150 ms",
    "pdf.pages_per_s": "at least 0.8 times",
    "store.bytes_per_row": "at most 3 times",
    "mem.pss": "at most 130 MiB",
    "mem.pss_after_papers": "at most 160 MiB",
}


def main(arguments: list[str] | None = None) -> int:
    """Run the bench; the exit status is 0 however the figures are."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="5,000 clients, 100,000 rows")
    parser.add_argument(
        "--clients", type=int, nargs="+", default=[50_000], help="sizes, each a store of its own"
    )
    parser.add_argument("--attendance", type=int, default=2_000_000)
    parser.add_argument("--search-only", action="store_true", help="clients alone, and searches")
    parser.add_argument(
        "--keep", type=Path, help="a folder of clinics made by former runs, and of new ones"
    )
    asked = parser.parse_args(arguments)
    sizes = [5_000] if asked.quick else asked.clients
    attendance = 100_000 if asked.quick else asked.attendance
    if asked.search_only:
        attendance = 0
    figures = Figures()
    for clients in sizes:
        home = Path(tempfile.mkdtemp(prefix="iopdesk-bench-"))
        try:
            _measure(home, clients, attendance, figures, asked.keep)
        finally:
            shutil.rmtree(home, ignore_errors=True)
    _print_table(figures.all)
    return 0


def _measure(
    home: Path, clients: int, attendance: int, figures: Figures, keep: Path | None
) -> None:
    made = keep / f"{clients}-{attendance}" if keep else home
    if not (made / "clinic").exists():
        bench_store.make_clinic(made, clients, attendance)
    if made != home:
        # measured in a copy: saving changes it
        shutil.copytree(made, home, dirs_exist_ok=True)
    clinic = bench_store.open_clinic(home)
    bench_store.measure_search(clinic, figures)
    if not attendance:
        clinic.close()
        return
    bench_store.measure_bytes(home, clinic, figures)
    bench_store.measure(clinic, figures)
    bench_entries.measure(clinic, figures)
    bench_papers.measure(clinic, figures)
    bench_window.measure(clinic, figures)


def _print_table(figures: list[Figure]) -> None:
    print()
    print(f"{'figure':24}{'clients':>9}{'ours':>12}{'limit':>12}{'ratio':>8}  target")
    limits = {(f.name, f.size): f for f in figures if f.system == "limit"}
    for ours in (f for f in figures if f.system == "iopdesk"):
        limit = limits.get((ours.name, ours.size))
        beside = f"{limit.median:.2f}" if limit else "-"
        ratio = f"{ours.median / limit.median:.2f}" if limit and limit.median else "-"
        mine = f"{ours.median:.2f} {ours.unit}"
        target = TARGETS.get(ours.name, "")
        print(f"{ours.name:24}{ours.size:>9}{mine:>12}{beside:>12}{ratio:>8}  {target}")
    print()
    for figure in figures:
        print(json.dumps(figure.line()))


if __name__ == "__main__":
    sys.exit(main())
