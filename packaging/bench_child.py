"""One process of the bench: says "painted" at the first paint, or measures inside the window."""

import os
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

FRIDAY, LAST_FRIDAY = 4, date(2026, 11, 13)


class FirstPaint(QObject):
    """Writes a line when the first window is painted."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Wait for the paint of a window, then write after it."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            QTimer.singleShot(0, lambda: (sys.stdout.write("painted\n"), sys.stdout.flush()))
            app = QApplication.instance()
            if app is not None:
                app.removeEventFilter(self)
        return False


def bare() -> None:
    """A bare main window."""
    app = QApplication(sys.argv[:1])
    watch = FirstPaint()
    app.installEventFilter(watch)
    window = QMainWindow()
    window.resize(1366, 768)
    window.show()
    app.exec()


def sign_in(folder: str) -> None:
    """The program's own start up to the sign-in window."""
    from iopdesk.app import open_window

    app = QApplication(sys.argv[:1])
    watch = FirstPaint()
    app.installEventFilter(watch)
    open_window(Path(folder))


def memory() -> float:
    """Proportional set size of this process, in MiB."""
    for line in Path("/proc/self/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def bare_inside(folder: str) -> None:
    """The limits of all that `inside` measures."""
    import bench_bare_window

    bench_bare_window.inside(folder, memory)


def inside(folder: str) -> None:
    """Everything that is measured in the running window."""
    # first, as the program does: it sees to it that modules are imported plainly
    from iopdesk.app import load_the_rest  # isort: skip
    from PySide6.QtTest import QTest

    from bench_store import NOW
    from iopdesk.domain.clock import FixedClock
    from iopdesk.services.sign_in_service import SignInService
    from iopdesk.storage.key_cost import STRICT
    from iopdesk.ui.open_desk import OpenDesk

    app = QApplication(sys.argv[:1])
    load_the_rest()
    derive = _timed(lambda: STRICT.derive(b"a password", bytes(16)))
    start = time.perf_counter()
    opened = SignInService(FixedClock(NOW)).sign_in(
        Path(folder), os.environ["BENCH_LOGIN"], os.environ["BENCH_PASSWORD"]
    )
    desk = OpenDesk(opened)
    window = desk.show()
    window.resize(1366, 768)
    _settle(app, window)
    print("start.today_painted ms", (time.perf_counter() - start) * 1000 - derive)
    _keys(app, window)
    print("mem.pss MiB", memory())
    _records(app, window)
    # papers are made of charts, and loaded in a quiet beat after the first one
    QTest.qWait(3000)
    _papers(desk.services)
    print("mem.pss_after_papers MiB", memory())
    _entries(app, window)
    _sessions(app, window)
    _weeks(app, window)
    _meetings(app, window)
    print("mem.pss_after_all MiB", memory())
    sys.stdout.flush()
    window.background.close()
    opened.close()
    os._exit(0)


def _keys(app: QApplication, window: Any) -> None:
    from PySide6.QtTest import QTest

    window.navigation.open("clients")
    _settle(app, window)
    screen = window.screen_shown()
    field, table = screen.search, screen.table
    took = []
    for word in ("garcia", "nguyen", "marisol", "chen li", "porter"):
        field.clear()
        _settle(app, window)
        for letter in word:
            watch = ListPaint(table)
            start = time.perf_counter()
            QTest.keyClicks(field, letter)
            while not watch.is_painted and time.perf_counter() - start < 2:
                app.processEvents()
            took.append((time.perf_counter() - start) * 1000)
            watch.leave()
    print("gui.key_to_list ms", *took)


def _meetings(app: QApplication, window: Any) -> None:
    """A day of the week in the filters, until its list is painted."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    window.navigation.open("meetings")
    _settle(app, window)
    screen = window.screen_shown()
    took = []
    for day in (2, 5, 1, 6, 3, 0, 4, 2, 6, 1, 5, 3):
        watch = ListPaint(screen.table)
        start = time.perf_counter()
        QTest.mouseClick(screen.filters.days.button(day), Qt.MouseButton.LeftButton)
        while not watch.is_painted and time.perf_counter() - start < 2:
            app.processEvents()
        took.append((time.perf_counter() - start) * 1000)
        watch.leave()
    print("gui.filter_to_list ms", *took[1:])


class ListPaint(QObject):
    """Notices the first paint of a list after its rows were set anew."""

    def __init__(self, table: Any) -> None:
        super().__init__()
        self._table = table
        self._is_reset = False
        self.is_painted = False
        table.model().modelReset.connect(self._on_reset)
        table.viewport().installEventFilter(self)

    def _on_reset(self) -> None:
        self._is_reset = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The paint after the reset."""
        if self._is_reset and event.type() == QEvent.Type.Paint:
            self.is_painted = True
        return False

    def leave(self) -> None:
        """Look no more."""
        self._table.viewport().removeEventFilter(self)
        self._table.model().modelReset.disconnect(self._on_reset)


def _records(app: QApplication, window: Any) -> None:
    lines = window.desk.services.client.find("garcia", 30)
    took = [_record_painted(app, window, line.client_id) for line in lines[:20]]
    print("gui.record_painted ms", *took[2:])


def _record_painted(app: QApplication, window: Any, client_id: Any) -> float:
    start = time.perf_counter()
    window.navigation.open("client", client_id)
    _settle(app, window, beats=2)
    return (time.perf_counter() - start) * 1000


def _entries(app: QApplication, window: Any) -> None:
    """The record with a thousand entries, beside the one without, in turn."""
    from bench_entries import EMPTY, FULL

    find = window.desk.services.client.find
    full, empty = (find(last, 1)[0].client_id for last in (FULL, EMPTY))
    pairs = [
        (_record_painted(app, window, full), _record_painted(app, window, empty)) for _ in range(12)
    ]
    print("gui.thousand_entries times", *(one / other for one, other in pairs[2:]))


def _sessions(app: QApplication, window: Any) -> None:
    """Sessions of last week's Friday, each of another group."""
    services = window.desk.services
    took = []
    for line in services.group.groups()[:10]:
        slot = next(s for s in services.group.group(line.id).slots if s.weekday == FRIDAY)
        start = time.perf_counter()
        window.navigation.open("group_session", slot.id, date=LAST_FRIDAY)
        _settle(app, window, beats=2)
        took.append((time.perf_counter() - start) * 1000)
    print("session.open ms", *took[1:])


def _weeks(app: QApplication, window: Any) -> None:
    """The week view of the calendar, a week further back each time."""
    from iopdesk.ui.areas import PLACES

    if "calendar" not in PLACES:
        return
    took = []
    for weeks in range(10):
        day = LAST_FRIDAY - timedelta(weeks=weeks)
        start = time.perf_counter()
        window.navigation.open("calendar", None, day=day)
        _settle(app, window, beats=3)
        took.append((time.perf_counter() - start) * 1000)
    print("calendar.week ms", *took[1:])


def _papers(services: Any) -> None:
    client_id = next(
        e.client_id
        for e in services.episode.open_episodes()
        if services.plan.newest(e.client_id) is not None
    )
    plan = services.plan.newest(client_id)
    first = _timed(lambda: services.plan_paper.clinical(client_id, draft=plan))
    print("pdf.first_document ms", first)
    for _ in range(99):
        services.plan_paper.clinical(client_id, draft=plan)


def _timed(call: Any) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def _settle(app: QApplication, window: Any, beats: int = 3) -> None:
    for _ in range(beats):
        window.background.finish()
        app.processEvents()


WHAT: dict[str, Callable[..., None]] = {
    "bare": bare,
    "sign-in": sign_in,
    "bare-inside": bare_inside,
    "inside": inside,
}

if __name__ == "__main__":
    WHAT[sys.argv[1]](*sys.argv[2:])
