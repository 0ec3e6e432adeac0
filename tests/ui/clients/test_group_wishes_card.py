"""Wishes for specialised groups and pairs to keep apart, on the chart's details."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from iopdesk.ui.clients.details_tab import DetailsTab
from iopdesk.ui.clients.group_wishes_card import GroupWishesCard
from iopdesk.ui.desk import Desk
from iopdesk.ui.messages import RecordedMessages
from tests.clinic_for_tests import TestClinic
from tests.factories.groups import member, new_group


def test_a_wish_is_a_tick_and_a_pair_has_its_reason(
    clinic: TestClinic, desk: Desk, qtbot: QtBot
) -> None:
    group_id = new_group(clinic)
    ana, bea = member(clinic, group_id, "Ana", "Lee"), member(clinic, group_id, "Bea", "Moss")
    card = GroupWishesCard(desk)
    qtbot.addWidget(card)
    card.resize(480, 600)
    with qtbot.waitExposed(card):
        card.show()
    card.open_client(ana)
    card.refresh()
    qtbot.mouseClick(card.ticks["women"], Qt.MouseButton.LeftButton)
    assert clinic.services().group_wish.wishes(ana) == {"women"}
    qtbot.mouseClick(card.add, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(card.save, Qt.MouseButton.LeftButton)
    assert set(card.form.problems_shown()) == {"other_id", "reason"}
    QTest.keyClicks(card.search, "Bea")
    qtbot.waitUntil(lambda: card.other.count() == 1)
    QTest.keyClicks(card.reason, "Shared past")
    qtbot.mouseClick(card.save, Qt.MouseButton.LeftButton)
    (pair,) = clinic.services().keep_apart.pairs(bea)
    assert (pair.other_name, pair.reason, pair.since) == (
        "Ana Lee",
        "Shared past",
        date(2026, 11, 19),
    )
    messages = desk.messages
    assert isinstance(messages, RecordedMessages)
    assert "Both are in Early recovery now" in messages.words[-1]


def test_the_front_desk_has_no_such_card(clinic: TestClinic, desk: Desk, qtbot: QtBot) -> None:
    limited = Desk(**{**vars(desk), "services": clinic.services("front_desk")})  # type: ignore[arg-type]
    tab = DetailsTab(limited)
    qtbot.addWidget(tab)
    assert tab.findChildren(GroupWishesCard) == []
