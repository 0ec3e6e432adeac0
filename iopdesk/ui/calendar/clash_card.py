"""What is in the way of an appointment, shown before it is saved, with the reason to book it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from iopdesk.domain.appointment import Clash, ProposedDay, own_clashes
from iopdesk.ui.calendar.calendar_words import proposal_lines
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.chip import Chip
from iopdesk.ui.widgets.fields import text_field
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.widgets.label import label
from iopdesk.ui.wording import _

_MOST_LINES = 14


class ClashCard(Card):
    """Lines by day; the reason is asked for only where the client would be in two places."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("At this time"), parent)
        self._proposed: tuple[ProposedDay, ...] = ()
        self._shown: list[QWidget] = []
        self.state = Chip("", "neutral", self)
        self.add_to_head(self.state)
        self.form = Form(self)
        self.reason = self.form.add(
            "reason",
            _("R&eason to book it all the same"),
            text_field(200),
            hint=_("The client would have to be in two places. The reason is kept."),
        )
        self.body.addWidget(self.form)
        self.show_proposal(())

    @property
    def seen(self) -> tuple[Clash, ...]:
        """The clashes that were shown."""
        return tuple(clash for each in self._proposed for clash in each.clashes)

    def reason_given(self) -> str:
        """The reason, where one was asked for."""
        return self.reason.text().strip() if self.form.isVisibleTo(self) else ""

    def clear(self) -> None:
        """Nothing is known, and no reason was given."""
        self.reason.clear()
        self.form.clear_problems()
        self.show_proposal(())

    def show_proposal(self, proposed: Sequence[ProposedDay]) -> None:
        """Show what a booking would do."""
        self._proposed = tuple(proposed)
        for widget in self._shown:
            widget.hide()
            widget.deleteLater()
        lines = proposal_lines(proposed)
        more = len(lines) - _MOST_LINES
        if more > 0:
            lines = [*lines[:_MOST_LINES], (_("and {n} more", n=more), "soft")]
        if not lines:
            words = _("Nothing else is at this time.") if proposed else _("Give day and time.")
            lines = [(words, "soft")]
        self._shown = [label(words, _ROLES.get(tone, ""), self, wrap=True) for words, tone in lines]
        for at, widget in enumerate(self._shown):
            self.body.insertWidget(at, widget)
        clashes = self.seen
        self.state.setVisible(bool(proposed))
        self.state.show_fact(
            _("Free") if not clashes else _("Look here"), "good" if not clashes else "warn"
        )
        self.form.setVisible(bool(own_clashes(clashes)))

    def lines(self) -> list[str]:
        """The lines shown."""
        return [widget.text() for widget in self._shown]  # type: ignore[attr-defined]


_ROLES = {"strong": "strong", "soft": "soft", "info": "soft"}
