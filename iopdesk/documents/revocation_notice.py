"""The notice to someone who received under a consent that it was taken back; nothing of care."""

from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable

from iopdesk.documents.kit import facts, gap, title
from iopdesk.documents.page import PageFrame, build
from iopdesk.documents.paper_setting import PaperKind, PaperSetting, footer_notice
from iopdesk.documents.signature_block import Signature, signature_block
from iopdesk.documents.styles import CLINICAL
from iopdesk.documents.text import paragraph


@dataclass(frozen=True)
class RevocationNotice:
    """To one recipient; without chart number, birthday, purpose or what was shared."""

    client_name: str
    to_whom: str
    contact: str
    signed: date
    revoked: date
    signer: str


def render(record: RevocationNotice, setting: PaperSetting) -> bytes:
    """The notice as PDF bytes."""
    words = setting.words
    frame = PageFrame(
        title=notice_title(setting),
        subject=record.client_name,
        reference="",
        notice=footer_notice(PaperKind.REVOCATION_NOTICE, words),
        contact=" · ".join(filter(None, (setting.clinic_address, setting.clinic_phone))),
    )
    return build(_story(record, setting), frame, setting)


def _story(record: RevocationNotice, setting: PaperSetting) -> list[Flowable]:
    words = setting.words
    allowed = words(
        "A consent signed on {signed} allowed {clinic} to share information about {name} with you.",
        signed=words.day_month_year(record.signed),
        clinic=setting.clinic_name,
        name=record.client_name,
    )
    over = words(
        "It was taken back on {revoked}. Nothing more will be shared with you under it.",
        revoked=words.day_month_year(record.revoked),
    )
    asked = words(
        "What you received before was shared with permission. Please stop using it and do not pass"
        " it on, where the law allows you to stop."
    )
    to = [(words("For"), record.to_whom)]
    if record.contact:
        to.append((words("Address, phone"), record.contact))
    story: list[Flowable] = [
        *title(notice_title(setting), words.long_date(setting.printed_at.date())),
        gap(14),
        *facts(to, [(words("Client"), record.client_name)]),
        gap(10),
    ]
    for told in (allowed, over, asked, words("This letter says no more than that.")):
        story += [paragraph(told, CLINICAL.body), gap(8)]
    return [
        *story,
        gap(18),
        *signature_block([Signature(words("Signed by"), record.signer)], words),
    ]


def notice_title(setting: PaperSetting) -> str:
    """Its name on the page and in lists."""
    return setting.words("Notice that a consent was taken back")
