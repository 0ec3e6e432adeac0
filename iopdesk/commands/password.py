"""The password of a command: from the variable IOPDESK_PASSWORD, the prompt, or a pipe."""

import getpass
import os
import sys

from iopdesk.domain.problems import UserProblem

VARIABLE = "IOPDESK_PASSWORD"


def password(login: str) -> str:
    """The password for `login`; UserProblem when there is none to be had."""
    given = os.environ.get(VARIABLE)
    if given is None:
        given = getpass.getpass(f"Password of {login}: ") if sys.stdin.isatty() else _from_pipe()
    if not given:
        raise UserProblem(
            "No password was given.", f"Type it at the prompt or set the variable {VARIABLE}."
        )
    return given


def _from_pipe() -> str:
    return sys.stdin.readline().rstrip("\r\n")
