"""A letter that outpatient care was attended; nothing of why, of what was said, or of results."""

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
class AttendanceLetter:
    """From `first` to `last` the client came on `days` days, `hours` in all, as a text."""

    client_name: str
    chart_number: str
    first: date
    last: date
    days: int
    hours: str
    is_in_care: bool
    signer: str


def render(record: AttendanceLetter, setting: PaperSetting) -> bytes:
    """The letter as PDF bytes."""
    words = setting.words
    frame = PageFrame(
        title=words("Letter of attendance"),
        subject=record.client_name,
        reference=record.chart_number,
        notice=footer_notice(PaperKind.ATTENDANCE_LETTER, words),
        contact=" · ".join(filter(None, (setting.clinic_address, setting.clinic_phone))),
    )
    told = words(
        "{name} came to outpatient care at {clinic} in this time.",
        name=record.client_name,
        clinic=setting.clinic_name,
    )
    now = (
        words("The care goes on.")
        if record.is_in_care
        else words("The care has ended, or is at another place now.")
    )
    story: list[Flowable] = [
        *title(words("Letter of attendance"), words.long_date(setting.printed_at.date())),
        gap(14),
        paragraph(told, CLINICAL.body),
        gap(8),
        *facts(
            [
                (words("From"), words.day_month_year(record.first)),
                (words("To"), words.day_month_year(record.last)),
            ],
            [
                (words("Days"), str(record.days)),
                (words("Hours"), record.hours),
            ],
        ),
        gap(8),
        paragraph(now, CLINICAL.body),
        gap(8),
        paragraph(words("This letter says no more than that."), CLINICAL.body),
        gap(26),
        *signature_block([Signature(words("Signed by"), record.signer)], words),
    ]
    return build(story, frame, setting)
