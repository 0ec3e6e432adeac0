"""The gate over the real services; imported off the window's thread, since it loads everything."""

from pathlib import Path

from iopdesk.domain.clock import Clock, SystemClock
from iopdesk.domain.language import Language
from iopdesk.services.password_service import PasswordService
from iopdesk.services.sign_in_service import (
    FirstRunDraft,
    SignedInClinic,
    SignInService,
    is_group_right,
)
from iopdesk.storage.key_cost import STRICT, KeyCost
from iopdesk.ui.background import Progress
from iopdesk.ui.sign_in.gate import DemoLogin, FirstRun, Opened


class ServiceGate:
    """A Gate; `floor` is the least cost of a password guess, cheaper only in tests."""

    def __init__(
        self,
        *,
        floor: KeyCost = STRICT,
        cost: KeyCost | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._clock = clock or SystemClock()
        self._service = SignInService(self._clock, floor=floor)
        self._cost = cost

    def sign_in(self, folder: Path, login: str, password: str) -> SignedInClinic:
        """Open a clinic with a password."""
        return self._service.sign_in(folder, login, password)

    def first_run(self, asked: FirstRun) -> tuple[SignedInClinic, str]:
        """Make a clinic; gives the recovery code too."""
        draft = FirstRunDraft(
            clinic_name=asked.clinic_name,
            name=asked.name,
            login=asked.login,
            password=asked.password,
            language=Language(asked.language),
        )
        return self._service.first_run(asked.folder, draft, cost=self._cost)

    def recover(self, folder: Path, code: str, login: str, new_password: str) -> SignedInClinic:
        """Set a new password with the recovery code and sign in."""
        return self._service.recover(folder, code, login, new_password)

    def change_password(self, opened: Opened, present: str, new: str) -> None:
        """Replace a temporary password."""
        assert isinstance(opened, SignedInClinic)
        PasswordService(opened.store, opened.signed_in).change(present, new)

    def is_group_right(self, code: str, group: int, typed: str) -> bool:
        """Whether a group of the code was typed back rightly."""
        return is_group_right(code, group, typed)

    def make_demo(self, folder: Path, progress: Progress) -> DemoLogin:
        """Make the demo clinic and give its director; no half of a demo is left."""
        # The demo clinic needs every service there is.
        from iopdesk.services.demo_clinic import DemoSize, make_demo_clinic  # noqa: PLC0415

        def told(done: int, of: int) -> None:
            progress.step(done, of)

        logins = make_demo_clinic(
            folder, self._clock.now(), DemoSize(), cost=self._cost or STRICT, progress=told
        )
        return DemoLogin(logins[0].login, logins[0].password)
