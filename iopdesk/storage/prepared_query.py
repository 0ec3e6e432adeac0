"""Queries that lists and charts ask at every key and click; text and conversions are made once.

Running a short statement costs SQLAlchemy several times what it costs the database. A
`PreparedQuery` is written with SQLAlchemy as any other, and hands its text to the driver.
"""

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import CompoundSelect, Dialect, Select
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler

_Convert = Callable[[Any], Any]
_Query = Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]


class PreparedQuery:
    """A query with named parameters; lists go to parameters that are `expanding`."""

    def __init__(self, query: _Query) -> None:
        self._query = query
        self._prepared: _Prepared | None = None

    def rows(self, db: Session, **values: object) -> list[tuple[Any, ...]]:
        """All rows as plain tuples, converted as the columns say.

        What the session holds back is not written first.
        """
        connection = db.connection()
        if self._prepared is None:
            self._prepared = _Prepared(self._query, connection.dialect)
        cursor = connection.connection.cursor()
        try:
            cursor.execute(*self._prepared.filled(values))
            found: list[Any] = list(cursor.fetchall())
        finally:
            cursor.close()
        return self._prepared.converted(found)

    def first(self, db: Session, **values: object) -> tuple[Any, ...] | None:
        """The first row, if there is one."""
        found = self.rows(db, **values)
        return found[0] if found else None

    def column(self, db: Session, **values: object) -> list[Any]:
        """The first column of all rows."""
        return [row[0] for row in self.rows(db, **values)]


class _Prepared:
    """The texts of a query for one database, by the lengths of its lists."""

    def __init__(self, query: _Query, dialect: Dialect) -> None:
        compiled = query.compile(dialect=dialect)
        if not isinstance(compiled, SQLCompiler):
            raise TypeError(type(compiled))
        self._compiled = compiled
        late = compiled.post_compile_params | compiled.literal_execute_params
        # the others are constants of the query
        self._late = sorted(parameter.key for parameter in late if parameter.required)
        self._texts: dict[tuple[object, ...], _Text] = {}
        self._converts = [
            (at, convert)
            for at, column in enumerate(query.selected_columns)
            if (convert := column.type.dialect_impl(dialect).result_processor(dialect, None))
        ]

    def filled(self, values: dict[str, Any]) -> tuple[str, list[object]]:
        """Text and parameters for these values."""
        lates = [values[name] for name in self._late]
        form = tuple(len(late) if isinstance(late, list) else late for late in lates)
        text = self._texts.get(form)
        if text is None:
            text = self._texts[form] = _Text(self._compiled, values)
        return text.words, text.parameters(values)

    def converted(self, found: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """Rows with their values as the program has them; column by column, which is fastest."""
        if not found or not self._converts:
            return found
        columns: list[Iterable[Any]] = list(zip(*found, strict=True))
        for at, convert in self._converts:
            columns[at] = map(convert, columns[at])
        return list(zip(*columns, strict=True))


class _Text:
    """One text, and what stands at each of its places."""

    def __init__(self, compiled: SQLCompiler, values: dict[str, Any]) -> None:
        state = compiled.construct_expanded_state(values)
        self.words = state.statement
        self._places: list[tuple[str, int | None, _Convert | None, object]] = []
        members = {
            member: (name, at)
            for name, expanded in state.parameter_expansion.items()
            for at, member in enumerate(expanded)
        }
        for place in state.positiontup or ():
            name, at = members.get(place, (place, None))
            convert = (
                compiled.binds[name]
                .type.dialect_impl(compiled.dialect)
                .bind_processor(compiled.dialect)
            )
            self._places.append((name, at, convert, state.parameters[place]))

    def parameters(self, values: dict[str, Any]) -> list[object]:
        """The values in the order of their places; a constant of the query stands for itself."""
        found = []
        for name, at, convert, constant in self._places:
            value = values.get(name, constant)
            if at is not None and name in values:
                value = value[at]
            found.append(convert(value) if convert else value)
        return found
