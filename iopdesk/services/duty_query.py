"""Queries of the duties: about everyone for Today, about one client for a chart."""

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam
from sqlalchemy.orm import InstrumentedAttribute

from iopdesk.services.duty_facts import DutyFacts
from iopdesk.storage.prepared_query import PreparedQuery

_Column = InstrumentedAttribute[UUID] | InstrumentedAttribute[UUID | None]
#: Keeps a query to the clients asked for: `*of(row.client_id)` among its conditions.
Of = Callable[[_Column], tuple[ColumnElement[bool], ...]]

#: The day that the facts stand for.
DAY: BindParameter[date] = bindparam("day")
_CLIENT_IDS: BindParameter[list[UUID]] = bindparam("client_ids", expanding=True)


class DutyQuery:
    """Made from a function that builds the query; prepared at its first use, as each kind is."""

    def __init__(self, build: Callable[[Of], Select[*tuple[Any, ...]]]) -> None:
        self._build = build

    def rows(self, facts: DutyFacts, **values: object) -> list[tuple[Any, ...]]:
        """The rows at `facts.day`, of the clients that the facts are about."""
        values = {"day": facts.day, **values}
        if facts.client_ids is None:
            return self._of_everyone.rows(facts.db, **values)
        return self._of_some.rows(facts.db, client_ids=list(facts.client_ids), **values)

    @cached_property
    def _of_everyone(self) -> PreparedQuery:
        return PreparedQuery(self._build(lambda column: ()))

    @cached_property
    def _of_some(self) -> PreparedQuery:
        return PreparedQuery(self._build(lambda column: (column.in_(_CLIENT_IDS),)))
