from datetime import date

from iopdesk.domain.holiday_words import HOLIDAYS, closed_words
from iopdesk.domain.wording import Wording
from iopdesk.services.public_holidays import federal_holidays, state_holidays

ENGLISH, SPANISH = Wording("en"), Wording("es")


def test_every_holiday_of_the_coming_years_is_known() -> None:
    for year in range(2026, 2034):
        names = {*federal_holidays(year).values()}
        for state in ("CA", "MN"):
            names |= {*state_holidays(year, state).values()}
        one_by_one = {part for name in names for part in name.split("; ")}
        assert {name.removesuffix(" (observed)") for name in one_by_one} <= HOLIDAYS


def test_a_holiday_is_told_in_the_readers_language() -> None:
    thanksgiving = federal_holidays(2026)[date(2026, 11, 26)]
    assert closed_words(thanksgiving, ENGLISH) == "Thanksgiving Day"
    assert closed_words(thanksgiving, SPANISH) == "Día de Acción de Gracias"
    observed = federal_holidays(2026)[date(2026, 7, 3)]
    assert closed_words(observed, SPANISH) == "Día de la Independencia (día en que se guarda)"


def test_what_a_person_typed_stays() -> None:
    assert closed_words("Staff training {day}", SPANISH) == "Staff training {day}"
