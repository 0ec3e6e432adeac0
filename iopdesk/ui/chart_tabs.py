"""The tabs of a chart that other areas fill: a new one is one line here, as in areas.py.

A tab is a Screen. The chart makes it at the first visit, gives it the client through
`arrive(client_id)`, and asks it the same as any screen: reflow, has_unsaved, keep_draft, keys.
"""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from iopdesk.ui.calendar.client_schedule_tab import ClientScheduleTab
from iopdesk.ui.consents.consents_tab import ConsentsTab
from iopdesk.ui.course.course_tab import CourseTab
from iopdesk.ui.desk import Desk
from iopdesk.ui.discharge.client_discharge_tab import ClientDischargeTab
from iopdesk.ui.groups.client_attendance_tab import ClientAttendanceTab
from iopdesk.ui.intake.client_intake_tab import ClientIntakeTab
from iopdesk.ui.intake.client_support_tab import ClientSupportTab
from iopdesk.ui.meetings.client_meetings_tab import ClientMeetingsTab
from iopdesk.ui.notes.client_notes_tab import ClientNotesTab
from iopdesk.ui.plans.plan_tab import PlanTab
from iopdesk.ui.record.assessment_tab import AssessmentTab
from iopdesk.ui.screen import Screen

MakeTab = Callable[[Desk, QWidget], Screen]

TABS: dict[str, MakeTab] = {
    "assessment": AssessmentTab,
    "attendance": ClientAttendanceTab,
    "consents": ConsentsTab,
    "course": CourseTab,
    "discharge": ClientDischargeTab,
    "intake": ClientIntakeTab,
    "meetings": ClientMeetingsTab,
    "notes": ClientNotesTab,
    "plan": PlanTab,
    "support": ClientSupportTab,
    "schedule": ClientScheduleTab,
}
"""By name: "plan", "schedule", "attendance", "course", "meetings", "discharge"."""
