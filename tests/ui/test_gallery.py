"""Every widget of the kit in every theme and text size: nothing is clipped."""

from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from iopdesk.domain.problems import FieldProblem
from iopdesk.ui.metric_style import wear
from iopdesk.ui.theme import Theme
from iopdesk.ui.widgets.bar import BarRow
from iopdesk.ui.widgets.buttons import plain_button, primary_button, quiet_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.chip import Chip
from iopdesk.ui.widgets.elided import ElidedLabel
from iopdesk.ui.widgets.empty_state import EmptyState
from iopdesk.ui.widgets.fact_list import FactList
from iopdesk.ui.widgets.fields import ChoiceField, DateField, long_text_field, text_field
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.widgets.rows_model import Column, Kind, RowsModel
from iopdesk.ui.widgets.segmented import Segmented
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.widgets.title_bar import TitleBar

LONG_NAME = "María Fernanda de los Ángeles Quiñones-Villavicencio y Etxeberria"


@dataclass(frozen=True)
class _Row:
    name: str
    time: str
    state: str
    tone: str
    button: str


ROWS = [
    _Row("Early recovery, day", "9:00 AM – 12:00 PM", "12 marked, signed", "good", ""),
    _Row(LONG_NAME, "1:00 – 2:30 PM", "3 of 8 marked", "warn", "Continue"),
    _Row("Evening", "5:30 – 8:30 PM", "Not started", "neutral", "Open"),
]


def _table(parent: QWidget) -> TableView:
    columns: list[Column[_Row]] = [
        Column("Time", lambda row: row.time, "time"),
        Column("Group", lambda row: row.name, "name", bold=True, stretch=True),
        Column("Attendance", lambda row: row.state, kind=Kind.CHIP, tone=lambda row: row.tone),
        Column("Share", lambda row: "2 of 3", kind=Kind.BAR, share=lambda row: 0.6, minor=True),
        Column("", lambda row: row.button, kind=Kind.BUTTON),
    ]
    model = RowsModel(columns, parent, identity=lambda row: row.name)
    table = TableView(model, "gallery", parent, row_units=44)
    model.set_rows(ROWS)
    return table


def _form(parent: QWidget) -> Form:
    form = Form(parent)
    form.section("Section")
    form.add("topic", "&Topic", text_field(100))
    form.add("note", "&What happened in group", long_text_field(2))
    form.add("born", "&Born", DateField())
    form.add("phone", "&Phone", text_field(), beside=True)
    form.add("language", "&Language", ChoiceField([("en", "English"), ("es", "Español")]))
    form.add("agrees", "&Agrees to letters", QCheckBox())
    form.add("part", "Participation", Segmented([(1, "Minimal"), (2, "Active")]))
    form.show_problems([FieldProblem("topic", "Say what the topic was.")])
    return form


def _gallery(theme: Theme, narrow: bool) -> QWidget:
    page = QWidget()
    page.setProperty("canvas", "true")
    column = QVBoxLayout(page)
    bar = TitleBar(LONG_NAME, page)
    bar.set_back("Groups", page.update)
    bar.set_chips([("Thu 1:00 – 2:30 PM", "neutral"), ("Room B", "neutral"), ("8 of 10", "info")])
    bar.add_action(plain_button("&Sign-in sheet", "printer", page))
    bar.add_action(primary_button("&Mark the rest present", "check", page))
    bar.reflow(narrow)
    column.addWidget(bar)
    groups = Card("Groups", page, note=LONG_NAME)
    groups.add_to_head(Chip("Review due tomorrow", "warn", groups))
    groups.body.addWidget(_table(groups))
    side = Card("This week", page)
    row = BarRow("Treatment hours", side)
    row.show_share(0.7, "6.5 / 9")
    side.body.addWidget(row)
    side.body.addWidget(FactList([("Sponsor", "Ray H."), ("Release", LONG_NAME)], side))
    side.body.addWidget(_form(side))
    side.body.addWidget(quiet_button("Show them", "", side))
    side.body.addWidget(EmptyState("Nobody is on this roster yet.", None, side))
    beside = QVBoxLayout() if narrow else QHBoxLayout()
    beside.addWidget(groups, 2)
    beside.addWidget(side, 1)
    column.addLayout(beside, 1)
    return page


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_nothing_is_clipped(name: str, scale: float, qapp: QApplication, qtbot: QtBot) -> None:
    theme = Theme(name, scale)
    wear(qapp, theme)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(_gallery(theme, narrow=980 * scale > 1178))
    area.resize(1178, 716)
    qtbot.addWidget(area)
    with qtbot.waitExposed(area):
        area.show()
    qtbot.waitUntil(lambda: area.widget().height() >= area.widget().minimumSizeHint().height())
    assert area.horizontalScrollBar().maximum() == 0
    for each in area.findChildren(QLabel):
        if each.isVisible() and not isinstance(each, ElidedLabel) and not each.wordWrap():
            assert each.width() >= each.minimumSizeHint().width(), each.text()
            assert each.height() >= each.minimumSizeHint().height(), each.text()
    for button in area.findChildren(QPushButton):
        if button.isVisible():
            assert button.width() >= button.minimumSizeHint().width(), button.text()
    assert not area.grab().isNull()
