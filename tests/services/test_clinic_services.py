"""Services are made at their first use, and stay."""

import pytest

from iopdesk.services.clinic_services import ClinicServices
from tests.clinic_for_tests import TestClinic


def test_every_service_is_found_by_its_word_and_stays(clinic: TestClinic) -> None:
    services = clinic.services()
    for word, name in ClinicServices.__annotations__.items():
        made = getattr(services, word)
        assert type(made).__name__ == name
        assert getattr(services, word) is made


def test_a_wrong_word_is_no_service(clinic: TestClinic) -> None:
    with pytest.raises(AttributeError, match="no service is called horoscope"):
        _ = clinic.services().horoscope
