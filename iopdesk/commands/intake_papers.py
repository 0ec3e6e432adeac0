"""Papers of the way in for the command line: made, and noted as printed."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.domain.program_paper import ProgramPaper
from iopdesk.services.clinic_services import ClinicServices

_Make = Callable[[UUID, Language], Paper]
_Maker = Callable[[UUID, Language | None], Paper]


def outcome_letter(services: ClinicServices) -> _Maker:
    """The newest decision about eligibility, told to the client."""
    papers = services.intake_paper
    return _printed(services, papers.letter, lambda who, _said: papers.note_letter_printed(who))


def program_paper(paper: ProgramPaper, services: ClinicServices) -> _Maker:
    """The agreement or the guide; handed over, as the chart will say."""
    papers = services.intake_paper
    return _printed(services, partial(papers.paper, paper), partial(papers.give, paper))


def wallet_card(services: ClinicServices) -> _Maker:
    """People to call."""
    cards = services.wallet_card
    return _printed(services, cards.preview, lambda who, _said: cards.note_printed(who))


def last_time(services: ClinicServices) -> _Maker:
    """The stay before, on one page."""
    returns = services.returns
    return _printed(services, returns.paper, lambda who, _said: returns.note_printed(who))


def _printed(
    services: ClinicServices, make: _Make, note: Callable[[UUID, Language], object]
) -> _Maker:
    def printed(client_id: UUID, language: Language | None) -> Paper:
        if language is None:
            spoken = services.client.chart_head(client_id).language
            language = Language.SPANISH if spoken == "es" else Language.ENGLISH
        paper = make(client_id, language)
        note(client_id, language)
        return paper

    return printed
