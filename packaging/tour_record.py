"""The tour's pictures and papers of what a clinician records."""

from collections.abc import Callable, Iterator
from uuid import UUID

from iopdesk.domain.instrument import instruments
from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.ui.main_window import MainWindow
from iopdesk.ui.record.instrument_screen import InstrumentScreen

Open = Callable[..., None]


def record_pictures(
    window: MainWindow, go: Open, grab: Callable[[str], None], client: UUID
) -> None:
    """A questionnaire half filled in, and one of which only the score is kept."""
    go("instrument", client, about="phq9")
    screen = window.screen_shown()
    if isinstance(screen, InstrumentScreen):
        screen.answers.set_answers({"q1": 2, "q2": 1, "q3": 3, "q4": 1, "q5": 0})
        screen.answers.changed.emit()
        screen.answers.focus_first()
        grab("questionnaire")
        screen.answers.set_answers({})
    go("client", client, tab="assessment", about="dimensions")
    grab("six-dimensions")
    go("client", client, tab="assessment", about="life")
    grab("history-and-health")
    go("client", client, tab="assessment", about="screens")
    grab("drug-screens")
    go("drug_screen", client)
    grab("drug-screen-new")
    go("screen_draw")
    grab("drug-screens-by-lot")
    go("dimensions", client)
    grab("six-dimensions-new")
    go("instrument", client, about="cssrs")
    grab("questionnaire-score-only")


def record_papers(
    services: ClinicServices, client: UUID, language: Language
) -> Iterator[tuple[str, Paper]]:
    """Blank questionnaires in this language."""
    for one in instruments().values():
        if one.ships_items and language in one.languages:
            yield f"form-{one.key}", services.instrument_paper.blank(one.key, language, client)
