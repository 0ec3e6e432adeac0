"""Instruments: what their manuals say of ranges, bands, missing items, skips, cuts and alerts."""

from hypothesis import given
from hypothesis import strategies as st

from iopdesk.domain.instrument import Instrument, instruments, text_in
from iopdesk.domain.language import Language

FORMS = [one for one in instruments().values() if one.ships_items]


def answers_for(form: Instrument) -> st.SearchStrategy[dict[str, int | None]]:
    """Any way to fill in a form, with items left empty."""
    return st.fixed_dictionaries(
        {
            item.item_id: st.one_of(
                st.none(), st.sampled_from([choice.value for choice in item.choices])
            )
            for item in form.items
        }
    )


def filled(key: str, value: int, **others: int | None) -> dict[str, int | None]:
    """The form with the same answer everywhere, but for some."""
    form = instruments()[key]
    return {item.item_id: value for item in form.items} | others


@given(st.data())
def test_every_way_to_fill_in_a_form_scores_within_its_range(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(FORMS))
    answers = data.draw(answers_for(form))
    scores = form.scores(answers)
    for scale in form.scales:
        missing = set(form.missing(answers)) & set(scale.items)
        if len(missing) > scale.may_miss:
            assert scale.scale_id not in scores
        elif len(missing) < len(scale.items):
            assert scale.lowest <= scores[scale.scale_id] <= scale.highest
    assert not form.problems(answers)
    form.alerts_of(answers, scores)


def test_ranges_are_those_of_the_manuals() -> None:
    highest = {
        (one.key, scale.scale_id): (scale.lowest, scale.highest)
        for one in instruments().values()
        for scale in one.scales
    }
    assert highest[("phq9", "total")] == (0, 27)
    assert highest[("gad7", "total")] == (0, 21)
    assert highest[("audit", "total")] == (0, 40)
    assert highest[("audit_c", "total")] == (0, 12)
    assert highest[("pc_ptsd5", "total")] == (0, 5)
    assert highest[("pcl5", "total")] == (0, 80)
    assert highest[("bam", "use")] == (0, 12)
    assert highest[("bam", "risk")] == highest[("bam", "protective")] == (0, 24)
    assert highest[("dast10", "total")] == (0, 10)
    assert highest[("barc10", "total")] == (10, 60)


def test_the_worst_answers_reach_the_top_of_every_scale() -> None:
    for form in FORMS:
        worst: dict[str, int | None] = {
            item.item_id: max(choice.value for choice in item.choices) for item in form.items
        }
        tops = {scale.scale_id: scale.highest for scale in form.scales}
        assert form.scores(worst) == tops


def test_bands_of_phq9_gad7_audit_and_dast10() -> None:
    known = instruments()

    def starts(key: str) -> list[int]:
        return [band.start for band in known[key].scale("total").bands]

    assert starts("phq9") == [0, 5, 10, 15, 20]
    assert starts("gad7") == [0, 5, 10, 15]
    assert starts("audit") == [0, 8, 16, 20]
    assert starts("dast10") == [0, 1, 3, 6, 9]
    assert starts("cows") == [0, 5, 13, 25, 37]
    # ASAM guideline on alcohol withdrawal management, 2020: below 10, 10 to 18, 19 and more
    assert starts("ciwa") == [0, 10, 19]
    band = known["phq9"].scale("total").band(14)
    assert band is not None
    assert text_in(band.texts, "en") == "Moderate"
    assert text_in(band.texts, "es") == "Moderada"


def test_two_missing_items_of_the_phq9_are_filled_in_and_three_give_no_total() -> None:
    form = instruments()["phq9"]
    assert form.scores(filled("phq9", 2, q1=None, q2=None)) == {"total": 18}
    assert form.scores(filled("phq9", 0, q1=1, q2=None)) == {"total": 1}
    assert form.scores(filled("phq9", 2, q1=None, q2=None, q3=None)) == {}
    assert instruments()["gad7"].scores(filled("gad7", 1, q7=None)) == {}


def test_the_audit_skips_to_question_9_after_never_and_after_no_points_in_2_and_3() -> None:
    form = instruments()["audit"]
    never = {"q1": 0, "q9": 4, "q10": 0}
    assert form.skipped(never) == {"q2", "q3", "q4", "q5", "q6", "q7", "q8"}
    assert form.missing(never) == ()
    assert form.scores(never) == {"total": 4}
    seldom = {"q1": 2, "q2": 0, "q3": 0, "q9": 0, "q10": 0}
    assert form.skipped(seldom) == {"q4", "q5", "q6", "q7", "q8"}
    assert form.scores(seldom) == {"total": 2}


def test_no_exposure_ends_the_pc_ptsd5_with_0() -> None:
    assert instruments()["pc_ptsd5"].scores({"exposure": 0}) == {"total": 0}


def test_cuts_differ_where_the_manual_says_so() -> None:
    known = instruments()
    cuts = {
        key: [known[key].scale("total").cut_for(gender) for gender in ("man", "woman", "")]
        for key in ("audit", "audit_c", "pc_ptsd5", "phq9")
    }
    assert cuts["audit"] == [8, 7, 7]
    assert cuts["audit_c"] == [4, 3, 3]
    assert cuts["pc_ptsd5"] == [4, 3, 3]
    assert cuts["phq9"] == [10, 10, 10]


def test_high_is_good_in_protection_and_recovery_capital() -> None:
    protection = instruments()["bam"].scale("protective")
    assert protection.needs_a_look(12, "")
    assert not protection.needs_a_look(13, "")
    capital = instruments()["barc10"].scale("total")
    assert capital.needs_a_look(46, "")
    assert not capital.needs_a_look(47, "")


def test_item_9_above_zero_or_without_answer_must_be_closed() -> None:
    form = instruments()["phq9"]
    for answer in (1, 3, None):
        answers = filled("phq9", 0, q9=answer)
        alerts = form.alerts_of(answers, form.scores(answers))
        assert [alert.alert_id for alert in alerts if alert.must_close] == ["suicide_item"]
    calm = filled("phq9", 0)
    assert form.alerts_of(calm, form.scores(calm)) == ()


def test_use_must_be_closed_only_after_a_time_without() -> None:
    form = instruments()["bam"]
    answers = filled("bam", 0, q4=1)
    scores = form.scores(answers)
    assert [a.alert_id for a in form.alerts_of(answers, scores)] == ["any_use"]
    after = form.alerts_of(answers, scores, was_abstinent=True)
    assert [a.alert_id for a in after] == ["use_after_abstinence", "any_use"]


def test_how_hard_problems_made_life_is_asked_only_if_there_are_any() -> None:
    form = instruments()["phq9"]
    none = filled("phq9", 0, difficulty=None)
    assert form.missing(none) == ()
    assert form.missing(none | {"q2": 1}) == ("difficulty",)


def test_every_instrument_names_its_terms_and_only_official_spanish_is_offered() -> None:
    for one in instruments().values():
        assert one.licence
        assert one.version
        assert one.source
        assert one.credit
        assert one.titles.keys() == {"en", "es"}
        for scale in one.scales:
            assert scale.texts.keys() == {"en", "es"}
            assert set(scale.items) <= {item.item_id for item in one.items}
    spanish = {one.key for one in FORMS if Language.SPANISH in one.languages}
    assert spanish == {"phq9", "gad7", "audit", "audit_c"}


def test_forms_that_may_not_be_shipped_have_no_questions() -> None:
    bare = {one.key for one in instruments().values() if not one.ships_items}
    assert bare == {"dast10", "barc10", "cssrs", "ciwa", "cows"}
