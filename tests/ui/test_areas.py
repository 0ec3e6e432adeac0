"""Every name in the lists of screens leads to one."""

import pytest

from iopdesk.ui.areas import PLACES
from iopdesk.ui.chart_tabs import PAGES
from iopdesk.ui.screen import Screen, screen_class


@pytest.mark.parametrize("place", sorted(PLACES))
def test_every_place_is_a_screen(place: str) -> None:
    assert issubclass(screen_class(PLACES[place].screen), Screen)


@pytest.mark.parametrize("page", sorted(PAGES))
def test_every_page_of_a_chart_is_a_screen(page: str) -> None:
    assert issubclass(screen_class(PAGES[page]), Screen)
