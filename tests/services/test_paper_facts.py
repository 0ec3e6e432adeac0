from datetime import time

from iopdesk.domain.week import WeekBlock
from iopdesk.domain.wording import Wording
from iopdesk.services.paper_facts import joined_times, long_week_words, week_words

WEEK = [
    *(WeekBlock(day, time(9), 90, "Early recovery") for day in (0, 2, 4)),
    *(WeekBlock(day, time(10, 30), 90, "Relapse prevention") for day in (0, 2, 4)),
    *(WeekBlock(day, time(9), 180, "Living skills") for day in (1, 3)),
    WeekBlock(3, time(13), 90, "Women's group"),
]


def test_groups_that_follow_each_other_are_one_time_in_a_week() -> None:
    assert week_words(WEEK, Wording("en")) == (
        ("Mon–Fri", "9:00 AM – 12:00 PM"),
        ("Thu", "1:00 – 2:30 PM"),
    )


def test_a_client_reads_whole_names_of_days() -> None:
    assert [days for days, _ in long_week_words(WEEK, Wording("en"))] == [
        "Monday to Friday",
        "Thursday",
    ]
    assert long_week_words(WEEK, Wording("es"))[0][0] == "Lunes a viernes"


def test_times_apart_stay_apart() -> None:
    apart = [WeekBlock(0, time(9), 60, "A"), WeekBlock(0, time(10, 30), 60, "B")]
    assert joined_times(apart) == [(0, time(9), time(10)), (0, time(10, 30), time(11, 30))]
