"""Lists in wrappers: workbooks, Airtable and Google dumps, JSONP, one JSON entry on each line."""

import io
import json
import zipfile

import pytest

from iopdesk.directories.directory_kind import Kind
from iopdesk.directories.read_directory import DeclinedFile
from iopdesk.directories.recognise import recognise
from tests.directories.feeds import SUNRISE, guide, only, read

HEAD = ("Name", "Day", "Time", "Address", "Types")
ROW = ("After Work", "Monday", 0.75, "2634 Union Ave, San Jose, CA 95124, USA", "Open, Women")


_FORMATS = "http://schemas.openxmlformats.org"
_KINDS = f"{_FORMATS}/officeDocument/2006/relationships"


def workbook(*sheets: tuple[tuple[object, ...], ...]) -> bytes:
    """A workbook with these rows in its sheets, as small as one may be."""
    numbers = range(1, len(sheets) + 1)
    listed = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="r{n}"/>' for n in numbers)
    main = f"{_FORMATS}/spreadsheetml/2006/main"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as parts:
        parts.writestr("_rels/.rels", _links([("r1", "officeDocument", "xl/workbook.xml")]))
        parts.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{_KINDS}"><sheets>{listed}</sheets></workbook>',
        )
        sheet_links = [(f"r{n}", "worksheet", f"worksheets/s{n}.xml") for n in numbers]
        parts.writestr("xl/_rels/workbook.xml.rels", _links(sheet_links))
        for number, rows in zip(numbers, sheets, strict=True):
            body = "".join(f"<row>{''.join(_cell(cell) for cell in row)}</row>" for row in rows)
            sheet = f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>'
            parts.writestr(f"xl/worksheets/s{number}.xml", sheet)
    return packed.getvalue()


def _links(links: list[tuple[str, str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="{key}" Type="{_KINDS}/{kind}" Target="{target}"/>'
        for key, kind, target in links
    )
    return f'<Relationships xmlns="{_FORMATS}/package/2006/relationships">{inside}</Relationships>'


def _cell(value: object) -> str:
    if isinstance(value, float | int):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t>{value}</t></is></c>'


def test_a_workbook_is_read_from_the_sheet_with_the_list() -> None:
    data = workbook((("Minutes of May",),), (("Our meetings",), HEAD, ROW))
    assert recognise(data) is Kind.TSML_XLSX
    meeting = only(read(data))
    assert meeting.start is not None
    assert (meeting.name, meeting.day, meeting.start.hour) == ("After Work", 0, 18)
    assert meeting.kinds == ("O", "W")
    assert meeting.row == 3


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (workbook((("Budget", "Sum"), ("Tea", 3))), Kind.SPREADSHEET),
        (workbook((HEAD,)), Kind.HEADERS_ONLY),
        (workbook((HEAD, ROW))[:-400], Kind.ARCHIVE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old and cut off", Kind.SPREADSHEET),
    ],
)
def test_other_workbooks_are_declined_by_name(data: bytes, kind: Kind) -> None:
    with pytest.raises(DeclinedFile) as declined:
        read(data)
    assert declined.value.kind is kind


def test_a_workbook_that_unpacks_to_a_mountain_is_never_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("iopdesk.directories.workbook._LARGEST_UNPACKED", 1000)
    with pytest.raises(DeclinedFile) as declined:
        read(workbook((HEAD, ROW * 50)))
    assert declined.value.kind is Kind.SPREADSHEET


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (
            {"records": [{"id": "rec1", "fields": {**SUNRISE, "slug": None, "Name": "Sunrise"}}]},
            Kind.AIRTABLE_JSON,
        ),
        (
            {"range": "A1:Z9", "values": [["Name", "Day", "Time"], ["Sunrise", "Monday", "7:00"]]},
            Kind.GOOGLE_VALUES_JSON,
        ),
        (
            {"feed": {"entry": [{"gsx$name": {"$t": "Sunrise"}, "gsx$day": {"$t": "Monday"},
                                 "gsx$time": {"$t": "7:00"}, "title": {"$t": "x"}}]}},
            Kind.GOOGLE_VALUES_JSON,
        ),
    ],
)  # fmt: skip
def test_lists_of_web_services_are_read(data: object, kind: Kind) -> None:
    written = json.dumps(data)
    assert recognise(written.encode()) is kind
    meeting = only(read(written))
    assert (meeting.name, meeting.day) == ("Sunrise", 0)


def test_airtables_own_key_stands_in_for_a_missing_one() -> None:
    records = {"records": [{"id": "rec1", "fields": {"Name": "A", "Day": "Monday"}}]}
    assert only(read(json.dumps(records))).slug == "rec1"


def test_a_list_in_a_call_and_one_on_lines() -> None:
    for call in (b"callback(%b);", b"/**/ my.fn( %b )\n"):
        assert only(read(call % guide())).name == "Sunrise"
    lines = "\n".join(json.dumps({**SUNRISE, "name": name, "slug": name}) for name in "ab")
    assert [meeting.name for meeting in read(lines).meetings] == ["a", "b"]
    broken = read(lines + '\n{"name": "c", "day"')
    assert [meeting.name for meeting in broken.meetings] == ["a", "b"]
    assert len(broken.not_read) == 1
