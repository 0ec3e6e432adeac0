"""The limits of the window figures: the same words from the same file, in Qt alone."""

import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QTableView,
    QVBoxLayout,
    QWidget,
)

WORDS = ("garcia", "nguyen", "marisol", "chen li", "porter")
FOUND = (
    "SELECT c.last_name || ', ' || c.first_name, c.chart_number, c.born, c.in_program,"
    " e.admitted, p.phase_name, c.middle_name FROM"
    " (SELECT DISTINCT client_id FROM search_token WHERE kind = ? AND token >= ? AND token < ?"
    " ORDER BY token LIMIT 50) s JOIN client c ON c.id = s.client_id"
    " LEFT JOIN episode e ON e.client_id = c.id LEFT JOIN placement p ON p.episode_id = e.id"
)
SESSION = (
    "SELECT c.first_name, c.last_name, a.mark, a.minutes, a.reason, a.day, c.chart_number"
    " FROM attendance a JOIN client c ON c.id = a.client_id WHERE a.session_id ="
    " (SELECT id FROM group_session WHERE day <= '2026-11-13' ORDER BY day DESC LIMIT 1 OFFSET ?)"
)
WEEK = (
    "SELECT g.name, s.day, s.start, s.minutes, s.room, s.state, s.topic FROM group_session s"
    " JOIN treatment_group g ON g.id = s.group_id WHERE s.day BETWEEN ? AND ?"
)
RECORD = (
    "SELECT * FROM client WHERE id = ?",
    "SELECT * FROM episode WHERE client_id = ?",
    "SELECT * FROM attendance WHERE client_id = ? ORDER BY day DESC LIMIT 6",
)
_COLUMNS = 7
Index = QModelIndex | QPersistentModelIndex


class Rows(QAbstractTableModel):
    """Rows as the database gave them."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Any] = []

    def show(self, rows: list[Any]) -> None:
        """These rows instead."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        """How many."""
        return len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        """As many as the program's list has."""
        return _COLUMNS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The value as text."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        value = self.rows[index.row()][index.column()]
        return "" if value is None else str(value)


def inside(folder: str, memory: Callable[[], float]) -> None:
    """Every limit of the running window."""
    from PySide6.QtTest import QTest

    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1366, 768)
    window.show()
    app.processEvents()
    for name in ("mem.pss", "mem.pss_after_papers", "mem.pss_after_all"):
        print(f"{name} MiB", memory())
    # loaded only now: the memory above is Qt's alone
    from bench_store import LOGIN, NOW, PASSWORD
    from iopdesk.domain.clock import FixedClock
    from iopdesk.services.sign_in_service import SignInService
    from iopdesk.storage.connection import connect

    opened = SignInService(FixedClock(NOW)).sign_in(Path(folder), LOGIN, PASSWORD)
    bare = connect(opened.clinic.keys.files.database, opened.clinic.keys.master.database_key())
    field, model = _list_page(window)
    took = []
    for word in WORDS:
        field.clear()
        for letter in word:
            start = time.perf_counter()
            QTest.keyClicks(field, letter)
            typed = field.text()
            model.show(bare.execute(FOUND, (0, typed, typed + "\U0010ffff")).fetchall())
            app.processEvents()
            took.append((time.perf_counter() - start) * 1000)
    print("gui.key_to_list ms", *took)
    ids = [row[0] for row in bare.execute("SELECT id FROM client LIMIT 18").fetchall()]
    _time(app, "gui.record_painted", [partial(_record_page, window, bare, each) for each in ids])
    page = partial(_table_page, window, bare)
    _time(app, "session.open", [partial(page, SESSION, (at,)) for at in range(9)])
    week = ("2026-11-09", "2026-11-15")
    _time(app, "calendar.week", [partial(page, WEEK, week)] * 9)
    sys.stdout.flush()
    os._exit(0)


def _time(app: QApplication, name: str, calls: list[Callable[[], None]]) -> None:
    took = []
    for call in calls:
        start = time.perf_counter()
        call()
        app.processEvents()
        took.append((time.perf_counter() - start) * 1000)
    print(f"{name} ms", *took[1:])


def _list_page(window: QMainWindow) -> tuple[QLineEdit, Rows]:
    page = QWidget()
    column = QVBoxLayout(page)
    field, table, model = QLineEdit(), QTableView(), Rows()
    table.setModel(model)
    model.setParent(table)
    column.addWidget(field)
    column.addWidget(table)
    window.setCentralWidget(page)
    return field, model


def _table_page(window: QMainWindow, bare: Any, query: str, values: tuple[object, ...]) -> None:
    _list_page(window)[1].show(bare.execute(query, values).fetchall())


def _record_page(window: QMainWindow, bare: Any, client_id: bytes) -> None:
    page = QWidget()
    grid = QGridLayout(page)
    values = [
        value
        for query in RECORD
        for row in bare.execute(query, (client_id,)).fetchall()
        for value in row
        if value not in (None, "")
    ]
    for at, value in enumerate(values):
        grid.addWidget(QLabel(str(value)), at // 4, at % 4)
    window.setCentralWidget(page)
