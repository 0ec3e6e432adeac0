"""The clinic's own rules over the program's defaults: one row a rule that was set otherwise."""

from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from iopdesk.domain.clinic_rules import ClinicRules
from iopdesk.domain.problems import EditConflict, FieldConflict, InvalidDraft
from iopdesk.domain.staff import Right, SignedIn
from iopdesk.storage.clinic_tables import SettingRow
from iopdesk.storage.prepared_query import PreparedQuery
from iopdesk.storage.store import Store

_KINDS = {name: type(value) for name, value in asdict(ClinicRules()).items()}
_SET = PreparedQuery(select(SettingRow.name, SettingRow.value).where(SettingRow.void == 0))


class RuleService:
    """Everyone works by the rules; the director changes them."""

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self._store = store
        self._signed_in = signed_in

    def rules(self) -> ClinicRules:
        """The rules that hold."""
        with self._store.read() as db:
            return rules_of(db)

    def save(self, *, base: ClinicRules, mine: ClinicRules) -> None:
        """Store what was changed; InvalidDraft, or EditConflict with both values."""
        self._signed_in.require(Right.MANAGE_CLINIC)
        problems = mine.problems()
        if problems:
            raise InvalidDraft(problems)
        seen, wanted = asdict(base), asdict(mine)
        with self._store.write("clinic.rules", self._signed_in.staff_id) as db:
            present = asdict(rules_of(db))
            changed = {name: value for name, value in wanted.items() if value != seen[name]}
            conflicts = [
                FieldConflict(name, value, present[name], "", None)
                for name, value in changed.items()
                if present[name] not in (seen[name], value)
            ]
            if conflicts:
                raise EditConflict(conflicts)
            for name, value in changed.items():
                self._set(db, name, str(value))

    def _set(self, db: Session, name: str, value: str) -> None:
        row = db.scalars(
            select(SettingRow).where(SettingRow.name == name, SettingRow.void == 0)
        ).first()
        if row is None:
            db.add(SettingRow(id=self._store.new_id(), name=name, value=value))
        else:
            row.value = value


def rules_of(db: Session) -> ClinicRules:
    """The rules within the caller's transaction; names that are not known here are left alone."""
    db.flush()
    values = {name: _KINDS[name](value) for name, value in _SET.rows(db) if name in _KINDS}
    return ClinicRules(**values)
