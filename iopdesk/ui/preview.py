"""Opens papers for looking, printing and saving; screens hand over how a paper is made."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from iopdesk.domain.disclosure import Document
from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper

PaperMaker = Callable[[Language], Paper]


@dataclass(frozen=True)
class Outside:
    """What a paper is to the disclosure desk, so that it may be handed to someone outside.

    `maker` makes what goes out where that is not what is shown, such as without a card.
    """

    client_id: UUID
    document: Document
    maker: PaperMaker | None = None


@dataclass(frozen=True)
class PaperRequest:
    """A paper that someone wants to look at; `printed` and `saved` are told what left the store.

    With `outside` it may also go to someone outside, through the disclosure desk alone.
    """

    maker: PaperMaker
    languages: tuple[Language, ...]
    language: Language
    printed: Callable[[Language], None] | None = None
    saved: Callable[[Language], None] | None = None
    outside: Outside | None = None


class Preview(QObject):
    """`asked` carries a PaperRequest to the window."""

    asked = Signal(object)

    def show(
        self,
        paper_maker: PaperMaker,
        *,
        languages: Sequence[Language] = (Language.ENGLISH,),
        language: Language | None = None,
        printed: Callable[[Language], None] | None = None,
        saved: Callable[[Language], None] | None = None,
        outside: Outside | None = None,
    ) -> None:
        """Make the paper in the background and show it.

        `printed` and `saved` are called on the store's thread after pages went to a printer or
        into a file, so that a service can log it. `outside` offers the disclosure desk.
        """
        chosen = language or languages[0]
        made = PaperRequest(paper_maker, tuple(languages), chosen, printed, saved, outside)
        self.asked.emit(made)
