"""What a measurement is, and how two things are timed in turn."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field

Call = Callable[[], object]


@dataclass(frozen=True)
class Figure:
    """One measured thing: `system` is "iopdesk" or "limit", `size` the number of clients."""

    system: str
    name: str
    unit: str
    size: int
    values: tuple[float, ...]
    params: dict[str, object] = field(default_factory=dict)

    @property
    def median(self) -> float:
        """The middle value."""
        return statistics.median(self.values)

    @property
    def p95(self) -> float:
        """The value that 95 of 100 stay under."""
        ordered = sorted(self.values)
        return ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)]

    def line(self) -> dict[str, object]:
        """The figure as one JSON line."""
        return {
            "system": self.system,
            "figure": self.name,
            "unit": self.unit,
            "n": len(self.values),
            "median": round(self.median, 4),
            "min": round(min(self.values), 4),
            "max": round(max(self.values), 4),
            "p95": round(self.p95, 4),
            "params": {"clients": self.size, **self.params},
        }


class Figures:
    """Collects figures and says each as it comes."""

    def __init__(self) -> None:
        self.all: list[Figure] = []

    def add(self, figure: Figure) -> None:
        """Keep one."""
        self.all.append(figure)
        print(
            f"  {figure.system:8}{figure.name:26}{figure.median:10.3f} {figure.unit}"
            f"  (p95 {figure.p95:.3f}, n {len(figure.values)})",
            flush=True,
        )

    def in_turn(self, name: str, size: int, n: int, ours: Call, limit: Call | None) -> None:
        """Time both `n` times, in turn, in milliseconds; one run of each goes before."""
        mine, theirs = [], []
        ours()
        if limit:
            limit()
        for _ in range(n):
            mine.append(milliseconds(ours))
            if limit:
                theirs.append(milliseconds(limit))
        self.add(Figure("iopdesk", name, "ms", size, tuple(mine)))
        if theirs:
            self.add(Figure("limit", name, "ms", size, tuple(theirs)))


def milliseconds(call: Call) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000
