"""Any list that a screen shows, as a paper or for a spreadsheet; each is in the access log."""

from uuid import UUID

from iopdesk.documents import fonts, report_paper
from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.domain.shown_list import ShownList, as_csv
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.services.paper_facts import paper_setting
from iopdesk.storage.store import Store


class ListService:
    """Writes what is shown, no more and no less; the rows come from the screen that shows them."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def paper(self, shown: ShownList, language: Language, client_id: UUID | None = None) -> Paper:
        """The list as PDF; `client_id` is there where all of it is about one client."""
        self._signed_in.require(Right.PRINT)
        with self._store.read() as db:
            setting = paper_setting(db, self._store.clock, self._signed_in, language)
        pdf = report_paper.render(shown, setting)
        self._log("print list", shown, client_id)
        lost = fonts.missing_glyphs([cell for row in shown.rows for cell in row])
        words = setting.words
        warning = words("No font here has these letters: {letters}", letters=" ".join(lost))
        return Paper(shown.file_stem, shown.title, pdf, (warning,) if lost else ())

    def spreadsheet(
        self, shown: ShownList, language: Language, client_id: UUID | None = None
    ) -> bytes:
        """The list as CSV, with who saved it and when."""
        self._signed_in.require(Right.EXPORT)
        with self._store.read() as db:
            setting = paper_setting(db, self._store.clock, self._signed_in, language)
        words, at = setting.words, setting.printed_at
        when = f"{words.date_year(at.date())}, {words.time(at.time())}"
        self._log("export list", shown, client_id)
        about = ((words("Saved"), when), (words("Saved by"), setting.printed_by))
        return as_csv(shown, about)

    def _log(self, what: str, shown: ShownList, client_id: UUID | None) -> None:
        self._store.log_access(
            what, by=self._signed_in.staff_id, client_id=client_id, purpose=shown.title
        )
