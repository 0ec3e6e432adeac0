"""The tour's way in: who is on the way, a first call, tests and a decision; and their papers."""

from collections.abc import Iterator
from uuid import UUID

from iopdesk.domain.client import ClientState
from iopdesk.domain.inquiry import InquiryState
from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.domain.program_paper import ProgramPaper
from iopdesk.services.clinic_services import ClinicServices

Place = tuple[str, str, UUID | None, dict[str, object]]


def intake_places(services: ClinicServices) -> Iterator[Place]:
    """Name of the picture, place, record, and what else the place is told."""
    yield "pipeline", "pipeline", None, {}
    yield "first-contact", "first_contact", None, {}
    lines = services.inquiry.pipeline()
    for state in (InquiryState.INQUIRY, InquiryState.CONDITIONAL):
        line = next((one for one in lines if one.state is state), None)
        if line is not None:
            yield f"eligibility-{state.value}", "eligibility", line.client_id, {}
            yield f"intake-{state.value}", "client", line.client_id, {"tab": "intake"}
            yield f"correct-{state.value}", "correct_contact", line.client_id, {}
    yield "import-clients", "import_clients", None, {}
    for someone in services.client.clients(ClientState.IN_PROGRAM, limit=1):
        yield "merge-records", "merge_records", someone.client_id, {}


def intake_papers(
    services: ClinicServices, client_id: UUID, language: Language
) -> Iterator[tuple[str, Paper]]:
    """The papers of the way in, in one language."""
    for paper in ProgramPaper:
        yield f"program-{paper.value}", services.intake_paper.paper(paper, client_id, language)
    yield "whole-chart", services.chart_export.preview(client_id, language)
    yield "wallet-card", services.wallet_card.preview(client_id, language)
    for line in services.inquiry.pipeline():
        if line.state is InquiryState.CONDITIONAL:
            yield "outcome-letter", services.intake_paper.letter(line.client_id, language)
            break
    for gone in services.client.clients(ClientState.DISCHARGED, limit=1):
        yield "last-time", services.returns.paper(gone.client_id, language)
