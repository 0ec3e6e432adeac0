"""The pages of a chart, each behind its tab: a new one is one line here, as in areas.py.

A page is a Screen. The chart makes it at the first visit, gives it the client through
`arrive(client_id)`, and asks it the same as any screen: reflow, has_unsaved, keep_draft, keys.
"""

PAGES = {
    "overview": "clients.overview_tab:OverviewTab",
    "details": "clients.details_tab:DetailsTab",
    "history": "clients.history_tab:HistoryTab",
    "assessment": "record.assessment_tab:AssessmentTab",
    "attendance": "groups.client_attendance_tab:ClientAttendanceTab",
    "consents": "consents.consents_tab:ConsentsTab",
    "course": "course.course_tab:CourseTab",
    "discharge": "discharge.client_discharge_tab:ClientDischargeTab",
    "intake": "intake.client_intake_tab:ClientIntakeTab",
    "meetings": "meetings.client_meetings_tab:ClientMeetingsTab",
    "notes": "notes.client_notes_tab:ClientNotesTab",
    "plan": "plans.plan_tab:PlanTab",
    "support": "intake.client_support_tab:ClientSupportTab",
    "schedule": "calendar.client_schedule_tab:ClientScheduleTab",
}
