"""The patient notice given, restrictions asked for, and who looked at a record."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from iopdesk.domain.consent_library import consent_library
from iopdesk.domain.disclosure import DOCUMENTS, Disclosed, Document
from iopdesk.domain.privacy import (
    PATIENT_NOTICE,
    Looked,
    NoticeGiven,
    Privacy,
    Restriction,
    looked_words,
)
from iopdesk.domain.problems import FieldProblem, InvalidDraft, NotAllowed, UserProblem
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.domain.wording import Wording
from iopdesk.services.client_queries import client_row
from iopdesk.services.consent_paper_service import notice_version
from iopdesk.services.disclosure_service import disclosures_of
from iopdesk.services.episode_queries import open_episode
from iopdesk.services.merged_records import merged_into
from iopdesk.services.part_edit import PartEdit, save_part, void_part
from iopdesk.storage.access_tables import AccessRow
from iopdesk.storage.clinic_tables import StaffRow
from iopdesk.storage.consent_tables import PaperGivenRow, RestrictionRequestRow
from iopdesk.storage.store import Store

_DISCLOSE = "disclose "
_EVER = date.min


@dataclass(frozen=True)
class AccessReport:
    """Who looked at a client's record since a day, and who received from it; newest first."""

    name: str
    chart_number: str
    looked: tuple[Looked, ...]
    disclosed: tuple[Disclosed, ...]


class PrivacyService:
    """Everyone who takes papers in notes the notice; the privacy officer reads who looked."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._who = signed_in

    def privacy(self, client_id: UUID) -> Privacy:
        """Notices given and restrictions asked for, the newest first."""
        self._who.require(Right.VIEW_CLIENTS)
        given, asked = PaperGivenRow, RestrictionRequestRow
        with self._store.read() as db:
            notices = db.execute(
                select(
                    given.day,
                    given.version,
                    given.language,
                    given.signed,
                    given.why_not_signed,
                    given.id,
                )
                .where(given.client_id == client_id, given.kind == PATIENT_NOTICE, given.void == 0)
                .order_by(given.day.desc(), given.id.desc())
            ).all()
            restrictions = db.execute(
                select(
                    asked.day,
                    asked.words,
                    asked.answer,
                    asked.answer_words,
                    asked.answered,
                    asked.id,
                )
                .where(asked.client_id == client_id, asked.void == 0)
                .order_by(asked.day.desc(), asked.id.desc())
            ).all()
        return Privacy(
            tuple(NoticeGiven(*row) for row in notices),
            tuple(Restriction(*row) for row in restrictions),
        )

    def save_notice(
        self, client_id: UUID, mine: NoticeGiven, base: NoticeGiven | None = None
    ) -> UUID:
        """Note that the notice was given, or change the note; its id."""
        self._require_writing(mine.problems(), (("day", mine.day), ("signed", mine.signed)))
        mine = replace(
            mine,
            version=mine.version or notice_version(),
            why_not_signed="" if mine.signed else mine.why_not_signed.strip(),
        )
        with self._store.write("paper.give", self._who.staff_id) as db:
            client_row(db, client_id)
            fixed: dict[str, object] = {"kind": PATIENT_NOTICE, "given_by": self._who.staff_id}
            if episode := open_episode(db, client_id):
                fixed["episode_id"] = episode.id
            edit = PartEdit(PaperGivenRow, "given_id", client_id, self._store.new_id, fixed)
            return save_part(db, edit, base, mine)

    def save_restriction(
        self, client_id: UUID, mine: Restriction, base: Restriction | None = None
    ) -> UUID:
        """Note what a client asked for, or the answer; its id. An answer is a clinician's."""
        self._require_writing(mine.problems(), (("day", mine.day), ("answered", mine.answered)))
        was = base.answer if base else ""
        if mine.answer != was:
            self._who.require(Right.DISCLOSE)
        with self._store.write("restriction_request.save", self._who.staff_id) as db:
            client_row(db, client_id)
            edit = PartEdit(RestrictionRequestRow, "restriction_id", client_id, self._store.new_id)
            restriction_id = save_part(db, edit, base, mine)
            row = db.get(RestrictionRequestRow, restriction_id)
            if row is not None and mine.answer != was:
                row.answered_by = self._who.staff_id
            return restriction_id

    def take_back(self, client_id: UUID, part: NoticeGiven | Restriction, reason: str) -> None:
        """The entry was wrong; the history keeps it with the reason."""
        self._require_writing([], ())
        if not reason.strip():
            raise UserProblem("Say why the entry is wrong.", "The record keeps it.")
        is_notice = isinstance(part, NoticeGiven)
        row_class = PaperGivenRow if is_notice else RestrictionRequestRow
        part_id = part.given_id if isinstance(part, NoticeGiven) else part.restriction_id
        action = "paper.take_back" if is_notice else "restriction_request.remove"
        with self._store.write(action, self._who.staff_id, reason=reason.strip()) as db:
            if part_id is not None:
                edit = PartEdit(row_class, "id", client_id, self._store.new_id)
                void_part(db, edit, part_id)

    def note_notice_printed(self, client_id: UUID) -> None:
        """Keep in the access log that the notice left a preview."""
        self._store.log_access("print patient notice", by=self._who.staff_id, client_id=client_id)

    def access(self, client_id: UUID, since: date | None = None) -> AccessReport:
        """Who looked and who received, for the privacy officer; reading it is in the log too."""
        self._who.require(Right.SEE_ACCESS_LOG)
        words, zone = Wording(self._who.language), self._store.clock.now().tzinfo
        first = since or _EVER
        row = AccessRow
        with self._store.read() as db:
            client = client_row(db, client_id)
            name, chart = f"{client.first_name} {client.last_name}", client.chart_number
            query = (
                select(row.at, row.what, row.recipient, row.purpose, StaffRow.name)
                .outerjoin(StaffRow, StaffRow.id == row.user_id)
                .where(row.client_id.in_([client_id, *merged_into(db, client_id)]))
                .order_by(row.seq.desc())
            )
            if since is not None:
                begins = datetime.combine(since, datetime.min.time(), zone) - timedelta(days=1)
                query = query.where(row.at >= begins)
            entries = [
                (at.astimezone(zone), what, to, purpose, by or "")
                for at, what, to, purpose, by in db.execute(query)
            ]
            disclosed = disclosures_of(db, client_id, zone, words)
        self._store.log_access("view access report", by=self._who.staff_id, client_id=client_id)
        looked = _by_day([entry for entry in entries if entry[0].date() >= first], words)
        kept = tuple(each for each in disclosed if each.at.date() >= first)
        return AccessReport(name, chart, looked, kept)

    def _require_writing(
        self, problems: list[FieldProblem], days: tuple[tuple[str, date | None], ...]
    ) -> None:
        if not (self._who.may(Right.EDIT_CLIENTS) or self._who.may(Right.DISCLOSE)):
            raise NotAllowed("Your roles don't include this.", "Ask the front desk to do it.")
        today = self._store.clock.today()
        late = [
            FieldProblem(name, "This day has not come yet.")
            for name, day in days
            if day is not None and day > today
        ]
        if problems or late:
            raise InvalidDraft([*problems, *late])


def _by_day(
    entries: list[tuple[datetime, str, str, str, str]], words: Wording
) -> tuple[Looked, ...]:
    """One line for a person, a day and what was done, with how often."""
    times: dict[tuple[date, str, str, str, str], list[datetime]] = defaultdict(list)
    for at, what, to, purpose, by in entries:
        times[at.date(), by, what, to, purpose].append(at)
    found = [
        Looked(day, max(ats), by, _told(what, words), len(ats), to, _purpose(purpose, words))
        for (day, by, what, to, purpose), ats in times.items()
    ]
    return tuple(sorted(found, key=lambda each: each.last_at, reverse=True))


def _told(what: str, words: Wording) -> str:
    if not what.startswith(_DISCLOSE):
        return looked_words(what, words)
    key = what.removeprefix(_DISCLOSE).replace(" ", "_")
    paper = words(DOCUMENTS[Document(key)]) if key in set(Document) else key
    return words("handed over: {paper}", paper=paper)


def _purpose(purpose: str, words: Wording) -> str:
    library = consent_library()
    for terms in (library.purposes, library.grounds):
        if purpose in terms:
            return terms[purpose].texts[words.language]
    return purpose
