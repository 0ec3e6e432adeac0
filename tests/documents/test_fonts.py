import pytest
from reportlab.pdfbase.pdfmetrics import getFont

from iopdesk.documents import fonts
from iopdesk.domain.resources import resource_path

LARGEST_FOLDER = 12_000_000


def test_every_face_that_is_named_is_bundled() -> None:
    names = {*fonts.MAIN_FACES}
    for script in fonts.SCRIPTS:
        names |= {script.face, script.heavy or script.face}
    for name in sorted(names):
        assert fonts.load_face(name)
        assert getFont(name).fontName == name


def test_the_fonts_stay_small_and_have_their_licences() -> None:
    files = list(resource_path("fonts").iterdir())
    assert sum(file.stat().st_size for file in files) < LARGEST_FOLDER
    licences = " ".join(file.read_text("utf-8") for file in files if file.suffix == ".txt")
    assert "SIL OPEN FONT LICENSE" in licences
    assert "Apache License" in licences


def test_three_weights_have_the_same_characters() -> None:
    regular, semibold, bold = (fonts.load_face(name) for name in fonts.MAIN_FACES)
    assert regular == semibold == bold


@pytest.mark.parametrize(
    "name",
    [
        "Dolores Quiñones",
        "Nguyễn Thị Hồng Ánh",
        "Łukasz Šťastný",
        "Ольга Ґалаґан",
        "Ἀθηνᾶ",
        "أحمد بن علي",
        "شهرزاد یزدی",
        "אסתר כהן",
        "अनिता शर्मा",
        "সুমিতা রায়",
        "ਹਰਪ੍ਰੀਤ",
        "ગીતા પટેલ",
        "கவிதா",
        "లక్ష్మి",
        "ಗೀತಾ",
        "ലക്ഷ്മി",
        "සුනිල්",
        "สมชาย ใจดี",
        "ສົມພອນ",
        "သန္တာ",
        "សុភា",
        "አበበ ቢቂላ",
        "Արամ",
        "ნინო",
        "ᏣᎳᎩ",
        "ᓄᓇᕗᑦ",
        "王小明",
        "さくら サクラ",
        "김철수",
        "½ ≥ → ✓ ☐ ♥ “…” —",
        "Bįįh Dinéʼ ą́",
    ],
)
def test_names_in_many_scripts_have_a_face(name: str) -> None:
    assert fonts.missing_glyphs([name]) == ()


def test_what_no_face_has_is_named_once_and_in_order() -> None:
    texts = ["grin 😀 and 🙏", "again 😀", "private \ue000"]
    assert fonts.missing_glyphs(texts) == ("😀", "🙏", "\ue000")


def test_shaping_does_not_make_private_characters_printable() -> None:
    fonts.load_face("NotoSansArabic-Regular")
    assert not fonts.is_printable("\ue000")


def test_a_name_is_set_in_one_face() -> None:
    runs = fonts.runs_of_word("Nguyễn", fonts.BOLD)
    assert [run.font for run in runs] == ["NotoSans-Bold"]


def test_letters_of_two_scripts_in_one_word_get_a_face_each() -> None:
    runs = fonts.runs_of_word("Ana-王", fonts.REGULAR)
    assert [(run.text, run.font) for run in runs] == [
        ("Ana-", fonts.REGULAR),
        ("王", "DroidSansFallbackFull"),
    ]
