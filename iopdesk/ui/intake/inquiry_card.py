"""A client's first contact in the chart: how to reach them safely, the steps, what comes next."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from iopdesk.domain.inquiry import CHANNELS, WAITING, Inquiry, InquiryState, TakenStep
from iopdesk.ui.intake import inquiry_words as says
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, quiet_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.chip import Chip
from iopdesk.ui.widgets.fact_list import FactList
from iopdesk.ui.widgets.label import label
from iopdesk.ui.wording import _, screen_wording


class InquiryCard(Card):
    """Buttons say what to do next; the screen connects them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("First contact"), parent)
        self.inquiry: Inquiry | None = None
        self._chip = Chip("", "neutral", self)
        self.add_to_head(self._chip)
        self._none = label(
            _("No first contact was taken. The chart can be used all the same."),
            "soft",
            self,
            wrap=True,
        )
        self.facts = FactList((), self)
        self._steps_head = label(_("So far"), "head", self)
        self.steps = FactList((), self)
        self.step = plain_button(_("Note a &step…"), "", self)
        self.again = plain_button(_("Take a first &contact"), "phone", self)
        self.correct = quiet_button(_("Correct…"), "pencil", self)
        self.correct.setAccessibleName(_("Correct the first contact"))
        self.add_to_head(self.correct)
        for widget in (self._none, self.facts, self._steps_head, self.steps):
            self.body.addWidget(widget)
        line = QHBoxLayout()
        line.setSpacing(current_theme().px(10))
        for button in (self.step, self.again):
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        line.addStretch(1)
        self.body.addLayout(line)
        self.show_inquiry(None, may_write=False, in_program=False)

    def show_inquiry(self, inquiry: Inquiry | None, *, may_write: bool, in_program: bool) -> None:
        """Show the newest one, or that there is none."""
        self.inquiry = inquiry
        is_open = inquiry is not None and inquiry.line.state in WAITING
        self._none.setVisible(inquiry is None)
        for widget in (self._chip, self.facts, self._steps_head, self.steps):
            widget.setVisible(inquiry is not None)
        self.correct.setVisible(may_write and inquiry is not None)
        self.step.setVisible(may_write and is_open)
        self.again.setVisible(may_write and not is_open and not in_program)
        if inquiry is None:
            return
        state = inquiry.line.state
        self._chip.show_fact(says.state_words(state), says.state_tone(state))
        self.facts.set_facts(_facts(inquiry))
        self.steps.set_facts([_step(each) for each in reversed(inquiry.steps)])


def _facts(inquiry: Inquiry) -> list[tuple[str, str]]:
    words, line, noted = screen_wording(), inquiry.line, inquiry.facts
    channel = _(CHANNELS.get(noted.channel, noted.channel)).lower()
    day = words.date_year(line.day)
    facts = [(_("Taken"), ", ".join(part for part in (day, channel, inquiry.taken_by) if part))]
    for phone in inquiry.phones:
        facts.append((_("Reach safely"), says.safe_phone_words(phone)))
    if noted.caller != "self":
        called = says.caller_words(noted.caller, noted.caller_name, noted.caller_phone)
        facts.append((_("Called by"), called))
    source = says.source_words(line.referral_source)
    more = (
        (_("Wants"), noted.wants),
        (_("Time of day"), says.track_words(line)),
        (_("Comes from"), ", ".join(part for part in (source, noted.referred_by) if part)),
        (_("Note"), noted.note),
    )
    return [*facts, *((name, text) for name, text in more if text)]


def _step(step: TakenStep) -> tuple[str, str]:
    words = screen_wording()
    told = says.state_words(step.state)
    if step.reason:
        told = f"{told}: {step.reason}"
    if step.next_contact is not None and step.state is not InquiryState.ADMITTED:
        told = _("{step}; next contact {day}", step=told, day=words.date(step.next_contact))
    return words.day_month(step.day), f"{told} ({step.by})" if step.by else told
