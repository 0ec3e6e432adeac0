"""`iopdesk duties`: what waits for someone, the worst first."""

import argparse
from collections.abc import Sequence
from uuid import UUID

from iopdesk.commands.answer import Json, answer, table
from iopdesk.commands.arguments import Grammar, day, name
from iopdesk.domain.problems import UserProblem
from iopdesk.domain.staff_member import StaffName
from iopdesk.domain.wording import Wording


def add_to(grammar: Grammar) -> None:
    """Add the command's words to the command line."""
    parser = grammar.command("duties", "what waits for someone, the worst first", _show)
    parser.add_argument(
        "--for", dest="whose", type=name, metavar="STAFF", help="only this person's: all"
    )
    parser.add_argument("--on", type=day, metavar="DATE", help="as known now, on a day: today")


def _show(asked: argparse.Namespace) -> None:
    # The database is loaded only for a command that opens a clinic.
    from iopdesk.commands.open_clinic import services_of
    from iopdesk.services.duty_words import what_words, when_words

    with services_of(asked) as services:
        today = asked.on or services.store.clock.today()
        staff = services.staff.names()
        whose = _staff_id(staff, asked.whose)
        duties = services.duty.duties(whose, asked.on)
    names = {one.staff_id: one.name for one in staff}
    english = Wording("en")
    data: list[Json] = []
    rows = []
    for duty in duties:
        of = names.get(duty.staff_id, "") if duty.staff_id else ""
        what = what_words(duty, english)
        data.append(
            {
                "kind": duty.kind.value,
                "who": duty.who,
                "what": what,
                "due": duty.due.isoformat(),
                "urgency": duty.urgency.name.casefold(),
                "whose": of,
                "put_off": duty.put_off,
            }
        )
        rows.append((duty.who, what, when_words(duty, today, english), of))
    heads = ("Who", "What", "When", "Whose")
    answer(asked.json, data, table(heads, rows) if rows else ["Nothing is waiting."])


def _staff_id(staff: Sequence[StaffName], asked: str | None) -> UUID | None:
    if asked is None:
        return None
    word = asked.strip().casefold()
    for one in staff:
        if word in (one.login.casefold(), one.name.casefold()):
            return one.staff_id
    raise UserProblem(
        f"Nobody here is called {asked}.",
        "Logins: " + ", ".join(sorted(one.login for one in staff)) + ".",
    )
