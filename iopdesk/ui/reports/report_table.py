"""The table of a report: every cell can be gone to, and says how many clients are behind it."""

from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from iopdesk.domain.report import Cell, ColumnKind, Report, ReportRow
from iopdesk.domain.shown_list import ShownList
from iopdesk.ui.list_copies import shown_list
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.rows_model import Column, Kind, RowsModel
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.wording import ngettext_

Index = QModelIndex | QPersistentModelIndex
_LEAST_FIRST = 168


class ReportModel(RowsModel[ReportRow]):
    """Rows of a report; the sum of all stands last and bold however they are sorted."""

    def is_bold(self, row: ReportRow | None, column: Column[ReportRow]) -> bool:
        """The sum."""
        return row is not None and row.is_total


class ReportTable(TableView):
    """Arrow keys go from cell to cell; `opened` is a cell's Enter or double click."""

    def __init__(self, report: Report, parent: QWidget | None = None) -> None:
        model = ReportModel(_columns(report), None, identity=_identity)
        super().__init__(model, f"reports-{report.name}", parent)
        model.setParent(self)
        self.report = report
        self.setAccessibleName(report.title)
        model.set_rows(report.rows)

    def fits(self, report: Report) -> bool:
        """Whether this table has the columns of a report."""
        return (self.report.name, self.report.columns) == (report.name, report.columns)

    def show_report(self, report: Report) -> None:
        """Show the rows of a report with the same columns."""
        self.report = report
        model = self.model()
        assert isinstance(model, ReportModel)
        model.set_rows(report.rows)

    def current_clients(self) -> tuple[tuple[UUID, ...], str]:
        """The clients of the current cell, and what it is; those of its row where it has none."""
        row, at = self.current_row(), self.currentIndex().column()
        if not isinstance(row, ReportRow) or not 0 <= at < len(row.cells):
            return (), ""
        label = row.cells[0].text
        head = self.report.columns[at].head
        clients = row.cells[at].clients
        if clients:
            return clients, label if at == 0 else f"{label}: {head}"
        everyone = {client for cell in row.cells for client in cell.clients}
        return tuple(everyone), label

    def shown(self) -> ShownList:
        """The report as it stands: its columns, its rows in their order, and what they mean."""
        made = shown_list(self, self.report.name.value, self.report.title, self.report.criteria)
        total = next((at for at, row in enumerate(self.shown_rows()) if row.is_total), None)
        rows = made.rows
        return ShownList(
            made.file_stem,
            made.title,
            made.columns,
            rows if total is None else (*rows[:total], *rows[total + 1 :]),
            () if total is None else rows[total],
            made.criteria,
            self.report.definitions,
        )

    def fit_columns(self) -> None:
        """The first column takes what is left, but never less than names of groups need."""
        super().fit_columns()
        self._fit_first()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Fit the first column to the new width."""
        super().resizeEvent(event)
        self._fit_first()

    def _fit_first(self) -> None:
        header, least = self.horizontalHeader(), current_theme().px(_LEAST_FIRST)
        others = sum(header.sectionSize(at) for at in range(1, header.count()))
        is_tight = self.viewport().width() - others < least
        modes = QHeaderView.ResizeMode
        header.setSectionResizeMode(0, modes.Interactive if is_tight else modes.Stretch)
        if is_tight:
            header.resizeSection(0, least)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Rows as always, and a ring around the cell that Enter opens."""
        super().paintEvent(event)
        current = self.currentIndex()
        if not self.hasFocus() or not current.isValid():
            return
        theme = current_theme()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = theme.px(2)
        painter.setPen(QPen(theme.color("focus"), wide))
        place = QRectF(self.visualRect(current)).adjusted(wide, wide, -wide, -wide)
        painter.drawRoundedRect(place, theme.px(4), theme.px(4))


def _identity(row: ReportRow) -> tuple[str, ...]:
    return tuple(cell.text for cell in row.cells[:2])


def _columns(report: Report) -> list[Column[ReportRow]]:
    return [
        _column(report, at, column.head, column.kind) for at, column in enumerate(report.columns)
    ]


def _column(report: Report, at: int, head: str, kind: ColumnKind) -> Column[ReportRow]:
    def cell(row: ReportRow) -> Cell:
        return row.cells[at]

    def spoken(row: ReportRow) -> str:
        behind = cell(row).clients
        words = f"{head}: {cell(row).text}"
        if not behind:
            return words
        return f"{words}, {ngettext_('{n} client', '{n} clients', len(behind))}"

    return Column(
        head,
        lambda row: cell(row).text,
        f"{at}",
        kind=Kind.SHARE if kind is ColumnKind.SHARE else Kind.TEXT,
        share=lambda row: cell(row).share,
        spoken=spoken,
        order=lambda row: cell(row).order,
        right=kind is not ColumnKind.TEXT,
        stretch=at == 0,
    )
