import pytest
from reportlab.platypus import Flowable

from iopdesk.documents.kit import TableLook, bullets, facts, gap, head, labelled, section, table
from iopdesk.documents.marks import Mark, mark_words, marked, numbered, tick_box
from iopdesk.documents.page import PageFrame, build
from iopdesk.documents.styles import CLIENT, CLINICAL
from iopdesk.documents.text import bold
from iopdesk.domain.wording import Wording
from tests.documents.plan_samples import SETTING
from tests.documents.printed import Printed, assert_inside_measure

FRAME = PageFrame(title="A paper", subject="Dwayne Porter", reference="Chart 00412")


def printed(*story: Flowable) -> Printed:
    return Printed(build(story, FRAME, SETTING))


def rows(count: int) -> list[list[str]]:
    return [[f"row {n}", "a", "b"] for n in range(1, count + 1)]


@pytest.mark.parametrize("count", [1, 2, 4, 5, 9, 60])
@pytest.mark.parametrize("indent", [0.0, 32.0])
def test_a_head_takes_two_rows_with_it_and_no_row_is_left_alone(count: int, indent: float) -> None:
    for filled in range(440, 637, 14):
        body = table(["Name", "A", "B"], rows(count), [200, 100, 100], look=TableLook(indent))
        pages = printed(gap(filled), *section(head("The section"), [body])).pages
        held = [text.count("row ") for text in pages]
        assert sum(held) == count
        first = next(i for i, text in enumerate(pages) if "The section" in text)
        assert held[first] >= min(2, count)
        if count <= 4:
            assert held[first] == count
        assert all(n != 1 or count == 1 for n in held)
        assert all(("Name" in text) == ("row " in text) for text in pages)


def test_short_sections_stay_in_one_piece() -> None:
    for filled in range(500, 637, 10):
        pages = printed(gap(filled), *section(head("Head"), bullets(["a b", "c d"], CLINICAL.body)))
        assert [("Head" in text) for text in pages.pages] == [("c d" in t) for t in pages.pages]


def test_long_facts_move_below_the_columns() -> None:
    long = "very long " * 400
    paper = printed(*facts([("Name", bold("Short"))], [("Story", long), ("Day", "Monday")]))
    assert_inside_measure(paper)
    assert paper.text.count("very") == 400
    assert paper.flat.index("Monday") < paper.flat.index("Story")


def test_uneven_facts_keep_their_labels() -> None:
    text = printed(*facts([("One", "1"), ("Two", "2")], [("Three", "3")])).flat
    assert "One 1 Three 3 Two 2" in text


def test_labels_stand_beside_their_words_however_long() -> None:
    paper = printed(labelled("A label that wraps itself", "words " * 900, CLINICAL.body))
    assert_inside_measure(paper)
    assert paper.text.count("words") == 900
    first = paper.boxes[0]
    label = next(box for box in first if box.text.startswith("A label"))
    word = next(box for box in first if box.text.startswith("words"))
    assert label.right < word.left
    assert abs(label.bottom - word.bottom) < 1.5


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_mark_has_its_own_shape_and_word(language: str) -> None:
    words = Wording(language)
    said = {mark_words(mark, words) for mark in Mark}
    assert len(said) == len(Mark)
    shapes = set()
    for mark in Mark:
        paper = printed(marked(mark, "x", CLINICAL.cell))
        shapes.add(paper.picture(dpi=300).crop((240, 300, 300, 420)).convert("1").tobytes())
    assert len(shapes) == len(Mark)


def test_discs_and_boxes_go_with_words_of_any_length() -> None:
    paper = printed(
        numbered(7, "goal " * 700, CLIENT.goal, disc=26, offset=38),
        tick_box("step " * 700, CLIENT.body, size=16, offset=30),
        numbered(120, "last", CLIENT.goal, disc=26, offset=38),
    )
    assert_inside_measure(paper)
    assert paper.text.count("goal") == 700
    assert paper.text.count("step") == 700
    assert "120" in paper.pages[-1]
