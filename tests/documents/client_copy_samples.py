"""Invented people's own copies of their plans."""

from datetime import date

from iopdesk.documents.plan_client_copy import (
    ClientGoal,
    ClientProblem,
    ClientStep,
    PlanClientCopy,
    WeekLine,
)


def _november(day: int) -> date:
    return date(2026, 11, day)


def _december(day: int) -> date:
    return date(2026, 12, day)


CLIENT_COPY = PlanClientCopy(
    client_name="Dwayne Porter",
    chart_number="00412",
    made_on=_november(19),
    is_draft=False,
    counselor="R. Alvarez",
    strengths="I keep my word to my kids. I held a job for nine years.",
    problems=(
        ClientProblem(
            1,
            "After work is when I want a drink.",
            (
                ClientGoal(
                    "I will stay sober through the evening.",
                    (
                        ClientStep(
                            "Come to evening group 5 days a week for 4 weeks.", _november(21), True
                        ),
                        ClientStep(
                            "Call someone I trust each day before 6 PM. Write it in my log.",
                            _november(28),
                        ),
                        ClientStep(
                            "Go to 3 meetings a week that I pick. Bring my card.", _december(12)
                        ),
                    ),
                ),
            ),
            (
                "Meet with me 1 hour a week.",
                "Run group Monday to Friday, 3 hours.",
                "See me once a month about my medicine.",
            ),
        ),
        ClientProblem(
            2,
            "Friday cash and my old street get me every time.",
            (
                ClientGoal(
                    "I will know my triggers and have a plan for each.",
                    (
                        ClientStep(
                            "Write my top 10 triggers and a plan for each.", _november(20), True
                        ),
                        ClientStep("Use a skill in 8 of 10 cravings.", _december(5)),
                    ),
                ),
            ),
            ("Help me practice saying no.", "Help me plan for payday."),
        ),
        ClientProblem(
            3,
            "I need a job before the rent runs out.",
            (
                ClientGoal(
                    "I will have steady work that fits my recovery.",
                    (
                        ClientStep("Finish my resume.", _november(23)),
                        ClientStep("Apply for 3 jobs each week for 4 weeks.", _december(18)),
                    ),
                ),
            ),
            ("Teach a class on resumes and interviews.",),
        ),
        ClientProblem(
            4,
            "Some days I do not see the point.",
            (
                ClientGoal(
                    "I will feel better most days and know what to do on a bad day.",
                    (
                        ClientStep(
                            "Bring my mood score (PHQ-9) down to 9 or less.", _november(20), True
                        ),
                        ClientStep("Keep a safety plan. Show it to my mom.", _november(30)),
                    ),
                ),
            ),
            ("Ask how I feel every 2 weeks.", "Meet with my family."),
        ),
    ),
    week=(
        WeekLine("Monday to Friday", "Group, 5:30 to 8:30 PM, 210 Harbor Way"),
        WeekLine("Tuesday", "Meet with R. Alvarez, 4:30 PM"),
    ),
    next_review=_december(20),
)
EMPTY_CLIENT_COPY = PlanClientCopy("Bao N", "00001", _november(19), is_draft=True)
