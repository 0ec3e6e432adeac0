"""Admission: program, track, phase, days and counselor, and beside them what that means."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import cast
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iopdesk.domain.clinic_rules import ClinicRules
from iopdesk.domain.episode import (
    LEVEL_HERE,
    LEVEL_WORDS,
    TRACK_WORDS,
    AdmissionDraft,
    Phase,
    Program,
    Track,
    name_on_track,
    phase_starts,
    phase_words,
    planned_end_of,
    program_words,
)
from iopdesk.domain.problems import FieldProblem, InvalidDraft
from iopdesk.domain.program import (
    AGE_WORDS,
    AgeGroup,
    HoursRange,
    age_group_of,
    hours_range,
    least_hours,
)
from iopdesk.services.admission_groups import GroupOffer
from iopdesk.services.client_records import ChartHead
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.services.episode_records import Counselor, Episode
from iopdesk.ui.clients.admit_groups import AdmitGroups
from iopdesk.ui.clients.client_words import facts_words
from iopdesk.ui.desk import Desk
from iopdesk.ui.form_keeper import FormKeeper
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, primary_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.fact_list import FactList
from iopdesk.ui.widgets.fields import ChoiceField, DateField, long_text_field, text_field
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.widgets.notice_list import Notice, NoticeList
from iopdesk.ui.widgets.segmented import Segmented
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.widgets.two_panes import TwoPanes
from iopdesk.ui.wording import _, screen_wording


@dataclass(frozen=True)
class _Material:
    head: ChartHead
    programs: tuple[Program, ...]
    counselors: tuple[Counselor, ...]
    groups: tuple[GroupOffer, ...]
    rules: ClinicRules
    earlier: tuple[Episode, ...]


class AdmitScreen(Screen):
    """Opens an episode of care; a return is a new episode on the same record."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._client_id: UUID | None = None
        self._programs: tuple[Program, ...] = ()
        self._material: _Material | None = None
        column = self.page_layout()
        self.title_bar = TitleBar(_("Admit"), self)
        self.title_bar.set_back(_("Chart"), self._on_back)
        self.cancel = self.title_bar.add_action(plain_button(_("&Cancel"), "", self))
        self.admit = self.title_bar.add_action(primary_button(_("&Admit"), "check", self))
        column.addWidget(self.title_bar)
        self._panes = TwoPanes(self._build_form(), self._build_side(), self)
        column.addWidget(self._panes, 1)
        self._kept = FormKeeper(desk, self, self.form, "admit")
        self._kept.keep_too("groups", self.groups)
        self._connect()

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Start the admission of this client."""
        if record_id != self._client_id or not self.form.is_dirty:
            self._client_id = record_id
            self._start()

    def refresh(self) -> None:
        """Ask for programs, counselors and earlier stays."""
        if self._client_id is not None:
            call = partial(_material, self.desk.services, self._client_id)
            self.desk.background.run(self, call, self._show_material, ticket="admit")

    def reflow(self, narrow: bool) -> None:
        """The panel goes under the form."""
        self._panes.reflow(narrow)
        self.title_bar.reflow(narrow)

    def has_unsaved(self) -> bool:
        """Whether someone changed a field."""
        return self.form.is_dirty

    def keys(self) -> list[tuple[str, str]]:
        """Keys of the form."""
        return [("Ctrl+S", _("Admit"))]

    def place(self) -> str:
        """Its name in back links."""
        return _("Admission")

    def _build_side(self) -> QWidget:
        side = QWidget(self)
        side.setProperty("bare", "true")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(12))
        self._means = Card(_("What this means"), side)
        self.notices = NoticeList(self._means)
        self._facts = FactList((), self._means)
        self._means.body.addWidget(self.notices)
        self._means.body.addWidget(self._facts)
        self.groups = AdmitGroups(side)
        column.addWidget(self._means)
        column.addWidget(self.groups)
        column.addStretch(1)
        return side

    def _build_form(self) -> Card:
        card = Card("", self)
        self.form = form = Form(card)
        self._program = form.add("program_id", _("&Program"), ChoiceField())
        tracks = [(track, _(words)) for track, words in TRACK_WORDS.items()]
        self._track = form.add("track", _("Track"), Segmented(tracks))
        self._phase = form.add("phase", _("Starts in phase"), ChoiceField(), beside=True)
        self._admitted = form.add("admitted", _("&Day of admission"), DateField())
        self._end = form.add("planned_end", _("Planned &end"), DateField(), beside=True)
        self._counselor = form.add("counselor_id", _("Primary counselo&r"), ChoiceField())
        levels = [(code, _(words)) for code, words in LEVEL_WORDS.items()]
        self._level = form.add("level_of_care", _("Level of care"), ChoiceField(levels))
        self._source = form.add("referral_source", _("Referred by"), text_field())
        self._reason = form.add("reason", _("Reason"), long_text_field(3))
        form.add_stretch()
        card.body.addWidget(form)
        return card

    def _connect(self) -> None:
        self.cancel.clicked.connect(self._on_back)
        self.admit.clicked.connect(self._on_admit)
        self._program.currentIndexChanged.connect(self._on_program)
        self._phase.currentIndexChanged.connect(self._show_means)
        self._admitted.textChanged.connect(self._on_admitted)
        self._end.textChanged.connect(self._show_means)
        self._track.changed.connect(self._on_track_chosen)
        self.groups.changed.connect(self._on_groups)
        shortcut = QShortcut(QKeySequence("Ctrl+S"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._on_admit)

    def _start(self) -> None:
        with self.form.loading():
            self._program.set_choices(())
            self._track.set_value(Track.DAY)
            self._phase.set_choices(())
            self._admitted.set_value(self.desk.services.store.clock.today())
            self._end.set_value(None)
            self._level.set_value(LEVEL_HERE)
            self._source.setText("")
            self._reason.setPlainText("")
        self.form.clear_problems()

    def _show_material(self, material: _Material) -> None:
        head = material.head
        self.title_bar.set_title(_("Admit {name}", name=head.name), facts_words(head))
        self._material = material
        age = age_group_of(head.born, self.desk.services.store.clock.today())
        self._programs = tuple(sorted(material.programs, key=lambda one: one.age_group != age))
        was_dirty = self.form.is_dirty
        with self.form.loading():
            programs = [(p.program_id, program_words(p.name, _)) for p in self._programs]
            self._program.set_choices(programs)
            counselors = [(one.staff_id, one.name) for one in material.counselors]
            self._counselor.set_choices([(None, _("Not yet chosen")), *counselors])
            if not was_dirty:
                self._counselor.set_value(self.desk.services.signed_in.staff_id)
                self._suggest_program()
            self._on_program()
        self.form.is_dirty = was_dirty
        number = len(material.earlier) + 1
        self.title_bar.set_chips([(_("Stay {n}", n=number), "info")] if number > 1 else [])
        self._program.setFocus()
        self._kept.open(material.head.client_id.hex)

    def _suggest_program(self) -> None:
        first = next(iter(self._programs), None)
        fitting = [one for one in self._programs if first and one.age_group == first.age_group]
        longest = max(fitting, key=lambda one: one.days, default=None)
        if longest is not None:
            self._program.set_value(longest.program_id)

    def _chosen(self) -> Program | None:
        wanted = self._program.value
        return next((one for one in self._programs if one.program_id == wanted), None)

    def _on_program(self) -> None:
        program = self._chosen()
        if program is not None:
            self._track.set_value(program.track)
            phases = [(one.position, phase_words(one.name, _)) for one in program.phases]
            self._phase.set_choices(phases)
        self._on_track()
        self._on_admitted()

    def _on_track_chosen(self, track: Track) -> None:
        """The program of that track, where there is one; phase and end stay as they were set."""
        program = self._chosen()
        if program is not None:
            wanted = (name_on_track(program.name, track), track)
            same = (one for one in self._programs if (one.name, one.track) == wanted)
            phase, end = self._phase.value, self._end.text()
            self._program.set_value(next(same, program).program_id)
            # a program of the clinic's own may be had on either track
            self._track.set_value(track)
            self._phase.set_value(phase)
            self._end.setText(end)
        self._on_track()

    def _on_track(self) -> None:
        if self._material is not None:
            self.groups.offer(self._material.groups, str(self._track.value))
        self._show_means()

    def _on_groups(self) -> None:
        if not self.form.is_loading:
            self.form.is_dirty = True
            self.form.edited.emit()
        self._show_means()

    def _on_admitted(self) -> None:
        program, admitted = self._chosen(), self._admitted.value
        if program is not None and admitted is not None:
            self._end.set_value(planned_end_of(admitted, program.days))
        self._show_means()

    def _show_means(self) -> None:
        program, admitted, end = self._chosen(), self._admitted.value, self._end.value
        phase = program.phase(cast(int, self._phase.value or 1)) if program else None
        self.groups.show_hours(phase.minutes_a_week if phase else 0)
        if program is None or admitted is None or self._material is None:
            self._facts.set_facts([])
            self.notices.show_notices([])
            return
        self.notices.show_notices(admit_notices(self._material, program, phase, admitted))
        self._facts.set_facts(_meaning(program, cast(int, self._phase.value or 1), admitted, end))

    def _draft(self) -> AdmissionDraft:
        return AdmissionDraft(
            program_id=cast(UUID | None, self._program.value),
            admitted=self._admitted.value,
            planned_end=self._end.value,
            track=cast(Track, self._track.value),
            phase=cast(int, self._phase.value or 1),
            counselor_id=cast(UUID | None, self._counselor.value),
            level_of_care=str(self._level.value),
            referral_source=self._source.text(),
            reason=self._reason.toPlainText(),
            groups=self.groups.places(self._admitted.value),
        )

    def _problems(self) -> list[FieldProblem]:
        found = self._draft().problems(self.desk.services.store.clock.today())
        for name, field in (("admitted", self._admitted), ("planned_end", self._end)):
            if field.is_wrong:
                found = [one for one in found if one.field != name]
                found.append(FieldProblem(name, "This is not a date. Type month/day/year."))
        return found

    def _on_admit(self) -> None:
        client_id = self._client_id
        problems = self._problems()
        self.form.show_problems(problems)
        if problems or client_id is None:
            return
        call = partial(self.desk.services.episode.admit, client_id, self._draft())
        self.desk.background.run(self, call, self._on_admitted_now, self._on_failed)

    def _on_admitted_now(self, episode_id: UUID) -> None:
        client_id, self._client_id = self._client_id, None
        self.form.set_clean()
        self.desk.messages.say(_("Admitted. Next: a treatment plan."))
        if self._material is not None and self._material.earlier:
            # a return: what the record says is asked again there
            self.desk.navigation.open("client", client_id, tab="intake")
        else:
            self.desk.navigation.open("client", client_id)

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, InvalidDraft):
            self.form.show_problems(error.problems)
        else:
            self.desk.messages.error(error)

    def _on_back(self) -> None:
        client_id, self._client_id = self._client_id, None
        self.form.set_clean()
        self.desk.navigation.open("client", client_id)


def _material(services: ClinicServices, client_id: UUID) -> _Material:
    return _Material(
        services.client.chart_head(client_id),
        services.episode.programs(),
        services.episode.counselors(),
        services.episode.groups_with_places(),
        services.rule.rules(),
        services.episode.episodes(client_id),
    )


def admit_notices(
    material: _Material, program: Program, phase: Phase | None, admitted: date
) -> list[Notice]:
    """What to look at: another age group's program, hours outside the range of the level."""
    found = []
    age = age_group_of(material.head.born, admitted)
    if program.age_group != age:
        whom = _(AGE_WORDS[AgeGroup(program.age_group)]).lower()
        words = _("This program is for {whom}. Check the birth date.", whom=whom)
        found.append(Notice(words, "warn"))
    if phase is None:
        return found
    stands = hours_range(phase.minutes_a_week, age, material.rules)
    if stands is HoursRange.ABOVE:
        words = _(
            "More than {most} hours a week is the next level, 2.5. It can be saved all the same.",
            most=material.rules.most_hours,
        )
        found.append(Notice(words, "warn"))
    elif stands is HoursRange.BELOW:
        least = least_hours(age, material.rules)
        words = _("Level 2.1 begins at {least} hours a week at this age.", least=least)
        found.append(Notice(words, "warn"))
    return found


def _meaning(
    program: Program, first_phase: int, admitted: date, end: date | None
) -> Sequence[tuple[str, str]]:
    words = screen_wording()
    facts = []
    if end is not None and end >= admitted:
        days = (end - admitted).days + 1
        facts.append((_("Stay"), _("{n} days, to {date}", n=days, date=words.date_year(end))))
    phases = [phase for phase in program.phases if phase.position >= first_phase]
    for phase, starts in zip(phases, phase_starts(admitted, phases), strict=True):
        dose = _(
            "from {date}: {hours} hours on {days} days a week, {n} meetings",
            date=words.date(starts),
            hours=words.hours(phase.minutes_a_week),
            days=phase.days_a_week,
            n=phase.meetings_a_week,
        )
        facts.append((phase_words(phase.name, _), dose))
    return facts
