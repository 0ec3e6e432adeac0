"""The rows of a chart that may leave it, by kind of information; drafts and counseling notes never.

One list says what a chart is: the paper, the data files and the FHIR bundle are made of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Table, and_, select
from sqlalchemy.orm import Session

from iopdesk.domain.attachment import REPORT
from iopdesk.domain.group import GroupName
from iopdesk.services.attachment_service import attachment_bytes
from iopdesk.storage.appointment_tables import AppointmentRow
from iopdesk.storage.assessment_tables import (
    DimensionAssessmentRow,
    DimensionRatingRow,
    DrugScreenRow,
    EvaluationRow,
    InstrumentResultRow,
    NaloxoneOfferRow,
    ScreenResultRow,
    SobrietyDateRow,
    SubstanceUseRow,
)
from iopdesk.storage.attachment_tables import AttachmentRow
from iopdesk.storage.attendance_tables import AttendanceRow, GroupSessionRow, OutreachCallRow
from iopdesk.storage.client_tables import (
    AllergyRow,
    ClientNameRow,
    ClientRow,
    DiagnosisRow,
    MedicationRow,
    PhoneRow,
)
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.episode_tables import EpisodeRow, PlacementRow, SetbackRow
from iopdesk.storage.group_tables import TreatmentGroupRow
from iopdesk.storage.intake_tables import (
    EligibilityOpinionRow,
    EligibilityRow,
    EligibilityTestRow,
    InquiryRow,
    InquiryStepRow,
    LegalMatterRow,
    LifeSituationRow,
    PriorTreatmentRow,
)
from iopdesk.storage.meeting_tables import (
    ExcusedWeekRow,
    MeetingAttendanceRow,
    MeetingReferralRow,
    MeetingRequirementRow,
    RecoveryWorkRow,
)
from iopdesk.storage.note_tables import AddendumRow, ClientNoteRow
from iopdesk.storage.payer_tables import PayerAuthorizationRow, PolicyRow
from iopdesk.storage.plan_tables import (
    GoalRow,
    ObjectiveRow,
    ObjectiveStatusRow,
    PlannedServiceRow,
    PlanRow,
    ProblemRow,
    SignatureRow,
)
from iopdesk.storage.schema import Base
from iopdesk.storage.step_down_tables import (
    FollowUpRow,
    NextStepRow,
    PreventionItemRow,
    StepDownRow,
)
from iopdesk.storage.support_tables import FamilyEducationRow, SupportServiceRow

Row = Mapping[str, Any]
_INNER = frozenset({"op", "void", "in_program", "ever_admitted", "sort_name", "import_id"})

# Other people's names and numbers, and rows that a chart for others does not have.
_OF_OTHERS = frozenset({"caller_name", "caller_phone", "support_person_id"})

# By the kinds of information of 42 CFR 2.31(a)(3) that a consent names.
TABLES: Mapping[str, tuple[type[Base], ...]] = {
    "contact": (ClientRow, ClientNameRow, PhoneRow),
    "admission_discharge": (EpisodeRow, PlacementRow),
    "assessment": (
        InquiryRow,
        InquiryStepRow,
        EligibilityRow,
        EligibilityTestRow,
        EligibilityOpinionRow,
        EvaluationRow,
        AttachmentRow,
        DimensionAssessmentRow,
        DimensionRatingRow,
        InstrumentResultRow,
        SubstanceUseRow,
        SobrietyDateRow,
        PriorTreatmentRow,
        LifeSituationRow,
        LegalMatterRow,
    ),
    "diagnosis": (DiagnosisRow,),
    "medications": (MedicationRow, AllergyRow, NaloxoneOfferRow),
    "treatment_plan": (
        PlanRow,
        ProblemRow,
        GoalRow,
        ObjectiveRow,
        ObjectiveStatusRow,
        PlannedServiceRow,
        SignatureRow,
    ),
    "attendance": (AttendanceRow, AppointmentRow, OutreachCallRow),
    "progress": (
        ClientNoteRow,
        AddendumRow,
        SetbackRow,
        SupportServiceRow,
        FamilyEducationRow,
    ),
    "drug_tests": (DrugScreenRow, ScreenResultRow),
    "meetings": (
        MeetingRequirementRow,
        ExcusedWeekRow,
        MeetingReferralRow,
        MeetingAttendanceRow,
        RecoveryWorkRow,
    ),
    "discharge_summary": (StepDownRow, NextStepRow, PreventionItemRow, FollowUpRow),
    "billing": (PolicyRow, PayerAuthorizationRow),
}

_plans = select(PlanRow.id).where(PlanRow.state != "draft", PlanRow.void == 0)
_problems = select(ProblemRow.id).where(ProblemRow.plan_id.in_(_plans), ProblemRow.void == 0)
_goals = select(GoalRow.id).where(GoalRow.problem_id.in_(_problems), GoalRow.void == 0)
_ends = select(StepDownRow.id).where(StepDownRow.state != "draft", StepDownRow.void == 0)
_decided = select(EligibilityRow.id).where(
    EligibilityRow.decided_at.is_not(None), EligibilityRow.void == 0
)
_assessed = select(DimensionAssessmentRow.id).where(
    DimensionAssessmentRow.signed_at.is_not(None), DimensionAssessmentRow.void == 0
)
_notes = select(ClientNoteRow.id).where(
    ClientNoteRow.signed_at.is_not(None), ClientNoteRow.void == 0
)
_evaluations = select(EvaluationRow.id).where(EvaluationRow.void == 0)
_screens = select(DrugScreenRow.id).where(DrugScreenRow.void == 0)
_inquiries = select(InquiryRow.id).where(InquiryRow.void == 0)
# What is still being written is nobody else's yet, and what was taken back takes its parts along.
_ONLY: Mapping[type[Base], ColumnElement[bool]] = {
    PlanRow: PlanRow.state != "draft",
    ProblemRow: ProblemRow.plan_id.in_(_plans),
    GoalRow: GoalRow.problem_id.in_(_problems),
    ObjectiveRow: ObjectiveRow.goal_id.in_(_goals),
    PlannedServiceRow: PlannedServiceRow.problem_id.in_(_problems),
    StepDownRow: StepDownRow.state != "draft",
    NextStepRow: NextStepRow.step_down_id.in_(_ends),
    PreventionItemRow: PreventionItemRow.step_down_id.in_(_ends),
    EligibilityRow: EligibilityRow.decided_at.is_not(None),
    EligibilityTestRow: EligibilityTestRow.eligibility_id.in_(_decided),
    EligibilityOpinionRow: EligibilityOpinionRow.eligibility_id.in_(_decided),
    # scans of sheets have the signatures of others, and consents are no part of it
    AttachmentRow: and_(AttachmentRow.kind == REPORT, AttachmentRow.subject_id.in_(_evaluations)),
    InquiryStepRow: InquiryStepRow.inquiry_id.in_(_inquiries),
    ScreenResultRow: ScreenResultRow.screen_id.in_(_screens),
    DimensionAssessmentRow: DimensionAssessmentRow.signed_at.is_not(None),
    DimensionRatingRow: DimensionRatingRow.assessment_id.in_(_assessed),
    ClientNoteRow: ClientNoteRow.signed_at.is_not(None),
    AddendumRow: AddendumRow.client_note_id.in_(_notes),
}


@dataclass(frozen=True)
class ChartRows:
    """The rows by the name of their table, and what they speak of by id.

    `sessions` are group sessions: day, start, and the neutral title of the group. `files` are
    the bytes of attached reports by the id of their row.
    """

    rows: Mapping[str, Sequence[Row]]
    staff: Mapping[UUID, str]
    sessions: Mapping[UUID, tuple[date, time, str]]
    files: Mapping[UUID, bytes]


def chart_rows(db: Session, client_id: UUID) -> ChartRows:
    """All of a chart that may leave it, each table in the order of its ids."""
    rows = _rows(db, client_id)
    staff = db.execute(select(StaffRow.id, StaffRow.name, StaffRow.credential)).all()
    wanted = {row["session_id"] for row in (*rows["attendance"], *rows["client_note"])}
    sessions = db.execute(
        select(
            GroupSessionRow.id,
            GroupSessionRow.day,
            GroupSessionRow.start,
            TreatmentGroupRow.name,
            TreatmentGroupRow.population,
            TreatmentGroupRow.neutral_title,
        )
        .join(TreatmentGroupRow, TreatmentGroupRow.id == GroupSessionRow.group_id)
        .where(GroupSessionRow.id.in_(wanted - {None}))
    ).all()
    return ChartRows(
        rows,
        {row.id: ", ".join(filter(None, (row.name, row.credential))) for row in staff},
        {
            row.id: (
                row.day,
                row.start,
                GroupName(row.name, row.neutral_title, row.population).neutral,
            )
            for row in sessions
        },
        {row["id"]: attachment_bytes(db, row["sha256"]) for row in rows["attachment"]},
    )


def _rows(db: Session, client_id: UUID) -> dict[str, list[Row]]:
    return {
        table.name: [
            {key: value for key, value in row.items() if key not in _INNER | _OF_OTHERS}
            for row in db.execute(_of_client(row_class, table, client_id)).mappings()
        ]
        for row_class, table in _tables()
    }


def _tables() -> Iterator[tuple[type[Base], Table]]:
    for row_classes in TABLES.values():
        for row_class in row_classes:
            yield row_class, Base.metadata.tables[row_class.__tablename__]


def _of_client(row_class: type[Base], table: Table, client_id: UUID) -> Select[Any]:
    owner = table.c.id if row_class is ClientRow else table.c.client_id
    query = select(table).where(owner == client_id, table.c.void == 0).order_by(table.c.id)
    return query.where(_ONLY[row_class]) if row_class in _ONLY else query
