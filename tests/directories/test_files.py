"""Files of every kind and in every state: read, or declined by name with nothing changed."""

import csv
import io

import pytest

from iopdesk.directories import reasons
from iopdesk.directories.directory_kind import Kind
from iopdesk.directories.directory_setting import DirectorySetting
from iopdesk.directories.read_directory import DeclinedFile, read_directory
from iopdesk.directories.recognise import recognise
from iopdesk.domain.fellowship import Fellowship
from iopdesk.domain.meeting import MeetingMode
from tests.directories.feeds import AA, SUNRISE, guide, read

SHEET = (
    "Time,Day,Name,Location,Address,Types,Slug\n"
    '6:00 PM,Monday,After Work,Hall,"2634 Union Ave, San Jose, CA 95124, USA","Open, Women",aw\n'
    '7:30 AM,Tuesday,Café Reunión,Hall,"5151 Carter Ave, San Jose, CA 95118, USA",Closed,cr\n'
)


DECLINED = {
    "empty": (b"", Kind.EMPTY_FILE),
    "blank": (b"\xef\xbb\xbf \r\n\t ", Kind.EMPTY_FILE),
    "empty list": (b" [ ] ", Kind.EMPTY_LIST),
    "headers only": (SHEET.splitlines()[0].encode(), Kind.HEADERS_ONLY),
    "web page": (b"<!DOCTYPE html>\n<html><title>Just a moment...</title>", Kind.HTML),
    "page fragment": (b"<div>Not found</div>", Kind.HTML),
    "xml": (b"<?xml version='1.0'?><meetings/>", Kind.XML),
    "refusal": (b'{"code":"feed_restricted","data":{"status":403}}', Kind.REFUSAL),
    "unauthorized": (b'{"error":"Unauthorized"}', Kind.REFUSAL),
    "bmlt formats": (b'[{"key_string":"B","name_string":"Beginners"}]', Kind.BMLT_FORMATS),
    "workbook that is none": (b"PK\x03\x04xl/workbook.xml", Kind.ARCHIVE),
    "lines of other things": (b'{"a":1}\n{"b":2}\n', Kind.OTHER_JSON),
    "records without meetings": (b'{"records":[]}', Kind.EMPTY_LIST),
    "old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.SPREADSHEET),
    "json number": (b"[1,2,3]", Kind.OTHER_JSON),
    "pdf": (b"%PDF-1.7\n...", Kind.PDF),
    "zip": (b"PK\x03\x04broken", Kind.ARCHIVE),
    "gzip": (b"\x1f\x8b\x08\x00", Kind.ARCHIVE),
    "prose": (b"Dear friends, here are our meetings.", Kind.UNKNOWN),
    "other table": (b"Item;Price\nTea;2\nCake;3\n", Kind.OTHER_TABLE),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), Kind.UNKNOWN),
}


@pytest.mark.parametrize("name", DECLINED)
def test_what_is_not_read_is_named_and_declined(name: str) -> None:
    data, kind = DECLINED[name]
    assert recognise(data, "meetings.json") is kind
    with pytest.raises(DeclinedFile) as declined:
        read_directory(data, "meetings.json", AA)
    assert declined.value.kind is kind
    assert declined.value.title.endswith(".")
    assert declined.value.hint.startswith("Nothing was changed.")


def test_the_name_of_a_file_may_lie() -> None:
    assert recognise(SHEET.encode(), "meetings.json") is Kind.TSML_CSV
    assert recognise(guide(), "meetings.csv") is Kind.MEETING_GUIDE_JSON


@pytest.mark.parametrize(
    "damaged",
    [guide(SUNRISE, SUNRISE)[:-20], guide(SUNRISE) + b"\n\n  invalid text", guide(SUNRISE) + b"}"],
)
def test_of_a_damaged_list_the_readable_part_is_offered(damaged: bytes) -> None:
    with pytest.raises(DeclinedFile) as declined:
        read(damaged)
    assert declined.value.readable == 1
    assert "first 1 entries" in declined.value.title
    part = read_directory(damaged, "x.json", AA, readable_part=True)
    assert [meeting.name for meeting in part.meetings] == ["Sunrise"]


@pytest.mark.parametrize(
    "hopeless", [b"[", b"[{]", b'{"name": ', b"[" * 100_000, b'{"a":' * 50_000]
)
def test_of_a_hopeless_list_nothing_is_offered(hopeless: bytes) -> None:
    with pytest.raises(DeclinedFile) as declined:
        read_directory(hopeless, "x.json", AA, readable_part=True)
    assert declined.value.readable == 0


def test_numbers_that_are_none_do_no_harm() -> None:
    text = '[{"name":"A","day":NaN,"latitude":Infinity,"longitude":1' + "0" * 5000 + "}]"
    with pytest.raises(DeclinedFile):
        read(text)
    meeting = read('[{"name":"A","day":NaN,"time":1e999,"latitude":-Infinity}]').meetings[0]
    assert meeting.by_appointment


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", b""), ("utf-8-sig", b""), ("cp1252", b""), ("utf-16-le", b"\xff\xfe")]
    + [("utf-16-be", b"\xfe\xff"), ("utf-16-le", b""), ("utf-16-be", b""), ("utf-32", b"")],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_sheets_in_every_encoding(encoding: str, mark: bytes, ends: str, delimiter: str) -> None:
    import_ready = SHEET if delimiter == "," else _with_delimiter(SHEET, delimiter)
    data = mark + import_ready.replace("\n", ends).encode(encoding)
    result = read(data, "x.csv")
    assert [meeting.name for meeting in result.meetings] == ["After Work", "Café Reunión"]
    assert result.meetings[0].kinds == ("O", "W")
    assert result.meetings[1].city == "San Jose"
    assert (result.rows_read, result.not_read, result.noted) == (2, (), ())


def _with_delimiter(sheet: str, delimiter: str) -> str:
    rows = csv.reader(io.StringIO(sheet))
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return out.getvalue()


def test_titles_above_the_header_repeated_headers_and_blank_rows() -> None:
    header, first, second = SHEET.splitlines()
    messy = "\n".join(["Meetings of District 7", "as of May", "", header, first, ",,,,,,"])
    messy += "\n" + "\n".join([header, second, "", ""])
    result = read(messy, "x.csv")
    assert [meeting.row for meeting in result.meetings] == [5, 8]
    assert result.rows_read == 2


def test_ragged_rows_and_empty_columns() -> None:
    sheet = "Name,Day,Time,Address,,,,\nShort,Monday\nLong,Monday,7:00 PM,1 Elm St,,,,,surplus\n"
    result = read(sheet, "x.csv")
    assert [meeting.name for meeting in result.meetings] == ["Short", "Long"]
    assert ("row", reasons.EXTRA_CELLS) in {(note.field, note.read_as) for note in result.noted}


def test_line_breaks_inside_cells() -> None:
    sheet = 'Name,Day,Time,Address,Notes\n"A",Monday,7 PM,1 Elm St,"Ring\ntwice\nat the door"\n'
    assert read(sheet, "x.csv").meetings[0].notes == "Ring\ntwice\nat the door"


def test_a_missing_quotation_mark_is_found() -> None:
    rows = "\n".join(f"Name {n},Monday,7:00 PM,1 Elm St,O" for n in range(8))
    sheet = f'Name,Day,Time,Address,Types\n"Broken,Monday,7:00 PM,1 Elm St,O\n{rows}\n'
    result = read(sheet, "x.csv")
    assert [refused.reason for refused in result.not_read] == [reasons.MISSING_QUOTE]
    assert result.rows_read == result.rows_kept + len(result.not_read)


@pytest.mark.parametrize(
    "header",
    [
        "Time,Day,Name,Location,Address,City,State,Postal Code,Country,Region,Types,Notes",
        "start_time,DAY,Meeting,Location Name,Address,City,State,ZIP,Country,Region,Type,Notes",
    ],
)
def test_column_layouts_of_other_years(header: str) -> None:
    line = "7:00 PM,Friday,Old Timers,Grange,9 Elm St,Corona,CA,92882,US,Riverside,C,bring a chair"
    meeting = read(f"{header}\n{line}\n", "x.csv").meetings[0]
    assert (meeting.name, meeting.place, meeting.day) == ("Old Timers", "Grange", 4)
    assert meeting.address == "9 Elm St, Corona, CA 92882, US"
    assert (meeting.kinds, meeting.mode) == (("C",), MeetingMode.IN_PERSON)


def test_a_file_beyond_all_sizes_is_declined(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("iopdesk.directories.read_directory.LARGEST_FILE", 100)
    with pytest.raises(DeclinedFile, match="too large"):
        read(guide())
    monkeypatch.undo()
    monkeypatch.setattr("iopdesk.directories.read_directory.MOST_ROWS", 1)
    with pytest.raises(DeclinedFile, match="more rows"):
        read(guide(SUNRISE, SUNRISE))


def test_the_publisher_of_a_list_is_kept() -> None:
    assert read(guide({**SUNRISE, "entity": "Inland Intergroup"})).listed_by == "Inland Intergroup"


def test_a_list_is_read_for_the_fellowship_it_is_given() -> None:
    listed = read_directory(guide(), "x.json", DirectorySetting(Fellowship.NA, "America/Denver"))
    assert listed.meetings[0].fellowship is Fellowship.NA
    assert listed.meetings[0].zone == "America/Denver"
