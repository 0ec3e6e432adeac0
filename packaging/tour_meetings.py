"""The tour's papers of meetings, and a client whose lines on the Meetings tab are filled in."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from iopdesk.domain.language import Language
from iopdesk.domain.meeting import TimeOfDay
from iopdesk.domain.meeting_need import MeetingNeed
from iopdesk.domain.mutual_help import ExcusedWeeks, RecoveryWork, WorkKind
from iopdesk.domain.paper import Paper
from iopdesk.domain.referral import CardForm
from iopdesk.domain.support import SPONSOR, SupportPerson
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.services.meeting_booklet_service import BookletWish
from iopdesk.ui.main_window import MainWindow
from iopdesk.ui.meetings.refer_screen import ReferScreen


def find_three(window: MainWindow, grab: Callable[[str], None]) -> None:
    """Evening meetings for women in Spanish, three of them picked with Space and saved."""
    screen = window.screen_shown()
    assert isinstance(screen, ReferScreen)
    screen.filters.times.set_value(TimeOfDay.EVENING)
    screen.filters.kinds.set_values(frozenset({MeetingNeed.WOMEN, "language:es"}))
    screen.search()
    window.background.finish()
    QTest.qWait(200)
    screen.table.setFocus()
    for _meeting in range(3):
        QTest.keyClick(screen.table, Qt.Key.Key_Space)
        QTest.keyClick(screen.table, Qt.Key.Key_Down)
    grab("refer-three-found")
    QTest.keyClick(screen.table, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    window.background.finish()
    QTest.qWait(200)


def show_recovery(services: ClinicServices, client: UUID) -> None:
    """A sponsor, a home group, a step and a week of illness."""
    today = services.store.clock.today()
    found = services.mutual_help.of(client)
    if not found.excused:
        ill = ExcusedWeeks(today - timedelta(weeks=2), words="flu")
        services.mutual_help.excuse(client, ill)
    if not found.sponsors:
        services.support.save(client, SupportPerson("Maria L.", SPONSOR, "951-555-0144"))
    home = RecoveryWork(WorkKind.HOME_GROUP, today - timedelta(20), words="Sunrise, Grace Church")
    step = RecoveryWork(WorkKind.STEP, today - timedelta(2), 4, "inventory half done")
    for line in (home, step):
        services.mutual_help.save_work(client, line)


def meeting_papers(
    services: ClinicServices, client: UUID, language: Language
) -> Iterator[tuple[str, Paper]]:
    """The slip of a week, the letter, and the booklet in both sizes."""
    papers, letter = services.meeting_paper, services.meeting_letter
    yield "meeting-slip", papers.attendance_card(client, language, CardForm.WEEKLY)
    yield "meeting-letter", letter.letter(client, letter.usual_span(), language)
    for is_large in (False, True):
        wish = BookletWish(area="Corona", language=language, is_large=is_large)
        name = "meeting-booklet-large" if is_large else "meeting-booklet"
        yield name, services.meeting_booklet.booklet(wish)
