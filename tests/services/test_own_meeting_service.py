"""Meetings that people type in, put right, and tell apart, in a real store."""

import uuid
from dataclasses import replace
from datetime import time

import pytest

from iopdesk.domain.fellowship import Fellowship
from iopdesk.domain.meeting import MeetingMode, SignsCards
from iopdesk.domain.meeting_draft import MeetingDraft
from iopdesk.domain.problems import EditConflict, InvalidDraft, NotAllowed, UserProblem
from iopdesk.domain.staff import Role
from iopdesk.services.meeting_search import MeetingFilter
from iopdesk.services.meeting_service import MeetingFacts, MeetingNote
from iopdesk.services.own_meeting_service import OwnMeetingService
from tests.clinic_for_tests import TestClinic
from tests.factories.meetings import ROWS, import_rows, meeting_named, row

GARDEN = MeetingDraft(
    name="Garden Circle",
    fellowship=Fellowship.OTHER,
    day=2,
    start=time(17, 30),
    place="Clinic garden",
    kinds=("O",),
    languages=("es",),
)


def own(clinic: TestClinic) -> OwnMeetingService:
    return clinic.services(Role.COUNSELOR).own_meeting


def names(clinic: TestClinic) -> list[str]:
    return [line.name for line in clinic.services().meeting.meetings(MeetingFilter()).lines]


def facts(clinic: TestClinic, meeting_id: uuid.UUID) -> MeetingFacts:
    return clinic.services().meeting.meeting(meeting_id)


def correct(clinic: TestClinic, name: str, **values: object) -> uuid.UUID:
    line = meeting_named(clinic, name)
    base = own(clinic).draft(line.id)
    own(clinic).save(line.id, base=base, mine=replace(base, **values))  # type: ignore[arg-type]
    return line.id


def test_an_own_meeting_is_listed_and_no_import_takes_it_off(clinic: TestClinic) -> None:
    import_rows(clinic, ROWS)
    made = own(clinic).add(GARDEN)
    import_rows(clinic, ROWS[:2], Fellowship.OTHER, "Own meetings")
    import_rows(clinic, ROWS[:3])
    line = meeting_named(clinic, "Garden Circle")
    assert (line.id, line.mode, line.sources) == (made, MeetingMode.IN_PERSON, ("Own meetings",))
    assert facts(clinic, made).is_own
    assert not any(d.is_stale for d in clinic.services().meeting.directories() if d.is_own)


def test_an_own_meeting_is_edited_ended_and_held_again(clinic: TestClinic) -> None:
    made = own(clinic).add(GARDEN)
    mine = replace(GARDEN, name="Garden Hour", link="meet.example.org/garden", kinds=("O", "W"))
    own(clinic).save(made, base=GARDEN, mine=mine)
    line = meeting_named(clinic, "Garden Hour")
    assert (line.mode, line.kinds) == (MeetingMode.HYBRID, ("O", "W"))
    assert line.link == "https://meet.example.org/garden"
    assert facts(clinic, made).corrections == ()
    own(clinic).end(made)
    assert names(clinic) == []
    assert facts(clinic, made).listed_until is not None
    own(clinic).hold_again(made)
    assert names(clinic) == ["Garden Hour"]


def test_a_meeting_without_name_time_or_place_is_refused_with_all_that_is_wrong(
    clinic: TestClinic,
) -> None:
    with pytest.raises(InvalidDraft) as refused:
        own(clinic).add(MeetingDraft(day=3, link="javascript:alert(1)", minutes=0))
    fields = [problem.field for problem in refused.value.problems]
    assert fields == ["name", "start", "minutes", "link"]
    assert names(clinic) == []


def test_only_those_who_refer_may_type_meetings_in(clinic: TestClinic) -> None:
    with pytest.raises(NotAllowed):
        clinic.services(Role.PRIVACY_OFFICER).own_meeting.add(GARDEN)


def test_a_correction_survives_the_next_list(clinic: TestClinic) -> None:
    import_rows(clinic, ROWS)
    meeting_id = correct(clinic, "Sunrise", start=time(6, 45), place="Grace Church, back door")
    told = import_rows(clinic, ROWS)
    assert told.changes_nothing
    line = meeting_named(clinic, "Sunrise")
    assert (line.start, line.place) == (time(6, 45), "Grace Church, back door")
    ours = {c.field: (c.value, c.listed_now) for c in facts(clinic, meeting_id).corrections}
    assert ours == {
        "start": ("06:45", "07:00"),
        "place": ("Grace Church, back door", "Grace Church"),
    }
    assert facts(clinic, meeting_id).contested == ()


def test_when_the_list_changes_a_corrected_field_a_person_chooses(clinic: TestClinic) -> None:
    import_rows(clinic, ROWS)
    meeting_id = correct(clinic, "Sunrise", start=time(6, 45), place="Back door")
    told = import_rows(clinic, [{**ROWS[0], "time": "08:00", "notes": "New"}, *ROWS[1:]])
    assert told.changed_meetings[0].fields == ("start", "notes")
    (asked,) = facts(clinic, meeting_id).contested
    assert (asked.field, asked.value, asked.listed, asked.listed_now) == (
        "start",
        "06:45",
        "07:00",
        "08:00",
    )
    assert meeting_named(clinic, "Sunrise").start == time(6, 45)
    own(clinic).keep_ours(meeting_id, "start")
    assert facts(clinic, meeting_id).contested == ()
    own(clinic).take_listed(meeting_id, "start")
    assert meeting_named(clinic, "Sunrise").start == time(8)
    assert [c.field for c in facts(clinic, meeting_id).corrections] == ["place"]


def test_a_list_that_comes_to_say_the_same_ends_the_correction(clinic: TestClinic) -> None:
    import_rows(clinic, ROWS)
    meeting_id = correct(clinic, "Sunrise", start=time(6, 45))
    import_rows(clinic, [{**ROWS[0], "time": "06:45"}, *ROWS[1:]])
    assert facts(clinic, meeting_id).corrections == ()
    assert meeting_named(clinic, "Sunrise").start == time(6, 45)
    assert import_rows(clinic, [{**ROWS[0], "time": "06:30"}, *ROWS[1:]]).changed == 1
    assert meeting_named(clinic, "Sunrise").start == time(6, 30)


def test_an_address_takes_its_place_on_the_map_along(clinic: TestClinic) -> None:
    import_rows(clinic, ROWS)
    there = meeting_named(clinic, "Late Night")
    meeting_id = correct(clinic, "Sunrise", address="1028 E 6th St, Corona, CA 92879")
    point = facts(clinic, meeting_id).meeting.point
    assert point == facts(clinic, there.id).meeting.point
    correct(clinic, "Sunrise", address="77 Unknown Way, Corona")
    assert facts(clinic, meeting_id).meeting.point is None
    own(clinic).take_listed(meeting_id, "address")
    point = facts(clinic, meeting_id).meeting.point
    assert point is not None
    assert round(point.latitude, 4) == 33.8753
    assert import_rows(clinic, ROWS).changes_nothing


def test_two_people_at_one_field_both_see_both_values(clinic: TestClinic) -> None:
    import_rows(clinic, ROWS)
    line = meeting_named(clinic, "Sunrise")
    base = own(clinic).draft(line.id)
    own(clinic).save(line.id, base=base, mine=replace(base, phone="951-555-0101"))
    with pytest.raises(EditConflict):
        own(clinic).save(line.id, base=base, mine=replace(base, phone="951-555-0202"))
    own(clinic).save(line.id, base=base, mine=replace(base, place="Annex"))
    assert own(clinic).draft(line.id).phone == "951-555-0101"


def test_listed_meetings_are_not_ended_by_hand(clinic: TestClinic) -> None:
    import_rows(clinic, ROWS)
    with pytest.raises(UserProblem, match="belongs to a directory"):
        own(clinic).end(meeting_named(clinic, "Sunrise").id)


def test_notes_of_two_people_are_both_kept(clinic: TestClinic) -> None:
    import_rows(clinic, ROWS)
    meeting = clinic.services(Role.COUNSELOR).meeting
    meeting_id = meeting_named(clinic, "Sunrise").id
    meeting.note(meeting_id, base=MeetingNote(), mine=MeetingNote(SignsCards.YES))
    meeting.note(
        meeting_id, base=MeetingNote(), mine=MeetingNote(SignsCards.UNKNOWN, "Ask at the door")
    )
    known = facts(clinic, meeting_id).note
    assert known == MeetingNote(SignsCards.YES, "Ask at the door")
    meeting.note(meeting_id, base=known, mine=MeetingNote(SignsCards.YES, ""))
    assert facts(clinic, meeting_id).clinic_note == ""


def test_one_meeting_of_two_sources_is_one_line_that_names_both(clinic: TestClinic) -> None:
    import_rows(clinic, ROWS)
    told = import_rows(clinic, [{**ROWS[0], "slug": "x9", "name": "Sunrise Group"}], source="OC AA")
    assert told.added == 1
    assert len(names(clinic)) == len(ROWS)
    line = meeting_named(clinic, "Sunrise")
    assert line.sources == ("Inland AA", "OC AA")
    ((other, source),) = facts(clinic, line.id).also
    assert source == "OC AA"
    clinic.services(Role.COUNSELOR).meeting.tell_apart(line.id, other)
    assert sorted(n for n in names(clinic) if "Sunrise" in n) == ["Sunrise", "Sunrise Group"]
    import_rows(clinic, [{**ROWS[0], "slug": "x9", "name": "Sunrise Group"}], source="OC AA")
    assert "Sunrise Group" in names(clinic)
    clinic.services(Role.COUNSELOR).meeting.take_as_one(other, line.id)
    assert "Sunrise Group" not in names(clinic)


def test_what_the_shown_listing_leaves_the_other_takes_over(clinic: TestClinic) -> None:
    import_rows(clinic, ROWS)
    import_rows(clinic, [{**ROWS[0], "slug": "x9", "name": "Sunrise Group"}], source="OC AA")
    import_rows(clinic, ROWS[1:])
    assert "Sunrise Group" in names(clinic)
    assert "Sunrise" not in names(clinic)


def test_an_own_meeting_that_a_list_has_too_is_shown_once(clinic: TestClinic) -> None:
    import_rows(clinic, [row("Garden Circle", day=3, time="17:30")], Fellowship.OTHER, "County")
    made = own(clinic).add(replace(GARDEN, address="365 N Main St, Corona"))
    assert names(clinic) == ["Garden Circle"]
    own(clinic).save(made, base=own(clinic).draft(made), mine=replace(GARDEN, start=time(18)))
    assert names(clinic) == ["Garden Circle", "Garden Circle"]
