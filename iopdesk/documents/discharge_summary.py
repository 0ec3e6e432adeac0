"""The clinical discharge summary: reason and next level first, then what happened and what now."""

from reportlab.platypus import Flowable, KeepTogether

from iopdesk.documents.discharge_figures import (
    TIGHT,
    ratings_and_changes,
    scores_and_attendance,
)
from iopdesk.documents.discharge_record import AftercareStep, DischargeRecord
from iopdesk.documents.kit import facts, gap, head, labelled, section, table, title
from iopdesk.documents.marks import Mark, mark_words, marked
from iopdesk.documents.page import PageFrame, build
from iopdesk.documents.paper_setting import PaperKind, PaperSetting, footer_notice
from iopdesk.documents.signature_block import Signature, signature_block
from iopdesk.documents.styles import CLINICAL, MEASURE
from iopdesk.documents.text import Markup, bold, joined, paragraph
from iopdesk.domain.client import age_on
from iopdesk.domain.step_down import StepStatus
from iopdesk.domain.wording import Wording

_LONGEST_NOTE = 120
_LONG_ENDING = 330.0
_STATUS_MARKS = {
    StepStatus.BOOKED: Mark.MET,
    StepStatus.TO_BOOK: Mark.NOT_STARTED,
    StepStatus.DECLINED: Mark.NOT_MET,
    StepStatus.NO_APPOINTMENT_NEEDED: Mark.PUT_OFF,
}


def render(record: DischargeRecord, setting: PaperSetting) -> bytes:
    """The summary as PDF, in the setting's language and size."""
    words = setting.words
    frame = PageFrame(
        title=words("Discharge summary"),
        subject=record.client_name,
        reference=words("Chart {number}", number=record.chart),
        notice=footer_notice(PaperKind.DISCHARGE_SUMMARY, words),
        contact=f"{setting.clinic_address} · {setting.clinic_phone}",
        draft=words("DRAFT, not signed") if record.is_draft else "",
    )
    next_level = _sentence(record.next_level) if record.next_level else ""
    reason = _sentence(record.reason) if record.reason else words("No reason recorded yet.")
    story = [
        *title(words("Discharge summary"), joined([reason, next_level])),
        gap(9),
        *_facts(record, words),
        *_text_section(words("In short"), record.summary, words),
        *_diagnoses(record, words),
        *scores_and_attendance(record, words),
        *_goals(record, words),
        *ratings_and_changes(record, words),
        *_screens(record, words),
        *_medicines(record, words),
        *_aftercare(record, words),
        *_ending(record, words),
    ]
    return build(story, frame, setting)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _facts(record: DischargeRecord, words: Wording) -> list[Flowable]:
    missing = words("Not recorded")
    born = missing
    if record.born:
        age = age_on(record.born, record.discharged)
        born = f"{words.day_month_year(record.born)} ({age})"
    stay: Markup | str = ""
    last = words("Not discharged yet") if record.is_here else words.date_year(record.discharged)
    if record.admitted and not record.is_here:
        days = (record.discharged - record.admitted).days + 1
        stay = words.plural("({n} day)", "({n} days)", days)
    chart = words("{number}, episode {episode}", number=record.chart, episode=record.episode_number)
    left: list[tuple[str, str | Markup]] = [
        (words("Client"), bold(record.client_name)),
        (words("Born"), born),
        (words("Chart"), chart),
        (words("Referred by"), record.referred_by or missing),
        (words("Counselor"), record.counselor or missing),
    ]
    right: list[tuple[str, str | Markup]] = [
        (words("Admitted"), words.date_year(record.admitted) if record.admitted else missing),
        (
            words("Last service"),
            words.date_year(record.last_service) if record.last_service else missing,
        ),
        (words("Discharged"), joined([bold(last), stay])),
        (words("Level"), record.level or missing),
        (words("Track"), record.track or missing),
    ]
    return facts(left, right)


def _text_section(name: str, text: str, words: Wording) -> list[Flowable]:
    return section(head(name, TIGHT), [paragraph(text or words("None written yet."), TIGHT.body)])


def _diagnoses(record: DischargeRecord, words: Wording) -> list[Flowable]:
    top = head(words("Diagnoses"), TIGHT)
    if not record.diagnoses:
        return section(top, [paragraph(bold(words("None recorded.")), TIGHT.body)])
    missing = words("Not recorded")
    rows = [
        [
            d.code,
            bold(d.name) if d.is_primary else d.name,
            d.at_admission or missing,
            d.at_discharge or missing,
        ]
        for d in record.diagnoses
    ]
    heads = [words("Code"), words("Diagnosis"), words("At admission"), words("At discharge")]
    return section(top, [table(heads, rows, (56, 196, 116, 132), TIGHT)])


def _goals(record: DischargeRecord, words: Wording) -> list[Flowable]:
    top = head(words("Goals"), TIGHT)
    if not record.goals:
        return section(top, [paragraph(words("No goals recorded."), TIGHT.body)])
    rows = [
        [
            str(g.number),
            g.goal,
            words("{met} of {all}", met=g.met, all=g.objectives),
            marked(g.result, mark_words(g.result, words), CLINICAL.cell),
            g.note if len(g.note) <= _LONGEST_NOTE else words("See below"),
        ]
        for g in record.goals
    ]
    long = [
        labelled(words("Goal {number}", number=g.number), g.note, TIGHT.body)
        for g in record.goals
        if len(g.note) > _LONGEST_NOTE
    ]
    heads = ["#", words("Goal"), words("Objectives"), words("Result"), words("Note")]
    if not any(g.note for g in record.goals):
        short = [row[:4] for row in rows]
        return section(top, [table(heads[:4], short, (28, 284, 74, 114), TIGHT)])
    widths = (28, 196, 64, 98, 114)
    return [*section(top, [table(heads, rows, widths, TIGHT)]), gap(3), *long]


def _screens(record: DischargeRecord, words: Wording) -> list[Flowable]:
    top = head(words("Drug screens"), TIGHT)
    screens = record.screens
    if screens is None:
        return section(top, [paragraph(words("None done."), TIGHT.body)])
    heads = [
        words("Done"),
        words("Negative or as prescribed"),
        words("Positive"),
        words("Refused"),
        words("Missed"),
    ]
    counts = [str(screens.done), bold(str(screens.negative)), screens.positive]
    row = [*counts, screens.refused, screens.missed]
    return section(top, [table(heads, [row], (50, 150, 130, 60, 110), TIGHT)])


def _medicines(record: DischargeRecord, words: Wording) -> list[Flowable]:
    body: list[Flowable] = [paragraph(words("No medicines recorded."), TIGHT.body)]
    if record.medicines:
        missing = words("Not recorded")
        heads = [
            words("Medicine"),
            words("Dose, as prescribed"),
            words("Prescriber"),
            words("Next date"),
        ]
        rows = [
            [
                m.name,
                m.dose or missing,
                m.prescriber or missing,
                words.day_month_year(m.next_on) if m.next_on else bold(words("Not booked")),
            ]
            for m in record.medicines
        ]
        body = [table(heads, rows, (120, 170, 120, 90), TIGHT)]
    safety = record.safety or words("Nothing recorded about overdose, suicide risk or naloxone.")
    body += [gap(3), paragraph(safety, TIGHT.body)]
    return section(head(words("Medicines and safety"), TIGHT), body)


def _aftercare(record: DischargeRecord, words: Wording) -> list[Flowable]:
    top = head(words("Aftercare"), TIGHT)
    if not record.aftercare:
        return section(top, [paragraph(bold(words("Nothing is planned.")), TIGHT.body)])
    heads = [
        words("What"),
        words("With whom"),
        words("When"),
        words("Status"),
        words("Release"),
    ]
    rows = [
        [
            step.what,
            step.with_whom or words("To be chosen"),
            _aftercare_time(step, words),
            marked(_STATUS_MARKS[step.status], _status(step.status, words), CLINICAL.cell),
            _release(step, words),
        ]
        for step in record.aftercare
    ]
    return section(top, [table(heads, rows, (100, 102, 126, 74, 98), TIGHT)])


def _aftercare_time(step: AftercareStep, words: Wording) -> Markup | str:
    if step.when:
        return step.when
    if step.day is None:
        nothing = step.status is StepStatus.NO_APPOINTMENT_NEEDED
        return words("Any time") if nothing else bold(words("Not booked"))
    day = words.date(step.day)
    return f"{day}, {words.time(step.start)}" if step.start else day


def _status(status: StepStatus, words: Wording) -> str:
    return {
        StepStatus.BOOKED: words("Booked"),
        StepStatus.TO_BOOK: words("To book"),
        StepStatus.DECLINED: words("Declined"),
        StepStatus.NO_APPOINTMENT_NEEDED: words("Not needed"),
    }[status]


def _release(step: AftercareStep, words: Wording) -> Markup | str:
    if not step.release_needed:
        return words("Not needed")
    if step.release_until is None:
        return bold(words("None on file"))
    return words("To {day}", day=words.day_month_year(step.release_until))


def _ending(record: DischargeRecord, words: Wording) -> list[Flowable]:
    """Level, outlook and return in one paragraph, then the signatures; they stay together."""
    missing = words("Not recorded")
    days = ", ".join(words.day_month(day) for day in sorted(record.follow_up))
    copy = words("Client copy not given yet.")
    if record.client_copy_given:
        given = words.day_month(record.client_copy_given)
        copy = words("Client copy given {day}.", day=given)
    told = joined(
        [
            words("Recommended: {level}.", level=(record.level_recommended or missing).rstrip(".")),
            words("Accepted: {level}.", level=(record.level_accepted or missing).rstrip(".")),
            _sentence(record.reason_level_differs) if record.reason_level_differs else "",
            _sentence(record.outlook) if record.outlook else "",
            words("Follow-up calls: {days}.", days=days) if days else words("No follow-up calls."),
            _sentence(record.how_to_return) if record.how_to_return else "",
            copy if record.client_copy_given else bold(copy),
        ]
    )
    top = head(words("Level, outlook, return"), TIGHT)
    body = paragraph(told, TIGHT.body)
    counselor = Signature(words("Counselor"), record.counselor)
    block = [gap(5), *signature_block(record.signatures or (counselor,), words)]
    if body.wrap(MEASURE, 100_000)[1] > _LONG_ENDING:
        return [*section(top, [body]), KeepTogether([head(words("Signatures"), TIGHT), *block])]
    return [KeepTogether([top, body, *block])]
