"""The form of an appointment: what for, when, with whom, where, how often."""

import uuid
from collections.abc import Sequence
from dataclasses import fields
from datetime import date, time

from PySide6.QtWidgets import QCheckBox, QCompleter, QWidget

from iopdesk.domain.appointment import (
    LONGEST_MINUTES,
    LONGEST_WORDS,
    SHORTEST_MINUTES,
    AppointmentDraft,
    AppointmentKind,
    Repeat,
)
from iopdesk.domain.problems import FieldProblem
from iopdesk.domain.staff_member import StaffName
from iopdesk.services.appointment_records import MissedSession
from iopdesk.ui.calendar.calendar_words import kind_words
from iopdesk.ui.widgets.fields import ChoiceField, DateField, NumberField, TimeField, text_field
from iopdesk.ui.widgets.form import Form
from iopdesk.ui.widgets.segmented import Segmented
from iopdesk.ui.wording import _, screen_wording

_LONGEST_ROOM = 60
_ONCE = 0


class AppointmentForm(Form):
    """Holds a draft; a new one may repeat."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kinds = [(kind.value, kind_words(kind)) for kind in AppointmentKind]
        self.kind = self.add("kind", _("&What for"), ChoiceField(kinds))
        self.day = self.add("day", _("&Day"), DateField())
        self.start = self.add("start", _("&Time"), TimeField(), beside=True)
        minutes = NumberField(SHORTEST_MINUTES, LONGEST_MINUTES)
        self.minutes = self.add("minutes", _("M&inutes"), minutes, beside=True)
        self.staff = self.add("staff_id", _("With w&hom"), ChoiceField([(None, _("Not said yet"))]))
        self.room = self.add("room", _("&Room"), text_field(_LONGEST_ROOM), beside=True)
        self.remote = self.add("is_remote", _("By &video or phone"), QCheckBox())
        self.words = self.add(
            "words",
            _("To &prepare"),
            text_field(LONGEST_WORDS),
            hint=_("The front desk reads this. What is said belongs in the note."),
        )
        self.makes_up = self.add(
            "makes_up_id", _("Makes &up for"), ChoiceField([(None, _("Nothing"))])
        )
        often = [(_ONCE, _("Once")), (1, _("Every week")), (2, _("Every 2 weeks"))]
        self.often = self.add("every_weeks", _("&Again"), Segmented(often))
        self.last_day = self.add("last_day", _("&Last day"), DateField())
        self.often.changed.connect(self._fit_repeat)
        self.offer_missed(())
        self._fit_repeat()

    def offer(self, staff: Sequence[StaffName], rooms: Sequence[str]) -> None:
        """Whom and which rooms to choose from."""
        people: list[tuple[object, str]] = [(None, _("Not said yet"))]
        with self.loading():
            self.staff.set_choices(people + [(each.staff_id, each.name) for each in staff])
        self.room.setCompleter(QCompleter(list(rooms), self.room))

    def offer_missed(self, missed: Sequence[MissedSession]) -> None:
        """Sessions that this appointment may make up for; the field is there if there are any."""
        words = screen_wording()
        choices: list[tuple[object, str]] = [(None, _("Nothing"))]
        choices += [
            (each.attendance_id, f"{words.date(each.day)}, {each.group}") for each in missed
        ]
        self.makes_up.set_choices(choices)
        self.show_field("makes_up_id", bool(missed))

    def load(self, draft: AppointmentDraft, *, may_repeat: bool) -> None:
        """Show a draft; only a new appointment may repeat."""
        with self.loading():
            self.kind.set_value(draft.kind)
            self.day.set_value(draft.day)
            self.start.set_value(draft.start)
            self.minutes.set_value(draft.minutes)
            self.staff.set_value(draft.staff_id)
            self.room.setText(draft.room)
            self.remote.setChecked(draft.is_remote)
            self.words.setText(draft.words)
            self.makes_up.set_value(draft.makes_up_id)
            self.often.set_value(_ONCE)
            self.last_day.set_value(None)
        self.show_field("every_weeks", may_repeat)
        self._fit_repeat()
        self.clear_problems()

    def draft(self) -> AppointmentDraft:
        """What is typed; a field that can't be read is empty."""
        makes_up, staff = self.makes_up.value, self.staff.value
        return AppointmentDraft(
            kind=str(self.kind.value),
            day=self.day.value,
            start=self.start.value,
            minutes=self.minutes.value or 0,
            staff_id=staff if isinstance(staff, uuid.UUID) else None,
            room=self.room.text(),
            is_remote=self.remote.isChecked(),
            words=self.words.text(),
            makes_up_id=makes_up if isinstance(makes_up, uuid.UUID) else None,
        )

    def repeat(self) -> Repeat | None:
        """How it repeats; None for once."""
        every = self.often.value
        if not self.often.isVisibleTo(self) or not isinstance(every, int) or every == _ONCE:
            return None
        return Repeat(self.last_day.value, every)

    def problems(self) -> list[FieldProblem]:
        """All that is wrong, dates and times that can't be read too."""
        draft, repeat = self.draft(), self.repeat()
        found = draft.problems()
        if repeat is not None:
            found += repeat.problems(draft.day)
            if repeat.last_day is None:
                found.append(FieldProblem("last_day", "Give the last day, such as 12/31/2026."))
        return found

    def field_words(self) -> dict[str, str]:
        """The fields by name, for telling two people's values apart."""
        return {
            "kind": _("What for"),
            "day": _("Day"),
            "start": _("Time"),
            "minutes": _("Minutes"),
            "staff_id": _("With whom"),
            "room": _("Room"),
            "is_remote": _("By video or phone"),
            "words": _("To prepare"),
            "makes_up_id": _("Makes up for"),
            "state": _("What became of it"),
        }

    def _fit_repeat(self, *_what: object) -> None:
        self.show_field("last_day", self.repeat() is not None)


def with_time(
    draft: AppointmentDraft, day: date | None, start: time | None, **more: object
) -> AppointmentDraft:
    """A draft with what the calendar knows: day, time, and maybe staff and room."""
    known = {field.name for field in fields(AppointmentDraft)}
    values = {name: value for name, value in more.items() if name in known and value}
    return AppointmentDraft(
        **{
            **vars(draft),
            "day": day or draft.day,
            "start": start or draft.start,
            **values,
        }
    )
