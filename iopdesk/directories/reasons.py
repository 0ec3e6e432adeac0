"""The sentences that say why a row was not read or how it was read; one place, to translate."""

from iopdesk.domain.wording import later

NOT_A_ROW = later("This entry is not a meeting: it holds no fields.")
NO_NAME = later("The meeting has no name, group or place to call it by.")
UNKNOWN_DAY = later("The day can't be read, and guessing would send people on a wrong day.")
MISSING_QUOTE = later("This row runs over many lines: a quotation mark before it may be missing.")
NOT_PUBLISHED = later("The list marks this meeting as not published.")
DELETED_THERE = later("The list marks this meeting as deleted.")
TOO_MANY_DAYS = later("The list of days can't be read.")

NAMED_BY_GROUP = later("named after its group or place")
SUNDAY = later("Sunday")
DAYS_FROM_ONE = later("1 is Monday, 7 is Sunday; check one meeting you know")
SEVERAL_DAYS = later("one meeting on each of these days")
APPOINTMENT = later("by appointment: call for the time")
MIDNIGHT_NEXT_DAY = later("midnight, the start of the next day")
SIXTY_MINUTES = later("60 minutes")
DEFAULT_ZONE = later("the time zone of this directory")
CLOSED_NOT_OPEN = later("closed: it can't be open as well")
OTHER_KIND = later("kept as written, without a meaning")
NO_COORDINATES = later("place on the map unknown")
FAR_AWAY = later("place on the map unknown: far from all others")
NO_LINK = later("no link: only web addresses can be opened")
FIRST_LINK = later("the web address in this text")
ADDED_HTTPS = later("a web address")
NO_WAY_IN = later("online, but without a link or phone number")
NO_PLACE = later("no exact place: ask before going")
CLOSED_FOR_NOW = later("closed for now")
EXTRA_CELLS = later("cells beyond the last column: left out")
SAME_KEY = later("used by more than one row: told apart by day, time and place")
SAME_MEETING = later("the same as an earlier row: kept twice")
NO_DATE = later("no date")
USUAL_FORMATS = later("read by the usual BMLT list of formats; check one meeting you know")
NO_FORMATS = later(
    "kept as written: this server has formats of its own and the file does not explain them"
)
OLD_LINK = later("left out: the list says that this meeting is in person only")
