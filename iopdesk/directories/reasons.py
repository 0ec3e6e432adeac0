"""The sentences that say why a row was not read or how it was read; one place, to translate."""


def N_(text: str) -> str:  # noqa: N802  # the name that text extraction knows
    """Mark `text` for translation; whoever shows it translates it."""
    return text


NOT_A_ROW = N_("This entry is not a meeting: it holds no fields.")
NO_NAME = N_("The meeting has no name, group or place to call it by.")
UNKNOWN_DAY = N_("The day can't be read, and guessing would send people on a wrong day.")
MISSING_QUOTE = N_("This row runs over many lines: a quotation mark before it may be missing.")
TOO_MANY_DAYS = N_("The list of days can't be read.")

NAMED_BY_GROUP = N_("named after its group or place")
SUNDAY = N_("Sunday")
DAYS_FROM_ONE = N_("1 is Monday, 7 is Sunday; check one meeting you know")
SEVERAL_DAYS = N_("one meeting on each of these days")
APPOINTMENT = N_("by appointment: call for the time")
MIDNIGHT_NEXT_DAY = N_("midnight, the start of the next day")
SIXTY_MINUTES = N_("60 minutes")
DEFAULT_ZONE = N_("the time zone of this directory")
CLOSED_NOT_OPEN = N_("closed: it can't be open as well")
OTHER_KIND = N_("kept as written, without a meaning")
NO_COORDINATES = N_("place on the map unknown")
FAR_AWAY = N_("place on the map unknown: far from all others")
NO_LINK = N_("no link: only web addresses can be opened")
FIRST_LINK = N_("the web address in this text")
ADDED_HTTPS = N_("a web address")
NO_WAY_IN = N_("online, but without a link or phone number")
NO_PLACE = N_("no exact place: ask before going")
CLOSED_FOR_NOW = N_("closed for now")
EXTRA_CELLS = N_("cells beyond the last column: left out")
SAME_KEY = N_("used by more than one row: told apart by day, time and place")
SAME_MEETING = N_("the same as an earlier row: kept twice")
NO_DATE = N_("no date")
