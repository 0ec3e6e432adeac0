"""Edits of a step-down as values: lines from text, sides of a conflict, drafts that are kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, fields, replace
from datetime import date, datetime, time
from typing import TypeVar, cast
from uuid import UUID

from iopdesk.domain.step_down import ItemKind, NextStep, PreventionItem, StepDown
from iopdesk.services.draft_service import Value

_LINE_FIELDS = ("next_steps", "items")
Line = TypeVar("Line", NextStep, PreventionItem)


def lines_of(text: str) -> list[str]:
    """The lines of a text field, without empty ones."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def items_from(
    texts: Sequence[str],
    before: Sequence[PreventionItem],
    kind: ItemKind,
    new_id: Callable[[], UUID],
) -> tuple[PreventionItem, ...]:
    """One item a line; unchanged lines keep their items, changed ones take over in order."""
    if list(texts) == [item.text for item in before]:
        return tuple(before)
    by_text = {item.text: item for item in reversed(before)}
    kept = {text: by_text[text] for text in texts if text in by_text}
    free = [item for item in before if item.text not in kept]
    found = []
    for at, text in enumerate(texts):
        item = kept.pop(text, None) or (free.pop(0) if free else None)
        item_id = item.id if item else new_id()
        found.append(PreventionItem(item_id, at, kind.value, text))
    return tuple(found)


def merged(now: StepDown, sent: StepDown, saved: StepDown) -> StepDown:
    """What the form shows after `sent` came back as `saved` while typing went on to `now`."""
    values: dict[str, object] = {}
    for field in fields(StepDown):
        mine, before, stored = (getattr(each, field.name) for each in (now, sent, saved))
        if field.name in _LINE_FIELDS:
            values[field.name] = _merged_lines(mine, before, stored)
        else:
            values[field.name] = stored if mine == before else mine
    return replace(saved, **values)  # type: ignore[arg-type]


def _merged_lines(
    now: Sequence[Line], sent: Sequence[Line], saved: Sequence[Line]
) -> tuple[Line, ...]:
    before = {line.id: line for line in sent}
    mine = {line.id: line for line in now}
    found = [
        line if mine.get(line.id) == before.get(line.id) else mine.get(line.id, line)
        for line in saved
        if line.id in mine or line.id not in before
    ]
    known = {line.id for line in saved}
    found += [line for line in now if line.id not in known and line.id not in before]
    return tuple(sorted(found, key=lambda line: line.position))


def with_values(step_down: StepDown, values: Mapping[str, object]) -> StepDown:
    """The record with fields named as an EditConflict names them ("next_step:<id>:place")."""
    own = {name: value for name, value in values.items() if ":" not in name}
    changed = replace(step_down, **own)  # type: ignore[arg-type]
    for name, value in values.items():
        if ":" not in name:
            continue
        word, line_id, field = name.split(":")
        if word == "next_step":
            steps = _with_value(changed.next_steps, line_id, field, value)
            changed = replace(changed, next_steps=steps)
        else:
            changed = replace(changed, items=_with_value(changed.items, line_id, field, value))
    return changed


def _with_value(lines: Sequence[Line], line_id: str, field: str, value: object) -> tuple[Line, ...]:
    return tuple(
        replace(line, **{field: value}) if str(line.id) == line_id else line  # type: ignore[arg-type]
        for line in lines
    )


def kept_values(step_down: StepDown) -> dict[str, Value]:
    """A step-down as the draft service keeps it."""
    return cast(dict[str, Value], _plain(asdict(step_down)))


def from_kept(values: Mapping[str, Value]) -> StepDown | None:
    """What `kept_values` made; None for what an older version kept otherwise."""
    try:
        raw = dict(cast(Mapping[str, str], values))
        steps = cast(list[dict[str, str]], values["next_steps"])
        items = cast(list[dict[str, str]], values["items"])
        return replace(
            StepDown(UUID(raw["id"]), UUID(raw["client_id"]), UUID(raw["episode_id"])),
            **{  # type: ignore[arg-type]
                field.name: raw[field.name]
                for field in fields(StepDown)
                if field.type in (str, "str")
            },
            naloxone_day=_day(raw["naloxone_day"]),
            client_copy_given=_day(raw["client_copy_given"]),
            next_steps=tuple(
                NextStep(
                    **{  # type: ignore[arg-type]
                        **step,
                        "id": UUID(step["id"]),
                        "day": _day(step["day"]),
                        "start": time.fromisoformat(step["start"]) if step["start"] else None,
                    }
                )
                for step in steps
            ),
            items=tuple(
                PreventionItem(**{**item, "id": UUID(item["id"])})  # type: ignore[arg-type]
                for item in items
            ),
        )
    except (KeyError, TypeError, ValueError):
        return None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
