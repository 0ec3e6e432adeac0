"""Build hook: resources/ and migrations/ go into the wheel as iopdesk/resources and /migrations."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ShippedFiles(BuildHookInterface[Any]):
    """Ships the folders that stand beside the package; a checkout is used where it stands."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the folders to a real wheel; an editable install would copy them and grow stale."""
        if version != "editable":
            for folder in ("migrations", "resources"):
                build_data["force_include"][folder] = f"iopdesk/{folder}"
