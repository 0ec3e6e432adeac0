"""Every place of the program by name: which screen it is and which rail item it lights.

A new screen is one line here; nobody else imports the screens of an area.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from iopdesk.ui.calendar.appointment_screen import AppointmentScreen
from iopdesk.ui.calendar.calendar_screen import CalendarScreen
from iopdesk.ui.chart_tabs import TABS
from iopdesk.ui.clients.admit_screen import AdmitScreen
from iopdesk.ui.clients.chart_screen import ChartScreen
from iopdesk.ui.clients.client_list_screen import ClientListScreen
from iopdesk.ui.clients.correct_contact_screen import CorrectContactScreen
from iopdesk.ui.clients.first_contact_screen import FirstContactScreen
from iopdesk.ui.clients.import_clients_screen import ImportClientsScreen
from iopdesk.ui.clients.merge_records_screen import MergeRecordsScreen
from iopdesk.ui.clients.new_client_screen import NewClientScreen
from iopdesk.ui.clinic.clinic_screen import ClinicScreen
from iopdesk.ui.clinic.programs_screen import ProgramsScreen
from iopdesk.ui.consents.access_screen import AccessScreen
from iopdesk.ui.consents.consent_screen import ConsentScreen
from iopdesk.ui.course.placement_screen import PlacementScreen
from iopdesk.ui.course.setback_screen import SetbackScreen
from iopdesk.ui.desk import Desk
from iopdesk.ui.discharge.step_down_screen import StepDownScreen
from iopdesk.ui.groups.find_groups_screen import FindGroupsScreen
from iopdesk.ui.groups.group_list_screen import GroupListScreen
from iopdesk.ui.groups.group_screen import GroupScreen
from iopdesk.ui.groups.group_session_screen import GroupSessionScreen
from iopdesk.ui.groups.group_topics_screen import GroupTopicsScreen
from iopdesk.ui.groups.outreach_screen import OutreachScreen
from iopdesk.ui.intake.eligibility_screen import EligibilityScreen
from iopdesk.ui.intake.pipeline_screen import PipelineScreen
from iopdesk.ui.meetings.import_screen import ImportScreen
from iopdesk.ui.meetings.meeting_screen import MeetingScreen
from iopdesk.ui.meetings.meetings_screen import MeetingsScreen
from iopdesk.ui.meetings.refer_screen import ReferScreen
from iopdesk.ui.meetings.returned_card_screen import ReturnedCardScreen
from iopdesk.ui.notes.appointment_note_screen import AppointmentNoteScreen
from iopdesk.ui.notes.notes_screen import NotesScreen
from iopdesk.ui.plans.plan_screen import PlanScreen
from iopdesk.ui.record.dimension_screen import DimensionScreen
from iopdesk.ui.record.drug_screen_screen import DrugScreenScreen
from iopdesk.ui.record.instrument_screen import InstrumentScreen
from iopdesk.ui.record.screen_draw_screen import ScreenDrawScreen
from iopdesk.ui.reports.reports_screen import ReportsScreen
from iopdesk.ui.satellites.satellites_screen import SatellitesScreen
from iopdesk.ui.screen import Screen
from iopdesk.ui.today.dose_screen import DoseScreen
from iopdesk.ui.today.today_screen import TodayScreen


@dataclass(frozen=True)
class Area:
    """A screen that `navigation.open` knows by its key in PLACES."""

    rail: str
    screen: Callable[[Desk, QWidget], Screen]


PLACES: dict[str, Area] = {
    "access": Area("clients", AccessScreen),
    "admit": Area("clients", AdmitScreen),
    "appointment": Area("groups", AppointmentScreen),
    "calendar": Area("groups", CalendarScreen),
    "client": Area("clients", partial(ChartScreen, tabs=TABS)),
    "clients": Area("clients", ClientListScreen),
    "new_client": Area("clients", NewClientScreen),
    "appointment_note": Area("clients", AppointmentNoteScreen),
    "clinic": Area("clinic", ClinicScreen),
    "consent": Area("clients", ConsentScreen),
    "correct_contact": Area("clients", CorrectContactScreen),
    "dimensions": Area("clients", DimensionScreen),
    "drug_screen": Area("clients", DrugScreenScreen),
    "screen_draw": Area("clients", ScreenDrawScreen),
    "dose": Area("today", DoseScreen),
    "eligibility": Area("clients", EligibilityScreen),
    "first_contact": Area("clients", FirstContactScreen),
    "find_groups": Area("clients", FindGroupsScreen),
    "group": Area("groups", GroupScreen),
    "group_session": Area("groups", GroupSessionScreen),
    "group_topics": Area("groups", GroupTopicsScreen),
    "groups": Area("groups", GroupListScreen),
    "import_clients": Area("clients", ImportClientsScreen),
    "import_meetings": Area("meetings", ImportScreen),
    "meeting": Area("meetings", MeetingScreen),
    "instrument": Area("clients", InstrumentScreen),
    "meetings": Area("meetings", MeetingsScreen),
    "merge_records": Area("clients", MergeRecordsScreen),
    "outreach": Area("clients", OutreachScreen),
    "pipeline": Area("clients", PipelineScreen),
    "placement": Area("clients", PlacementScreen),
    "notes": Area("groups", NotesScreen),
    "plan": Area("clients", PlanScreen),
    "programs": Area("clinic", ProgramsScreen),
    "refer": Area("meetings", ReferScreen),
    "reports": Area("reports", ReportsScreen),
    "returned_card": Area("meetings", ReturnedCardScreen),
    "satellites": Area("satellites", SatellitesScreen),
    "setback": Area("clients", SetbackScreen),
    "step_down": Area("clients", StepDownScreen),
    "today": Area("today", TodayScreen),
}
