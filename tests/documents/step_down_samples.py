"""An invented client's step-down, as it goes home and as it stays in the chart."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from iopdesk.documents.dimension_strip import (
    RatedDay,
    RatingStrip,
    StripBlock,
    StripCell,
)
from iopdesk.documents.discharge_record import (
    AftercareStep,
    DiagnosisThenNow,
    DischargeRecord,
    DrugScreens,
    GoalResult,
    MedicineAtDischarge,
    ThenAndNow,
)
from iopdesk.documents.marks import Mark
from iopdesk.documents.score_chart import Score, ScoreSeries
from iopdesk.documents.signature_block import Signature
from iopdesk.documents.step_down_client_copy import (
    Appointment,
    Medicine,
    NextStep,
    PersonToCall,
    StepDownClientRecord,
    WeekEntry,
)
from iopdesk.documents.strip import StripDay, StripState
from iopdesk.domain.step_down import StepStatus
from tests.documents.plan_samples import LONG_NAME, LONG_WORD

CLIENT_COPY = StepDownClientRecord(
    client_name="Priya Shah",
    chart="00388",
    days_here=89,
    next_steps=(
        NextStep("Outpatient group here", "2 groups a week. Starts Monday, November 30."),
        NextStep("Individual therapy", "With Dr. Amaro, near my home."),
        NextStep("Alumni group here", "Every Saturday. Coffee and support."),
    ),
    appointments=(
        Appointment(
            "Outpatient group",
            day=date(2026, 11, 30),
            start=time(18),
            where="210 Harbor Way",
            phone="951-555-0100",
            way="Bus 3",
        ),
        Appointment(
            "Dr. Lind",
            "for my buprenorphine",
            date(2026, 12, 2),
            time(9, 20),
            "88 Lincoln Ave, 2nd floor",
            "951-555-0166",
            "Clinic van, 8:50 AM",
        ),
        Appointment(
            "Dr. Amaro",
            "first visit",
            date(2026, 12, 10),
            time(16),
            "1401 Main St",
            "951-555-0121",
            "Mom drives",
        ),
    ),
    week=(
        WeekEntry(0, time(18), "Group"),
        WeekEntry(1, time(12), "Noon Hope", own=True),
        WeekEntry(2, time(9), "Class", end=time(12)),
        WeekEntry(3, time(19), "Step Sisters", own=True),
        WeekEntry(5, time(10), "Alumni group"),
        WeekEntry(6, time(17), "Rainbow Group", own=True),
    ),
    warning_signs=(
        "I skip meals.",
        "I do not answer calls.",
        "I think, “I can handle one.”",
        "I sleep all day.",
    ),
    actions=(
        "Call Jen. Then call Mom.",
        "Go to a meeting the same day.",
        "Wait 20 minutes. The urge will pass.",
        "Come to walk-in hour, 3 PM any day.",
    ),
    people=(
        PersonToCall("Jen, my sponsor", "951-555-0143", "Any time"),
        PersonToCall("Mom", "951-555-0178", "After 5 PM"),
        PersonToCall("T. Okafor, my counselor", "951-555-0100", "Mon to Fri, 9 AM to 6 PM"),
    ),
    medicines=(
        Medicine(
            "Buprenorphine",
            "8 mg film under the tongue, 2 times a day",
            "Dr. Lind",
            date(2026, 12, 2),
        ),
        Medicine("Sertraline", "50 mg pill, each morning", "Dr. Amaro", date(2026, 12, 10)),
    ),
    naloxone="It is in the kitchen drawer. Mom can use it.",
    naloxone_day=date(2026, 11, 12),
    if_i_use="I call Jen or the clinic.",
    follow_up=(date(2026, 12, 20), date(2027, 1, 19), date(2027, 2, 18)),
)
NOTHING_WRITTEN = StepDownClientRecord("Ann Lee", "00001")

_LONG = (
    "Cuando siento que todo se me viene encima después de una discusión con mi familia sobre el "
    "dinero, la renta, el carro o los papeles de la corte, salgo a caminar veinte minutos. "
)
HOSTILE = "Tom <b> & Jerry </para> <img src='/x.png'> AT&amp;T"


def stress_client_copy() -> StepDownClientRecord:
    return replace(
        CLIENT_COPY,
        client_name=LONG_NAME,
        is_draft=True,
        finished=False,
        my_reasons=_LONG,
        home_work_ride=HOSTILE,
        triggers=(HOSTILE, _LONG),
        next_steps=(
            NextStep(f"Servicios con acompañamiento {LONG_WORD}", _LONG * 22),
            NextStep("Terapia individual", "Con la Dra. Nguyễn Thị Hồng Ánh."),
            NextStep(HOSTILE, "Con el Sr. 欧阳."),
        ),
        appointments=(*CLIENT_COPY.appointments * 3, Appointment(HOSTILE, where=_LONG)),
        week=(
            *CLIENT_COPY.week,
            WeekEntry(1, time(7), "Despertar Espiritual", own=True),
            WeekEntry(1, time(9), "Group", end=time(12)),
            WeekEntry(1, time(20), f"Sobriedad {LONG_WORD}", own=True),
        ),
        warning_signs=(*CLIENT_COPY.warning_signs, _LONG * 22),
        actions=(HOSTILE,),
        people=(*CLIENT_COPY.people * 3, PersonToCall(LONG_NAME, "", _LONG)),
        medicines=(*CLIENT_COPY.medicines, Medicine(LONG_WORD, _LONG * 22)),
        naloxone=_LONG * 22,
        if_i_use=_LONG * 22,
    )


def _november(day: int) -> date:
    return date(2026, 11, day)


def _attendance() -> tuple[StripDay, ...]:
    first = date(2026, 8, 24)
    days = [first + timedelta(days=n) for n in range(89)]
    odd = {7: StripState.LATE, 21: StripState.EXCUSED, 35: StripState.NO_NOTICE}
    return tuple(
        StripDay(day, odd.get(n, StripState.PRESENT))
        for n, day in enumerate(days)
        if day.weekday() < 5
    )


_SCORE_DAYS = (date(2026, 8, 24), date(2026, 9, 23), date(2026, 10, 23), _november(20))
RATINGS = RatingStrip(
    (StripBlock("3rd edition (2013)", ("1 Withdrawal", "2 Medical", "3 Emotional"), True),),
    tuple(
        RatedDay(day, occasion, 0, tuple(cell and StripCell(cell, int(cell)) for cell in cells))
        for day, occasion, cells in (
            (date(2026, 8, 24), "Day 1", ("2", "1", "3")),
            (date(2026, 10, 5), "Day 43", ("1", "1", "2")),
            (date(2026, 11, 20), "Day 89", ("0", "1", None)),
        )
    ),
)

DISCHARGE = DischargeRecord(
    client_name="Priya Shah",
    chart="00388",
    discharged=_november(20),
    reason="Completed treatment, planned (TEDS 01)",
    is_draft=False,
    next_level="Stepped down to 1.5 Outpatient",
    born=date(1994, 7, 14),
    episode_number=2,
    referred_by="Self, after residential care",
    counselor="T. Okafor, CADC II",
    admitted=date(2026, 8, 24),
    last_service=_november(20),
    level="2.1 Intensive outpatient (ASAM 3)",
    track="Day, 9:00 AM–12:00 PM",
    summary="Ms. Shah came after 28 days of residential care. She stayed on buprenorphine, "
    "finished all three phases, met 3 of 5 goals and partly met 1.",
    diagnoses=(
        DiagnosisThenNow(
            "F11.20", "Opioid use disorder, severe", "Active", "Active, on medicine", True
        ),
        DiagnosisThenNow("F33.1", "Major depressive disorder, recurrent", "Moderate", "Mild"),
    ),
    scores=(
        ScoreSeries("PHQ-9", tuple(map(Score, _SCORE_DAYS, (17, 11, 8, 4))), 10),
        ScoreSeries("GAD-7", tuple(map(Score, _SCORE_DAYS, (13, 9, 8, 5))), 10),
    ),
    score_notes="PHQ-9 item 9: 1 at admission, 0 since Sep 7.",
    attendance=_attendance(),
    attendance_share="51 of 55 groups (93%),",
    attendance_words="176 of 186 hours.",
    goals=(
        GoalResult(1, "I will stay on medicine that works for me.", 3, 3, Mark.MET, "None missed"),
        GoalResult(2, "I will know my triggers and have a plan.", 3, 3, Mark.MET),
        GoalResult(3, "I will have steady work.", 1, 2, Mark.PARTLY, "20 h; wants 40"),
        GoalResult(4, "I will quit smoking.", 0, 1, Mark.NOT_MET, "Put off to outpatient"),
    ),
    ratings=RATINGS,
    then_and_now=(
        ThenAndNow("Days of 30", "22 opioids, 4 alcohol", "0; last use Sep 28"),
        ThenAndNow("Home", "With friends", "Sober living"),
    ),
    screens=DrugScreens(24, 23, "1 (fentanyl, Sep 28)", "0", "1, made up next day"),
    medicines=(
        MedicineAtDischarge("Buprenorphine", "8 mg film, 2 times a day", "S. Lind, MD"),
        MedicineAtDischarge("Sertraline", "50 mg, each morning", "K. Amaro, MD", _november(30)),
    ),
    safety="Suicide risk low, Nov 20. Overdose talked over, naloxone kit given Nov 12.",
    aftercare=(
        AftercareStep(
            "Outpatient, 1.5",
            "Harbor Light IOP",
            _november(30),
            time(18),
            status=StepStatus.BOOKED,
            release_needed=False,
        ),
        AftercareStep(
            "Therapy",
            "K. Amaro, MD",
            date(2026, 12, 10),
            time(16),
            status=StepStatus.BOOKED,
            release_until=date(2027, 11, 20),
        ),
        AftercareStep(
            "Alumni group",
            when="Saturdays, 10:00 AM",
            status=StepStatus.NO_APPOINTMENT_NEEDED,
            release_needed=False,
        ),
        AftercareStep("Sober home", "Harbor House", status=StepStatus.DECLINED),
        AftercareStep("Vocational help"),
    ),
    level_recommended="1.5 Outpatient",
    level_accepted="1.5 Outpatient",
    outlook="Outlook good with medicine and meetings",
    follow_up=CLIENT_COPY.follow_up,
    how_to_return="May return any time; call or walk in.",
    client_copy_given=_november(20),
    signatures=(
        Signature(
            "Counselor", "T. Okafor, CADC II 40117", datetime(2026, 11, 20, 16, 5), "B21C-04"
        ),
        Signature("Clinical supervisor", "J. Whitfield, LMFT 51220"),
    ),
)
NOTHING_RECORDED = DischargeRecord("Ann Lee", "00001", _november(20), "", is_draft=True)


def stress_discharge() -> DischargeRecord:
    long = _LONG * 22
    goals = tuple(
        GoalResult(n, HOSTILE, 1, 2, Mark.WORKING, long if n == 3 else HOSTILE)
        for n in range(1, 41)
    )
    return replace(
        DISCHARGE,
        client_name=LONG_NAME,
        is_draft=True,
        reason=HOSTILE,
        summary=long,
        diagnoses=(*DISCHARGE.diagnoses, DiagnosisThenNow("Z99.9", long, HOSTILE, LONG_WORD)),
        goals=goals,
        then_and_now=(*DISCHARGE.then_and_now, ThenAndNow("Home", long, HOSTILE)),
        medicines=(*DISCHARGE.medicines, MedicineAtDischarge(LONG_WORD, long)),
        safety=long,
        aftercare=(*DISCHARGE.aftercare * 4, AftercareStep(long, HOSTILE)),
        reason_level_differs=long,
        outlook=HOSTILE,
        how_to_return=LONG_WORD,
    )
