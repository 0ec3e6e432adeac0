"""Nothing that matters is cut where there is room for it."""

from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from iopdesk.ui.desk import Desk
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import primary_button
from iopdesk.ui.widgets.decision_dialog import DecisionDialog
from iopdesk.ui.widgets.fields import ChoiceField, long_text_field
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.rows_model import Column, RowsModel
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.widgets.title_bar import TitleBar

_LONG = "Release to a named person or agency outside of the program"


def _table(qtbot: QtBot, wide: int, name: str) -> TableView:
    columns: list[Column[tuple[str, str]]] = [
        Column("Recipient", lambda row: row[0], stretch=True),
        Column("Kind", lambda row: row[1], units=120),
    ]
    table = TableView(RowsModel(columns), name)
    table.model().set_rows([("Probation", _LONG)])  # type: ignore[attr-defined]
    qtbot.addWidget(table)
    table.resize(wide, 200)
    with qtbot.waitExposed(table):
        table.show()
    return table


def test_room_that_the_stretching_column_does_not_need_goes_to_words_that_are_cut(
    desk: Desk, qtbot: QtBot
) -> None:
    table = _table(qtbot, 900, "room_wide")
    assert table.columnWidth(1) > current_theme().width_of(_LONG, "base")
    table.resize(200, 200)
    qtbot.waitUntil(lambda: table.columnWidth(1) == current_theme().px(120))


def test_a_list_scrolls_sideways_rather_than_squeeze_its_main_column(
    desk: Desk, qtbot: QtBot
) -> None:
    table = _table(qtbot, 160, "room_slim")
    assert table.columnWidth(0) >= current_theme().width_of("Probation", "base")
    assert table.horizontalScrollBar().maximum() > 0


def test_a_dialog_is_as_high_as_its_words_need(desk: Desk, qtbot: QtBot) -> None:
    dialog = DecisionDialog("Discharge?", _LONG * 6, ["Yes", "No"], None)
    lines = [label(f"Still missing: {at}", "", dialog) for at in range(16)]
    for line in lines:
        dialog.body.addWidget(line)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    assert all(line.height() >= line.sizeHint().height() for line in lines)
    assert dialog.height() <= dialog.screen().availableSize().height()


def test_a_choice_is_wide_enough_for_its_words_and_long_fields_for_their_lines(
    desk: Desk, qtbot: QtBot
) -> None:
    choice = ChoiceField([("", "Todos los estados"), ("x", "No")])
    field, line = long_text_field(3), QLineEdit()
    for widget in (choice, field, line):
        qtbot.addWidget(widget)
        widget.show()
    assert choice.sizeHint().width() > current_theme().width_of("Todos los estados", "base")
    assert field.minimumHeight() >= 3 * current_theme().metrics().lineSpacing()


def test_a_narrow_title_bar_is_never_pressed_into_one_line(desk: Desk, qtbot: QtBot) -> None:
    title = TitleBar("First contacts")
    qtbot.addWidget(title)
    button = title.add_action(primary_button("New", "plus", title))
    title.reflow(True)
    assert title.minimumSizeHint().height() > 2 * button.sizeHint().height() - 10
    assert title.minimumHeight() == 0
