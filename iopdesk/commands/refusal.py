"""What a command says when it refuses: one sentence about the reason, one about what to do."""

from iopdesk.domain.problems import UserProblem


def refusal_of(error: BaseException) -> str | None:
    """The words for a fault that a person can mend; None for a bug of the program."""
    if isinstance(error, UserProblem):
        return str(error)
    # Storage knows the faults of disk and database; it is heavy, and no success needs it.
    from iopdesk.storage.storage_errors import as_problem

    problem = as_problem(error)
    return None if problem is None else str(problem)
