"""Signing in for one command, and out again when it ends."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from iopdesk.commands.password import password
from iopdesk.domain.clock import SystemClock
from iopdesk.domain.problems import UserProblem
from iopdesk.services.client_records import ClientLine
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.services.sign_in_service import SignInService


@contextmanager
def services_of(asked: argparse.Namespace) -> Iterator[ClinicServices]:
    """The services of the clinic for the person named; UserProblem when they can't sign in."""
    signing_in = SignInService(SystemClock())
    if not signing_in.is_clinic(asked.clinic):
        # No password is asked for where there is nothing to open.
        raise UserProblem(
            f"There is no clinic in {asked.clinic}.",
            "Name the folder that holds the file clinic.iopdb. Nothing was changed.",
        )
    opened = signing_in.sign_in(asked.clinic, asked.staff, password(asked.staff))
    try:
        if opened.must_change_password:
            raise UserProblem(
                "This is a temporary password.",
                "Open the window once, sign in and choose your own; then try again.",
            )
        yield ClinicServices(opened.store, opened.signed_in)
    finally:
        opened.close()


def client_of(services: ClinicServices, chart: str) -> ClientLine:
    """The client with this chart number; UserProblem when there is none."""
    line = services.client.with_chart_number(chart)
    if line is None:
        raise UserProblem(
            f"There is no client with the chart number {chart}.",
            "`iopdesk clients find` finds it by name, birth date or phone.",
        )
    return line


def group_of(services: ClinicServices, name: str) -> UUID:
    """The group with this name or the only one that begins so; UserProblem otherwise.

    Papers and reports call a group by its neutral title: that names it too.
    """
    wanted = name.strip().casefold()
    groups = services.group.groups(ended=True)
    named = {group.id: (group.name.casefold(), group.title.casefold()) for group in groups}
    exact = [group for group in groups if wanted in named[group.id]]
    begun = [group for group in groups if any(n.startswith(wanted) for n in named[group.id])]
    fitting = exact or begun
    if len(fitting) == 1:
        return fitting[0].id
    if fitting:
        names = "; ".join(group.name for group in fitting)
        raise UserProblem(f"Several groups begin like this: {names}.", "Give the whole name.")
    # names of groups have commas of their own
    names = "; ".join(group.name for group in groups)
    raise UserProblem(f"There is no such group. The groups are: {names or 'none yet'}.")
