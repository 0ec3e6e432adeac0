"""The papers of a chart's Print menu: how each is made, and what is noted when it leaves."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from iopdesk.domain.disclosure import Document
from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.domain.problems import NotFound
from iopdesk.domain.staff import Right
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.services.meeting_paper_service import whole_list
from iopdesk.ui.wording import _

Make = Callable[[UUID, Language], Paper]
Note = Callable[[UUID], None]


@dataclass(frozen=True)
class ChartPaper:
    """`make` only shows; `note` logs that pages went to a printer or into a file.

    Without a `document` it is for the client alone.
    """

    words: str
    make: Make
    note: Note
    document: Document | None = None


def chart_papers(services: ClinicServices) -> list[ChartPaper]:
    """The papers that this person may print from a chart."""
    meetings, step_down = services.meeting_paper, services.step_down_paper
    schedule = services.weekly_schedule_paper
    papers = [
        ChartPaper(
            _("Weekly schedule"), schedule.preview, schedule.note_printed, Document.SCHEDULE
        ),
        ChartPaper(
            _("Meeting list"),
            lambda client_id, language: meetings.preview(client_id, whole_list(language)),
            meetings.note_printed,
            Document.MEETING_LIST,
        ),
        ChartPaper(
            _("People to call, wallet card"),
            services.wallet_card.preview,
            services.wallet_card.note_printed,
        ),
        ChartPaper(
            _("Letter of attendance"),
            services.attendance_letter.preview,
            services.attendance_letter.note_printed,
            Document.ATTENDANCE_LETTER,
        ),
    ]
    if services.signed_in.may(Right.VIEW_CLINICAL):
        papers = [
            _plan(services, _("Treatment plan"), is_copy=False),
            _plan(services, _("Treatment plan, client's copy"), is_copy=True),
            *papers,
            ChartPaper(
                _("Discharge summary"),
                step_down.preview_summary,
                partial(step_down.note_printed, copy=False, summary=True),
                Document.DISCHARGE_SUMMARY,
            ),
            ChartPaper(
                _("Step-down, client's copy"),
                step_down.preview_client_copy,
                partial(step_down.note_printed, copy=True, summary=False),
                Document.STEP_DOWN_COPY,
            ),
        ]
    if services.signed_in.may(Right.EXPORT) and services.signed_in.may(Right.VIEW_CLINICAL):
        export = services.chart_export
        papers.append(
            ChartPaper(_("Whole chart"), export.preview, export.note_own_copy, Document.CHART)
        )
    return papers


def _plan(services: ClinicServices, words: str, *, is_copy: bool) -> ChartPaper:
    papers = services.plan_paper

    def make(client_id: UUID, language: Language) -> Paper:
        plan = services.plan.newest(client_id)
        if plan is None:
            raise NotFound("There is no treatment plan yet.", "Begin one under Plan.")
        render = papers.client_copy if is_copy else papers.clinical
        return render(client_id, language, draft=plan)

    document = Document.PLAN_COPY if is_copy else Document.TREATMENT_PLAN
    note = partial(papers.note_printed, is_client_copy=is_copy)
    return ChartPaper(words, make, note, document)
