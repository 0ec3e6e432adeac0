"""The weekly dose of everyone in program, for the dose screen and the command."""

from datetime import date

from sqlalchemy import select

from iopdesk.domain.group import shown_name
from iopdesk.domain.meeting_visit import AskedWeek
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.week import DoseLine, sunday_of
from iopdesk.services.meeting_weeks import meetings_of_week
from iopdesk.services.week_dose import week_doses
from iopdesk.storage import group_queries
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.episode_tables import EpisodeRow, PlacementRow
from iopdesk.storage.store import Store


class DoseService:
    """Reads only; what is prescribed changes with the placement."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def week(self, day: date | None = None) -> tuple[DoseLine, ...]:
        """Everyone who was in program in the week around a day, by name."""
        self._signed_in.require(Right.VIEW_CLIENTS)
        today = self._store.clock.today()
        day = day or today
        with self._store.read() as db:
            doses = week_doses(db, day, today)
            meetings = meetings_of_week(db, day)
            rows = db.execute(
                select(
                    EpisodeRow.client_id,
                    ClientRow.chart_number,
                    ClientRow.first_name,
                    ClientRow.last_name,
                    ClientRow.name_to_use,
                    EpisodeRow.counselor_id,
                    StaffRow.name,
                    PlacementRow.phase_name,
                )
                .join(ClientRow, ClientRow.id == EpisodeRow.client_id)
                .outerjoin(StaffRow, StaffRow.id == EpisodeRow.counselor_id)
                .outerjoin(
                    PlacementRow,
                    PlacementRow.id == group_queries.placement_on(EpisodeRow.id, sunday_of(day)),
                )
                .where(
                    EpisodeRow.client_id.in_(list(doses)),
                    EpisodeRow.void == 0,
                    EpisodeRow.admitted <= sunday_of(day),
                )
                .order_by(ClientRow.sort_name, EpisodeRow.admitted)
            )
            lines = {
                client_id: DoseLine(
                    client_id,
                    chart,
                    shown_name(first, last, used),
                    counselor_id,
                    counselor or "",
                    phase or "",
                    doses[client_id],
                    *_meetings(meetings.get(client_id)),
                )
                for client_id, chart, first, last, used, counselor_id, counselor, phase in rows
            }
        return tuple(lines.values())


def _meetings(found: tuple[int, AskedWeek] | None) -> tuple[int, int, bool]:
    if found is None:
        return 0, 0, False
    count, asked = found
    return count, asked.a_week, bool(asked.excuse)
