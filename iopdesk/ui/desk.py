"""What every screen is given: services, and the ways to run, tell, go and look."""

from dataclasses import dataclass

from iopdesk.services.clinic_services import ClinicServices
from iopdesk.ui.background import Background
from iopdesk.ui.changes import Changes
from iopdesk.ui.messages import Messages
from iopdesk.ui.navigation import Navigation
from iopdesk.ui.preview import Preview
from iopdesk.ui.theme import Theme


@dataclass(frozen=True)
class Desk:
    """One a window; screens keep no other way to the world."""

    services: ClinicServices
    background: Background
    messages: Messages
    navigation: Navigation
    changes: Changes
    theme: Theme
    preview: Preview
