"""Starting, signing and reviewing a plan: each is one question and one call of a service."""

from collections.abc import Callable
from functools import partial
from typing import Protocol
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from iopdesk.domain.plan import Objective, ObjectiveStatus, Plan
from iopdesk.ui.desk import Desk
from iopdesk.ui.plans.plan_saver import PlanSaver
from iopdesk.ui.wording import _


class HasSaver(Protocol):
    """The screen whose plan is acted on."""

    saver: PlanSaver | None


class PlanSigning(QObject):
    """`changed` asks the screen to show the newest version."""

    changed = Signal()

    def __init__(self, desk: Desk, screen: HasSaver, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._screen = screen

    def start(self, client_id: UUID) -> None:
        """Begin the first plan of the episode."""
        self._run(partial(self._desk.services.plan.start, client_id))

    def new_version(self, client_id: UUID) -> None:
        """Begin the next version as a copy of the signed one."""
        words = _("The new version begins as a copy; the signed one stays as it is.")
        self._run(partial(self._desk.services.plan.new_version, client_id), words)

    def sign(self, plan: Plan) -> None:
        """Ask, then sign and lock."""
        if not self._desk.messages.ask(
            _("Sign and lock version {number}?", number=plan.version),
            _(
                "Your name and the time are put on it, and it can’t be changed any more."
                " To change it later, start a new version."
            ),
            _("&Sign and lock"),
        ):
            return
        words = _("Signed and locked. Print it for the client to sign.")
        self._run(partial(self._desk.services.plan.sign, plan.id), words)

    def signed_on_paper(self) -> None:
        """Note that the signed sheet is here."""
        self._client_signature("paper")

    def did_not_sign(self) -> None:
        """Note that the client did not want to sign, with the reason."""
        reason = self._desk.messages.ask_text(
            _("The client did not want to sign?"),
            _("The plan stays in force. The reason is printed on it."),
            _("&Reason"),
            _("&Note it"),
        )
        if reason:
            self._client_signature("refused", reason)

    def set_status(self, objective: Objective, status: ObjectiveStatus, proof: str = "") -> None:
        """Note how an objective stands today; a draft is saved first."""
        saver = self._screen.saver
        if saver is not None:
            saver.flush(partial(self._set_status, objective.lineage_id, status, proof))

    def note_proof(self, objective: Objective) -> None:
        """Note what shows how an objective stands."""
        proof = self._desk.messages.ask_text(
            _("What shows how this objective stands?"),
            _("It is printed beside the objective, with today’s date."),
            _("&What was seen"),
            _("&Note it"),
        )
        if proof:
            self.set_status(objective, objective.status, proof)

    def _set_status(self, lineage_id: UUID, status: ObjectiveStatus, proof: str) -> None:
        saver = self._screen.saver
        if saver is not None:
            service = self._desk.services.plan
            self._run(
                partial(service.set_objective_status, saver.plan.id, lineage_id, status, proof)
            )

    def _client_signature(self, how: str, note: str = "") -> None:
        saver = self._screen.saver
        if saver is not None:
            service = self._desk.services.plan
            self._run(partial(service.record_client_signature, saver.plan.id, how, note))

    def _run(self, call: Callable[[], Plan], words: str = "") -> None:
        self._desk.background.run(self, call, partial(self._on_done, words))

    def _on_done(self, words: str, _plan: Plan) -> None:
        if words:
            self._desk.messages.say(words)
        self.changed.emit()
