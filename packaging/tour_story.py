"""The story that the tour draws: who is shown, and the way from screen to screen."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabBar

from iopdesk.domain.client import ClientDraft, ClientState
from iopdesk.domain.fellowship import Fellowship
from iopdesk.domain.language import Language
from iopdesk.domain.note_list import NotePlace, NoteQuery
from iopdesk.domain.paper import Paper
from iopdesk.domain.report_names import ReportName
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.ui.calendar.calendar_bar import View
from iopdesk.ui.calendar.calendar_screen import CalendarScreen
from iopdesk.ui.course.setback_screen import SetbackScreen
from iopdesk.ui.discharge.step_down_screen import StepDownScreen
from iopdesk.ui.main_window import MainWindow
from iopdesk.ui.meetings.import_screen import ImportScreen
from iopdesk.ui.plans.plan_screen import PlanScreen
from iopdesk.ui.reports.reports_screen import ReportsScreen
from tour_consents import consent_papers, consent_pictures
from tour_files import church_table, small_directory
from tour_intake import intake_papers, intake_places
from tour_meetings import find_three, meeting_papers, show_recovery
from tour_record import record_papers, record_pictures

_BEATS = 4
_FRIDAY, _MONDAY, _LATER = date(2026, 11, 20), date(2026, 11, 23), date(2026, 12, 18)
_NEW = ClientDraft("Marisol", "Vega", born=date(1991, 5, 4), city="Corona")


class Cast:
    """Who of the demo clinic the pictures show."""

    def __init__(self, services: ClinicServices) -> None:
        self._services = services
        open_episodes = services.episode.open_episodes()
        self.leaving = open_episodes[0].client_id
        self.client = self._with_signed_plan([e.client_id for e in open_episodes[3:]])
        self.with_setback = self._with_open_setback([e.client_id for e in open_episodes])
        self.drafting = self._with_draft([e.client_id for e in open_episodes])
        waiting = services.client.clients(ClientState.WAITING, limit=1)
        self.waiting = waiting[0].client_id if waiting else services.client.create(_NEW)

    def _with_signed_plan(self, clients: list[UUID]) -> UUID:
        for client_id in clients:
            plan = self._services.plan.newest(client_id)
            if plan is not None and plan.signatures:
                return client_id
        return clients[0]

    def _with_open_setback(self, clients: list[UUID]) -> UUID:
        for client_id in clients:
            if self._services.course.course(client_id).open_setback is not None:
                return client_id
        return self.client

    def _with_draft(self, clients: list[UUID]) -> UUID:
        for client_id in clients:
            plan = self._services.plan.newest(client_id)
            if plan is not None and plan.state == "draft":
                return client_id
        return self.client

    def first_session_on(self, day: date) -> UUID:
        """The slot of the first session of a past day."""
        marked = [
            (line.start, line.slot_id)
            for group in self._services.group.groups()
            for line in self._services.group.sessions(group.id)
            if line.day == day and line.marked
        ]
        return min(marked)[1]

    def papers(self, language: Language) -> Iterator[tuple[str, Paper]]:
        """Every paper there is, in one language."""
        services = self._services
        yield "treatment-plan", services.plan_paper.clinical(self.client, language)
        yield "treatment-plan-client", services.plan_paper.client_copy(self.client, language)
        schedule = services.weekly_schedule_paper
        yield "weekly-schedule", schedule.schedule(self.client, language, _MONDAY)
        yield "reminder-list", services.reminder_list_paper.reminders(_FRIDAY, language)
        yield "meeting-plan", services.meeting_paper.meeting_list(self.client, language)
        yield "attendance-card", services.meeting_paper.attendance_card(self.client, language)
        yield from meeting_papers(services, self.client, language)
        yield "discharge-summary", services.step_down_paper.clinical(self.leaving, language)
        yield "step-down-client", services.step_down_paper.client_copy(self.leaving, language)
        yield from intake_papers(services, self.client, language)
        session = services.today.today().groups[0]
        yield "sign-in-sheet", services.sign_in_sheet.sheet(session.slot_id, session.day, language)
        yield from record_papers(services, self.client, language)
        yield from consent_papers(services, self.client, language)


class Story:
    """The main story, place by place, with real keys where keys matter."""

    def __init__(
        self,
        window: MainWindow,
        services: ClinicServices,
        grab: Callable[[str], None],
        home: Path,
    ) -> None:
        self._window = window
        self._services = services
        self._grab = grab
        self._home = home
        self._cast = Cast(services)

    def tell(self) -> None:
        """Today, clients, groups, meetings, plan, step-down, clinic."""
        self._today_and_find()
        self._clients()
        self._groups()
        self._calendar()
        self._outreach()
        self._notes()
        self._returned_card()
        self._meetings()
        self._plan()
        self._course()
        record_pictures(self._window, self._open, self._grab, self._cast.client)
        consent_pictures(self._window, self._services, self._open, self._grab, self._cast.client)
        self._step_down()
        self._reports()
        self._clinic()

    def _open(self, place: str, record_id: UUID | None = None, **more: object) -> None:
        # A dialog that closed leaves no window active where there is no window manager.
        self._window.activateWindow()
        self._window.navigation.open(place, record_id, **more)
        settle(self._window)

    def _type(self, words: str) -> None:
        widget = QApplication.focusWidget()
        if widget is None:
            raise RuntimeError("nothing has the focus to type into")
        QTest.keyClicks(widget, words)

    def _key(self, key: Qt.Key, how: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self._window, key, how)
        settle(self._window)

    def _today_and_find(self) -> None:
        self._open("today")
        self._grab("today")
        self._key(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        self._type("gar")
        self._grab("find-box")
        self._key(Qt.Key.Key_Escape)
        self._key(Qt.Key.Key_F1)
        screen = self._window.screen_shown()
        screen.view.duties.table.setFocus()  # type: ignore[union-attr]
        self._key(Qt.Key.Key_O)
        self._open("dose")
        self._grab("dose")

    def _clients(self) -> None:
        self._open("clients")
        self._grab("clients")
        self._type("ma")
        self._grab("clients-search")
        self._new_client()
        self._open("admit", self._cast.waiting)
        self._grab("admit")
        for name, place, record_id, more in intake_places(self._services):
            self._open(place, record_id, **more)
            self._grab(name)
        self._open("client", self._cast.client)
        for at, name in enumerate(self._tabs()):
            self._tab_bar().setCurrentIndex(at)
            self._grab(f"chart-{name}")

    def _new_client(self) -> None:
        """Someone who is here already, typed a little differently."""
        record = self._services.client.record(self._cast.client)
        self._open("new_client")
        self._type(record.first_name.encode("ascii", "ignore").decode())
        self._key(Qt.Key.Key_Tab)
        self._type(record.last_name.encode("ascii", "ignore").decode())
        QTest.qWait(200)
        self._grab("new-client")
        self._window.screen_shown().form.set_clean()  # type: ignore[union-attr]

    def _tabs(self) -> list[str]:
        bar = self._tab_bar()
        return [bar.tabText(at).replace("&", "").casefold() for at in range(bar.count())]

    def _tab_bar(self) -> QTabBar:
        bars = [bar for bar in self._window.findChildren(QTabBar) if bar.isVisible()]
        return bars[0]

    def _groups(self) -> None:
        self._open("groups")
        self._grab("groups")
        self._open("group")
        self._grab("group-new")
        lines = self._services.today.today().groups
        self._open("group", lines[0].group_id)
        self._grab("group")
        self._open("group_topics", lines[0].group_id)
        self._grab("group-topics")
        self._open("group", lines[0].group_id, adding=True)
        self._grab("group-adding")
        self._open("find_groups", self._cast.client)
        self._grab("find-groups")
        half_done = next((x for x in lines if x.marked and not x.is_signed), lines[0])
        self._open("group_session", half_done.slot_id, date=half_done.planned_day)
        self._grab("group-session")
        for key in (Qt.Key.Key_P, Qt.Key.Key_L, Qt.Key.Key_A):
            self._key(key)
        self._grab("group-session-marked")
        self._key(Qt.Key.Key_E)
        self._grab("group-session-excused")
        self._key(Qt.Key.Key_Escape)
        screen = self._window.screen_shown()
        screen.view.sheet.click()  # type: ignore[union-attr]
        self._grab("preview-sign-in-sheet")

    def _calendar(self) -> None:
        for view, name in ((View.WEEK, "week"), (View.DAY, "day"), (View.ROSTER, "expected")):
            self._open("calendar")
            screen = self._window.screen_shown()
            assert isinstance(screen, CalendarScreen)
            screen.show_view(view)
            self._grab(f"calendar-{name}")
        self._open("appointment", self._cast.client, day=_FRIDAY, start=time(9, 30))
        self._grab("appointment-new")
        booked = self._services.appointment.appointments(self._cast.client, _FRIDAY, _LATER)
        if booked:
            self._open("appointment", booked[0].id)
            self._grab("appointment")

    def _outreach(self) -> None:
        """A session with what there is beside marks, and who is to be reached."""
        day = self._services.store.clock.today() - timedelta(days=1)
        slot_id = self._cast.first_session_on(day)
        self._open("group_session", slot_id, date=day)
        self._grab("group-session-past")
        self._key(Qt.Key.Key_H)
        self._grab("group-session-history")
        self._key(Qt.Key.Key_Escape)
        due = self._services.outreach.due()
        if due:
            self._open("outreach", due[0].client_id, date=due[0].absence.day)
            self._grab("outreach")

    def _meetings(self) -> None:
        self._open("meetings")
        self._grab("meetings")
        self._open("refer", self._cast.client)
        self._key(Qt.Key.Key_Tab)
        self._grab("refer")
        find_three(self._window, self._grab)
        self._open("import_meetings")
        self._grab("import-meetings")
        screen = self._window.screen_shown()
        assert isinstance(screen, ImportScreen)
        screen.take(small_directory(self._home))
        settle(self._window)
        screen.form.fellowship.set_value(Fellowship.AA)
        QTest.qWait(300)
        self._grab("import-preview")
        screen.take(church_table(self._home))
        settle(self._window)
        self._grab("import-columns")
        self._own_meetings()

    def _own_meetings(self) -> None:
        """A meeting of the clinic's own, and a listed one that was put right."""
        self._open("meeting")
        self._grab("meeting-new")
        (line, *_more) = self._services.meeting.find("a")
        service = self._services.own_meeting
        base = service.draft(line.id)
        service.save(line.id, base=base, mine=replace(base, place="Annex, green door"))
        self._open("meeting", line.id)
        self._grab("meeting-put-right")
        self._open("meetings", line.id)
        self._grab("meetings-put-right")

    def _returned_card(self) -> None:
        code = self._services.meeting_paper.new_card(self._cast.client)
        self._open("returned_card")
        self._type(code)
        self._key(Qt.Key.Key_Return)
        # the week's own meetings may still be to come; others are written in words
        for words in ("Open Doors, Community Center", "Sunrise, Library Annex"):
            self._key(Qt.Key.Key_0)
            self._type(words)
            self._key(Qt.Key.Key_Return)
        self._grab("returned-card")
        self._key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        show_recovery(self._services, self._cast.client)
        self._open("client", self._cast.client, tab="meetings")
        self._grab("client-meetings-attended")

    def _plan(self) -> None:
        self._open("plan", self._cast.drafting)
        QTest.qWait(600)
        self._grab("plan-draft")
        screen = self._window.screen_shown()
        assert isinstance(screen, PlanScreen)
        screen.view.library_button.click()
        self._grab("plan-library")
        self._key(Qt.Key.Key_Escape)
        self._open("plan", self._cast.client)
        QTest.qWait(600)
        self._grab("plan-signed")
        self._key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        self._grab("preview-plan")

    def _notes(self) -> None:
        """What waits for a signature, words found in notes, a chart's notes."""
        for mode in ("to_sign", "to_cosign", "find"):
            self._open("notes", mode=mode)
            if mode == "find":
                self._type("payday")
                settle(self._window)
            self._grab(f"notes-{mode.replace('_', '-')}")
        self._open("client", self._cast.client, tab="notes")
        self._grab("client-notes")
        page = self._services.note_list.of_client(
            self._cast.client, NoteQuery(client_id=self._cast.client, place=NotePlace.APPOINTMENT)
        )
        for entry in page.entries[:1]:
            self._open("appointment_note", entry.place_id)
            self._grab("appointment-note")

    def _course(self) -> None:
        """A step down, a setback with its steps, and the line of a whole course."""
        client_id = self._cast.with_setback
        self._open("client", client_id, tab="course")
        self._grab("course")
        self._open("placement", client_id, change="step_up")
        self._grab("placement")
        self._open("setback", client_id)
        screen = self._window.screen_shown()
        assert isinstance(screen, SetbackScreen)
        for step, button in screen.list.buttons.items():
            button.click()
            settle(self._window)
            self._grab(f"setback-{step.value}")

    def _step_down(self) -> None:
        self._open("step_down", self._cast.leaving)
        self._grab("step-down")
        screen = self._window.screen_shown()
        assert isinstance(screen, StepDownScreen)
        bar = screen.page.verticalScrollBar()
        bar.setValue(bar.maximum())
        self._grab("step-down-below")
        screen.preview.click()
        self._grab("preview-summary")
        self._open("step_down", self._cast.leaving)
        screen.discharge.click()
        settle(self._window)

    def _reports(self) -> None:
        """Three kinds of report, the clients behind a number, the paper."""
        for name in (ReportName.CENSUS_BY_DAY, ReportName.RETENTION, ReportName.HOURS_BY_CLIENT):
            self._counted(name)
            self._grab(f"report-{name}")
        screen = self._counted(ReportName.ATTENDANCE_BY_GROUP)
        screen.list.setFocus()
        self._key(Qt.Key.Key_Return)
        for key in (Qt.Key.Key_Down, *[Qt.Key.Key_Right] * 7, Qt.Key.Key_Return):
            self._key(key)
        self._grab("report-clients")
        screen.print.click()
        self._grab("preview-report")

    def _counted(self, name: ReportName) -> ReportsScreen:
        """A report, once its figures stand there."""
        self._open("reports", report=name)
        screen = self._window.screen_shown()
        assert isinstance(screen, ReportsScreen)
        while not screen.print.isEnabled():
            QTest.qWait(100)
        return screen

    def _clinic(self) -> None:
        for place in ("satellites", "programs", "clinic"):
            self._open(place)
            self._grab(place)
        screen = self._window.screen_shown()
        screen.rules.form.field("most_hours").setFocus()  # type: ignore[union-attr]
        self._grab("clinic-rules")


def settle(window: MainWindow) -> None:
    """Wait until the window has asked, heard and painted everything."""
    for _ in range(_BEATS):
        window.background.finish()
        QTest.qWait(40)
