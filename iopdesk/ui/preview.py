"""Opens papers for looking, printing and saving; screens hand over how a paper is made."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper

PaperMaker = Callable[[Language], Paper]


class Preview(QObject):
    """`asked` carries (maker, languages, first language, when printed) to the window."""

    asked = Signal(object)

    def show(
        self,
        paper_maker: PaperMaker,
        *,
        languages: Sequence[Language] = (Language.ENGLISH,),
        language: Language | None = None,
        printed: Callable[[Language], None] | None = None,
    ) -> None:
        """Make the paper in the background and show it; `printed` is called after a print."""
        self.asked.emit((paper_maker, tuple(languages), language or languages[0], printed))
