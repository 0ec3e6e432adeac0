"""Codes of the Treatment Episode Data Set: what a chart keeps at admission and discharge."""

import json
from collections.abc import Mapping
from functools import cache

from iopdesk.domain.instrument import text_in
from iopdesk.domain.resources import resource_path


@cache
def teds_codes(element: str) -> Mapping[str, Mapping[str, str]]:
    """The words of an element's codes ("living_arrangement"), in the order of the manual."""
    path = resource_path("teds_codes.json")
    data = json.loads(path.read_text(encoding="utf-8"))["elements"][element]
    return {each["code"]: each["text"] for each in data}


def is_code(element: str, code: str) -> bool:
    """Whether an element has this code."""
    return code in teds_codes(element)


def teds_words(element: str, code: str, language: str) -> str:
    """What a code says; an unknown one is shown as it is."""
    return text_in(teds_codes(element).get(code, {}), language) or code
