"""A report of invented groups, narrow and wide, and a list of invented names."""

from iopdesk.domain.shown_list import ShownColumn, ShownList
from tests.documents.plan_samples import LONG_NAME

_NUMBERS = ("Sessions", "Clients", "Present", "Late", "Left early", "Excused", "Absent", "Hours")
ATTENDANCE = ShownList(
    "attendance-by-group",
    "Attendance by group",
    (ShownColumn("Group"), *(ShownColumn(head, True) for head in (*_NUMBERS, "Attended"))),
    (
        ("Early recovery, day", "21", "14", "203", "14", "6", "11", "19", "318.5", "92%"),
        ("Living skills, evening", "8", "11", "61", "3", "0", "4", "12", "93", "84%"),
        ("Tuesday group", "4", "6", "20", "0", "0", "0", "0", "30", "100%"),
        (f"Group of {LONG_NAME}", "1", "2", "1", "0", "0", "1", "0", "1.5", "100%"),
    ),
    ("All together", "34", "27", "285", "17", "6", "16", "31", "443", "91%"),
    (("From", "Sun, Nov 1, 2026"), ("To", "Sat, Nov 28, 2026"), ("Track", "Day")),
    (
        "Attended = present, late or left early, as a share of attended and absent. Excused are"
        " left out of the share.",
        "Hours are the minutes that clients were there, added up over all of them.",
    ),
)
CLIENTS = ShownList(
    "clients",
    "Clients",
    (ShownColumn("Name"), ShownColumn("Chart"), ShownColumn("Day", True)),
    tuple(
        (f"{name} {at}", f"M-{at:05}", f"day {at}") for at in range(120) for name in ("Ana", "Bo")
    ),
)
NOTHING = ShownList("clients", "Clients", CLIENTS.columns, ())
