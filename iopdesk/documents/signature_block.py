"""Signatures: what is signed stands on its line, what is not stays an empty line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from reportlab.platypus import Flowable, Table

from iopdesk.documents.clean_text import no_break
from iopdesk.documents.kit import PaperTable, gap, labelled
from iopdesk.documents.marks import tick_box
from iopdesk.documents.styles import CLIENT, CLINICAL, INK
from iopdesk.documents.text import paragraph, text_width
from iopdesk.domain.wording import Wording

_LINE = 0.9
_COLUMNS = (176.0, 218.0, 14.0, 92.0)


@dataclass(frozen=True)
class Signature:
    """One person's line; `name` has credential and number, `role` is in the reader's words.

    At most one of these holds: signed on screen (`signed_at` in local time with its `code`),
    signed on paper (`paper_signed_on`, the signed sheet being kept in the chart), or refused
    (`refused_on` with an optional `reason`). None of them: an empty line to sign on.
    """

    role: str
    name: str
    signed_at: datetime | None = None
    code: str = ""
    paper_signed_on: date | None = None
    refused_on: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class Assent:
    """The boxes below the lines, ticked when the record already says so."""

    helped: bool = False
    has_copy: bool = False
    declined: bool = False


def signature_block(
    signatures: Sequence[Signature], words: Wording, assent: Assent | None = None
) -> list[Flowable]:
    """Lines, and for plans the boxes and the reason; keep it together with its head."""
    pieces: list[Flowable] = [_lines(signatures, words)]
    if assent is not None:
        pieces += [gap(8), _boxes(assent, words)]
    reasons = [s for s in signatures if s.reason]
    for signature in reasons:
        why = words("If not signed, why")
        pieces += [gap(6), labelled(why, signature.reason, CLINICAL.body, offset=100)]
    if assent is not None and not reasons:
        pieces += [gap(9), write_lines(words("If not signed, why"), words("Staff, date"))]
    return pieces


def _lines(signatures: Sequence[Signature], words: Wording) -> PaperTable:
    style = CLINICAL.table_head
    heads: list[object] = [
        "",
        [paragraph(words("Signature"), style)],
        "",
        [paragraph(words("Date"), style)],
    ]
    rows: list[list[object]] = [heads]
    for signature in signatures:
        done, on = _done(signature, words)
        who = [paragraph(signature.role, CLINICAL.label), paragraph(signature.name, CLINICAL.cell)]
        rows.append([who, _cell(done), "", _cell(on)])
    table = PaperTable(rows, colWidths=_COLUMNS, hAlign="LEFT")
    table.setStyle(
        [
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (0, -1), 9),
            ("RIGHTPADDING", (1, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, 0), 0),
            ("BOTTOMPADDING", (0, 0), (-1, 0), 0),
            ("TOPPADDING", (0, 1), (-1, -1), 8),
            ("BOTTOMPADDING", (0, 1), (-1, -1), 3.8),
            ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
            ("LINEBELOW", (1, 1), (1, -1), _LINE, INK),
            ("LINEBELOW", (3, 1), (3, -1), _LINE, INK),
        ]
    )
    return table


def _done(signature: Signature, words: Wording) -> tuple[str, str]:
    if signature.signed_at is not None:
        at = no_break(words.time(signature.signed_at.time()))
        text = words("Signed in IOP Desk, {time}, code {code}", time=at, code=signature.code)
        return text, words.day_month_year(signature.signed_at.date())
    if signature.paper_signed_on is not None:
        text = words("Signed on paper, kept in the chart")
        return text, words.day_month_year(signature.paper_signed_on)
    if signature.refused_on is not None:
        return words("Did not want to sign"), words.day_month_year(signature.refused_on)
    return "", ""


def _cell(text: str) -> list[Flowable] | str:
    return [paragraph(text, CLINICAL.cell)] if text else ""


def _boxes(assent: Assent, words: Wording) -> Table:
    choices = (
        (words("I helped make this plan."), assent.helped),
        (words("I got a copy."), assent.has_copy),
        (words("I do not want to sign."), assent.declined),
    )
    size = CLINICAL.check_box
    row = [[tick_box(t, CLINICAL.cell, size=size, offset=15, ticked=on)] for t, on in choices]
    return _plain([row], [180, 130, 190])


def write_lines(first: str, second: str) -> Table:
    """Two labels, each with a line to write on: who, and when."""
    label = CLINICAL.label
    a, b = text_width(first, label) + 13, text_width(second, label) + 13
    rest = 500 - a - b - 14
    widths = [a, rest * 0.6, 14, b, rest * 0.4]
    table = _plain([[[paragraph(first, label)], "", "", [paragraph(second, label)], ""]], widths)
    table.setStyle(
        [
            ("TOPPADDING", (0, 0), (-1, -1), 10),
            ("LINEBELOW", (1, 0), (1, 0), _LINE, INK),
            ("LINEBELOW", (4, 0), (4, 0), _LINE, INK),
        ]
    )
    return table


def client_signature_block(signers: Sequence[str], words: Wording) -> list[Flowable]:
    """The box "I got a copy." beside lines with the words under them ("Sign here: Ana Diaz")."""
    rows: list[list[object]] = []
    for index, signer in enumerate(signers):
        box: object = ""
        if index == 0:
            box = [tick_box(words("I got a copy."), CLIENT.body, size=14, offset=22.5)]
        rows.append([box, "", "", ""])
        under = [paragraph(signer, CLIENT.label)]
        rows.append(["", under, "", [paragraph(words("Date"), CLIENT.label)]])
    heights = [26.0 if not i else (34.0 if i % 2 == 0 else None) for i in range(len(rows))]
    table = PaperTable(rows, colWidths=[196, 200, 14, 90], rowHeights=heights, hAlign="LEFT")
    commands: list[tuple[object, ...]] = [
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    for row in range(0, len(rows), 2):
        commands.append(("LINEBELOW", (1, row), (1, row), _LINE, INK))
        commands.append(("LINEBELOW", (3, row), (3, row), _LINE, INK))
    table.setStyle(commands)
    return [table]


def _plain(rows: Sequence[Sequence[object]], widths: Sequence[float]) -> Table:
    table = Table([list(row) for row in rows], colWidths=list(widths), hAlign="LEFT")
    table.setStyle(
        [
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
            ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
        ]
    )
    return table
