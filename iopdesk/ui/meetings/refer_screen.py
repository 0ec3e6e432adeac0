"""Referring one client to meetings: pick in the list, see the week, save, print."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QWidget

from iopdesk.domain.disclosure import Document
from iopdesk.domain.distance import Point
from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.domain.problems import InvalidDraft
from iopdesk.domain.referral import RequirementDraft
from iopdesk.domain.staff import Right
from iopdesk.services.meeting_paper_service import MeetingPaperWish
from iopdesk.services.meeting_search import MeetingFilter, MeetingLine
from iopdesk.services.referral_service import ClientReferral
from iopdesk.services.week_suggestion_service import SuggestedMeeting
from iopdesk.ui.desk import Desk
from iopdesk.ui.meetings.meetings_screen import MeetingBrowser
from iopdesk.ui.meetings.refer_presenter import ReferPresenter
from iopdesk.ui.meetings.referral_panel import ReferralPanel
from iopdesk.ui.preview import Outside
from iopdesk.ui.settings import screen_settings
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button
from iopdesk.ui.wording import _, ngettext_


class ReferScreen(MeetingBrowser):
    """The place "refer"; its record is the client."""

    shows = MeetingBrowser.shows | {
        "meeting_referral",
        "meeting_requirement",
        "roster_place",
        "group_slot",
    }

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent, with_marks=True)
        self._client_id: UUID | None = None
        self.choice = ReferPresenter()
        self.panel = ReferralPanel(self)
        self.panel.setMinimumWidth(current_theme().px(300))
        self.add_panel(self.panel)
        self.save = self.title_bar.add_action(plain_button(_("&Save without printing"), "", self))
        self.save.clicked.connect(self._on_save)
        for box, kept in self._kept_boxes():
            box.setChecked(screen_settings().text(f"refer/{kept}", "yes") == "yes")
            box.toggled.connect(partial(self._on_box, kept))
        self.table.toggled.connect(self._on_toggled)
        self.table.opened.connect(self._on_toggled)
        self.list.clashes_asked.connect(self._on_clashes_asked)
        self.panel.chosen.let_go.connect(self._on_let_go)
        self.panel.chosen.way_told.connect(self._on_way_told)
        self.panel.requirement.edited.connect(self._on_requirement_edited)
        self.panel.preview_asked.connect(self._on_preview)
        self.panel.refer_asked.connect(self._on_refer)
        self.panel.suggest_asked.connect(self._on_suggest)
        suggesting = QShortcut(QKeySequence("Ctrl+G"), self)
        suggesting.activated.connect(self._on_suggest)
        printing = QShortcut(QKeySequence.StandardKey.Print, self)
        printing.activated.connect(self._on_refer)
        saving = QShortcut(QKeySequence.StandardKey.Save, self)
        saving.activated.connect(self._on_save)
        may_refer = desk.services.signed_in.may(Right.REFER_TO_MEETINGS)
        self.panel.refer.setVisible(may_refer)
        self.panel.suggest.setVisible(may_refer)

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Begin with another client, or go on with the same one."""
        if record_id != self._client_id:
            self._client_id = record_id
            self.choice = ReferPresenter()
            self.forget_filters()
            self.list.show_clashes.setChecked(False)

    def refresh(self) -> None:
        """Ask for the client's referral, then for the list."""
        if self._client_id is not None:
            call = partial(self.desk.services.referral.referral, self._client_id)
            self.desk.background.run(self, call, self._show_referral, ticket="referral")

    def keys(self) -> list[tuple[str, str]]:
        """Keys of the list and the panel."""
        return [
            ("Space", _("pick the meeting or let it go")),
            *super().keys(),
            ("Ctrl+G", _("suggest a week of meetings")),
            ("Ctrl+S", _("save the referral")),
            ("Ctrl+P", _("save it and print")),
        ]

    def place(self) -> str:
        """Its name in back links."""
        return _("Referral")

    def has_unsaved(self) -> bool:
        """Whether the choice or the requirement differs from what is stored."""
        return self.choice.has_unsaved or self.panel.changes_requirement()

    def usual_point(self) -> Point | None:
        """Distances are from the client's home where it is known."""
        referral = self.choice.referral
        return referral.point if referral else None

    def wanted(self) -> MeetingFilter:
        """What the list shows: without the hours of the client's groups, work and curfew."""
        wanted = super().wanted()
        if self.list.show_clashes.isChecked():
            return wanted
        return replace(wanted, leave_out=self.choice.taken)

    def _kept_boxes(self) -> list[tuple[QCheckBox, str]]:
        panel = self.panel
        return [(panel.card, "card"), (panel.ways, "ways"), (panel.more, "more")]

    def _show_referral(self, referral: ClientReferral) -> None:
        self.choice.load(referral, keep=True)
        if not self.panel.changes_requirement():
            self.panel.load(referral)
            self.panel.requirement.load(referral, self.desk.services.store.clock.today())
        self.title_bar.set_title(_("Refer to meetings"), _subject(referral))
        self.title_bar.set_back(_("Chart"), self._on_back)
        self._show_choice()
        super().refresh()

    def _show_choice(self) -> None:
        self.panel.show_choice(self.choice)
        self.save.setEnabled(self.has_unsaved())
        self.table.lines.set_chosen(self.choice.chosen_ids)

    def _on_back(self) -> None:
        self.desk.navigation.open("client", self._client_id)

    def _on_toggled(self, line: MeetingLine) -> None:
        picked = self.choice.toggle(line)
        self._show_choice()
        said = _("{meeting}: picked") if picked else _("{meeting}: let go")
        self.desk.messages.say(said.format(meeting=line.name))

    def _on_let_go(self, meeting_id: UUID) -> None:
        self.choice.let_go(meeting_id)
        self._show_choice()

    def _on_way_told(self, meeting_id: UUID, way: str) -> None:
        self.choice.tell_way(meeting_id, way)
        self.save.setEnabled(self.has_unsaved())

    def _on_requirement_edited(self) -> None:
        self.save.setEnabled(self.has_unsaved())

    def _on_suggest(self) -> None:
        if self._client_id is None or not self.panel.suggest.isVisible():
            return
        wanted = replace(self.wanted(), limit=0)
        call = partial(self.desk.services.week_suggestion.suggest, self._client_id, wanted)
        self.desk.background.run(self, call, self._show_suggested, ticket="suggestion")

    def _show_suggested(self, found: tuple[SuggestedMeeting, ...]) -> None:
        new = self.choice.suggest(found)
        self._show_choice()
        if not found:
            words = _("No meeting of this list fits. Widen the filters, or pick one by hand.")
            self.desk.messages.say(words)
        elif not new:
            self.desk.messages.say(_("All that would be suggested is picked already."))
        else:
            words = ngettext_("{n} meeting suggested", "{n} meetings suggested", new)
            self.desk.messages.say(_("{meetings}. The client's choice rules.", meetings=words))

    def _on_clashes_asked(self, shown: bool) -> None:
        self.search()

    def _on_box(self, kept: str, ticked: bool) -> None:
        screen_settings().keep(f"refer/{kept}", "yes" if ticked else "no")
        self.panel.show_choice(self.choice)

    def _wish(self, language: Language) -> MeetingPaperWish:
        return MeetingPaperWish(
            language,
            chosen=self.choice.kept(),
            more=self.filters.wanted(self.near()) if self.panel.more.isChecked() else None,
            with_ways=self.panel.ways.isChecked(),
            with_card=self.panel.card.isChecked(),
        )

    def _on_preview(self) -> None:
        if self._client_id is not None:
            self._show_paper(self._client_id, self._wish(self.panel.handout_language()))

    def _show_paper(self, client_id: UUID, wish: MeetingPaperWish) -> None:
        service = self.desk.services.meeting_paper

        def make(language: Language) -> Paper:
            return service.preview(client_id, replace(wish, language=language))

        def left(language: Language) -> None:
            service.note_printed(client_id, with_card=wish.with_card)

        def without_card(language: Language) -> Paper:
            listed = replace(wish, language=language, with_card=False)
            return service.preview(client_id, listed)

        self.desk.preview.show(
            make,
            languages=tuple(Language),
            language=wish.language,
            printed=left,
            saved=left,
            outside=Outside(client_id, Document.MEETING_LIST, without_card),
        )

    def _on_save(self) -> None:
        self._save(self._show_saved)

    def _on_refer(self) -> None:
        if self.panel.refer.isEnabled():
            self._save(self._print_saved)

    def _save(self, then: Callable[[ClientReferral], None]) -> None:
        referral = self.choice.referral
        if referral is None:
            return
        requirement: RequirementDraft | None = None
        if self.panel.changes_requirement():
            problems = self.panel.requirement.problems()
            self.panel.requirement.show_problems(problems)
            if problems:
                return
            requirement = self.panel.requirement.draft()
        services = self.desk.services
        draft = self.choice.draft(services.store.clock.today())

        def save() -> ClientReferral:
            services.referral.refer(referral.client_id, referral.chosen, draft, requirement)
            return services.referral.referral(referral.client_id)

        self.desk.background.run(self, save, then, self._on_refused)

    def _show_saved(self, referral: ClientReferral) -> None:
        self.choice.saved(referral)
        self.panel.requirement.set_clean()
        self._show_referral(referral)
        self.desk.messages.say(_("The referral is saved."))

    def _print_saved(self, referral: ClientReferral) -> None:
        wish = self._wish(self.panel.handout_language())
        self._show_saved(referral)
        if not wish.chosen:
            return
        if not wish.with_card:
            self._show_paper(referral.client_id, wish)
            return
        call = partial(self.desk.services.meeting_paper.new_card, referral.client_id)
        self.desk.background.run(
            self,
            call,
            lambda code: self._show_paper(referral.client_id, replace(wish, card_code=code)),
        )

    def _on_refused(self, error: BaseException) -> None:
        if isinstance(error, InvalidDraft):
            homeless = self.panel.requirement.show_problems(error.problems)
            if not homeless:
                return
        self.desk.messages.error(error)


def _subject(referral: ClientReferral) -> str:
    if referral.point is None:
        return referral.client_name
    start = _("miles from home") if referral.from_home else _("miles from the clinic")
    return f"{referral.client_name} · {start}"
