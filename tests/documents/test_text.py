import ast
import io
import re
import unicodedata
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from reportlab import rl_config
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, SimpleDocTemplate, Table

from iopdesk.documents import fonts
from iopdesk.documents.clean_text import NO_BREAK_SPACE, clean, tied
from iopdesk.documents.text import (
    Markup,
    bold,
    joined,
    lines,
    paragraph,
    regular,
    semibold,
    text_width,
)

STYLE = ParagraphStyle("body", fontName=fonts.REGULAR, fontSize=11, leading=15)
BIDI_CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"
PACKAGE = Path(__file__).parents[2] / "iopdesk"

HOSTILE = (
    "Tom <b> & Jerry",
    "O'Brien <b>",
    "x</para>",
    '<img src="/x.png">',
    "AT&amp;T",
    "&#60;b&#62; &lt; &nbsp;",
    "<a href='file:///etc/passwd'>here</a>",
    "<!-- gone? --> <![CDATA[ x ]]> <?xml ?>",
    "<font size=99>big</font><br/>",
    "%s {name} {0} \\n \\(",
    "<30 & 30>",
)


def printed(*flowables: Flowable) -> str:
    file = io.BytesIO()
    SimpleDocTemplate(file).build(list(flowables))
    document = pypdfium2.PdfDocument(file.getvalue())
    return "".join(page.get_textpage().get_text_range() for page in document)


def squeezed(text: str) -> str:
    """Without blanks, and without hyphens, which a PDF reader hides at the end of a line."""
    folded = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s\u00ad\ufffe\x02-]+", "", folded)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_printed_as_it_was_typed(text: str) -> None:
    for typed in (text, bold(text), "before " + semibold(text), bold("a") + text):
        whole = typed if isinstance(typed, str) else typed.text
        assert squeezed(printed(paragraph(typed, STYLE))) == squeezed(whole)


plain_characters = st.characters(
    categories=("L", "M", "N", "P", "S", "Zs", "Cc", "Cf"), max_codepoint=0x24FF
).filter(
    lambda c: (
        fonts.is_printable(c)
        and not unicodedata.combining(c)
        and fonts.script_of(c) in (None, fonts.LATIN)
    )
)


@settings(max_examples=150, deadline=None)
@given(st.text(plain_characters, max_size=120))
@example("<b>")
@example("]]>&<")
@example("a" * 300)
@example("-/@.,;:" * 60)
def test_what_was_typed_can_be_read_back(text: str) -> None:
    assert squeezed(printed(paragraph(text, STYLE))) == squeezed(clean(text))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_printed(text: str) -> None:
    paragraph(text, STYLE).wrap(80, 10_000)
    paragraph(bold(text) + text, STYLE).wrap(300, 10_000)


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("abc <&>-/@." + BIDI_CONTROLS + "\x00\x07\x1b\u200b\ufeff\u00ad")))
def test_invisible_controls_are_left_out(text: str) -> None:
    kept = clean(text)
    assert not set(kept) & set(BIDI_CONTROLS + "\x00\x07\x1b\u200b\ufeff\u00ad")
    assert squeezed(printed(paragraph(text, STYLE))) == squeezed(kept)


def test_characters_without_a_face_stand_as_their_code() -> None:
    assert printed(paragraph("I feel 😀\ufe0f today", STYLE)).strip() == "I feel [U+1F600] today"


def test_new_lines_stay() -> None:
    made = paragraph("one\r\ntwo\rthree\u2028four", STYLE)
    assert made.wrap(400, 1000)[1] == 4 * STYLE.leading
    assert printed(made).split() == ["one", "two", "three", "four"]


def test_composed_and_decomposed_letters_print_alike() -> None:
    assert clean("Nu\u0301n\u0303ez") == "Núñez"


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("Call (951) 555-0100 now", "(951) 555-0100"),
        ("Call 951 555 0100 now", "951 555 0100"),
        ("at 951-555-0100 ext. 20431 today", "ext. 20431"),
        ("take 8 mg each day", "8 mg"),
        ("take 0.5 mL each day", "0.5 mL"),
        ("on Nov 19, 2026 at", "Nov 19, 2026"),
        ("on December 20 at", "December 20"),
        ("el 20 de diciembre de 2026 a", "20 de diciembre de 2026"),
        ("el 19 nov 2026 a", "19 nov 2026"),
        ("at 6:30 PM sharp", "6:30 PM"),
        ("a las 6:30 p. m. en", "6:30 p. m."),
        ("it is 1.2 mi away", "1.2 mi"),
        ("ID 555 0148 please", "555 0148"),
    ],
)
def test_numbers_that_belong_together_stay_on_one_line(text: str, together: str) -> None:
    assert together.replace(" ", NO_BREAK_SPACE) in tied(text)
    assert tied(text).replace(NO_BREAK_SPACE, " ") == text


def test_ordinary_words_may_break_anywhere() -> None:
    for text in ("May I come in", "I have 3 groups a week", "Mar y sol", "12 months"):
        assert tied(text) == text


def test_a_link_breaks_after_its_signs_only_when_it_is_too_wide() -> None:
    link = "https://meet.example.org/j/5550148-recovery-group"
    wide, narrow = paragraph(link, STYLE), paragraph(link, STYLE)
    assert wide.wrap(400, 1000)[1] == STYLE.leading
    narrow.wrap(110, 1000)
    ends = [piece.rstrip()[-1] for piece in printed_lines(narrow, 110)[:-1]]
    assert len(ends) >= 2
    assert set(ends) <= set("-/@.,;:_&?=\ufffe\x02")


def printed_lines(flowable: Flowable, width: float) -> list[str]:
    text = printed(Table([[flowable]], colWidths=[width + 12], hAlign="LEFT"))
    return [line for line in text.replace("\ufffe", "-\n").splitlines() if line.strip()]


def test_a_word_without_signs_breaks_where_the_column_ends() -> None:
    made = paragraph("n" * 80, STYLE)
    made.wrap(100, 1000)
    assert squeezed(printed(Table([[made]], colWidths=[112]))) == "n" * 80


def test_wrapping_again_at_another_width_loses_nothing() -> None:
    made = paragraph("averylongname@and-more.example.org/with/path", STYLE)
    heights = [made.wrap(width, 1000)[1] for width in (60, 500, 60)]
    assert heights[0] == heights[2] > heights[1]


def test_adding_keeps_markup_and_escapes_the_rest() -> None:
    made = "<b>" + bold("x") + "<i>"
    assert isinstance(made, Markup)
    assert made.text == "<b>x<i>"
    assert [span.font for span in made.spans] == ["", fonts.BOLD, ""]


def test_inner_emphasis_wins_over_outer() -> None:
    assert [span.font for span in bold("a" + regular("b")).spans] == [fonts.BOLD, fonts.REGULAR]


def test_empty_parts_leave_no_gap() -> None:
    assert joined(["", bold(""), "a", "", "b"], ", ").text == "a, b"
    assert lines("a", "", "b").text == "a\nb"


def test_width_is_that_of_the_longest_line() -> None:
    assert text_width("wide wide\nx", STYLE) == text_width("wide wide", STYLE)
    assert text_width("", STYLE) == 0


def shapes(text: str) -> list[tuple[str, str]]:
    made = paragraph(text, STYLE)
    return [(frag.text, frag.fontName) for frag in made.frags]


def test_words_of_a_leftward_name_are_tied_into_one_run() -> None:
    (name,) = [text for text, font in shapes("أحمد بن علي") if font.startswith("NotoSansArabic")]
    assert name == "أحمد\u00a0بن\u00a0علي"


def test_a_point_after_a_leftward_name_stands_apart() -> None:
    made = shapes("Con la Sra. فاطمة الزهراء.")
    assert made[-1] == (" .", fonts.REGULAR)
    assert made[-2][0].endswith("الزهراء")


def test_a_long_leftward_text_keeps_the_order_of_its_lines() -> None:
    words = ["أحمد", "بن", "علي", "محمد", "عبد", "الله", "المنصوري"]
    made = paragraph(" ".join(words), STYLE)
    made.wrap(70, 1000)
    assert [w for line in made.blPara.lines for w in line.words]
    read = printed(Table([[paragraph(" ".join(words), STYLE)]], colWidths=[82]))
    places = [read.index(word) for word in (words[0], words[3], words[-1])]
    assert places == sorted(places)


def test_names_with_loose_accents_are_shaped() -> None:
    made = paragraph("Ọ̀ṣun ą́", STYLE)
    assert made.style.shaping
    assert {frag.fontName for frag in made.frags if frag.text.strip()} == {"NotoSans-Marked"}


def test_latin_ligatures_do_not_hide_letters() -> None:
    assert "office fluffy" in printed(paragraph("office fluffy أحمد", STYLE))


def test_reportlab_may_fetch_nothing() -> None:
    assert not rl_config.trustedHosts
    assert not rl_config.trustedSchemes


def test_only_one_module_makes_paragraphs() -> None:
    """Whatever is typed must pass through `paragraph`, the one place that makes it harmless."""
    makers = set()
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else None
            name = function.id if isinstance(function, ast.Name) else name
            if name in {"Paragraph", "XPreformatted", "ParaParser", "TextParagraph"}:
                makers.add(file.relative_to(PACKAGE).as_posix())
    assert makers == {"documents/text.py"}
