"""First run: set up a clinic and keep its recovery code, or make the demo clinic."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from iopdesk.ui.background import Background, JobState, Progress
from iopdesk.ui.sign_in.first_run_page import FirstRunPage
from iopdesk.ui.sign_in.front_window import FrontWindow
from iopdesk.ui.sign_in.gate import DemoLogin, FirstRun, LoadGate, Opened
from iopdesk.ui.sign_in.places import demo_folder, holds_clinic, remember_clinic, usual_folder
from iopdesk.ui.sign_in.recovery_code_page import RecoveryCodePage
from iopdesk.ui.wording import _


class FirstRunWindow(FrontWindow):
    """`open_asked` carries the folder of a clinic that is there already."""

    open_asked = Signal(object)

    def __init__(
        self, load_gate: LoadGate, background: Background | None = None, folder: Path | None = None
    ) -> None:
        super().__init__(load_gate, background)
        self._folder = folder or _free(usual_folder())
        self._form = FirstRunPage(self._folder, self)
        self._form.submitted.connect(self._on_submitted)
        self._form.demo_asked.connect(self._on_demo)
        self._form.folder_asked.connect(self._on_folder)
        self._form.open_asked.connect(self._on_open)
        self.background.job_told.connect(self._on_job)
        self.show_page(self._form)

    def _on_submitted(self, asked: FirstRun) -> None:
        def call() -> tuple[Opened, str]:
            return self.load_gate().first_run(asked)

        self.background.run(self, call, partial(self._show_code, asked), self._on_refused)

    def _on_refused(self, error: BaseException) -> None:
        self._form.set_open(True)
        self._form.refuse(error, self._form.form)

    def _show_code(self, asked: FirstRun, made: tuple[Opened, str]) -> None:
        clinic, code = made
        remember_clinic(asked.folder, asked.login)
        page = RecoveryCodePage(code, asked.clinic_name, self)
        page.typed.connect(partial(self._on_typed, page, clinic, code))
        self.show_page(page)

    def _on_typed(
        self, page: RecoveryCodePage, clinic: Opened, code: str, pairs: list[tuple[int, str]]
    ) -> None:
        def wrong_groups() -> list[int]:
            gate = self.load_gate()
            return [group for group, words in pairs if not gate.is_group_right(code, group, words)]

        def checked(wrong: list[int]) -> None:
            if wrong:
                page.show_wrong(wrong)
            else:
                self.hand_over(clinic)

        self.background.run(self, wrong_groups, checked)

    def _on_demo(self) -> None:
        folder = demo_folder()
        self._form.set_open(False)
        self._form.busy(_("Making the demo clinic. This takes less than a minute."))

        def job(progress: Progress) -> tuple[Opened, DemoLogin]:
            gate = self.load_gate()
            who = gate.make_demo(folder, progress)
            return gate.sign_in(folder, who.login, who.password), who

        def made(answer: tuple[Opened, DemoLogin]) -> None:
            clinic, who = answer
            remember_clinic(folder, who.login)
            self.hand_over(clinic)

        self.background.run_job(self, job, made, self._on_refused, _("Making the demo clinic"))

    def _on_job(self, state: JobState) -> None:
        if not state.is_over:
            self._form.show_progress(state.done, state.total)

    def _on_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, _("Keep the clinic in which folder?"))
        if name:
            self._form.set_folder(_free(Path(name)))

    def _on_open(self) -> None:
        name = QFileDialog.getExistingDirectory(self, _("Open which clinic?"))
        if not name:
            return
        if holds_clinic(Path(name)):
            self.open_asked.emit(Path(name))
        else:
            self._form.tell(
                _("There is no clinic in this folder. Choose the folder that holds clinic.iopdb.")
            )


def _free(folder: Path) -> Path:
    """The folder itself while it is new or empty, else a new one inside or beside it."""
    number, chosen = 2, folder
    while chosen.exists() and any(chosen.iterdir()):
        chosen = folder.with_name(f"{folder.name} {number}")
        number += 1
    return chosen
