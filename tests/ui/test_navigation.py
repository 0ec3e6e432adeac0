from uuid import UUID

from pytestqt.qtbot import QtBot

from iopdesk.ui.navigation import Navigation, Visit

CLIENT = UUID(int=7)


def _followed(navigation: Navigation) -> list[Visit]:
    seen: list[Visit] = []
    navigation.requested.connect(seen.append)
    navigation.requested.connect(navigation.arrived)
    return seen


def test_back_goes_the_way_back(qtbot: QtBot) -> None:
    navigation = Navigation()
    seen = _followed(navigation)
    navigation.open("clients")
    navigation.open("client", CLIENT)
    navigation.open("plan", CLIENT, version=2)
    navigation.back()
    navigation.back()
    navigation.back()
    assert [visit.place for visit in seen] == ["clients", "client", "plan", "client", "clients"]
    assert navigation.current == Visit("clients")


def test_place_carries_its_record_and_more(qtbot: QtBot) -> None:
    navigation = Navigation()
    seen = _followed(navigation)
    navigation.open("plan", CLIENT, version=2)
    assert seen == [Visit("plan", CLIENT, {"version": 2})]


def test_the_same_place_twice_is_one_step_back(qtbot: QtBot) -> None:
    navigation = Navigation()
    _followed(navigation)
    navigation.open("clients")
    navigation.open("today")
    navigation.open("today")
    navigation.back()
    assert navigation.current == Visit("clients")


def test_back_leads_to_the_page_of_the_chart_that_was_left() -> None:
    navigation = Navigation()
    navigation.requested.connect(navigation.arrived)
    chart = UUID(int=1)
    navigation.open("today")
    navigation.open("client", chart, tab="plan")
    navigation.is_now("client", chart, tab="meetings")
    navigation.open("refer", chart)
    navigation.open("client", chart)
    assert navigation.current == Visit("client", chart, {"tab": "meetings"})
    navigation.back()
    assert navigation.current == Visit("today")
