from iopdesk.domain.episode import DEFAULT_PROGRAMS, phase_words, program_words
from iopdesk.domain.language import Language
from iopdesk.domain.wording import Wording

ENGLISH, SPANISH = Wording(Language.ENGLISH), Wording(Language.SPANISH)


def test_the_programs_own_names_are_told_in_the_readers_language() -> None:
    assert phase_words("Phase 2", SPANISH) == "Fase 2"
    assert program_words("90 days, evening", SPANISH) == "90 días, noche"


def test_english_reads_as_it_is_stored() -> None:
    for program in DEFAULT_PROGRAMS:
        assert program_words(program.name, ENGLISH) == program.name
        assert [phase_words(phase.name, ENGLISH) for phase in program.phases] == [
            phase.name for phase in program.phases
        ]


def test_names_that_a_clinic_gave_stay() -> None:
    assert phase_words("Phase two", SPANISH) == "Phase two"
    assert program_words("Women, mornings", SPANISH) == "Women, mornings"
