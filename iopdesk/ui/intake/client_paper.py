"""A paper for the client in the preview: in the client's language first, noted when it leaves."""

from collections.abc import Callable

from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.ui.desk import Desk
from iopdesk.ui.preview import Outside


def show_for_client(
    desk: Desk,
    spoken: str,
    make: Callable[[Language], Paper],
    note: Callable[[Language], object],
    outside: Outside | None = None,
) -> None:
    """Show it; `note` is called for each print and each saved file.

    With `outside` it may go to someone else through the disclosure desk.
    """

    def noted(language: Language) -> None:
        note(language)

    desk.preview.show(
        make,
        languages=tuple(Language),
        language=Language.SPANISH if spoken == "es" else Language.ENGLISH,
        printed=noted,
        saved=noted,
        outside=outside,
    )
