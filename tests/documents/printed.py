"""What can be read from a printed file: texts, where they stand, properties, pictures of pages."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

import pypdfium2
from PIL import Image
from pypdf import PdfReader

from iopdesk.documents.clean_text import clean

MEASURES = {
    612: (60.0, 560.0),
    595: (56.0, 556.0),
    792: (56.0, 736.0),
    841: (80.9, 760.9),
}
"""Left and right edge of the text by the sheet's width in points."""

_NOT_COMPARED = re.compile(r"[\s\u00a0\u00ad\ufffe\x02-]+")


@dataclass(frozen=True)
class TextBox:
    """A run of text and its rectangle in points from the lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


class Printed:
    """A PDF as a reader meets it."""

    def __init__(self, pdf: bytes) -> None:
        self.pdf = pdf
        self._document = pypdfium2.PdfDocument(pdf)

    @cached_property
    def pages(self) -> list[str]:
        """The text of each page."""
        return [page.get_textpage().get_text_range() for page in self._document]

    @property
    def text(self) -> str:
        """The text of all pages."""
        return "\n".join(self.pages)

    @property
    def flat(self) -> str:
        """The text of all pages in one line."""
        return " ".join(self.text.split())

    @cached_property
    def boxes(self) -> list[list[TextBox]]:
        """The rectangles of text of each page, top to bottom."""
        found = []
        for page in self._document:
            text = page.get_textpage()
            rects = [text.get_rect(i) for i in range(text.count_rects())]
            boxes = [TextBox(text.get_text_bounded(*rect), *rect) for rect in rects]
            found.append(sorted(boxes, key=lambda box: -box.top))
        return found

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the first page in points."""
        width, height = self._document[0].get_size()
        return round(width, 1), round(height, 1)

    @property
    def title(self) -> str:
        """The title in the file's properties."""
        return self._document.get_metadata_dict().get("Title", "")

    @property
    def properties(self) -> str:
        """All properties of the file in one text."""
        return " ".join(self._document.get_metadata_dict().values())

    @property
    def language(self) -> str:
        """The language the file declares."""
        return str(PdfReader(BytesIO(self.pdf)).trailer["/Root"].get("/Lang", ""))

    def picture(self, page: int = 0, dpi: int = 150) -> Image.Image:
        """A page in grey."""
        return self._document[page].render(scale=dpi / 72).to_pil().convert("L")

    def has(self, text: str) -> bool:
        """Whether the text stands on the paper, breaks and blanks aside."""
        return squeezed(clean(text)) in squeezed(self.text)


def squeezed(text: str) -> str:
    """The text without blanks, line breaks and the hyphens that a reader takes for breaks."""
    return unicodedata.normalize("NFC", _NOT_COMPARED.sub("", text))


def assert_inside_measure(printed: Printed) -> None:
    """Every piece of text of every page lies inside the measure and the margins."""
    width, height = printed.size
    left, right = MEASURES[int(width)]
    for boxes in printed.boxes:
        for box in boxes:
            assert box.left >= left - 1, box
            assert box.right <= right + 1, box
            assert box.bottom >= 27, box
            assert box.top <= height - 52, box


def assert_numbered(printed: Printed, language: str = "en") -> None:
    """Each page says which of how many it is."""
    form = "Página {} de {}" if language == "es" else "Page {} of {}"
    for number, text in enumerate(printed.pages, start=1):
        assert form.format(number, len(printed.pages)) in text
