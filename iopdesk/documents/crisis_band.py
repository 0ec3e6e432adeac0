"""The box with crisis numbers on top of each page a client takes home, in both languages."""

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Table

from iopdesk.documents import fonts
from iopdesk.documents.paper_setting import PaperSetting
from iopdesk.documents.styles import CLIENT, CLINICAL, HAIR, INK, MEASURE
from iopdesk.documents.text import paragraph
from iopdesk.domain.language import Language
from iopdesk.domain.wording import Wording

_NUMBER = ParagraphStyle("crisis", parent=CLIENT.key, fontSize=19, leading=21)
_OWN = ParagraphStyle("crisis own", parent=CLINICAL.cell, fontName=fonts.BOLD, fontSize=10)
_OTHER = ParagraphStyle("crisis other", parent=CLINICAL.cell, fontSize=9.5, leading=12)
_WIDTHS = (168.0, 152.0, MEASURE - 320.0)


def crisis_band(setting: PaperSetting) -> Flowable:
    """988, 911 and SAMHSA's helpline: the reader's language bold, the other one below it.

    The clinic's own county line stands across the bottom if there is one.
    """
    own = setting.words
    other = Wording(Language.ENGLISH if own.language is Language.SPANISH else Language.SPANISH)
    cells = [
        _cell("988", own("Call or text, any time"), other("Call or text 988, any time")),
        _cell("911", own("Overdose or danger now"), other("Overdose or danger now")),
        _cell("1-800-662-4357", own("SAMHSA: help to find care"), other("Help to find care")),
    ]
    rows: list[list[object]] = [list(cells)]
    commands: list[tuple[object, ...]] = [
        ("BOX", (0, 0), (-1, -1), 1.8, INK),
        ("LINEBEFORE", (1, 0), (-1, 0), HAIR, INK),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 9),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), 5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
    ]
    if setting.crisis_line:
        rows.append([[paragraph(setting.crisis_line, _OWN)], "", ""])
        commands += [("SPAN", (0, 1), (-1, 1)), ("LINEABOVE", (0, 1), (-1, 1), HAIR, INK)]
    band = Table(rows, colWidths=_WIDTHS, hAlign="LEFT")
    band.setStyle(commands)
    return band


def _cell(number: str, own: str, other: str) -> list[Flowable]:
    return [paragraph(number, _NUMBER), paragraph(own, _OWN), paragraph(other, _OTHER)]
