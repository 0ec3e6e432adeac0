"""The page in front of a paper for someone outside: to whom, why, on which ground, the notice."""

import io
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from iopdesk.documents import fonts
from iopdesk.documents.kit import bullets, facts, gap, head, section, title
from iopdesk.documents.packet import joined_pdf
from iopdesk.documents.page import PageFrame, build
from iopdesk.documents.paper_setting import PaperSetting, long_notice, short_notice
from iopdesk.documents.styles import CLINICAL, INK
from iopdesk.documents.text import bold, paragraph

_STAMP_SIZE = 8.0
_STAMP_BASE = 14.0


@dataclass(frozen=True)
class DisclosureCover:
    """Who gets what and why; `scope` explains the consent (42 CFR 2.32(b)) or the other ground.

    `is_consented` tells which; texts are in the reader's language.
    """

    client_name: str
    chart_number: str
    to_whom: str
    contact: str
    what: str
    purpose: str
    how: str
    given_by: str
    ground: str
    scope: tuple[tuple[str, str], ...] = ()
    is_consented: bool = True


def with_cover(cover: DisclosureCover, paper: bytes, setting: PaperSetting) -> bytes:
    """The cover, then the paper with the short notice at the foot of each page that lacks it."""
    return joined_pdf([render(cover, setting), _stamped(paper)])


def render(cover: DisclosureCover, setting: PaperSetting) -> bytes:
    """The cover alone."""
    words = setting.words
    frame = PageFrame(
        title=words("For someone outside the program"),
        subject=cover.client_name,
        reference=cover.chart_number,
        notice=short_notice(),
        contact=" · ".join(filter(None, (setting.clinic_address, setting.clinic_phone))),
    )
    return build(_story(cover, setting), frame, setting)


def _story(cover: DisclosureCover, setting: PaperSetting) -> list[Flowable]:
    words = setting.words
    what = words("This page belongs to the pages behind it. Keep them together.")
    lines: list[Flowable] = [
        *title(words("Confidential: for {whom}", whom=cover.to_whom), what),
        *facts(
            [
                (words("For"), cover.to_whom),
                (words("Address, phone"), cover.contact or words("not given")),
                (words("What is in it"), cover.what),
                (words("Purpose"), cover.purpose),
            ],
            [
                (words("Client"), cover.client_name),
                (words("Given by"), cover.given_by),
                (words("Date"), words.date_year(setting.printed_at.date())),
                (words("How"), cover.how),
            ],
        ),
        gap(6),
    ]
    scope = words("Scope of the consent") if cover.is_consented else words("Lawful ground")
    told = [bold(f"{name}: ") + value for name, value in cover.scope if value]
    lines += section(
        head(scope), [paragraph(cover.ground, CLINICAL.cell), *bullets(told, CLINICAL.cell)]
    )
    lines += section(head(words("Notice")), _notice(setting))
    wrong = words(
        "If this came to you by mistake, do not read, copy or pass it on. Call {clinic},"
        " {phone}, and destroy it or send it back.",
        clinic=setting.clinic_name,
        phone=setting.clinic_phone,
    )
    return [*lines, gap(4), paragraph(wrong, CLINICAL.cell)]


def _notice(setting: PaperSetting) -> list[Flowable]:
    made: list[Flowable] = []
    for part in long_notice().split("\n\n"):
        made += [paragraph(part, CLINICAL.cell), gap(3)]
    if setting.language != "en":
        words = setting.words
        made.append(
            paragraph(
                words("The notice is in English, as the rule has it (42 CFR 2.32)."),
                CLINICAL.label,
            )
        )
    return made


def _stamped(paper: bytes) -> bytes:
    # 7 MiB, for papers that go outside
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415

    reader = PdfReader(io.BytesIO(paper))
    plain = " ".join(short_notice().split())
    bare = [
        at
        for at, page in enumerate(reader.pages)
        if plain not in " ".join((page.extract_text() or "").split())
    ]
    if not bare:
        return paper
    fonts.load_main_faces()
    writer = PdfWriter(clone_from=io.BytesIO(paper))
    for at in bare:
        page = writer.pages[at]
        box = page.mediabox
        stamp = PdfReader(io.BytesIO(_stamp(float(box.width), float(box.height))))
        page.merge_page(stamp.pages[0], over=True)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def _stamp(width: float, height: float) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(width, height))
    canvas.setFillColor(INK)
    canvas.setFont(fonts.BOLD, _STAMP_SIZE)
    canvas.drawCentredString(width / 2, _STAMP_BASE, short_notice())
    canvas.save()
    return file.getvalue()
