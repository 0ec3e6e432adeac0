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
    """The papers that this person may print from a chart.

    Their services are asked for when a paper is: most visits of a chart print nothing.
    """
    papers = [
        ChartPaper(
            _("Weekly schedule"),
            lambda who, language: services.weekly_schedule_paper.preview(who, language),
            lambda who: services.weekly_schedule_paper.note_printed(who),
            Document.SCHEDULE,
        ),
        ChartPaper(
            _("Meeting list"),
            partial(_meeting_list, services),
            lambda who: services.meeting_paper.note_printed(who),
            Document.MEETING_LIST,
        ),
        ChartPaper(
            _("People to call, wallet card"),
            lambda who, language: services.wallet_card.preview(who, language),
            lambda who: services.wallet_card.note_printed(who),
        ),
        ChartPaper(
            _("Letter of attendance"),
            lambda who, language: services.attendance_letter.preview(who, language),
            lambda who: services.attendance_letter.note_printed(who),
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
                lambda who, language: services.step_down_paper.preview_summary(who, language),
                lambda who: services.step_down_paper.note_printed(who, copy=False, summary=True),
                Document.DISCHARGE_SUMMARY,
            ),
            ChartPaper(
                _("Step-down, client's copy"),
                lambda who, language: services.step_down_paper.preview_client_copy(who, language),
                lambda who: services.step_down_paper.note_printed(who, copy=True, summary=False),
                Document.STEP_DOWN_COPY,
            ),
        ]
    if services.signed_in.may(Right.EXPORT) and services.signed_in.may(Right.VIEW_CLINICAL):
        papers.append(
            ChartPaper(
                _("Whole chart"),
                lambda who, language: services.chart_export.preview(who, language),
                lambda who: services.chart_export.note_own_copy(who),
                Document.CHART,
            )
        )
    return papers


def _meeting_list(services: ClinicServices, client_id: UUID, language: Language) -> Paper:
    from iopdesk.services.meeting_paper_service import whole_list  # noqa: PLC0415 - as above

    return services.meeting_paper.preview(client_id, whole_list(language))


def _plan(services: ClinicServices, words: str, *, is_copy: bool) -> ChartPaper:
    def make(client_id: UUID, language: Language) -> Paper:
        plan = services.plan.newest(client_id)
        if plan is None:
            raise NotFound("There is no treatment plan yet.", "Begin one under Plan.")
        papers = services.plan_paper
        render = papers.client_copy if is_copy else papers.clinical
        return render(client_id, language, draft=plan)

    document = Document.PLAN_COPY if is_copy else Document.TREATMENT_PLAN
    return ChartPaper(
        words,
        make,
        lambda who: services.plan_paper.note_printed(who, is_client_copy=is_copy),
        document,
    )
