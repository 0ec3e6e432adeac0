"""The words about the site at the foot of the rail."""

from datetime import date, datetime

from iopdesk.services.site_service import SiteFacts
from iopdesk.ui.wording import _, screen_wording


def site_lines(facts: SiteFacts, today: date) -> list[str]:
    """The site's name, and how old its last backup is."""
    return [facts.site_name or facts.clinic_name, backup_words(facts.last_backup, today)]


def backup_words(at: datetime | None, today: date) -> str:
    """Words such as "Last backup 6:02 AM today", or that there is none."""
    if at is None:
        return _("No backup yet")
    words = screen_wording()
    if at.date() == today:
        return _("Last backup {time} today", time=words.time(at.time()))
    return _("Last backup {date}", date=words.date(at.date()))
