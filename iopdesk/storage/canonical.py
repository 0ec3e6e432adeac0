"""The one byte form of a record, for everything that is hashed, sealed or signed."""

import json


def canonical_json(record: object) -> bytes:
    """UTF-8 JSON with sorted keys and no spaces; floats are refused (they differ by machine)."""
    _refuse_floats(record)
    return json.dumps(
        record, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def _refuse_floats(value: object) -> None:
    if isinstance(value, float):
        raise TypeError("floats have no canonical form")
    if isinstance(value, dict):
        for inner in value.values():
            _refuse_floats(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _refuse_floats(inner)
