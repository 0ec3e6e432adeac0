"""The meetings of a returned card, week by week; number keys add them in the printed order."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from iopdesk.domain.meeting_visit import PROOF_WORDS, Proof, VisitDraft
from iopdesk.domain.week import monday_of
from iopdesk.services.meeting_search import MeetingLine
from iopdesk.services.meeting_visit_service import ReturnedCard
from iopdesk.ui.widgets.rows_model import Column, Kind, RowsModel
from iopdesk.ui.widgets.table_view import TableView
from iopdesk.ui.wording import _, screen_wording

MOST_NUMBERED = 9
PROOF_KEYS = {
    "I": Proof.INITIALS,
    "S": Proof.SIGNATURE,
    "R": Proof.SELF_REPORT,
    "O": Proof.ONLINE_CERTIFICATE,
}


@dataclass(frozen=True)
class CardLine:
    """One line of the card on the screen; `is_kept` was stored before and stays as it is."""

    draft: VisitDraft
    name: str
    is_kept: bool = False

    @property
    def identity(self) -> tuple[date, UUID | str]:
        """What tells two lines apart: one meeting is attended once a day."""
        return self.draft.day, self.draft.meeting_id or self.draft.words.casefold()


class CardLines:
    """What is on the screen, apart from any window."""

    def __init__(self, card: ReturnedCard) -> None:
        self.card = card
        self.week = 0
        self._lines = [CardLine(each.draft, each.name, is_kept=True) for each in card.entered]

    @property
    def lines(self) -> list[CardLine]:
        """All lines by day."""
        return sorted(self._lines, key=lambda line: (line.draft.day, line.name))

    @property
    def drafts(self) -> list[VisitDraft]:
        """What is new."""
        return [line.draft for line in self.lines if not line.is_kept]

    @property
    def monday(self) -> date:
        """The week that number keys enter into."""
        return self.card.mondays[self.week]

    def add_number(self, number: int) -> CardLine | None:
        """The meeting of this number in the week, on its own day; None where it has none."""
        meeting = self.meeting(number)
        if meeting is None or meeting.day is None:
            return None
        day = self.monday + timedelta(days=meeting.day)
        return self.add(VisitDraft(day, meeting.id, proof=self.usual_proof), meeting.name)

    def meeting(self, number: int) -> MeetingLine | None:
        """The meeting of this number; None where there is none."""
        known = 1 <= number <= len(self.card.meetings)
        return self.card.meetings[number - 1] if known else None

    @property
    def usual_proof(self) -> Proof:
        """Initials on a card; without one the client's word is what there is."""
        return Proof.INITIALS if self.card.card_id else Proof.SELF_REPORT

    def add(self, draft: VisitDraft, name: str) -> CardLine:
        """A line, or the one that says the same already."""
        line = CardLine(draft, name)
        same = next((each for each in self._lines if each.identity == line.identity), None)
        if same is None:
            self._lines.append(line)
        return same or line

    def prove(self, line: CardLine, proof: Proof) -> CardLine:
        """The line with other proof; what was stored before stays."""
        if line.is_kept:
            return line
        changed = replace(line, draft=replace(line.draft, proof=proof))
        self._lines[self._lines.index(line)] = changed
        return changed

    def remove(self, line: CardLine) -> bool:
        """Take a new line off; what was stored before is taken back on the chart."""
        if line.is_kept:
            return False
        self._lines.remove(line)
        return True


class ReturnedCardTable(TableView):
    """Keys add and change lines; the screen keeps them."""

    numbered = Signal(int)
    proven = Signal(object)
    week_stepped = Signal(int)
    removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self.model_of_lines: RowsModel[CardLine] = RowsModel(
            _columns(), parent, identity=lambda line: line.identity
        )
        super().__init__(self.model_of_lines, "returned-card", parent, row_units=38)
        self.setAccessibleName(_("Meetings on the card"))
        self.setAccessibleDescription(
            _("A number adds that meeting, I S R O change its proof, Delete takes a line off")
        )
        for number in range(MOST_NUMBERED + 1):
            self._key(str(number), partial(self.numbered.emit, number))
        for key, proof in PROOF_KEYS.items():
            self._key(key, partial(self.proven.emit, proof))
        self._key(Qt.Key.Key_Left, partial(self.week_stepped.emit, -1))
        self._key(Qt.Key.Key_Right, partial(self.week_stepped.emit, 1))
        self._key(Qt.Key.Key_Delete, self.removed.emit)
        self._key(Qt.Key.Key_Backspace, self.removed.emit)

    def show_lines(self, lines: CardLines, current: CardLine | None = None) -> None:
        """Show these; the one just added becomes current."""
        self.model_of_lines.set_rows(lines.lines)
        self.fit_columns()
        if current is not None:
            self.choose(current.identity)

    def _key(self, key: str | Qt.Key, act: object) -> None:
        action = QAction(self)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(act)
        self.addAction(action)


def numbered_words(number: int, line: MeetingLine) -> str:
    """A meeting with the number that enters it."""
    return f"{number}  {line.name}"


def _columns() -> list[Column[CardLine]]:
    words = screen_wording()
    return [
        Column(
            _("Week of"),
            lambda line: words.day_month(monday_of(line.draft.day)),
            "week",
            soft=True,
            minor=True,
        ),
        Column(_("Day"), lambda line: words.date(line.draft.day), "day", order=_day),
        Column(_("Meeting"), lambda line: line.name, "meeting", bold=True, stretch=True),
        Column(_("Proof"), lambda line: _(PROOF_WORDS[line.draft.proof]), "proof"),
        Column(
            "",
            lambda line: _("Kept before") if line.is_kept else "",
            "kept",
            kind=Kind.CHIP,
            tone=lambda line: "good",
            when_used=True,
        ),
    ]


def _day(line: CardLine) -> date:
    return line.draft.day
