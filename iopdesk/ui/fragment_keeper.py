"""Opens the palette over a note's box, and keeps a person's own fragments and usual formats."""

from functools import partial

from PySide6.QtWidgets import QWidget

from iopdesk.domain.fragments import Fragment, fragments, own_fragments, with_own
from iopdesk.services.draft_service import KeptDraft
from iopdesk.ui.desk import Desk
from iopdesk.ui.widgets.fragment_palette import FragmentPalette
from iopdesk.ui.widgets.note_box import NoteBox
from iopdesk.ui.wording import _, screen_wording

_KEPT_AS = "note_habits"


class FragmentKeeper:
    """What a person keeps is theirs alone: it stands beside their drafts, not in the record."""

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        self._desk = desk
        self._owner = owner
        self._own: tuple[Fragment, ...] = ()
        self._formats: dict[str, str] = {}
        self._box: NoteBox | None = None
        self._name = ""
        self._by_slash = False
        self.palette = FragmentPalette(owner)
        self.palette.chosen.connect(self._on_chosen)
        self.palette.kept.connect(self._on_kept)
        self.palette.dropped.connect(self._on_dropped)
        self.palette.left.connect(self._on_left)

    def load(self) -> None:
        """Ask for what this person kept."""
        load = partial(self._desk.services.draft.load, _KEPT_AS)
        self._desk.background.run(self._owner, load, self._show)

    def usual_format(self, where: str, clinic: str) -> str:
        """The format this person chose last for such notes, or the clinic's."""
        return self._formats.get(where, clinic)

    def remember_format(self, where: str, chosen: str) -> None:
        """Use it for the next note too."""
        self._formats[where] = chosen
        self._keep()

    def open(self, box: NoteBox, by_slash: bool, name: str) -> None:
        """Offer fragments at the cursor; `name` stands for {name} in one's own."""
        self._box, self._by_slash, self._name = box, by_slash, name
        place = box.mapToGlobal(box.cursorRect().bottomLeft())
        self.palette.move(place)
        self.palette.show()
        language = screen_wording().language
        self.palette.offer(self._own, fragments(language), box.textCursor().selectedText())

    def _show(self, kept: KeptDraft | None) -> None:
        values = kept.values if kept else {}
        self._own = own_fragments(values.get("fragments"))
        formats = values.get("formats")
        if isinstance(formats, dict):
            self._formats = {str(where): str(chosen) for where, chosen in formats.items()}

    def _on_chosen(self, fragment: Fragment) -> None:
        if self._box is not None:
            self._box.insert(fragment.filled(self._name))

    def _on_left(self) -> None:
        if self._box is not None:
            if self._by_slash:
                self._box.insertPlainText("/")
            self._box.setFocus()

    def _on_kept(self, words: str) -> None:
        self._own = with_own(self._own, words)
        self._keep()
        self._desk.messages.say(_("Kept as a fragment of your own."))
        if self._box is not None:
            self._box.setFocus()

    def _on_dropped(self, fragment: Fragment) -> None:
        self._own = tuple(each for each in self._own if each != fragment)
        self._keep()

    def _keep(self) -> None:
        values = {
            "fragments": [each.words for each in self._own],
            "formats": dict(self._formats),
        }
        keep = partial(self._desk.services.draft.keep, _KEPT_AS, "", values)  # type: ignore[arg-type]
        self._desk.background.run(self._owner, keep)
