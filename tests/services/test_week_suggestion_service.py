"""A suggested week from the directories: the client's language, groups and work hours count."""

from datetime import date, time

from iopdesk.domain.staff import Role
from iopdesk.storage.appointment_tables import BusyTimeRow
from tests.clinic_for_tests import TestClinic
from tests.factories.meetings import import_rows
from tests.factories.people import new_client


def test_a_spanish_speaking_woman_is_suggested_what_fits(clinic: TestClinic) -> None:
    import_rows(clinic)
    services = clinic.services(Role.COUNSELOR)
    client_id = new_client(clinic, language="es")
    names = [each.line.name for each in services.week_suggestion.suggest(client_id)]
    assert names
    assert "Step Sisters" not in names, "women's meetings are for those who asked for them"
    with clinic.store.write("client.edit", services.signed_in.staff_id) as db:
        db.add(
            BusyTimeRow(
                id=clinic.store.new_id(), client_id=client_id, kind="work", weekday=0,
                start=time(6), minutes=18 * 60 - 1, words="", starts=date(2026, 1, 1),
            )
        )  # fmt: skip
    after = services.week_suggestion.suggest(client_id)
    assert all(each.line.day != 0 for each in after), "Monday is taken by work"
