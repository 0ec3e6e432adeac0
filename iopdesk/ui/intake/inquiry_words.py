"""How inquiries read on the screen: states with their tones, ages, next contacts."""

from datetime import date

from iopdesk.domain.inquiry import (
    CALLERS,
    REFERRAL_SOURCES,
    STATE_WORDS,
    TRACKS,
    InquiryLine,
    InquiryState,
    SafePhone,
)
from iopdesk.ui.wording import _, ngettext_, screen_wording

_TONES = {
    InquiryState.INQUIRY: "info",
    InquiryState.SCREENED: "info",
    InquiryState.ELIGIBLE: "good",
    InquiryState.CONDITIONAL: "warn",
    InquiryState.WAITLIST: "neutral",
    InquiryState.NOT_ELIGIBLE: "neutral",
    InquiryState.ADMITTED: "good",
    InquiryState.DID_NOT_COME: "neutral",
}


def state_words(state: InquiryState) -> str:
    """A state in a word or two."""
    return _(STATE_WORDS[state])


def state_tone(state: InquiryState) -> str:
    """The colour of its chip."""
    return _TONES[state]


def age_words(line: InquiryLine, today: date) -> str:
    """Such as "Today" or "12 days"."""
    days = line.age(today)
    return ngettext_("{n} day", "{n} days", days) if days else _("Today")


def longer_words(days: int) -> str:
    """A choice of how long someone waits at least."""
    return ngettext_("{n} day or longer", "{n} days or longer", days) if days else _("However long")


def contact_words(line: InquiryLine, today: date) -> str:
    """The next contact; what was missed says so."""
    if line.next_contact is None:
        return ""
    day = screen_wording().date(line.next_contact)
    if line.next_contact == today:
        return _("Today")
    return _("Was due {day}", day=day) if line.is_due(today) else day


def track_words(line: InquiryLine) -> str:
    """Day or evening; nothing where nobody asked."""
    return _(TRACKS.get(line.track, line.track)) if line.track else ""


def source_words(source: str) -> str:
    """Where someone comes from; nothing where nobody said."""
    return _(REFERRAL_SOURCES.get(source, source)) if source else ""


def caller_words(caller: str, name: str, phone: str) -> str:
    """Who called: "Family or friend: Inés, 951-555-0144"."""
    kind = _(CALLERS.get(caller, caller))
    rest = ", ".join(part for part in (name, phone) if part)
    return f"{kind}: {rest}" if rest else kind


def phone_line(line: InquiryLine) -> str:
    """The number with what may be done there."""
    if not line.phone or line.may_leave_message:
        return line.phone
    return _("{number}, no message", number=line.phone)


def safe_phone_words(phone: SafePhone) -> str:
    """A number with all that keeps a call safe."""
    parts = [phone.number]
    parts.append(_("a message may be left") if phone.may_leave_message else _("leave no message"))
    if phone.safe_times:
        parts.append(phone.safe_times)
    if phone.say_we_are:
        parts.append(_("we say: {words}", words=phone.say_we_are))
    return "; ".join(parts)
