"""Every place of the program by name: which screen it is and which rail item it lights.

A new screen is one line here; nobody else names the screens of an area. They are named in words,
not imported: a screen is imported at its first visit, so that a sign-in waits for Today alone.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Area:
    """A screen that `navigation.open` knows by its key in PLACES, as `screen_class` reads it."""

    rail: str
    screen: str


PLACES: dict[str, Area] = {
    "access": Area("clients", "consents.access_screen:AccessScreen"),
    "admit": Area("clients", "clients.admit_screen:AdmitScreen"),
    "appointment": Area("groups", "calendar.appointment_screen:AppointmentScreen"),
    "calendar": Area("groups", "calendar.calendar_screen:CalendarScreen"),
    "client": Area("clients", "clients.chart_screen:ChartScreen"),
    "clients": Area("clients", "clients.client_list_screen:ClientListScreen"),
    "new_client": Area("clients", "clients.new_client_screen:NewClientScreen"),
    "appointment_note": Area("clients", "notes.appointment_note_screen:AppointmentNoteScreen"),
    "clinic": Area("clinic", "clinic.clinic_screen:ClinicScreen"),
    "consent": Area("clients", "consents.consent_screen:ConsentScreen"),
    "correct_contact": Area("clients", "clients.correct_contact_screen:CorrectContactScreen"),
    "dimensions": Area("clients", "record.dimension_screen:DimensionScreen"),
    "drug_screen": Area("clients", "record.drug_screen_screen:DrugScreenScreen"),
    "screen_draw": Area("clients", "record.screen_draw_screen:ScreenDrawScreen"),
    "dose": Area("today", "today.dose_screen:DoseScreen"),
    "eligibility": Area("clients", "intake.eligibility_screen:EligibilityScreen"),
    "first_contact": Area("clients", "clients.first_contact_screen:FirstContactScreen"),
    "find_groups": Area("clients", "groups.find_groups_screen:FindGroupsScreen"),
    "group": Area("groups", "groups.group_screen:GroupScreen"),
    "group_session": Area("groups", "groups.group_session_screen:GroupSessionScreen"),
    "group_topics": Area("groups", "groups.group_topics_screen:GroupTopicsScreen"),
    "groups": Area("groups", "groups.group_list_screen:GroupListScreen"),
    "import_clients": Area("clients", "clients.import_clients_screen:ImportClientsScreen"),
    "import_meetings": Area("meetings", "meetings.import_screen:ImportScreen"),
    "meeting": Area("meetings", "meetings.meeting_screen:MeetingScreen"),
    "instrument": Area("clients", "record.instrument_screen:InstrumentScreen"),
    "meetings": Area("meetings", "meetings.meetings_screen:MeetingsScreen"),
    "merge_records": Area("clients", "clients.merge_records_screen:MergeRecordsScreen"),
    "outreach": Area("clients", "groups.outreach_screen:OutreachScreen"),
    "pipeline": Area("clients", "intake.pipeline_screen:PipelineScreen"),
    "placement": Area("clients", "course.placement_screen:PlacementScreen"),
    "notes": Area("groups", "notes.notes_screen:NotesScreen"),
    "plan": Area("clients", "plans.plan_screen:PlanScreen"),
    "programs": Area("clinic", "clinic.programs_screen:ProgramsScreen"),
    "refer": Area("meetings", "meetings.refer_screen:ReferScreen"),
    "reports": Area("reports", "reports.reports_screen:ReportsScreen"),
    "returned_card": Area("meetings", "meetings.returned_card_screen:ReturnedCardScreen"),
    "satellites": Area("satellites", "satellites.satellites_screen:SatellitesScreen"),
    "setback": Area("clients", "course.setback_screen:SetbackScreen"),
    "step_down": Area("clients", "discharge.step_down_screen:StepDownScreen"),
    "today": Area("today", "today.today_screen:TodayScreen"),
}
