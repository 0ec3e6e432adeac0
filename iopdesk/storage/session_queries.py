"""The statements behind an attendance screen, built once: building them costs more than running.

Each names its parameters; `day` is the session's day.
"""

from sqlalchemy import Date, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from iopdesk.storage.attendance_tables import AttendanceRow, GroupSessionRow
from iopdesk.storage.client_tables import ClientRow
from iopdesk.storage.clinic_tables import ClosedDayRow, StaffRow
from iopdesk.storage.episode_tables import EpisodeRow, PlacementRow
from iopdesk.storage.group_tables import GroupSlotRow, RosterPlaceRow, TreatmentGroupRow
from iopdesk.storage.note_tables import GroupNoteRow
from iopdesk.storage.prepared_query import PreparedQuery
from iopdesk.storage.row_limit import FROM_START, ONE
from iopdesk.storage.schema import UuidType

_day = bindparam("day", type_=Date())
_session = bindparam("session", type_=UuidType)

_closed = (
    select(func.max(ClosedDayRow.words))
    .where(ClosedDayRow.day == func.coalesce(GroupSessionRow.day, _day), ClosedDayRow.void == 0)
    .correlate(GroupSessionRow)
    .scalar_subquery()
)
_signed = (
    select(func.max(GroupNoteRow.signed_at))
    .where(GroupNoteRow.session_id == _session, GroupNoteRow.void == 0)
    .scalar_subquery()
)
#: slot_id, session, day (planned): one row with everything about a session but its people.
FACTS = (
    select(
        GroupSlotRow.group_id,
        TreatmentGroupRow.name,
        TreatmentGroupRow.capacity,
        func.coalesce(GroupSessionRow.start, GroupSlotRow.start).label("start"),
        func.coalesce(GroupSessionRow.minutes, GroupSlotRow.minutes).label("minutes"),
        func.coalesce(GroupSessionRow.room, GroupSlotRow.room).label("room"),
        StaffRow.name.label("leader"),
        StaffRow.credential,
        GroupSessionRow.day.label("held"),
        GroupSessionRow.state,
        GroupSessionRow.topic,
        _closed.label("closed"),
        _signed.label("signed"),
    )
    .select_from(GroupSlotRow)
    .join(TreatmentGroupRow, TreatmentGroupRow.id == GroupSlotRow.group_id)
    .outerjoin(GroupSessionRow, GroupSessionRow.id == _session)
    .outerjoin(
        StaffRow, StaffRow.id == func.coalesce(GroupSessionRow.leader_id, GroupSlotRow.leader_id)
    )
    .where(GroupSlotRow.id == bindparam("slot_id", type_=UuidType))
)

_held = aliased(PlacementRow)
_placement = (
    select(_held.id)
    .where(_held.episode_id == RosterPlaceRow.episode_id, _held.void == 0, _held.starts <= _day)
    .order_by(_held.starts.desc(), _held.id.desc())
    .limit(ONE)
    .offset(FROM_START)
    .scalar_subquery()
)
_on_roster = (
    RosterPlaceRow.group_id == bindparam("group_id", type_=UuidType),
    RosterPlaceRow.void == 0,
    RosterPlaceRow.is_waiting.is_(False),
    RosterPlaceRow.starts <= _day,
    or_(RosterPlaceRow.ends.is_(None), RosterPlaceRow.ends >= _day),
)
#: group_id, day: who belongs to the group on the day, with what is prescribed then.
PEOPLE = (
    select(
        ClientRow.id,
        ClientRow.first_name,
        ClientRow.last_name,
        ClientRow.name_to_use,
        PlacementRow.phase_name,
        PlacementRow.minutes_a_week,
    )
    .select_from(RosterPlaceRow)
    .join(ClientRow, ClientRow.id == RosterPlaceRow.client_id)
    .outerjoin(PlacementRow, PlacementRow.id == _placement)
    .where(*_on_roster)
)

_stay = (
    select(EpisodeRow.id)
    .where(
        EpisodeRow.client_id == ClientRow.id,
        EpisodeRow.admitted <= _day,
        or_(EpisodeRow.discharged.is_(None), EpisodeRow.discharged >= _day),
        EpisodeRow.void == 0,
    )
    .limit(ONE)
    .offset(FROM_START)
    .scalar_subquery()
)
_of_stay = (
    select(_held.id)
    .where(_held.episode_id == _stay, _held.void == 0, _held.starts <= _day)
    .order_by(_held.starts.desc(), _held.id.desc())
    .limit(ONE)
    .offset(FROM_START)
    .scalar_subquery()
)
#: client_ids, day: the same of clients who are not on the roster, such as walk-ins.
OTHERS = (
    select(
        ClientRow.id,
        ClientRow.first_name,
        ClientRow.last_name,
        ClientRow.name_to_use,
        PlacementRow.phase_name,
        PlacementRow.minutes_a_week,
    )
    .outerjoin(PlacementRow, PlacementRow.id == _of_stay)
    .where(ClientRow.id.in_(bindparam("client_ids", type_=UuidType, expanding=True)))
)

#: group_id, day: only the ids of those who belong to the group on the day.
ON_ROSTER = PreparedQuery(select(RosterPlaceRow.client_id).where(*_on_roster))

#: session: the marks of a session with the version of each row.
MARKS = select(
    AttendanceRow.client_id,
    AttendanceRow.mark,
    AttendanceRow.minutes,
    AttendanceRow.reason,
    AttendanceRow.op,
    AttendanceRow.excused_by,
    AttendanceRow.came_as,
    AttendanceRow.makes_up_id,
).where(AttendanceRow.session_id == _session, AttendanceRow.void == 0)

#: client_ids, first, last: marks of these clients, the newest first.
CLIENT_MARKS = (
    select(AttendanceRow.client_id, AttendanceRow.day, AttendanceRow.mark, AttendanceRow.minutes)
    .where(
        AttendanceRow.client_id.in_(bindparam("client_ids", type_=UuidType, expanding=True)),
        AttendanceRow.day >= bindparam("first", type_=Date()),
        AttendanceRow.day <= bindparam("last", type_=Date()),
        AttendanceRow.void == 0,
    )
    .order_by(AttendanceRow.client_id, AttendanceRow.day.desc())
)

#: monday, sunday and, in GROUP_WEEK, group_id: every mark of a week.
_WEEK = (
    select(
        AttendanceRow.client_id,
        ClientRow.first_name,
        ClientRow.last_name,
        ClientRow.name_to_use,
        TreatmentGroupRow.name,
        GroupSessionRow.day,
        AttendanceRow.mark,
        AttendanceRow.minutes,
    )
    .select_from(GroupSessionRow)
    .join(AttendanceRow, AttendanceRow.session_id == GroupSessionRow.id)
    .join(ClientRow, ClientRow.id == AttendanceRow.client_id)
    .join(TreatmentGroupRow, TreatmentGroupRow.id == GroupSessionRow.group_id)
    .where(
        GroupSessionRow.day >= bindparam("monday", type_=Date()),
        GroupSessionRow.day <= bindparam("sunday", type_=Date()),
        AttendanceRow.void == 0,
    )
    .order_by(ClientRow.sort_name, GroupSessionRow.day, GroupSessionRow.start)
)
CLINIC_WEEK = PreparedQuery(_WEEK)
GROUP_WEEK = PreparedQuery(
    _WEEK.where(GroupSessionRow.group_id == bindparam("group_id", type_=UuidType))
)

#: client_id, first, last: marks of one client with their sessions.
MARKED_SESSIONS = PreparedQuery(
    select(
        GroupSessionRow.slot_id,
        func.coalesce(GroupSessionRow.planned_day, GroupSessionRow.day).label("planned_day"),
        AttendanceRow.day,
        GroupSessionRow.start,
        TreatmentGroupRow.name,
        AttendanceRow.mark,
        AttendanceRow.minutes,
        GroupSessionRow.minutes.label("slot_minutes"),
        AttendanceRow.reason,
        AttendanceRow.id,
        AttendanceRow.excused_by,
        AttendanceRow.came_as,
        AttendanceRow.makes_up_id,
    )
    .join(GroupSessionRow, GroupSessionRow.id == AttendanceRow.session_id)
    .join(TreatmentGroupRow, TreatmentGroupRow.id == GroupSessionRow.group_id)
    .where(
        AttendanceRow.client_id == bindparam("client_id"),
        AttendanceRow.day >= bindparam("first", type_=Date()),
        AttendanceRow.day <= bindparam("last", type_=Date()),
        AttendanceRow.void == 0,
    )
)

#: client_id: admission and discharge of the newest episode.
NEWEST_STAY = PreparedQuery(
    select(EpisodeRow.admitted, EpisodeRow.discharged)
    .where(EpisodeRow.client_id == bindparam("client_id"), EpisodeRow.void == 0)
    .order_by(EpisodeRow.admitted.desc(), EpisodeRow.number.desc())
    .limit(ONE)
    .offset(FROM_START)
)

#: session: the ids of its signed notes.
SIGNED_NOTES = PreparedQuery(
    select(GroupNoteRow.id).where(
        GroupNoteRow.session_id == _session,
        GroupNoteRow.signed_at.is_not(None),
        GroupNoteRow.void == 0,
    )
)

#: session: its rows, to be changed.
MARK_ROWS = select(AttendanceRow).where(AttendanceRow.session_id == _session)
