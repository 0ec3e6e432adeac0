"""The one question before a paper goes to someone outside: to whom, and why."""

from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from iopdesk.domain.consent import Consent
from iopdesk.domain.consent_library import consent_library
from iopdesk.domain.disclosure import (
    DOCUMENTS,
    HOW,
    LONGEST_NAME,
    LONGEST_WORDS,
    MEDICAL_EMERGENCY,
    Document,
    Handover,
    Obstacle,
    why_not,
)
from iopdesk.services.disclosure_scope import ends_words, told_words
from iopdesk.services.disclosure_service import DeskFacts
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.decision_dialog import DecisionDialog
from iopdesk.ui.widgets.fields import ChoiceField, text_field
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.widgets.notice_list import Notice, NoticeList
from iopdesk.ui.wording import _, screen_wording

_EMERGENCY = ("emergency_nature", "emergency_personnel", "emergency_facility")
_MOST_NOTICES = 4
_WIDTH = 540


class DisclosureDialog(DecisionDialog):
    """Offers the consents that carry the paper; for the others it says what is missing."""

    def __init__(self, facts: DeskFacts, parent: QWidget | None) -> None:
        self._is_spoken = facts.document is Document.SPOKEN
        title = _("Who was told, and why?") if self._is_spoken else _("Who gets it, and why?")
        done = _("&Enter it") if self._is_spoken else _("&Make the pages")
        super().__init__(
            title,
            _hint(facts),
            [done, _("&Back")],
            parent,
            icon=("shield-alert", "accent"),
        )
        carrying = [each.consent for each in facts.recipients if each.carrying.obstacle is None]
        self._consents = {one.consent_id: one for one in carrying if one.consent_id}
        self._build_form(facts)
        self.notices = NoticeList(self)
        self._told = _notices(facts)[:_MOST_NOTICES]
        self.body.addWidget(self.form)
        self.body.addWidget(self.notices)
        # what is left over stands below, not in rows whose fields are hidden
        self.body.addStretch(1)
        self.ground.currentIndexChanged.connect(self._on_ground)
        self.form.edited.connect(self._on_edited)
        self.setMinimumWidth(current_theme().px(_WIDTH))
        self._on_ground()
        self.ground.setFocus()

    def handover(self) -> Handover:
        """The answer as the fields hold it."""
        ground = self.ground.value
        consent_id = ground if isinstance(ground, UUID) else None
        basis = "" if consent_id else str(ground or "")
        is_emergency = basis == MEDICAL_EMERGENCY
        told = {name: self._text(name) if is_emergency else "" for name in _EMERGENCY}
        return Handover(
            to_whom=self.to_whom.text().strip(),
            purpose=str(self.purpose.value or "") if consent_id else "",
            consent_id=consent_id,
            basis=basis,
            reason="" if consent_id else self._text("reason"),
            how=str(self.how.value),
            **told,
        )

    def _build_form(self, facts: DeskFacts) -> None:
        self.form = Form(self)
        self.ground = self.form.add(
            "ground", _("On which ground"), ChoiceField(self._grounds(facts))
        )
        self.to_whom = self.form.add("to_whom", _("Who gets it"), text_field(LONGEST_NAME))
        hows: list[tuple[object, str]] = [(key, _(words)) for key, words in HOW.items()]
        how = ChoiceField(hows[-1:] + hows[:1] if self._is_spoken else hows[:-1])
        self.how = self.form.add("how", _("How it goes"), how, beside=True)
        self.what = self.form.add("what", _("What was told"), text_field(LONGEST_WORDS))
        self.form.show_field("what", self._is_spoken)
        self.purpose = self.form.add("purpose", _("What for"), ChoiceField())
        self.form.add("reason", _("Why, in a sentence"), text_field(LONGEST_WORDS))
        for name, words, beside in zip(
            _EMERGENCY,
            (_("What the emergency is"), _("Medical personnel"), _("Their facility")),
            (True, False, True),
            strict=True,
        ):
            self.form.add(name, words, text_field(LONGEST_WORDS), beside=beside)

    def _grounds(self, facts: DeskFacts) -> list[tuple[object, str]]:
        words, grounds = screen_wording(), consent_library().grounds
        found: list[tuple[object, str]] = [
            (one.consent_id, _("{whom}: consent, {ends}", whom=one.to_whom, ends=_ends(one)))
            for one in self._consents.values()
        ]
        if not found:
            found.append((None, _("Choose one")))
        for key in facts.grounds:
            term = grounds[key]
            name = term.texts[words.language]
            found.append(
                (key, _("Without consent: {ground} ({cite})", ground=name, cite=term.cite))
            )
        return found

    def _consent(self) -> Consent | None:
        ground = self.ground.value
        return self._consents.get(ground) if isinstance(ground, UUID) else None

    def _on_ground(self) -> None:
        consent, ground = self._consent(), self.ground.value
        language = screen_wording().language
        if consent is not None:
            library = consent_library()
            purposes: list[tuple[object, str]] = [
                (key, term.texts[language])
                for key, term in library.purposes.items()
                if key in consent.purpose_keys
            ]
            self.purpose.set_choices(purposes)
            self.to_whom.setText("" if consent.names_a_class else consent.to_whom)
        else:
            self.to_whom.clear()
        self.to_whom.setReadOnly(consent is not None and not consent.names_a_class)
        self.form.show_field("purpose", consent is not None)
        self.form.show_field("reason", consent is None and ground is not None)
        for name in _EMERGENCY:
            self.form.show_field(name, ground == MEDICAL_EMERGENCY)
        term = None if consent else consent_library().grounds.get(str(ground))
        limit = [Notice(term.limit[language], "info")] if term and term.limit else []
        self.notices.show_notices([*limit, *self._told])
        self._on_edited()
        # fields that were just shown have their size at the next turn of the event loop
        QTimer.singleShot(0, self, self._fit)

    def _on_edited(self) -> None:
        is_said = not self._is_spoken or bool(self.what.text().strip())
        self.button(0).setEnabled(is_said and not self.handover().problems())

    def _fit(self) -> None:
        # Qt's own adjusting stops at two thirds of the screen, and would cut the last field
        layout = self.layout()
        if layout is not None:
            layout.invalidate()
            layout.activate()
            wide = max(self.minimumWidth(), self.sizeHint().width())
            # the size hint takes wrapped lines to be narrower, and is too high
            by_width = layout.totalHeightForWidth(wide)
            self.resize(wide, by_width if by_width > 0 else self.sizeHint().height())

    def _text(self, name: str) -> str:
        field = self.form.field(name)
        return field.text().strip() if isinstance(field, QLineEdit) else ""


def _ends(consent: Consent) -> str:
    ends = ends_words(consent, screen_wording())
    return _("to {ends}", ends=ends)


def _hint(facts: DeskFacts) -> str:
    if facts.document is Document.SPOKEN:
        return _("It is entered in the accounting. Tell no more than the consent covers.")
    return _(
        "{paper} gets a cover with the notice and the scope of the consent, and an entry"
        " in the accounting. The client's own copy needs none of this.",
        paper=_(DOCUMENTS[facts.document]),
    )


def _notices(facts: DeskFacts) -> list[Notice]:
    words = screen_wording()
    found = [
        Notice(_("The client asked, and it was agreed: {words}", words=asked), "bad")
        for asked in facts.restrictions
    ]
    for each in facts.recipients:
        if facts.document is Document.SPOKEN and each.carrying.obstacle is None:
            covered = told_words(each.consent, words)
            found.append(Notice(f"{each.consent.to_whom}: {covered}", "info"))
        if each.carrying.obstacle in (None, Obstacle.NOT_IN_FORCE):
            continue
        why = why_not(each.carrying, words)
        found.append(Notice(f"{each.consent.to_whom}: {why}", "warn"))
    if not any(each.carrying.obstacle is None for each in facts.recipients):
        lacking = _("No consent in force covers this paper. Prepare one under Consents.")
        found.insert(0, Notice(lacking, "warn"))
    return found
