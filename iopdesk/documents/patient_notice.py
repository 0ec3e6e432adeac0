"""The patient notice of 42 CFR 2.22: the rule's own header, then plain words, then the receipt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable

from iopdesk.documents.kit import bullets, gap, head, keep, section
from iopdesk.documents.page import PageFrame, build
from iopdesk.documents.paper_setting import PaperKind, PaperSetting, footer_notice
from iopdesk.documents.signature_block import Signature, signature_block
from iopdesk.documents.styles import CLINICAL
from iopdesk.documents.text import bold, paragraph

_RECEIPT_ROOM = 240.0


@dataclass(frozen=True)
class PatientNotice:
    """One version of the notice for one client, in the reader's language.

    `header` is exact, its name and contact filled in; paragraphs are parted by empty lines.
    """

    client_name: str
    chart_number: str
    header: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    version: str
    effective: date
    courtesy: str = ""


def render(record: PatientNotice, setting: PaperSetting) -> bytes:
    """The notice as PDF bytes."""
    words = setting.words
    frame = PageFrame(
        title=words("Patient notice"),
        subject=record.client_name,
        reference=record.chart_number,
        notice=footer_notice(PaperKind.PATIENT_NOTICE, words),
        contact=" · ".join(filter(None, (setting.clinic_address, setting.clinic_phone))),
    )
    story: list[Flowable] = _header(record.header.split("\n\n"))
    if record.courtesy:
        story.append(paragraph(record.courtesy, CLINICAL.label))
    for name, points in record.sections:
        story += section(head(name), bullets(points, CLINICAL.body))
    told = words(
        "Version {version}, in effect from {day}.",
        version=record.version,
        day=words.day_month_year(record.effective),
    )
    story += [gap(6), paragraph(told, CLINICAL.label)]
    receipt = [
        head(words("I got this notice")),
        *signature_block([Signature(words("Client"), record.client_name)], words),
    ]
    return build([*story, *keep(receipt, _RECEIPT_ROOM)], frame, setting)


def _header(parts: Sequence[str]) -> list[Flowable]:
    made: list[Flowable] = [paragraph(parts[0], CLINICAL.title), gap(4)]
    for at, part in enumerate(parts[1:]):
        # the rule prints its points in capitals; they stand out from "This notice describes:"
        made += [paragraph(bold(part) if at else part, CLINICAL.body), gap(2)]
    return made
