"""A note as the record shows it: the group's part, own words, who signed, what was added."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from iopdesk.domain.note import is_late
from iopdesk.domain.note_format import shown_sections
from iopdesk.domain.note_list import NotePart, NoteText
from iopdesk.ui.notes.note_words import participation_words, signing_words, title_words
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.chip import Chip
from iopdesk.ui.widgets.label import label, rule
from iopdesk.ui.wording import _, screen_wording


class NoteReader(Card):
    """Text can be selected and copied; nothing is changed here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Note"), parent)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(_("Note"))
        self.body.addWidget(self._scroll, 1)
        self.clear(_("Choose a note in the list to read it."))

    def clear(self, words: str = "") -> None:
        """Show no note."""
        self.set_title(_("Note"))
        page = self._page()
        self._column.addWidget(label(words, "soft", page, wrap=True))
        self._show_page(page)

    def show_text(self, text: NoteText) -> None:
        """Show all parts of a note."""
        wording = screen_wording()
        title = title_words(text.title, is_appointment=text.is_appointment)
        self.set_title(title, wording.date_year(text.day))
        page = self._page()
        late = _late_words(text)
        if late:
            self._column.addWidget(Chip(late, "warn", page))
        facts = [text.topic] if text.topic else []
        if text.minutes is not None:
            facts.append(_("{n} minutes", n=text.minutes))
        if facts:
            self._column.addWidget(label(" · ".join(facts), "soft", page, wrap=True))
        if not text.parts:
            self._column.addWidget(label(_("Nothing is written yet."), "soft", page, wrap=True))
        for at, part in enumerate(text.parts):
            if at:
                self._column.addWidget(rule(page))
            self._add_part(page, part, with_guests=text.is_appointment)
        self._show_page(page)

    def _page(self) -> QWidget:
        page = QWidget(self._scroll)
        page.setProperty("bare", "true")
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(0, 0, current_theme().px(6), 0)
        self._column.setSpacing(current_theme().px(6))
        return page

    def _show_page(self, page: QWidget) -> None:
        # filled first: what is put into a page on the screen is shown one turn later
        self._column.addStretch(1)
        self._scroll.setWidget(page)
        self._scroll.verticalScrollBar().setValue(0)

    def _add_part(self, page: QWidget, part: NotePart, *, with_guests: bool) -> None:
        taken = participation_words(part.participation)
        head = part.client or _("Group")
        words = f"{head} · {taken}" if taken else head
        self._column.addWidget(label(words, "head", page, wrap=True))
        if part.objective:
            told = _("Objective: {words}", words=part.objective)
            self._column.addWidget(label(told, "hint", page, wrap=True))
        sections = shown_sections(part.format, part.text, screen_wording(), with_guests=with_guests)
        for name, section in sections:
            if name:
                self._column.addWidget(label(name, "label", page, wrap=True))
            body = label(section, "", page, wrap=True)
            body.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._column.addWidget(body)
        self._column.addWidget(label(signing_words(part), "hint", page, wrap=True))
        wording = screen_wording()
        for each in part.addenda:
            day = wording.date(each.written_at.astimezone().date())
            name = each.written_by
            said = (
                _("{day}, {name} asks: {words}", day=day, name=name, words=each.text)
                if each.sends_back
                else _("{day}, {name} added: {words}", day=day, name=name, words=each.text)
            )
            self._column.addWidget(label(said, "", page, wrap=True))


def _late_words(text: NoteText) -> str:
    signed = [part.signed_at.astimezone().date() for part in text.parts if part.signed_at]
    late = [day for day in signed if is_late(text.day, day, text.due_days)]
    if not late:
        return ""
    wording = screen_wording()
    day, written = wording.date(text.day), wording.date(max(late))
    return _("Late entry, written {written} for {day}", written=written, day=day)
