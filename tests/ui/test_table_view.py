from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from iopdesk.ui.theme import Theme
from iopdesk.ui.widgets.rows_model import Column, Kind, RowsModel
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.widgets.text_cell import lines_of


@dataclass(frozen=True)
class _Client:
    number: int
    name: str
    hours: float | None


ROWS = [_Client(3, "Dwayne", 6.5), _Client(1, "Ana", None), _Client(2, "Chris", 9.0)]


@pytest.fixture
def model(theme: Theme) -> RowsModel[_Client]:
    columns: list[Column[_Client]] = [
        Column("Name", lambda row: row.name, "name", bold=True, stretch=True),
        Column(
            "Hours",
            lambda row: "" if row.hours is None else f"{row.hours}",
            "hours",
            order=lambda row: row.hours,
        ),
        Column(
            "State",
            lambda row: "In program",
            kind=Kind.CHIP,
            tone=lambda row: "good",
            spoken=lambda row: f"{row.name}: in program",
        ),
        Column("", lambda row: "Open", kind=Kind.BUTTON),
    ]
    made = RowsModel(columns, identity=lambda row: row.number)
    made.set_rows(ROWS)
    return made


@pytest.fixture
def table(model: RowsModel[_Client], qtbot: QtBot) -> TableView:
    made = TableView(model, "clients")
    qtbot.addWidget(made)
    made.resize(700, 300)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.setFocus()
    return made


def _names(model: RowsModel[_Client]) -> list[str]:
    return [row.name for row in model.rows()]


def test_model_keeps_qts_rules(model: RowsModel[_Client], qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)


def test_rows_stand_as_they_came_until_sorted(model: RowsModel[_Client]) -> None:
    assert _names(model) == ["Dwayne", "Ana", "Chris"]
    model.sort(0)
    assert _names(model) == ["Ana", "Chris", "Dwayne"]
    model.sort(-1)
    assert _names(model) == ["Dwayne", "Ana", "Chris"]


def test_what_is_not_known_sorts_last_both_ways(model: RowsModel[_Client]) -> None:
    model.sort(1, Qt.SortOrder.AscendingOrder)
    assert _names(model) == ["Dwayne", "Chris", "Ana"]
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert _names(model) == ["Chris", "Dwayne", "Ana"]


def test_enter_opens_the_current_row(table: TableView, qtbot: QtBot) -> None:
    table.choose(1)
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [ROWS[1]]


def test_painted_button_is_pressed_where_it_stands(
    table: TableView, model: RowsModel[_Client], qtbot: QtBot
) -> None:
    cell = table.visualRect(model.index(2, 3))
    with qtbot.waitSignal(table.pressed) as pressed:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell.center())
    assert pressed.args == [ROWS[2]]


def test_letters_are_left_to_the_screen(table: TableView, qtbot: QtBot) -> None:
    table.choose(3)
    qtbot.keyClicks(table, "c")
    assert table.current_row() == ROWS[0]


def test_chosen_row_stays_chosen_when_loaded_again(
    table: TableView, model: RowsModel[_Client]
) -> None:
    table.choose(2)
    model.set_rows([_Client(2, "Chris", 12.0), ROWS[0]])
    assert table.current_row() == _Client(2, "Chris", 12.0)


def test_sort_order_is_remembered(table: TableView, model: RowsModel[_Client]) -> None:
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    columns = model.columns
    again = RowsModel(columns, identity=lambda row: row.number)
    other = TableView(again, "clients")
    again.set_rows(ROWS)
    assert _names(again) == ["Chris", "Dwayne", "Ana"]
    other.deleteLater()


def test_painted_cells_speak(
    table: TableView, model: RowsModel[_Client], qapp: QApplication
) -> None:
    spoken = [
        model.data(model.index(0, column), Qt.ItemDataRole.AccessibleTextRole)
        for column in range(4)
    ]
    assert spoken == ["Dwayne", "6.5", "Dwayne: in program", "Open"]
    assert QAccessible.queryAccessibleInterface(table) is not None


def test_a_column_that_no_row_fills_leaves_its_room_to_others(theme: Theme, qtbot: QtBot) -> None:
    columns: list[Column[_Client]] = [
        Column("Name", lambda row: row.name, "name", stretch=True),
        Column(
            "Hours",
            lambda row: "" if row.hours is None else f"{row.hours}",
            "hours",
            when_used=True,
        ),
    ]
    rows = RowsModel(columns, identity=lambda row: row.number)
    table = TableView(rows, "unused")
    qtbot.addWidget(table)
    rows.set_rows([ROWS[1]])
    assert table.isColumnHidden(1)
    rows.set_rows(ROWS)
    assert not table.isColumnHidden(1)
    assert table.columnWidth(1) > 0


class _MadeWhenAsked(Sequence[_Client]):
    """A thousand clients, none of whom is there before someone looks."""

    def __init__(self) -> None:
        self.made: set[int] = set()

    def __len__(self) -> int:
        return 1000

    def __getitem__(self, at: int | slice) -> _Client | list[_Client]:  # type: ignore[override]
        if isinstance(at, slice):
            return [self._client(number) for number in range(*at.indices(1000))]
        return self._client(at)

    def _client(self, number: int) -> _Client:
        self.made.add(number)
        return _Client(number, f"Client {number}", 9.0)


def test_of_a_long_list_only_what_is_near_the_eye_is_made(
    table: TableView, model: RowsModel[_Client], qapp: QApplication
) -> None:
    rows = _MadeWhenAsked()
    model.set_rows(rows)
    table.viewport().repaint()
    assert 0 in rows.made
    assert len(rows.made) < 100
    table.scrollToBottom()
    table.viewport().repaint()
    assert 999 in rows.made
    assert 500 not in rows.made


def test_words_take_as_many_lines_as_there_are_and_say_where_they_are_cut_off(
    theme: Theme,
) -> None:
    wide = round(theme.width_of("Serenity Hall,", "base")) + 2
    text = "Serenity Hall, \N{PINEAPPLE} 12 Main St"
    assert lines_of(theme, "base", "Hall", wide, 2) == ("Hall",)
    assert lines_of(theme, "base", text, wide * 3, 1) == (text,)
    first, second = lines_of(theme, "base", text, wide, 2)
    assert first == "Serenity Hall,"
    assert second.startswith("\N{PINEAPPLE} 12")
    (one,) = lines_of(theme, "base", text, wide, 1)
    assert one.endswith("…")
    assert lines_of(theme, "base", "a\nb\nc", wide, 2) == ("a", "b c")
    assert lines_of(theme, "base", "Unbreakable" * 9, wide, 2)[-1].endswith("…")
