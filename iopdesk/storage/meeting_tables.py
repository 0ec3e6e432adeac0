"""Tables of mutual help: directories, their meetings, and what a client was referred to."""

import uuid
from datetime import date, datetime, time

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from iopdesk.storage.schema import Base, Journaled, OfClient


class DirectoryRow(Journaled, Base):
    """A source of meetings and its newest file."""

    __tablename__ = "directory"

    source: Mapped[str]
    fellowship: Mapped[str]
    file_kind: Mapped[str]
    file_name: Mapped[str] = mapped_column(default="")
    file_sha256: Mapped[str] = mapped_column(default="")
    file_day: Mapped[date | None]
    zone: Mapped[str] = mapped_column(default="")
    imported_at: Mapped[datetime]
    rows_read: Mapped[int] = mapped_column(default=0)
    rows_not_read: Mapped[int] = mapped_column(default=0)


class MeetingRow(Journaled, Base):
    """A meeting on one weekday; weekday 0 is Monday, empty means by appointment.

    `listed_until` is the day of the first newer list that no longer has it; it is kept, since
    referrals point here. Codes in `kinds` mean something only inside `fellowship`.
    """

    __tablename__ = "meeting"
    __table_args__ = (
        Index("ix_meeting_directory_key", "directory_id", "source_key"),
        Index("ix_meeting_day", "listed_until", "weekday", "start"),
    )

    directory_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("directory.id"))
    source_key: Mapped[str]
    fingerprint: Mapped[str] = mapped_column(default="")
    fellowship: Mapped[str]
    name: Mapped[str]
    group_name: Mapped[str] = mapped_column(default="")
    weekday: Mapped[int | None]
    start: Mapped[time | None]
    minutes: Mapped[int | None]
    zone: Mapped[str] = mapped_column(default="")
    mode: Mapped[str] = mapped_column(default="unknown")
    place: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")
    region: Mapped[str] = mapped_column(default="")
    postal_code: Mapped[str] = mapped_column(default="")
    latitude_e6: Mapped[int | None]
    longitude_e6: Mapped[int | None]
    is_approximate: Mapped[bool] = mapped_column(default=False)
    link: Mapped[str] = mapped_column(default="")
    link_note: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    phone_note: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    place_note: Mapped[str] = mapped_column(default="")
    open_closed: Mapped[str] = mapped_column(default="")
    languages: Mapped[str] = mapped_column(default="")
    kinds: Mapped[str] = mapped_column(default="")
    other_kinds: Mapped[str] = mapped_column(default="")
    updated: Mapped[datetime | None]
    listed_until: Mapped[date | None]
    # The same meeting in another directory, which lists show in its place.
    shown_as_id: Mapped[uuid.UUID | None]


class MeetingCorrectionRow(Journaled, Base):
    """A field that this clinic knows better than the list; the meeting's row holds `value`.

    `listed` is what the list said when somebody last looked, `listed_now` what its newest file
    says; all three are text (domain/meeting_correction.py).
    """

    __tablename__ = "meeting_correction"

    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"), index=True)
    field: Mapped[str]
    value: Mapped[str]
    listed: Mapped[str]
    listed_now: Mapped[str]


class MeetingApartRow(Journaled, Base):
    """Two listings that look like one meeting and are not."""

    __tablename__ = "meeting_apart"

    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"), index=True)
    other_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"), index=True)


class MeetingNoteRow(Journaled, Base):
    """What this clinic knows about a meeting; survives every new list."""

    __tablename__ = "meeting_note"

    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"), index=True)
    signs_cards: Mapped[str] = mapped_column(default="unknown")
    text: Mapped[str] = mapped_column(default="")


class MeetingRequirementRow(OfClient, Base):
    """Meetings a week, from-to; the choice that was offered and the path the client chose.

    `a_week` 0 is what the placement of each week asks for. `offered` are comma-joined fellowships.
    Secular paths stand beside 12-step ones: Inouye v. Kemna, 504 F.3d 705 (9th Cir. 2007).
    """

    __tablename__ = "meeting_requirement"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    episode_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("episode.id"))
    a_week: Mapped[int]
    starts: Mapped[date]
    ends: Mapped[date | None]
    choice_offered: Mapped[date | None]
    chosen_path: Mapped[str] = mapped_column(default="")
    offered: Mapped[str] = mapped_column(default="")


class ExcusedWeekRow(OfClient, Base):
    """Whole weeks, Monday to Sunday, in which no meeting is asked of a client, with the reason."""

    __tablename__ = "excused_week"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    starts: Mapped[date]
    ends: Mapped[date]
    reason: Mapped[str]
    words: Mapped[str] = mapped_column(default="")


class RecoveryWorkRow(OfClient, Base):
    """A line about a client's own recovery: home group, step work, service at a group."""

    __tablename__ = "recovery_work"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    kind: Mapped[str]
    day: Mapped[date]
    step: Mapped[int | None]
    words: Mapped[str] = mapped_column(default="")


class MeetingReferralRow(OfClient, Base):
    """A meeting a client was referred to, from a day to a day."""

    __tablename__ = "meeting_referral"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    meeting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting.id"), index=True)
    starts: Mapped[date]
    ends: Mapped[date | None]
    position: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(default="")


class MeetingCardRow(OfClient, Base):
    """An attendance card that was printed; its short code finds the client when it returns.

    It is for `weeks` weeks from `starts` on, a Monday.
    """

    __tablename__ = "meeting_card"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), index=True)
    code: Mapped[str] = mapped_column(index=True)
    printed: Mapped[date]
    starts: Mapped[date]
    returned: Mapped[date | None]
    weeks: Mapped[int] = mapped_column(default=4)


class MeetingAttendanceRow(OfClient, Base):
    """A meeting a client went to; only the client's own facts, nothing about other members."""

    __tablename__ = "meeting_attendance"
    __table_args__ = (Index("ix_meeting_attendance_client_day", "client_id", "day"),)

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    meeting_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("meeting.id"))
    day: Mapped[date]
    words: Mapped[str] = mapped_column(default="")
    proof: Mapped[str] = mapped_column(default="self_report")
    card_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("meeting_card.id"))
    dispute: Mapped[str] = mapped_column(default="")
