"""Every table of the store, imported once so that the metadata is whole."""

from iopdesk.storage import (
    access_tables,
    appointment_tables,
    assessment_tables,
    attachment_tables,
    attendance_tables,
    client_tables,
    clinic_tables,
    consent_tables,
    duty_tables,
    episode_tables,
    group_tables,
    intake_tables,
    journal_tables,
    meeting_tables,
    note_tables,
    payer_tables,
    plan_tables,
    step_down_tables,
    support_tables,
)
from iopdesk.storage.schema import Base

MODULES = (
    access_tables,
    appointment_tables,
    assessment_tables,
    attachment_tables,
    attendance_tables,
    client_tables,
    clinic_tables,
    consent_tables,
    duty_tables,
    episode_tables,
    group_tables,
    intake_tables,
    journal_tables,
    meeting_tables,
    note_tables,
    payer_tables,
    plan_tables,
    step_down_tables,
    support_tables,
)
metadata = Base.metadata
