from iopdesk.services.diagnosis_codes import diagnosis_codes, find_codes


def test_a_use_disorder_is_found_by_words_in_any_order() -> None:
    found = find_codes("severe alcohol", "en")
    assert [(code.code, code.words("en")) for code in found] == [
        ("F10.20", "Alcohol use disorder, severe")
    ]


def test_spanish_words_find_the_same_code() -> None:
    (found,) = find_codes("alcohol grave", "es")
    assert (found.code, found.words("es")) == (
        "F10.20",
        "Trastorno por consumo de alcohol, grave",
    )


def test_a_code_is_found_by_its_number() -> None:
    assert {code.code for code in find_codes("f11.2", "en")} >= {"F11.20"}
    assert find_codes("", "en") == ()


def test_every_code_has_words_and_a_code() -> None:
    assert all(code.code and code.english for code in diagnosis_codes())
    assert len(diagnosis_codes()) > 100
