"""Invented meetings of an invented town, and a client's choice of them."""

from dataclasses import replace
from datetime import date, time

from iopdesk.documents.meeting_days import MeetingKind, PaperMeeting
from iopdesk.documents.meeting_list import (
    GroupTime,
    LeftOut,
    MeetingListRecord,
    WhyLeftOut,
)
from iopdesk.documents.meeting_sources import ListSource
from iopdesk.domain.meeting import MeetingMode

_MEANINGS = {
    "A": "No religion",
    "BE": "For newcomers",
    "C": "Members only",
    "CAN": "Candlelight",
    "LGBTQ": "LGBTQ people",
    "O": "Open to anyone",
    "W": "Women",
    "X": "Wheelchair",
}


def kinds(*codes: str) -> tuple[MeetingKind, ...]:
    return tuple(MeetingKind(code, _MEANINGS[code]) for code in codes)


def _at(
    weekday: int,
    hour: int,
    minute: int,
    named: str,
    fellowship: str,
    where: str,
    miles: float,
    codes: tuple[MeetingKind, ...] = (),
) -> PaperMeeting:
    return PaperMeeting(
        named, fellowship, weekday, time(hour, minute), where=where, miles=miles, kinds=codes
    )


def _online(
    weekday: int, hour: int, named: str, codes: tuple[MeetingKind, ...] = ()
) -> PaperMeeting:
    return PaperMeeting(named, "", weekday, time(hour), mode=MeetingMode.ONLINE, kinds=codes)


PICKED = (
    replace(
        _at(0, 7, 0, "Sunrise", "AA", "Grace Church, 210 W Grand Blvd", 0.8),
        way="Bus 3 to Main, then walk 4 minutes.",
    ),
    replace(
        _at(1, 12, 0, "Mujeres en Recuperación", "AA", "Centro Corona, 155 S Belle Ave", 1.5),
        way="Bus 1 stops in front.",
    ),
    replace(
        _at(3, 19, 0, "Step Sisters", "AA", "St. Edward’s, 417 W Grand Blvd, side door", 0.9),
        way="Ride with Ana.",
    ),
    PaperMeeting(
        "Late Night",
        "NA",
        4,
        time(20),
        mode=MeetingMode.ONLINE,
        link="https://meet.example.org/j/5550148",
        phone="951-555-0148",
        access="Meeting ID 555 0148, password: hope",
    ),
)
MORE = (
    _at(0, 18, 30, "Clean & Serene", "NA", "Community Center, 365 N Main St", 1.2, kinds("O", "X")),
    _at(0, 19, 0, "Tools Night", "SMART Recovery", "Library, room 2", 1.6, kinds("A", "O")),
    _online(1, 18, "Women for Sobriety", kinds("W")),
    _at(1, 20, 0, "New Way", "AA", "1028 E 6th St", 2.1, kinds("C", "BE")),
    _at(2, 20, 30, "Candlelight", "NA", "VFW Hall, 1525 W 6th St", 2.4, kinds("CAN", "O")),
    _online(3, 12, "LifeRing", kinds("A")),
    replace(
        _at(4, 20, 0, "Late Night", "NA", "1028 E 6th St", 2.1, kinds("O")),
        mode=MeetingMode.HYBRID,
    ),
    _at(5, 9, 0, "Vets in Recovery", "AA", "VFW Hall, 1525 W 6th St", 2.4, kinds("O", "X")),
    _at(5, 10, 0, "Recovery Dharma", "", "Yoga Room, 12 E 7th St", 1.9, kinds("A", "O")),
    _at(6, 17, 0, "Rainbow Group", "AA", "Community Center", 1.2, kinds("LGBTQ", "X")),
)
MEETINGS = MeetingListRecord(
    client_name="Dolores Quiñones",
    chart="00395",
    picked=PICKED,
    groups=tuple(GroupTime(day, time(9), time(12)) for day in (0, 2, 4)),
    more=MORE,
    goal_a_week=3,
    goal_until=date(2026, 12, 31),
    left_out=(LeftOut(WhyLeftOut.CLASH, 4),),
    sources=(ListSource("AA Inland Empire", date(2026, 11, 16)),),
)
NO_MEETINGS = MeetingListRecord("Ann Lee", "00001")


def stress_meetings() -> MeetingListRecord:
    long = "Grupo de Recuperación Nuestra Señora de la Esperanza-Wolfeschlegelsteinhausen"
    bare = PaperMeeting("No time, no place")
    many = tuple(
        _at(day, 6 + hour, 15, f"{long} {day}-{hour}", "Al-Anon", f"{hour} Main St " * 6, 12.3)
        for day in range(7)
        for hour in range(12)
    )
    hostile = PaperMeeting(
        "Tom <b> & Jerry",
        "NA",
        0,
        time(0),
        where="x</para> & Co",
        link="https://e.org/" + "a/" * 90,
    )
    online = replace(hostile, mode=MeetingMode.ONLINE, access="<img src='/x.png'>" * 4)
    ways = tuple(replace(m, way=long * 3) for m in many[:9])
    picked = (*PICKED, *ways, online, bare)
    return replace(MEETINGS, picked=picked, more=(*MORE, *many, hostile, bare, bare))
