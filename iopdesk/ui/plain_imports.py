"""Imported before any other module of ours, for what it does: modules are imported as Python does.

PySide puts an import of its own in the place of Python's, for `from __feature__ import …`, which
nothing here uses. It reads the source of each module that is imported later and keeps it: 35 MiB.
"""

import builtins

import PySide6.QtCore  # noqa: F401 - puts its import there

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
