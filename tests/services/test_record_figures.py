"""What a discharge summary prints of scores, ratings and screens."""

from datetime import timedelta

from iopdesk.domain.evaluation import DrugScreen
from iopdesk.domain.language import Language
from tests.clinic_for_tests import TestClinic
from tests.documents.printed import Printed
from tests.factories.dimensions import signed
from tests.factories.instruments import TODAY, result
from tests.factories.people import admitted_client


def test_the_summary_shows_how_scores_and_ratings_went(clinic: TestClinic) -> None:
    client_id = admitted_client(clinic)
    before = TODAY - timedelta(days=20)
    result(clinic, client_id, value=2, day=before, q9=0)
    result(clinic, client_id, value=1, q9=0)
    result(clinic, client_id, "bam", day=before)
    signed(clinic, client_id, day=before, rating="3")
    signed(clinic, client_id, rating="1")
    services = clinic.services()
    for state, found in (("collected", "negative"), ("collected", "confirmed"), ("missed", "")):
        services.evaluation.save(client_id, DrugScreen(TODAY, state, result=found))
    services.step_down.start(client_id)
    printed = Printed(services.step_down_paper.preview_summary(client_id, Language.ENGLISH).pdf)
    assert printed.has("PHQ-9 16 to 8")
    assert printed.has("BAM: Use 0, Risk 0, Protective 0.")
    assert printed.has("6 Recovery/Living Environment")
    assert not printed.has("No ratings recorded")
