"""One row of a Meeting Guide feed or TSML sheet, made into meetings; all formats end here."""

import re
from dataclasses import dataclass, replace
from datetime import time
from sys import intern

from iopdesk.directories import reasons
from iopdesk.directories.clean_text import clean_line, clean_lines
from iopdesk.directories.day_and_time import (
    clock_time,
    day_numbers,
    is_absent,
    listing_stamp,
)
from iopdesk.directories.directory_setting import DirectorySetting
from iopdesk.directories.kinds import KindsReader
from iopdesk.directories.place import (
    Row,
    attendance_mode,
    read_address,
    read_link,
    read_point,
)
from iopdesk.directories.remarks import Remarks, shown
from iopdesk.directories.zones import iana_zone
from iopdesk.domain.meeting import (
    DEFAULT_MINUTES,
    LONGEST_MINUTES,
    Meeting,
    MeetingMode,
    Refused,
)
from iopdesk.domain.meeting_codes import code_book

_SUSPENDED = re.compile(r"\(\s*(suspended|temporarily closed|cancell?ed|on hiatus)\s*\)", re.I)


@dataclass(frozen=True, slots=True)
class _When:
    days: tuple[int | None, ...]
    start: time | None
    minutes: int


class RowReader:
    """Reads rows one after another and remembers what had to be read otherwise."""

    def __init__(self, setting: DirectorySetting) -> None:
        self._setting = setting
        self._kinds = KindsReader(code_book(setting.fellowship))
        self.remarks = Remarks()

    def read(self, number: int, row: object) -> list[Meeting] | Refused:
        """The meetings of a row, one for each of its days, or why there are none."""
        self.remarks.row = number
        if not isinstance(row, dict) or not row:
            return Refused(number, reasons.NOT_A_ROW, shown(row))
        name = self._name(row)
        if not name:
            return Refused(number, reasons.NO_NAME)
        days = day_numbers(row.get("day"))
        if days is None:
            return Refused(number, reasons.UNKNOWN_DAY, shown(row.get("day")))
        when = self._when(row, days)
        one = self._meeting(number, row, name, when)
        if len(when.days) == 1:
            return [one]
        slug = one.slug
        return [replace(one, day=day, slug=f"{slug}#{day}" if slug else "") for day in when.days]

    def _name(self, row: Row) -> str:
        if name := clean_line(row.get("name")):
            return name
        other = clean_line(row.get("group")) or clean_line(row.get("location"))
        if other:
            self.remarks.note("name", "", reasons.NAMED_BY_GROUP)
        return other

    def _when(self, row: Row, days: list[int]) -> _When:
        nothing = _When((None,), None, DEFAULT_MINUTES)
        written = row.get("time")
        if not days:
            if not is_absent(written):
                self.remarks.note("day", row.get("day"), reasons.APPOINTMENT)
            return nothing
        if is_absent(written):
            self.remarks.note("time", "", reasons.APPOINTMENT)
            return nothing
        start = clock_time(written)
        if start is None:
            self.remarks.note("time", written, reasons.APPOINTMENT)
            return nothing
        if 7 in days:
            self.remarks.note("day", 7, reasons.SUNDAY)
        if len(days) > 1 and not isinstance(row.get("day"), list):
            self.remarks.note("day", row.get("day"), reasons.SEVERAL_DAYS)
        shift = 1 if start.next_day else 0
        if shift:
            self.remarks.note("time", written, reasons.MIDNIGHT_NEXT_DAY)
        elif start.unusual:
            self.remarks.note("time", written, start.at.strftime("%H:%M"))
        # Feeds count from Sunday, we from Monday.
        ours = dict.fromkeys((day + 6 + shift) % 7 for day in days)
        return _When(tuple(ours), start.at, self._minutes(row, start.at))

    def _minutes(self, row: Row, start: time) -> int:
        written = row.get("end_time")
        if is_absent(written):
            return DEFAULT_MINUTES
        end = clock_time(written)
        if end is None:
            self.remarks.note("end_time", written, reasons.SIXTY_MINUTES)
            return DEFAULT_MINUTES
        minutes = (end.at.hour - start.hour) * 60 + end.at.minute - start.minute
        minutes %= 24 * 60
        if not 0 < minutes <= LONGEST_MINUTES:
            # Mostly a slip of a.m. and p.m.; a short answer does less harm than a wrong one.
            self.remarks.note("end_time", written, reasons.SIXTY_MINUTES)
            return DEFAULT_MINUTES
        return minutes

    def _meeting(self, number: int, row: Row, name: str, when: _When) -> Meeting:
        place = clean_line(row.get("location"))
        address = read_address(row, place)
        kinds = self._kinds.read(row.get("types"), self.remarks)
        link = read_link(row.get("conference_url"), self.remarks)
        phone = clean_line(row.get("conference_phone"))
        mode = self._mode(
            row, name, address.exact, kinds.says_online, kinds.says_closed, link or phone
        )
        # An online meeting's coordinates are where a map service puts its country or town.
        point = read_point(row, self.remarks) if address.exact else None
        return Meeting(
            name=name,
            fellowship=self._setting.fellowship,
            day=when.days[0],
            start=when.start,
            minutes=when.minutes,
            zone=self._zone(row),
            mode=mode,
            slug=clean_line(row.get("slug")),
            group_name=clean_line(row.get("group")),
            kinds=kinds.kinds,
            other_kinds=kinds.others,
            languages=kinds.languages,
            # lists repeat these: one text for all of them halves what a large list takes
            place=intern(place),
            address=address.text,
            city=intern(address.city),
            region=intern(_region(row)),
            point=None if mode is MeetingMode.ONLINE else point,
            link=link,
            link_notes=clean_lines(row.get("conference_url_notes")),
            phone=phone,
            phone_notes=clean_lines(row.get("conference_phone_notes")),
            notes="\n".join(
                part for key in ("notes", "group_notes") if (part := clean_lines(row.get(key)))
            ),
            place_notes=clean_lines(row.get("location_notes")),
            listed_at=listing_stamp(row.get("updated")),
            row=number,
        )

    def _mode(
        self, row: Row, name: str, exact: bool, says_online: bool, says_closed: bool, way_in: str
    ) -> MeetingMode:
        if suspended := _SUSPENDED.search(name):
            self.remarks.note("name", suspended[0], reasons.CLOSED_FOR_NOW)
            return MeetingMode.CLOSED
        if says_online and not way_in:
            self.remarks.note("conference_url", "", reasons.NO_WAY_IN)
        online = bool(way_in) or (says_online and not exact)
        mode = attendance_mode(closed=says_closed, online=online, exact=exact)
        if mode is MeetingMode.UNKNOWN:
            self.remarks.note("address", row.get("formatted_address") or "", reasons.NO_PLACE)
        return mode

    def _zone(self, row: Row) -> str:
        written = clean_line(row.get("timezone"))
        if not written:
            return self._setting.zone
        zone = iana_zone(written)
        if zone is None:
            self.remarks.note("timezone", written, reasons.DEFAULT_ZONE)
            return self._setting.zone
        return zone


def _region(row: Row) -> str:
    regions = row.get("regions")
    if isinstance(regions, list):
        names = [clean_line(region) for region in regions]
    elif not is_absent(regions):
        names = [part.strip() for part in clean_line(regions).split(">")]
    else:
        names = [clean_line(row.get("region")), clean_line(row.get("sub_region"))]
    return " > ".join(dict.fromkeys(name for name in names if name))
