"""The form of a meeting: one of the clinic's own, or a listed one that is put right."""

from datetime import time
from typing import cast

from PySide6.QtWidgets import QSizePolicy, QWidget

from iopdesk.domain.fellowship import Fellowship
from iopdesk.domain.meeting import LONGEST_MINUTES, SignsCards
from iopdesk.domain.meeting_codes import code_book, kind_name
from iopdesk.domain.meeting_correction import CORRECTABLE
from iopdesk.domain.meeting_draft import (
    LONGEST_LINK,
    LONGEST_NAME,
    LONGEST_NOTE,
    LONGEST_PLACE,
    SHORTEST_MINUTES,
    MeetingDraft,
)
from iopdesk.domain.problems import FieldProblem
from iopdesk.services.meeting_service import MeetingNote
from iopdesk.ui.meetings.check_menu import CheckMenu
from iopdesk.ui.meetings.meeting_words import LANGUAGES, field_words, signs_words
from iopdesk.ui.widgets.fields import (
    ChoiceField,
    NumberField,
    TimeField,
    long_text_field,
    text_field,
)
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.widgets.segmented import Segmented
from iopdesk.ui.wording import _, screen_wording

_OWN_ONLY = ("fellowship", "kinds", "notes", "place_notes")
_LONGEST_PHONE = 60


class MeetingForm(Form):
    """Holds a draft, and what the clinic notes beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = self.add("name", _("&Name"), text_field(LONGEST_NAME))
        self.fellowship = self.add("fellowship", _("&Program"), ChoiceField(_fellowships()))
        self.day = self.add("day", _("&Day"), ChoiceField(_days()))
        self.start = self.add("start", _("&Time"), TimeField(), beside=True)
        minutes = NumberField(SHORTEST_MINUTES, LONGEST_MINUTES)
        self.minutes = self.add("minutes", _("M&inutes"), minutes, beside=True)
        self.place = self.add(
            "place",
            _("P&lace"),
            text_field(LONGEST_PLACE, _("Community center, church, here at the clinic")),
        )
        self.address = self.add("address", _("Add&ress"), text_field(LONGEST_PLACE))
        self.city = self.add("city", _("T&own"), text_field(LONGEST_PLACE), beside=True)
        self.link = self.add("link", _("Lin&k to join online"), text_field(LONGEST_LINK))
        phone = text_field(_LONGEST_PHONE)
        self.phone = self.add("phone", _("Phone to &join by"), phone, beside=True)
        self.kinds = CheckMenu(_("Nothing chosen"), name=_("Kinds and languages"))
        self.kinds.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.add("kinds", _("Kinds and lan&guages"), self.kinds)
        self.notes = self.add("notes", _("Not&es"), long_text_field(2))
        self.place_notes = self.add("place_notes", _("&Way in"), text_field(LONGEST_NOTE))
        self.section(_("What we know of it"))
        signs = [(known, signs_words(known)) for known in SignsCards]
        self.signs = self.add("signs_cards", _("Attendance &cards"), Segmented(signs))
        self.clinic_note = self.add("text", _("O&ur note"), long_text_field(2))
        self.fellowship.currentIndexChanged.connect(self._offer_kinds)
        self.kinds.changed.connect(self._on_edited)
        self._offer_kinds()

    def load(self, draft: MeetingDraft, note: MeetingNote, *, is_own: bool) -> None:
        """Show a meeting; of a listed one only what people correct."""
        with self.loading():
            self.name.setText(draft.name)
            self.fellowship.set_value(draft.fellowship)
            self.day.set_value(draft.day)
            self.start.set_value(draft.start)
            self.minutes.setText(str(draft.minutes or ""))
            self.place.setText(draft.place)
            self.address.setText(draft.address)
            self.city.setText(draft.city)
            self.link.setText(draft.link)
            self.phone.setText(draft.phone)
            self._offer_kinds()
            self.kinds.set_values(
                frozenset(draft.kinds) | {f"language:{code}" for code in draft.languages}
            )
            self.notes.setPlainText(draft.notes)
            self.place_notes.setText(draft.place_notes)
            self.signs.set_value(note.signs_cards)
            self.clinic_note.setPlainText(note.text)
        for field in _OWN_ONLY:
            self.show_field(field, is_own)
        self.clear_problems()

    def draft(self, base: MeetingDraft) -> MeetingDraft:
        """What is typed; what the form doesn't show stays as in `base`."""
        ticked = [str(value) for value in self.kinds.values()]
        known = code_book(self._fellowship()).kinds
        languages = {v.removeprefix("language:") for v in ticked if v.startswith("language:")}
        return MeetingDraft(
            name=self.name.text(),
            fellowship=self._fellowship(),
            day=cast("int | None", self.day.value),
            start=self.start.value,
            minutes=self.minutes.value,
            place=self.place.text(),
            address=self.address.text(),
            city=self.city.text(),
            link=self.link.text(),
            phone=self.phone.text(),
            kinds=_kept(base.kinds, {v for v in ticked if v in known}, set(known)),
            languages=_kept(base.languages, languages, set(LANGUAGES)),
            notes=self.notes.toPlainText(),
            place_notes=self.place_notes.text(),
        )

    def note(self) -> MeetingNote:
        """What the clinic knows of it."""
        signs = SignsCards(str(self.signs.value or SignsCards.UNKNOWN))
        return MeetingNote(signs, self.clinic_note.toPlainText().strip())

    def problems(self, base: MeetingDraft) -> list[FieldProblem]:
        """Everything that keeps it from being saved."""
        if self.start.is_wrong:
            return [FieldProblem("start", _("This is no time."))]
        return self.draft(base).problems()

    def field_words(self) -> dict[str, str]:
        """What conflicts call the fields."""
        names = (*CORRECTABLE, *_OWN_ONLY, "languages")
        words = {name: field_words(name) for name in names}
        return {**words, "signs_cards": _("Attendance cards"), "text": _("Our note")}

    def _fellowship(self) -> Fellowship:
        return Fellowship(str(self.fellowship.value or Fellowship.AA))

    def _offer_kinds(self, *_what: object) -> None:
        fellowship = self._fellowship()
        language = screen_wording().language
        kinds = [
            (code, kind_name(fellowship, code, language))
            for code in code_book(fellowship).kinds
            if code not in ("TC", "ONL")
        ]
        kinds.sort(key=lambda each: each[1].casefold())
        spoken = [(f"language:{code}", _(words)) for code, words in LANGUAGES.items()]
        self.kinds.set_choices([*kinds, *spoken])


def _kept(base: tuple[str, ...], ticked: set[str], offered: set[str]) -> tuple[str, ...]:
    """In the order of `base`; what the menu does not offer stays."""
    stay = [code for code in base if code in ticked or code not in offered]
    return (*stay, *sorted(ticked.difference(base)))


def _fellowships() -> list[tuple[object, str]]:
    named: list[tuple[object, str]] = [
        (f, f.short_name) for f in Fellowship if f is not Fellowship.OTHER
    ]
    return [*named, (Fellowship.OTHER, _("Another"))]


def _days() -> list[tuple[object, str]]:
    words = screen_wording()
    return [
        (None, _("By appointment")),
        *((day, words.long_weekday(day).capitalize()) for day in range(7)),
    ]


def start_of(text: str) -> time | None:
    """A time that a correction keeps as text."""
    return time.fromisoformat(text) if text else None
