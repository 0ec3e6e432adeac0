"""The letter to a client about eligibility: what was decided, what is next, whom to call."""

from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable

from iopdesk.documents.kit import bullets, gap, head, keep, section, title
from iopdesk.documents.page import PageFrame, build
from iopdesk.documents.paper_setting import PaperKind, PaperSetting, footer_notice
from iopdesk.documents.signature_block import Signature, signature_block
from iopdesk.documents.styles import CLIENT
from iopdesk.documents.text import bold, joined, paragraph
from iopdesk.domain.eligibility import Outcome
from iopdesk.domain.wording import Wording


@dataclass(frozen=True)
class OutcomeLetter:
    """What was decided, in the words of the decision; lists are in its order."""

    client_name: str
    chart_number: str
    outcome: Outcome
    decided: date
    decided_by: str
    conditions: tuple[str, ...] = ()
    until: date | None = None
    offered: str = ""
    referrals: tuple[str, ...] = ()


def render(record: OutcomeLetter, setting: PaperSetting) -> bytes:
    """The letter as PDF bytes, in the setting's language and size."""
    words = setting.words
    frame = PageFrame(
        title=words("About coming to us"),
        subject=record.client_name,
        reference=words("Chart {number}", number=record.chart_number),
        notice=footer_notice(PaperKind.OUTCOME_LETTER, words),
        contact=words("Call us: {phone}", phone=setting.clinic_phone),
    )
    day = words.day_month_year(record.decided)
    under = bold(f"{record.client_name}.") + f" {day}."
    story: list[Flowable] = [
        *title(words("About coming to us"), under, CLIENT),
        gap(6),
        paragraph(bold(_answer(record, words)), CLIENT.body),
        gap(6),
        paragraph(_next(record, setting), CLIENT.body),
    ]
    if record.conditions:
        story += section(
            head(_conditions_head(record, words), CLIENT), bullets(record.conditions, CLIENT.body)
        )
    if record.offered:
        story += section(
            head(words("What we offer"), CLIENT), [paragraph(record.offered, CLIENT.body)]
        )
    if record.referrals:
        story += section(
            head(words("Where else there is help"), CLIENT),
            bullets(record.referrals, CLIENT.body),
        )
    story += _closing(record, setting)
    return build(story, frame, setting)


def _answer(record: OutcomeLetter, words: Wording) -> str:
    return {
        Outcome.ELIGIBLE: words("Yes: this program fits, and you can begin."),
        Outcome.CONDITIONAL: words("Yes: this program fits when a few things are in place."),
        Outcome.WAITLIST: words("Yes: this program fits. There is no free place yet."),
        Outcome.NOT_ELIGIBLE: words("Not this program now. Other help fits better at this time."),
    }[record.outcome]


def _next(record: OutcomeLetter, setting: PaperSetting) -> str:
    words, phone = setting.words, setting.clinic_phone
    return {
        Outcome.ELIGIBLE: words("Call {phone} to set your first day.", phone=phone),
        Outcome.CONDITIONAL: words(
            "We help you with each of them. Call {phone} when one is done or hard.", phone=phone
        ),
        Outcome.WAITLIST: words(
            "We call you when a place is free. Call {phone} if something changes.", phone=phone
        ),
        Outcome.NOT_ELIGIBLE: words(
            "This says nothing about you as a person. You can ask again at any time: {phone}.",
            phone=phone,
        ),
    }[record.outcome]


def _conditions_head(record: OutcomeLetter, words: Wording) -> str:
    if record.until is None:
        return words("What has to be in place")
    return words("What has to be in place by {day}", day=words.long_day_month(record.until))


def _closing(record: OutcomeLetter, setting: PaperSetting) -> list[Flowable]:
    words = setting.words
    crisis = joined(
        [
            bold(words("If it can't wait:")),
            words("911 for an overdose or danger. 988, call or text, for a crisis."),
        ]
    )
    medicine = words("Medicine for addiction is treatment. Keep taking it as your doctor said.")
    if record.outcome is Outcome.NOT_ELIGIBLE:
        medicine = words("Medicine for addiction is treatment. It was no reason against you.")
    signed = signature_block([Signature(words("For the clinic"), record.decided_by)], words)
    return [
        gap(12),
        *keep(
            [
                paragraph(medicine, CLIENT.body),
                gap(4),
                paragraph(crisis, CLIENT.body),
                gap(10),
                *signed,
            ],
            300,
        ),
    ]
