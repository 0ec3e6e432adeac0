"""Type sizes, spaces and colours of printed paper; nothing else in documents names them."""

from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle

from iopdesk.documents import fonts

INK = HexColor("#1d2a33")
SOFT = HexColor("#44545c")
ACCENT = HexColor("#0f6b78")
LINE = HexColor("#9aa8ae")
PAPER = HexColor("#ffffff")

HEAVY = 1.2
HAIR = 0.5

MEASURE = 500.0
"""Width of the text in points, on Letter and on A4."""
LYING_MEASURE = 680.0
"""The same on a sheet that lies on its side."""


def _style(
    name: str, size: float, leading: float, font: str = fonts.REGULAR, **more: object
) -> ParagraphStyle:
    settings: dict[str, object] = {"textColor": INK, "splitLongWords": 1, **more}
    return ParagraphStyle(name, fontName=font, fontSize=size, leading=leading, **settings)


@dataclass(frozen=True)
class TypeScale:
    """The styles of one kind of paper; `row_pad` is the space above and below a table row."""

    title: ParagraphStyle
    subtitle: ParagraphStyle
    head: ParagraphStyle
    problem: ParagraphStyle
    second: ParagraphStyle
    goal: ParagraphStyle
    body: ParagraphStyle
    cell: ParagraphStyle
    cell_bold: ParagraphStyle
    key: ParagraphStyle
    table_head: ParagraphStyle
    label: ParagraphStyle
    row_pad: float
    head_pad: float
    disc: float
    check_box: float


CLINICAL = TypeScale(
    title=_style("title", 22, 26, fonts.BOLD),
    subtitle=_style("subtitle", 12, 16, textColor=SOFT),
    head=_style("head", 13, 17, fonts.BOLD, textColor=ACCENT, spaceBefore=13, spaceAfter=3),
    problem=_style("problem", 13.5, 17, fonts.BOLD),
    second=_style("second", 9, 12, textColor=SOFT),
    goal=_style("goal", 11.7, 15, fonts.BOLD),
    body=_style("body", 11, 15),
    cell=_style("cell", 11, 13.5),
    cell_bold=_style("cell bold", 11, 13.5, fonts.BOLD),
    key=_style("key", 11, 13.5, fonts.BOLD),
    table_head=_style("table head", 9.5, 12.5, fonts.BOLD),
    label=_style("label", 9.5, 12.5, fonts.SEMIBOLD, textColor=SOFT),
    row_pad=3.0,
    head_pad=2.4,
    disc=22,
    check_box=10.5,
)

CLIENT = TypeScale(
    title=_style("client title", 26, 30, fonts.BOLD),
    subtitle=_style("client subtitle", 13, 18, textColor=SOFT),
    head=_style("client head", 16, 20, fonts.BOLD, textColor=ACCENT, spaceBefore=13, spaceAfter=2),
    problem=_style("client problem", 13, 18, textColor=SOFT),
    second=_style("client second", 11, 15, textColor=SOFT),
    goal=_style("client goal", 15, 19, fonts.BOLD),
    body=_style("client body", 13, 18),
    cell=_style("client cell", 12.5, 16.5),
    cell_bold=_style("client cell bold", 12.5, 16.5, fonts.BOLD),
    key=_style("client key", 14.5, 18, fonts.BOLD),
    table_head=_style("client table head", 11, 14, fonts.BOLD),
    label=_style("client label", 11, 15, textColor=SOFT),
    row_pad=4.7,
    head_pad=2.4,
    disc=26,
    check_box=16,
)

HEADER_NAME = _style("header name", 11, 14, fonts.BOLD, textColor=ACCENT)
HEADER_MORE = _style("header more", 9.5, 12.5, textColor=SOFT, alignment=2)
DRAFT_SIZE = 10
FOOTER = _style("footer", 8.5, 11)
PAGE_NUMBER_SIZE = 9.5
GRID_HEAD = _style("grid head", 12, 15, fonts.BOLD, alignment=1)
GRID_CELL = _style("grid cell", 11, 13.5)
GRID_BOLD = _style("grid cell bold", 11, 13.5, fonts.BOLD)
GRID_KEY = _style("grid key", 10.5, 13.5)
SIGN_IN_NAME = _style("sign-in name", 11.7, 14, fonts.BOLD)
