"""A paper in the window: pages, zoom, language, print and save as; nothing left on disk."""

from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.domain.problems import UserProblem
from iopdesk.domain.staff import Right
from iopdesk.services.disclosure_service import DeskFacts
from iopdesk.ui.background import Progress
from iopdesk.ui.desk import Desk
from iopdesk.ui.disclosure_dialog import DisclosureDialog
from iopdesk.ui.paper_printer import chosen_printer, print_pages
from iopdesk.ui.pdf_view import PdfView
from iopdesk.ui.preview import PaperRequest
from iopdesk.ui.screen import Screen
from iopdesk.ui.theme import current_theme
from iopdesk.ui.widgets.buttons import plain_button, primary_button
from iopdesk.ui.widgets.label import label
from iopdesk.ui.widgets.segmented import Segmented
from iopdesk.ui.widgets.title_bar import TitleBar
from iopdesk.ui.wording import _, ngettext_

_ZOOM_STEP = 1.25
_LANGUAGE_NAMES = {Language.ENGLISH: "English", Language.SPANISH: "Español"}


class PreviewScreen(Screen):
    """Shows one PaperRequest at a time; the bytes live in memory while it is shown."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._request: PaperRequest | None = None
        self._language = Language.ENGLISH
        self._paper: Paper | None = None
        column = self.page_layout()
        self._title = TitleBar("", self)
        self._save = self._title.add_action(plain_button(_("&Save as…"), "download", self))
        self.outside = self._title.add_action(plain_button(_("For someone &outside…"), "", self))
        self._print = self._title.add_action(primary_button(_("&Print"), "printer", self))
        self._warning = self._notice()
        self.view = PdfView(self)
        self._tools = self._tool_line()
        for each in (self._title, self._warning, self._tools):
            column.addWidget(each)
        column.addWidget(self.view, 1)
        self._connect()

    def open_paper(self, request: PaperRequest) -> None:
        """Forget the former paper and make this one."""
        self._forget()
        self._request = request
        self._language = request.language
        names = [(each, _LANGUAGE_NAMES[each]) for each in request.languages]
        self._languages.set_choices(names)
        self._languages.set_value(request.language)
        self._languages.setVisible(len(names) > 1)
        may = self.desk.services.signed_in.may(Right.DISCLOSE)
        self.outside.setVisible(may and request.outside is not None)

    def open_record(self, record_id: UUID | None, **more: object) -> None:
        """Take the request that the window was asked for."""
        request = more.get("request")
        if isinstance(request, PaperRequest):
            self.open_paper(request)

    def refresh(self) -> None:
        """Make the paper in the chosen language."""
        if self._request is None:
            return
        self._say_waiting()
        call = partial(self._request.maker, self._language)
        self.desk.background.run(self, call, self._show_paper, self._on_failed, "paper")

    def reflow(self, narrow: bool) -> None:
        """Actions below the title in narrow windows."""
        self._title.reflow(narrow)

    def place(self) -> str:
        """Its name in back links."""
        return _("Preview")

    def keys(self) -> list[tuple[str, str]]:
        """What the keys do here."""
        return [
            ("Ctrl+P", _("print")),
            ("Ctrl+S", _("save as")),
            ("Ctrl++  Ctrl+−", _("zoom")),
            ("Ctrl+0", _("fit the width")),
        ]

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """A paper that nobody looks at is not kept."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._forget()

    def _connect(self) -> None:
        self._title.set_back(_("Back"), self.desk.navigation.back)
        self._save.clicked.connect(self._on_save)
        self._print.clicked.connect(self._on_print)
        self.outside.clicked.connect(self._on_outside)
        self._languages.changed.connect(self._on_language)
        self._smaller.clicked.connect(self._on_smaller)
        self._larger.clicked.connect(self._on_larger)
        self._fit.clicked.connect(self._on_fit)
        self.view.page_changed.connect(self._on_page)
        for key, slot in (
            (QKeySequence.StandardKey.Print, self._on_print),
            (QKeySequence.StandardKey.Save, self._on_save),
            (QKeySequence.StandardKey.ZoomIn, self._on_larger),
            (QKeySequence.StandardKey.ZoomOut, self._on_smaller),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(slot)
        QShortcut(QKeySequence("Ctrl+0"), self).activated.connect(self._on_fit)

    def _tool_line(self) -> QWidget:
        tools = QWidget(self)
        tools.setProperty("bare", "true")
        line = QHBoxLayout(tools)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(current_theme().px(8))
        self._languages = Segmented([], tools)
        self._languages.set_name(_("Language of the paper"))
        self._smaller = plain_button("", "zoom-out", tools)
        self._smaller.setAccessibleName(_("Smaller"))
        self._larger = plain_button("", "zoom-in", tools)
        self._larger.setAccessibleName(_("Larger"))
        self._fit = plain_button(_("&Fit width"), "", tools)
        self._page = label("", "soft", tools)
        line.addWidget(self._languages)
        line.addStretch(1)
        for each in (self._page, self._smaller, self._larger, self._fit):
            line.addWidget(each)
        return tools

    def _notice(self) -> QFrame:
        notice = QFrame(self)
        notice.setProperty("notice", "warn")
        column = QVBoxLayout(notice)
        self._warning_words = QLabel(notice)
        self._warning_words.setWordWrap(True)
        column.addWidget(self._warning_words)
        notice.hide()
        return notice

    def _say_waiting(self) -> None:
        self._title.set_title(_("Making the paper…"))
        self._print.setEnabled(False)
        self._save.setEnabled(False)
        self.outside.setEnabled(False)

    def _show_paper(self, paper: Paper) -> None:
        self._paper = paper
        self._title.set_title(paper.title, self._whom_for())
        self._warning_words.setText("\n".join(paper.warnings))
        self._warning.setVisible(bool(paper.warnings))
        self.view.show_pdf(paper.pdf)
        self._print.setEnabled(True)
        self._save.setEnabled(True)
        self.outside.setEnabled(True)
        self.view.setFocus()

    def _on_failed(self, error: BaseException) -> None:
        self._title.set_title(_("The paper could not be made."))
        self.desk.messages.error(error)

    def _on_language(self, language: object) -> None:
        self._language = Language(str(language))
        self.refresh()

    def _on_page(self, page: int, pages: int) -> None:
        self._page.setText(_("{page} / {pages}", page=page, pages=pages))

    def _on_smaller(self) -> None:
        self.view.set_zoom(self.view.zoom / _ZOOM_STEP)

    def _on_larger(self) -> None:
        self.view.set_zoom(self.view.zoom * _ZOOM_STEP)

    def _on_fit(self) -> None:
        self.view.set_zoom(None)

    def _on_print(self) -> None:
        if self._paper is None:
            return
        pdf, language = self._paper.pdf, self._language
        try:
            printer = chosen_printer(pdf, self)
        except UserProblem as problem:
            self.desk.messages.problem(problem)
            return
        if printer is None:
            return

        def job(progress: Progress) -> int:
            return print_pages(pdf, printer, progress)

        told = partial(self._on_printed, language)
        self.desk.background.run_job(self, job, told, title=_("Printing"))

    def _on_printed(self, language: Language, pages: int) -> None:
        words = ngettext_("{n} page sent to the printer.", "{n} pages sent to the printer.", pages)
        self.desk.messages.say(words)
        if self._request is not None and self._request.printed is not None:
            self.desk.background.run(self, partial(self._request.printed, language))

    def _on_save(self) -> None:
        if self._paper is None or not self.desk.messages.ask(
            _("Save this paper outside the encrypted store?"),
            _(
                "The file can be read by anyone who can open it on this computer or wherever it"
                " is copied. Print it instead if you only need it on paper."
            ),
            _("&Save as…"),
        ):
            return
        name = f"{self._paper.file_stem}.pdf"
        file = self.desk.messages.file_to_save(_("Save the paper"), name, _("PDF (*.pdf)"))
        if file is not None:
            self._write(file if file.suffix else file.with_suffix(".pdf"), self._paper)

    def _write(self, file: Path, paper: Paper) -> None:
        try:
            file.write_bytes(paper.pdf)
        except OSError as error:
            self.desk.messages.problem(
                UserProblem(
                    _("The file could not be written."),
                    _("Choose another folder. The system says: {words}", words=error.strerror),
                )
            )
            return
        self.desk.messages.say(_("Saved. The file is not encrypted."))
        if self._request is not None and self._request.saved is not None:
            self.desk.background.run(self, partial(self._request.saved, self._language))

    def _on_outside(self) -> None:
        outside = self._request.outside if self._request else None
        if outside is not None and self._paper is not None:
            ask = partial(self.desk.services.disclosure.desk, outside.client_id, outside.document)
            self.desk.background.run(self, ask, self._ask_to_whom, ticket="desk")

    def _ask_to_whom(self, facts: DeskFacts) -> None:
        request = self._request
        if request is None or request.outside is None:
            return
        dialog = DisclosureDialog(facts, self.window())
        dialog.exec()
        if dialog.answer == 0:
            call = partial(
                self.desk.services.disclosure.hand_over,
                request.outside.client_id,
                request.outside.document,
                dialog.handover(),
                request.outside.maker or request.maker,
                self._language,
            )
            self._say_waiting()
            self.desk.background.run(self, call, self._show_handed, self._on_not_handed)

    def _show_handed(self, paper: Paper) -> None:
        """What is shown now was entered in the accounting when it was made."""
        self.desk.messages.say(_("Entered in the accounting. Print or save it now."))
        self.desk.preview.show(lambda _language: paper, languages=(self._language,))

    def _whom_for(self) -> str:
        """Print and save are for the client; what goes to others goes through the desk."""
        is_offered = self._request is not None and self._request.outside is not None
        return _("For the client") if is_offered else ""

    def _on_not_handed(self, error: BaseException) -> None:
        self.desk.messages.error(error)
        if self._paper is not None:
            self._show_paper(self._paper)

    def _forget(self) -> None:
        self._paper = None
        self.view.clear()
