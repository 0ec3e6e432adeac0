"""A whole chart as one PDF with contents and bookmarks, or as data; for outside, or the client."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from iopdesk.documents.chart_record import ChartName, render_contents, render_section
from iopdesk.documents.packet import bound_pdf, page_count
from iopdesk.documents.paper_setting import PaperSetting
from iopdesk.documents.scan import picture_as_pdf
from iopdesk.domain.attachment import MediaType
from iopdesk.domain.disclosure import Document, Handover
from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.domain.plan import PlanState
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.wording import Wording
from iopdesk.services.chart_fhir import as_fhir
from iopdesk.services.chart_files import as_csv_zip, as_json
from iopdesk.services.chart_rows import ChartRows, chart_rows
from iopdesk.services.chart_sections import sections_of
from iopdesk.services.disclosure_service import Accompanying, DisclosureService
from iopdesk.services.paper_facts import PaperFacts, paper_facts, paper_setting
from iopdesk.services.plan_paper_service import PlanPaperService
from iopdesk.services.plan_service import PlanService
from iopdesk.services.step_down_paper_service import StepDownPaperService
from iopdesk.storage.consent_tables import ConsentRow
from iopdesk.storage.store import Store

OWN_COPY = "export chart, client's own copy"


class ChartFormat(StrEnum):
    """How a chart leaves as data."""

    JSON = "json"
    CSV = "csv"
    FHIR = "fhir"


_ENDINGS = {ChartFormat.JSON: ".json", ChartFormat.CSV: ".zip", ChartFormat.FHIR: ".json"}


@dataclass(frozen=True)
class _Gathered:
    chart: ChartRows
    facts: PaperFacts
    setting: PaperSetting


class ChartExportService:
    """Drafts, counseling notes and what concerns others are in no export."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._who = signed_in
        self._desk = DisclosureService(store, signed_in)
        self._plan = PlanService(store, signed_in)
        self._plan_paper = PlanPaperService(store, signed_in)
        self._step_down_paper = StepDownPaperService(store, signed_in)

    def preview(self, client_id: UUID, language: Language) -> Paper:
        """The whole chart to look at; nothing is logged but the look itself."""
        self._who.require(Right.EXPORT)
        self._who.require(Right.VIEW_CLINICAL)
        return self._paper(client_id, language)

    def paper(self, client_id: UUID, handover: Handover, language: Language) -> Paper:
        """The chart for someone outside, with cover and notice; refused without its ground."""
        self._who.require(Right.EXPORT)

        def make(wanted: Language) -> Paper:
            return self._paper(client_id, wanted)

        return self._desk.hand_over(client_id, Document.CHART, handover, make, language)

    def data(self, client_id: UUID, handover: Handover, form: ChartFormat) -> bytes:
        """The chart as data for someone outside; notice and scope stand in the file."""
        self._who.require(Right.EXPORT)

        def make(beside: Accompanying) -> bytes:
            about: dict[str, object] = {"notice": beside.notice, "scope": dict(beside.scope)}
            if form is ChartFormat.FHIR:
                about["consent"] = self._consent(handover.consent_id)
            return self._data(client_id, form, about)

        return self._desk.hand_over_file(client_id, Document.CHART, handover, make)

    def own_copy(self, client_id: UUID, form: ChartFormat | None, language: Language) -> bytes:
        """The client's own copy (45 CFR 164.524): PDF where no form is named; logged."""
        self._who.require(Right.EXPORT)
        if form is None:
            content = self._paper(client_id, language).pdf
        else:
            content = self._data(client_id, form, {})
        self._store.log_access(OWN_COPY, by=self._who.staff_id, client_id=client_id)
        return content

    def note_own_copy(self, client_id: UUID) -> None:
        """Log that a chart left a preview for a printer or a file, as the client's own copy."""
        self._store.log_access(OWN_COPY, by=self._who.staff_id, client_id=client_id)

    def _consent(self, consent_id: UUID | None) -> Mapping[str, object] | None:
        table = ConsentRow.__table__
        with self._store.read() as db:
            row = db.execute(select(table).where(table.c.id == consent_id)).mappings().first()
        return dict(row) if row else None

    def _gather(self, client_id: UUID, language: Language) -> _Gathered:
        with self._store.read() as db:
            return _Gathered(
                chart_rows(db, client_id),
                paper_facts(db, client_id, self._store.clock.today()),
                paper_setting(db, self._store.clock, self._who, language),
            )

    def _data(self, client_id: UUID, form: ChartFormat, beside: Mapping[str, object]) -> bytes:
        gathered = self._gather(client_id, Language.ENGLISH)
        setting = gathered.setting
        about: dict[str, object] = {
            "chart": gathered.facts.chart_number,
            "clinic": setting.clinic_name,
            "made": setting.printed_at.isoformat(timespec="seconds"),
            "made_by": setting.printed_by,
            **beside,
        }
        if form is ChartFormat.FHIR:
            return as_fhir(gathered.chart, about)
        write = as_json if form is ChartFormat.JSON else as_csv_zip
        return write(gathered.chart, about)

    def _paper(self, client_id: UUID, language: Language) -> Paper:
        gathered = self._gather(client_id, language)
        setting, words = gathered.setting, gathered.setting.words
        whose = ChartName(gathered.facts.legal_name, gathered.facts.chart_number)
        parts: list[tuple[str, bytes]] = []
        empty: list[str] = []
        for key, section in sections_of(gathered.chart, words, self._store.clock.now().tzinfo):
            if section.is_empty:
                empty.append(section.title)
            else:
                parts.append((section.title, render_section(section, whose, setting)))
            if key == "medications":
                parts += self._plans(client_id, language)
        if gathered.chart.rows["step_down"]:
            summary = self._step_down_paper.preview_summary(client_id, language)
            parts.append((summary.title, summary.pdf))
        parts += _reports(gathered.chart, words)
        sheet, entries = 2, []
        for name, pdf in parts:
            entries.append((name, sheet))
            sheet += page_count(pdf)
        contents = render_contents(entries, empty, whose, setting)
        pdf = bound_pdf([(words("Contents"), contents), *parts], words("Sheet {sheet} of {sheets}"))
        return Paper("chart", words("Chart"), pdf)

    def _plans(self, client_id: UUID, language: Language) -> list[tuple[str, bytes]]:
        made = []
        for version in reversed(self._plan.versions(client_id)):
            if version.state is not PlanState.DRAFT:
                plan = self._plan.plan(version.plan_id)
                paper = self._plan_paper.clinical(client_id, language, draft=plan)
                made.append((paper.title, paper.pdf))
        return made


def _reports(chart: ChartRows, words: Wording) -> Iterator[tuple[str, bytes]]:
    """Attached reports as they are; pictures as pages."""
    for row in chart.rows["attachment"]:
        content = chart.files[row["id"]]
        is_pdf = row["media_type"] == MediaType.PDF.value
        pdf = content if is_pdf else picture_as_pdf(content)
        yield words("Attached report: {file}", file=row["name"]), pdf


def ending_of(form: ChartFormat | None) -> str:
    """The end of the file's name."""
    return ".pdf" if form is None else _ENDINGS[form]
