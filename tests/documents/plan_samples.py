"""Invented people's treatment plans, and the setting of all tests of papers."""

from dataclasses import replace
from datetime import date, datetime

from iopdesk.documents.marks import Mark
from iopdesk.documents.paper_setting import PaperSetting, PaperSize
from iopdesk.documents.signature_block import Signature
from iopdesk.documents.treatment_plan import (
    DeferredProblem,
    DiagnosisLine,
    PlanGoal,
    PlanObjective,
    PlanProblem,
    PlanService,
    TreatmentPlan,
)
from iopdesk.domain.language import Language

SETTING = PaperSetting(
    clinic_name="Harbor Light IOP",
    clinic_address="210 Harbor Way, Corona, CA",
    clinic_phone="951-555-0100",
    printed_at=datetime(2026, 11, 19, 10, 52),
    printed_by="R. Alvarez, LCSW",
)
SETTINGS = tuple(
    replace(SETTING, language=language, paper_size=size)
    for language in Language
    for size in PaperSize
)
LONG_NAME = "María Guadalupe Wolfeschlegelsteinhausenbergerdorff-Featherstonehaughmontgom"
LONG_WORD = "Pneumonoultramicroscopicsilicovolcanoconiosis" * 2


def _objective(
    number: str, text: str, measure: str, by: date, state: Mark, **more: object
) -> PlanObjective:
    return PlanObjective(number, text, measure, by, state, **more)  # type: ignore[arg-type]


def _november(day: int) -> date:
    return date(2026, 11, day)


def _december(day: int) -> date:
    return date(2026, 12, day)


_RELAPSE = "Relapse, continued use (dimension 5)"
_FIRST = PlanProblem(
    1,
    "After work is when I want a drink.",
    dimension=_RELAPSE,
    diagnosis_code="F10.20",
    since=date(2026, 10, 21),
    goals=(
        PlanGoal(
            "I will stay sober through the evening hours.",
            (
                _objective(
                    "1.1",
                    "Come to evening group 5 days a week for 4 weeks.",
                    "Attendance record",
                    _november(21),
                    Mark.MET,
                    state_on=_november(18),
                ),
                _objective(
                    "1.2",
                    "Call a support person each day before 6 PM and write it in the log.",
                    "Daily log",
                    _november(28),
                    Mark.WORKING,
                ),
                _objective(
                    "1.3",
                    "Go to 3 meetings a week of his choice and bring the card.",
                    "Meeting log",
                    _december(12),
                    Mark.WORKING,
                ),
            ),
        ),
    ),
    services=(
        PlanService("Relapse prevention group", "3 h, 5 days a week, 12 weeks", "R. Alvarez, LCSW"),
        PlanService("Individual counseling, CBT", "1 h a week, 12 weeks", "R. Alvarez, LCSW"),
        PlanService("Naltrexone, medication visit", "20 min a month", "S. Lind, MD"),
        PlanService("Random urine screen", "About 1 a week", "Nursing"),
    ),
)
_SECOND = PlanProblem(
    2,
    "Friday cash and my old street get me every time.",
    dimension=_RELAPSE,
    diagnosis_code="F10.20",
    since=date(2026, 10, 21),
    goals=(
        PlanGoal(
            "I will know my triggers and have a plan for each.",
            (
                _objective(
                    "2.1",
                    "Write his top 10 triggers and a plan for each.",
                    "Worksheet",
                    _november(20),
                    Mark.MET,
                    state_on=_november(12),
                ),
                _objective(
                    "2.2",
                    "Use a coping skill in at least 8 of 10 cravings.",
                    "Daily log",
                    _december(5),
                    Mark.PARTLY,
                    proof="6 of 10",
                ),
                _objective(
                    "2.3",
                    "Screens negative for drugs not prescribed to him, 30 days in a row.",
                    "Drug test results",
                    _december(20),
                    Mark.WORKING,
                ),
            ),
        ),
    ),
    services=(
        PlanService("Skills group with role-play", "1.5 h, once a week", "T. Okafor, CADC II"),
        PlanService("Payday plan with counselor", "30 min, every 2 weeks", "R. Alvarez, LCSW"),
    ),
)
_THIRD = PlanProblem(
    3,
    "I need a job before the rent runs out.",
    dimension="Recovery environment (dimension 6)",
    diagnosis_code="Z56.0",
    since=date(2026, 10, 26),
    goals=(
        PlanGoal(
            "I will have steady work that fits my recovery.",
            (
                _objective(
                    "3.1", "Finish a resume.", "Paper seen by staff", _november(23), Mark.WORKING
                ),
                _objective(
                    "3.2",
                    "Apply for 3 jobs each week for 4 weeks.",
                    "Worksheet",
                    _december(18),
                    Mark.NOT_STARTED,
                ),
            ),
        ),
    ),
    services=(
        PlanService("Resume and interview class", "2 h, every 2 weeks", "M. Reyes, BSW"),
        PlanService("Case management", "30 min a week", "M. Reyes, BSW"),
    ),
)
_FOURTH = PlanProblem(
    4,
    "Some days I do not see the point.",
    dimension="Emotional and behavioral (dimension 3)",
    diagnosis_code="F32.1",
    since=date(2026, 10, 23),
    goals=(
        PlanGoal(
            "I will feel better most days and know what to do on a bad day.",
            (
                _objective(
                    "4.1",
                    "PHQ-9 score will drop from 17 to 9 or less.",
                    "PHQ-9",
                    _november(20),
                    Mark.MET,
                    state_on=_november(17),
                ),
                _objective(
                    "4.2",
                    "Keep a written safety plan and show it to his mother.",
                    "Safety plan on file",
                    _november(30),
                    Mark.WORKING,
                ),
            ),
        ),
    ),
    services=(
        PlanService(
            "PHQ-9, and safety check when item 9 is 1 or more", "Every 2 weeks", "R. Alvarez, LCSW"
        ),
        PlanService("Family session", "1 h, every 4 weeks", "T. Okafor, CADC II"),
    ),
)
PLAN = TreatmentPlan(
    client_name="Dwayne Porter",
    chart_number="00412",
    version=3,
    made_on=_november(19),
    is_draft=False,
    born=date(1988, 3, 3),
    admitted=date(2026, 10, 21),
    counselor="R. Alvarez, LCSW",
    client_language="English",
    level="2.1 Intensive outpatient",
    level_note="(ASAM 3)",
    schedule="Mon–Fri 5:30–8:30 PM, 15 h",
    phase="1 of 3, evening track",
    program="90 days, to Jan 19, 2027",
    meetings="3 a week, own choice",
    replaces_version=2,
    replaces_on=date(2026, 10, 26),
    diagnoses=(
        DiagnosisLine(
            "F10.20", "Alcohol use disorder, severe", date(2026, 10, 21), "S. Lind, MD", True
        ),
        DiagnosisLine(
            "F32.1",
            "Major depressive disorder, single episode, moderate",
            date(2026, 10, 23),
            "S. Lind, MD",
        ),
        DiagnosisLine(
            "F17.210", "Nicotine dependence, cigarettes", date(2026, 10, 21), "S. Lind, MD"
        ),
        DiagnosisLine("Z56.0", "Unemployment, unspecified", date(2026, 10, 21), "R. Alvarez, LCSW"),
    ),
    strengths="“I keep my word to my kids. I held a job for nine years.”",
    needs="A plan for 4 to 9 PM. Steady work. Help with low mood.",
    abilities="Reads well, drives, good with tools. Cooks for the family.",
    preferences="Evening groups. Chose AA after hearing of SMART and LifeRing. Wants his mother in "
    "one family session.",
    problems=(_FIRST, _SECOND, _THIRD, _FOURTH),
    deferred=(
        DeferredProblem(
            "Smoking (F17.210)",
            "he wants to wait until day 60. Patch offered Oct 21. Asked again at each review.",
        ),
    ),
    next_review=_december(20),
    review_days=30,
    reviewed_by="R. Alvarez, LCSW",
    ready_to_step_down="No use for 30 days; PHQ-9 under 5; two sober people called each week",
    expected="Tue, Jan 19, 2027, to 1.5 Outpatient",
    signatures=(
        Signature("Client", "Dwayne Porter"),
        Signature(
            "Counselor",
            "R. Alvarez, LCSW 88213",
            signed_at=datetime(2026, 11, 19, 10, 41),
            code="7F3A-91",
        ),
        Signature("Clinical supervisor", "J. Whitfield, LMFT 51220"),
    ),
)
EMPTY_PLAN = TreatmentPlan(
    client_name="Bao N",
    chart_number="00001",
    version=1,
    made_on=_november(19),
    is_draft=True,
    signatures=(Signature("Client", "Bao N"), Signature("Counselor", "R. Alvarez, LCSW 88213")),
)


def stress_plan() -> TreatmentPlan:
    """Forty objectives, names in four scripts, an 80-letter word and empty sections."""
    objectives = tuple(
        PlanObjective(
            f"1.{n}",
            f"Step {n}: call a support person each day before 6 PM, write it in the log, and tell "
            "the group on Friday what was said." * (1 + n % 3),
            "Daily log",
            date(2026, 12, 1 + n % 28),
            tuple(Mark)[n % 6],
            proof=f"see note {n}",
        )
        for n in range(1, 41)
    )
    first = replace(
        _FIRST,
        client_words="After work is when I want a drink, and when my cousin 李小龙 and my friend "
        "Nguyễn Văn Đức come over with فاطمة الزهراء, and on my way home past the store.",
        goals=(PlanGoal("I will stay sober through the evening hours.", objectives),),
    )
    return replace(
        PLAN,
        client_name=LONG_NAME,
        chart_number="00999",
        version=4,
        is_draft=True,
        counselor="Nguyễn Thị Hồng Ánh, LMFT",
        client_language="Español; name used: فاطمة الزهراء",
        program="90 days; extended twice <30 & 30> to Mar 20, 2027",
        diagnoses=(),
        strengths="",
        needs=LONG_WORD,
        problems=(first, PlanProblem(2), PlanProblem(3, name="No steady home")),
        deferred=(),
        signatures=(
            Signature("Client", LONG_NAME, refused_on=_november(19), reason="Tom <b> & Jerry"),
            Signature("Counselor", "Nguyễn Thị Hồng Ánh, LMFT 77120"),
            Signature("Clinical supervisor", "عبد الرحمن الخطيب, MD"),
        ),
    )
