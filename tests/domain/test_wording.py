from iopdesk.domain.wording import Wording


def test_a_spanish_time_at_the_end_of_a_sentence_has_one_full_stop() -> None:
    words = Wording("es")
    told = words("What you typed on {date} at {time} is back.", date="jue", time="10:00 a. m.")
    assert told.endswith("10:00 a. m.")
    assert not told.endswith("..")
