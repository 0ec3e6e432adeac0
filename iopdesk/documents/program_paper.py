"""The program agreement and the program guide: sections of short lines, and a place to sign."""

from dataclasses import dataclass

from reportlab.platypus import Flowable

from iopdesk.documents.kit import bullets, gap, head, keep, section, title
from iopdesk.documents.page import PageFrame, build
from iopdesk.documents.paper_setting import PaperKind, PaperSetting, footer_notice
from iopdesk.documents.signature_block import Signature, signature_block
from iopdesk.documents.styles import CLIENT
from iopdesk.documents.text import Markup, bold

_CLOSING_ROOM = 300.0


@dataclass(frozen=True)
class ProgramPaperRecord:
    """A paper's words with every name filled in; `signers` is empty where nobody signs."""

    client_name: str
    chart_number: str
    title: str
    lead: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    signers: tuple[tuple[str, str], ...] = ()
    version: str = ""


def render(record: ProgramPaperRecord, setting: PaperSetting) -> bytes:
    """The paper as PDF bytes, in the setting's language and size."""
    words = setting.words
    frame = PageFrame(
        title=record.title,
        subject=record.client_name,
        reference=words("Chart {number}", number=record.chart_number),
        notice=footer_notice(PaperKind.PROGRAM_PAPER, words),
        contact=words("Call us: {phone}", phone=setting.clinic_phone),
    )
    under: Markup | str = record.lead
    if record.signers:
        under = bold(f"{record.client_name}.") + f" {record.lead}"
    story: list[Flowable] = [*title(record.title, under, CLIENT)]
    for name, lines in record.sections:
        story += section(head(name, CLIENT), bullets(lines, CLIENT.body))
    if record.signers:
        signatures = [Signature(role, name) for role, name in record.signers]
        story += [gap(14), *keep(signature_block(signatures, words), _CLOSING_ROOM)]
    return build(story, frame, setting)
