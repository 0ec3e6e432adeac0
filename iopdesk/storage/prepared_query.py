"""Statements that are asked at every key, click and save; text and conversions are made once.

Running a short statement costs SQLAlchemy several times what it costs the database. These are
written with SQLAlchemy as any other, and hand their text to the driver.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import CompoundSelect, Connection, Delete, Dialect, Insert, Select, Update
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler

_Convert = Callable[[Any], Any]
_LARGEST_ROOM = 1024
_Query = Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]


class PreparedQuery:
    """A query with named parameters; lists go to parameters that are `expanding`."""

    def __init__(self, query: _Query) -> None:
        self._query = query
        self._texts: _Texts | None = None
        self._converts: list[tuple[int, _Convert]] = []

    def rows(self, db: Session | Connection, **values: object) -> list[tuple[Any, ...]]:
        """All rows as plain tuples, converted as the columns say.

        What a session holds back is not written first.
        """
        cursor = self._asked(db, values)
        try:
            return self._converted(list(cursor.fetchall()))
        finally:
            cursor.close()

    def parts(
        self, db: Session | Connection, most: int, **values: object
    ) -> Iterator[list[tuple[Any, ...]]]:
        """The rows, `most` at a time, for long lists that are not wanted whole in memory."""
        cursor = self._asked(db, values)
        try:
            while found := list(cursor.fetchmany(most)):
                yield self._converted(found)
        finally:
            cursor.close()

    def first(self, db: Session, **values: object) -> tuple[Any, ...] | None:
        """The first row, if there is one."""
        found = self.rows(db, **values)
        return found[0] if found else None

    def column(self, db: Session, **values: object) -> list[Any]:
        """The first column of all rows."""
        return [row[0] for row in self.rows(db, **values)]

    def _asked(self, db: Session | Connection, values: Mapping[str, object]) -> Any:
        connection = _connection_of(db)
        if self._texts is None:
            self._converts = _converts(self._query, connection.dialect)
            self._texts = _Texts(self._query, connection.dialect)
        text = self._texts.text_for(values)
        cursor = connection.connection.cursor()
        try:
            cursor.execute(text.words, text.parameters(values))
        except BaseException:
            cursor.close()
            raise
        return cursor

    def _converted(self, found: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        # column by column, which is fastest
        if not found or not self._converts:
            return found
        columns: list[Iterable[Any]] = list(zip(*found, strict=True))
        for at, convert in self._converts:
            columns[at] = map(convert, columns[at])
        return list(zip(*columns, strict=True))


class PreparedWrite:
    """A statement that changes rows, with named parameters; for one connection's transaction."""

    def __init__(self, statement: Insert | Update | Delete) -> None:
        self._statement = statement
        self._texts: _Texts | None = None

    def run(self, connection: Connection, rows: Sequence[Mapping[str, object]]) -> None:
        """Run it once for each of these rows of values."""
        if not rows:
            return
        if self._texts is None:
            self._texts = _Texts(self._statement, connection.dialect)
        text = self._texts.text_for(rows[0])
        cursor = connection.connection.cursor()
        try:
            cursor.executemany(text.words, [text.parameters(row) for row in rows])
        finally:
            cursor.close()


def _connection_of(db: Session | Connection) -> Connection:
    if isinstance(db, Connection):
        return db
    # a session that reads has one connection from its beginning to its end
    return db.bind if isinstance(db.bind, Connection) else db.connection()


def _converts(query: _Query, dialect: Dialect) -> list[tuple[int, _Convert]]:
    return [
        (at, convert)
        for at, column in enumerate(query.selected_columns)
        if (convert := column.type.dialect_impl(dialect).result_processor(dialect, None))
    ]


class _Texts:
    """The texts of a statement for one database, by the room for its lists."""

    def __init__(self, statement: _Query | Insert | Update | Delete, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        if not isinstance(compiled, SQLCompiler):
            raise TypeError(type(compiled))
        self._compiled = compiled
        late = compiled.post_compile_params | compiled.literal_execute_params
        # the others are constants of the statement
        self._late = sorted(parameter.key for parameter in late if parameter.required)
        self._texts: dict[tuple[object, ...], _Text] = {}

    def text_for(self, values: Mapping[str, Any]) -> "_Text":
        """The text with room for these lists."""
        lates = {name: values[name] for name in self._late}
        form = tuple(_room(late) if isinstance(late, list) else late for late in lates.values())
        text = self._texts.get(form)
        if text is None:
            padded = {
                name: late + late[-1:] * (_room(late) - len(late))
                for name, late in lates.items()
                if isinstance(late, list)
            }
            text = self._texts[form] = _Text(self._compiled, {**values, **padded})
        return text


def _room(given: list[Any]) -> int:
    """How many places a list gets: few lengths are few statements to prepare and to keep."""
    if not given or len(given) > _LARGEST_ROOM:
        return len(given)
    return 1 << (len(given) - 1).bit_length()


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

    def parameters(self, values: Mapping[str, Any]) -> list[object]:
        """The values in the order of their places; a constant of the query stands for itself."""
        found = []
        for name, at, convert, constant in self._places:
            value = values.get(name, constant)
            if at is not None and name in values:
                # the last of a list stands at all places that are left
                value = value[min(at, len(value) - 1)]
            found.append(convert(value) if convert else value)
        return found
