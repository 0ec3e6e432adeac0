"""The paper of a consent: every element of 42 CFR 2.31(a) in plain words, and where to sign."""

from dataclasses import dataclass

from reportlab.platypus import Flowable

from iopdesk.documents.kit import bullets, gap, head, keep, labelled, section, title
from iopdesk.documents.page import PageFrame, build
from iopdesk.documents.paper_setting import PaperKind, PaperSetting, footer_notice
from iopdesk.documents.signature_block import Signature, signature_block
from iopdesk.documents.styles import CLINICAL
from iopdesk.documents.text import bold, paragraph

_SIGNING_ROOM = 260.0
_LABELS = 140.0


@dataclass(frozen=True)
class ConsentForm:
    """A consent ready to be signed; all texts in the reader's language.

    `parts` are head and lines, in the order of the rule; `statements` stand before the signature.
    """

    client_name: str
    chart_number: str
    title: str
    cite: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    statements: tuple[str, ...]
    signatures: tuple[Signature, ...]
    courtesy: str = ""


def render(record: ConsentForm, setting: PaperSetting) -> bytes:
    """The form as PDF bytes."""
    words = setting.words
    frame = PageFrame(
        title=record.title,
        subject=record.client_name,
        reference=record.chart_number,
        notice=footer_notice(PaperKind.CONSENT_FORM, words),
        contact=" · ".join(filter(None, (setting.clinic_address, setting.clinic_phone))),
    )
    under = words("Read it, ask, and sign only if you agree. {cite}", cite=record.cite).strip()
    story: list[Flowable] = [*title(record.title, under)]
    story.append(gap(6))
    for name, lines in record.parts:
        told = "\n".join(lines)
        story += [labelled(name, told, CLINICAL.body, offset=_LABELS), gap(4)]
    if record.statements:
        story += section(head(words("Good to know")), bullets(record.statements, CLINICAL.body))
    signing: list[Flowable] = [
        head(words("Signatures")),
        *signature_block(record.signatures, words),
        gap(6),
        paragraph(bold(words("You may have a copy of this form.")), CLINICAL.body),
    ]
    if record.courtesy:
        signing.append(paragraph(record.courtesy, CLINICAL.label))
    return build([*story, *keep(signing, _SIGNING_ROOM)], frame, setting)
