"""When the last backup was made, and one more now, to a place of the person's choice."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from iopdesk.domain.backup import BackupMade
from iopdesk.domain.staff import Right
from iopdesk.ui.background import Progress
from iopdesk.ui.desk import Desk
from iopdesk.ui.site_line import backup_words
from iopdesk.ui.widgets.buttons import plain_button
from iopdesk.ui.widgets.card import Card
from iopdesk.ui.widgets.label import label
from iopdesk.ui.wording import _

_KIND = ".iopbackup"


class BackupCard(Card):
    """Backups in the clinic folder are made by themselves; this one goes to a stick or a disk."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Backup"), parent)
        self._desk = desk
        self._last = label("", "", self, wrap=True)
        words = _(
            "Backups are encrypted and are made by themselves while you work. Keep one on another"
            " disk as well: a stick, or the office's server."
        )
        self.now = plain_button(_("&Back up now…"), "hard-drive", self)
        self.now.setEnabled(desk.services.signed_in.may(Right.BACK_UP))
        self.now.clicked.connect(self._on_now)
        self.body.addWidget(self._last)
        self.body.addWidget(label(words, "soft", self, wrap=True))
        self.add_to_head(self.now)

    def refresh(self) -> None:
        """Ask when the last one was made."""
        services = self._desk.services
        self._desk.background.run(
            self,
            services.site.facts,
            lambda facts: self._last.setText(
                backup_words(facts.last_backup, services.store.clock.today())
            ),
        )

    def last_words(self) -> str:
        """What is said about the last backup."""
        return self._last.text()

    def _on_now(self) -> None:
        today = self._desk.services.store.clock.today()
        name = f"iopdesk-{today:%Y-%m-%d}.iopbackup"
        file = self._desk.messages.file_to_save(
            _("Back up to which file?"), name, _("Backup (*.iopbackup)")
        )
        if file is not None:
            job = partial(self._back_up, file)
            self._desk.background.run_job(self, job, self._on_made, title=_("Backing up"))

    def _back_up(self, file: Path, progress: Progress) -> BackupMade:
        return self._desk.services.backup.back_up(file)

    def _on_made(self, made: BackupMade) -> None:
        self._desk.messages.say(_("Backed up and checked: {name}", name=made.path.name))
        self.refresh()
