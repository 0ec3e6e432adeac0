"""What is said where two people wrote the same lines of a clinical record at once."""

from iopdesk.domain.problems import EditConflict, UserProblem


def conflict_told(error: BaseException) -> BaseException:
    """Other errors as they are; nobody's words are overwritten, and nobody has to guess."""
    if isinstance(error, EditConflict):
        return UserProblem(
            "Someone else changed the same lines meanwhile.",
            "Theirs is kept. Yours is still on the screen: note it down, then open this again.",
        )
    return error
