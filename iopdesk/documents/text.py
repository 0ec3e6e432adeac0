"""The one place where words become paragraphs: whatever was typed is printed, never obeyed.

Text is handed to ReportLab as letters with a face, not as its markup language, so nothing in it
can be taken for a tag, a picture or a link. No other module may make a Paragraph.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from reportlab import rl_config
from reportlab.lib.colors import toColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph
from reportlab.platypus.paraparser import ParaFrag

from iopdesk.documents.clean_text import tied
from iopdesk.documents.fonts import BOLD, REGULAR, SEMIBOLD, Run, load_main_faces
from iopdesk.documents.lettering import Letter, letters_of
from iopdesk.documents.long_words import fitted, longest_stretch

# Nothing here parses markup; should anything ever, it may fetch nothing.
rl_config.trustedHosts = []
rl_config.trustedSchemes = []

_ON_ONE_LINE = re.compile("[ -~]+")


@dataclass(frozen=True)
class Span:
    """Some text and how it differs from the paragraph it stands in ("" and None: not at all)."""

    text: str
    font: str = ""
    size: float = 0.0
    colour: str = ""


@dataclass(frozen=True)
class Markup:
    """Text with emphasis. Plain strings may be added on either side and stay plain text."""

    spans: tuple[Span, ...] = ()

    def __add__(self, other: "Markup | str") -> "Markup":
        return Markup(self.spans + as_markup(other).spans)

    def __radd__(self, other: str) -> "Markup":
        return Markup(as_markup(other).spans + self.spans)

    def __bool__(self) -> bool:
        return any(span.text for span in self.spans)

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(span.text for span in self.spans)


def as_markup(text: "Markup | str") -> Markup:
    """Plain text as Markup without emphasis; Markup as it is."""
    return text if isinstance(text, Markup) else Markup((Span(text),))


def bold(text: "Markup | str", *, size: float = 0.0, colour: str = "") -> Markup:
    """The text in Bold."""
    return styled(text, font=BOLD, size=size, colour=colour)


def semibold(text: "Markup | str", *, size: float = 0.0, colour: str = "") -> Markup:
    """The text in SemiBold."""
    return styled(text, font=SEMIBOLD, size=size, colour=colour)


def regular(text: "Markup | str", *, size: float = 0.0, colour: str = "") -> Markup:
    """The text in Regular, inside a bold paragraph."""
    return styled(text, font=REGULAR, size=size, colour=colour)


def styled(text: "Markup | str", *, font: str = "", size: float = 0.0, colour: str = "") -> Markup:
    """The text in a face, a size in points or a colour ("#1d2a33"); inner emphasis stays."""
    return Markup(
        tuple(
            replace(
                span,
                font=span.font or font,
                size=span.size or size,
                colour=span.colour or colour,
            )
            for span in as_markup(text).spans
        )
    )


def joined(parts: "Iterable[Markup | str]", between: str = " ") -> Markup:
    """The parts that have words, with `between` between them."""
    spans: list[Span] = []
    for part in parts:
        markup = as_markup(part)
        if not markup:
            continue
        if spans:
            spans.append(Span(between))
        spans.extend(markup.spans)
    return Markup(tuple(spans))


def lines(*parts: "Markup | str") -> Markup:
    """The parts that have words, each on a line of its own."""
    return joined(parts, "\n")


class TextParagraph(Paragraph):
    """A paragraph that breaks names and links after - / @ . , where one is wider than its column.

    Made by `paragraph` only; ReportLab makes further ones when it splits it over pages.
    """

    plain: str = ""
    letters: tuple[Letter, ...] = ()
    longest: float = 0.0
    laid_for: float = 0.0
    broken_for: float = 0.0

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """ReportLab's question for the height at a width; tables ask it twice."""
        if availWidth == self.broken_for and hasattr(self, "blPara"):
            return self.width, self.height
        width = availWidth - self.style.leftIndent - self.style.rightIndent
        if self.longest and width != self.laid_for:
            if self.laid_for or self.longest > width:
                letters = self.letters or _letters(as_markup(self.plain), self.style)
                self.frags = _frags(fitted(tuple(letters), width))
            self.laid_for = width
        size: tuple[float, float] = super().wrap(availWidth, availHeight)
        self.broken_for = availWidth
        return size


def paragraph(text: "Markup | str", style: ParagraphStyle) -> TextParagraph:
    """A flowable with exactly these words; new lines stay, and every script has a face."""
    load_main_faces()
    if isinstance(text, str) and _ON_ONE_LINE.fullmatch(text):
        return _plain_paragraph(text, style)
    letters = tuple(_letters(as_markup(text), style))
    if any(letter.run.shaped for letter in letters) and not style.shaping:
        style = ParagraphStyle(f"{style.name} shaped", parent=style, shaping=1)
    made = TextParagraph("", style, frags=_frags(letters) or [_frag(_empty(style), "")])
    made.letters = letters
    made.longest = longest_stretch(letters)
    return made


def _plain_paragraph(text: str, style: ParagraphStyle) -> TextParagraph:
    """The same as for any text; letters are told apart only where a word is too wide."""
    words = tied(text)
    whole = Letter(Run(words, style.fontName), style.fontSize, style.textColor)
    made = TextParagraph("", style, frags=[_frag(whole, words)])
    made.plain = text
    made.longest = max(map(len, words.split(" "))) * style.fontSize
    return made


def text_width(text: "Markup | str", style: ParagraphStyle) -> float:
    """Width in points of the longest line of the text when nothing wraps."""
    load_main_faces()
    widest = width = 0.0
    for letter in _letters(as_markup(text), style):
        width = 0.0 if letter.run.text == "\n" else width + letter.width
        widest = max(widest, width)
    return widest


def _empty(style: ParagraphStyle) -> Letter:
    return Letter(Run("", style.fontName), style.fontSize, style.textColor)


def _letters(markup: Markup, style: ParagraphStyle) -> Iterator[Letter]:
    for span in markup.spans:
        yield from letters_of(
            span.text,
            span.font or style.fontName,
            span.size or style.fontSize,
            toColor(span.colour) if span.colour else style.textColor,
        )


def _frags(letters: Iterable[Letter]) -> list[ParaFrag]:
    frags: list[ParaFrag] = []
    before: Letter | None = None
    for letter in letters:
        if letter.run.text == "\n":
            frags.append(_frag(letter, "", lineBreak=True))
            before = None
        elif before is not None and before.looks_like(letter):
            frags[-1].text += letter.run.text
        else:
            frags.append(_frag(letter, letter.run.text))
            before = letter
    return frags


def _frag(letter: Letter, text: str, **more: bool) -> ParaFrag:
    return ParaFrag(
        fontName=letter.run.font,
        fontSize=letter.size,
        textColor=letter.colour,
        text=text,
        rise=0,
        link=[],
        us_lines=[],
        **more,
    )
