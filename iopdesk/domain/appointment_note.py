"""The note of one appointment as its screen shows it."""

import uuid
from dataclasses import dataclass
from datetime import date, time

from iopdesk.domain.appointment import AppointmentState
from iopdesk.domain.note import ClientNote, ObjectiveChoice


@dataclass(frozen=True)
class AppointmentNotes:
    """An appointment, its note if there is one, and what its writer needs.

    `relations` are those of the client's people, offered for who came to a family session;
    `usual_objective` is what a new note is linked to, `earlier` the text of the note before.
    """

    appointment_id: uuid.UUID
    client_id: uuid.UUID
    client: str
    chart_number: str
    kind: str
    day: date
    start: time
    minutes: int
    state: AppointmentState
    staff: str
    note: ClientNote | None
    objectives: tuple[ObjectiveChoice, ...]
    usual_objective: uuid.UUID | None
    earlier: str
    relations: tuple[str, ...]
    due_days: int
    copied_alert: int
    usual_format: str

    @property
    def is_kept(self) -> bool:
        """Whether it took place."""
        return self.state is AppointmentState.KEPT
