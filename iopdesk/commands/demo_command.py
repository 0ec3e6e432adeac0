"""`iopdesk demo`: an invented clinic to try the program with."""

import argparse
from datetime import datetime
from pathlib import Path

from iopdesk.commands.answer import Json, answer, show_progress, table
from iopdesk.commands.arguments import Grammar, count

IN_PROGRAM, ARCHIVE, SEED = 40, 200, 1


def add_to(grammar: Grammar) -> None:
    """Add the command's words to the command line."""
    parser = grammar.command("demo", "make an invented clinic in a new folder", _make, needs=())
    parser.add_argument("folder", metavar="FOLDER", type=Path)
    parser.add_argument(
        "--in-program", type=count, default=IN_PROGRAM, metavar="N", help="clients in program"
    )
    parser.add_argument(
        "--archive", type=count, default=ARCHIVE, metavar="N", help="discharged clients"
    )
    parser.add_argument(
        "--seed", type=count, default=SEED, metavar="S", help="the same seed makes the same clinic"
    )


def _make(asked: argparse.Namespace) -> None:
    # The whole program is loaded for this: the clinic is made as its staff would have made it.
    from iopdesk.services.demo_clinic import DemoSize, make_demo_clinic

    logins = make_demo_clinic(
        asked.folder,
        datetime.now().astimezone(),
        DemoSize(asked.in_program, asked.archive, asked.seed),
        progress=lambda done, of: show_progress("Making the demo clinic", done / max(of, 1)),
    )
    staff: list[Json] = [
        {
            "login": one.login,
            "roles": [role.value for role in one.roles],
            "password": one.password,
            "name": one.name,
        }
        for one in logins
    ]
    rows = [
        (one.login, one.password, ", ".join(role.value.replace("_", " ") for role in one.roles))
        for one in logins
    ]
    lines = [
        f"The demo clinic stands in {asked.folder}; its people are invented. Sign in as:",
        *table(("Login", "Password", "Roles"), rows),
    ]
    answer(asked.json, {"clinic": str(asked.folder), "staff": staff}, lines)
