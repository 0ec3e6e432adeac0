"""An invented group's sign-in sheet."""

from datetime import date, time

from iopdesk.documents.sign_in_sheet import SignInPerson, SignInSheet

SHEET = SignInSheet(
    group="Evening group, phase 1",
    day=date(2026, 11, 23),
    start=time(17, 30),
    end=time(20, 30),
    sheet_code="G117-1123",
    topic="Saying no",
    leader="R. Alvarez, LCSW",
    room="Room 2",
    break_minutes=15,
    people=tuple(
        SignInPerson(*names.split("|"))
        for names in (
            "Aaliyah|Johnson",
            "Ana María|de los Ángeles",
            "Bao|Nguyen",
            "Carlos|Ruiz",
            "Dolores|Quiñones",
            "Dwayne|Porter",
            "Eusebio|Marroquín",
            "Fatima|Ali",
            "Jae-won|Kim",
            "Marisol|Vega",
            "Priya|Shah",
            "Terrence|Oakes",
        )
    ),
)
