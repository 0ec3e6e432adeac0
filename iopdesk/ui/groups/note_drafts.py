"""What was typed into the notes of a session and is not in the store yet; knows no widgets."""

import uuid
from collections.abc import Mapping
from dataclasses import replace

from iopdesk.domain.note import (
    ClientNoteDraft,
    GroupNoteDraft,
    Participation,
    SessionNotes,
)
from iopdesk.services.draft_service import Value


class NoteDrafts:
    """Typed notes beside the stored ones; nothing typed is lost when the stored ones change."""

    def __init__(self) -> None:
        self.notes: SessionNotes | None = None
        self._group: GroupNoteDraft | None = None
        self._clients: dict[uuid.UUID, ClientNoteDraft] = {}
        self.usual_formats: tuple[str, str] = ("", "")
        self.seen: dict[uuid.UUID, int] = {}

    def show(self, notes: SessionNotes, client_id: uuid.UUID | None) -> None:
        """Take what was read; `seen` grows by what the writer has before them.

        The group's note and the current client's line are on the screen; lines of one's own
        writing are known. A line that someone else changed meanwhile stays unseen until it is
        shown.
        """
        is_first = self.notes is None
        self.notes = notes
        if notes.group.id is not None:
            self.seen[notes.group.id] = notes.group.version
        for note in notes.clients:
            if is_first or note.client_id == client_id or not note.written_by:
                self.seen[note.id] = note.version

    def look_at(self, client_id: uuid.UUID) -> None:
        """The client's line came on the screen."""
        stored = self.notes.of_client(client_id) if self.notes else None
        if stored is not None:
            self.seen[stored.id] = stored.version

    @property
    def has_unsaved(self) -> bool:
        """Whether anything typed is not stored yet."""
        return self._group is not None or bool(self._clients)

    def forget(self) -> None:
        """Give up what was typed."""
        self._group = None
        self._clients = {}

    def group(self) -> GroupNoteDraft:
        """The group's note as it should be shown."""
        if self._group is not None:
            return self._group
        if self.notes is None:
            return GroupNoteDraft(format=self.usual_formats[0])
        stored = self.notes.group
        chosen = stored.format if stored.text else self.usual_formats[0]
        topic = stored.topic or self.notes.proposed
        return GroupNoteDraft(topic, stored.text, stored.version, chosen, stored.topic)

    def client(self, client_id: uuid.UUID) -> ClientNoteDraft:
        """A client's line as it should be shown."""
        if client_id in self._clients:
            return self._clients[client_id]
        stored = self.notes.of_client(client_id) if self.notes else None
        if stored is None:
            usual = self.notes.usual_objective(client_id) if self.notes else None
            chosen = self.usual_formats[1]
            return ClientNoteDraft(client_id, objective_id=usual, seen=0, format=chosen)
        return ClientNoteDraft(
            client_id,
            stored.participation,
            stored.objective_id,
            stored.text,
            stored.version,
            stored.format if stored.text else self.usual_formats[1],
        )

    def is_written(self, client_id: uuid.UUID) -> bool:
        """Whether a client has words of their own."""
        return bool(self.client(client_id).text.strip())

    def type_group(self, topic: str, text: str, chosen: str = "") -> None:
        """The group's note as it stands in its fields."""
        shown = self.group()
        if (shown.topic, shown.text) != (topic, text) or (text and shown.format != chosen):
            self._group = replace(shown, topic=topic, text=text, format=chosen)

    def type_client(self, draft: ClientNoteDraft) -> None:
        """A client's line as it stands in its fields."""
        shown = self.client(draft.client_id)
        same = replace(
            shown, seen=draft.seen, format=draft.format if not draft.text else shown.format
        )
        if same != draft:
            self._clients[draft.client_id] = replace(draft, seen=shown.seen)

    def unsaved(self) -> tuple[GroupNoteDraft | None, tuple[ClientNoteDraft, ...]]:
        """What has to be stored."""
        return self._group, tuple(self._clients.values())

    def stored(self, group: GroupNoteDraft | None, clients: tuple[ClientNoteDraft, ...]) -> None:
        """These were stored; what was typed since stays unsaved."""
        if self._group == group:
            self._group = None
        elif self._group is not None and group is not None:
            self._group = replace(self._group, seen_topic=group.topic)
        for draft in clients:
            if self._clients.get(draft.client_id) == draft:
                del self._clients[draft.client_id]

    def overwrite(self) -> None:
        """Mine shall stand, whatever was stored meanwhile."""
        if self._group is not None:
            self._group = replace(self._group, seen=None, seen_topic=None)
        self._clients = {who: replace(draft, seen=None) for who, draft in self._clients.items()}

    def values(self) -> dict[str, Value]:
        """What was typed, as the draft service keeps it."""
        clients: list[Value] = [
            {
                "client": draft.client_id.hex,
                "participation": draft.participation.value,
                "objective": draft.objective_id.hex if draft.objective_id else None,
                "text": draft.text,
                "format": draft.format,
            }
            for draft in self._clients.values()
        ]
        values: dict[str, Value] = {"clients": clients}
        if self._group is not None:
            values |= {"topic": self._group.topic, "text": self._group.text}
            values["format"] = self._group.format
        return values

    def take_up(self, values: Mapping[str, Value]) -> None:
        """Go on with what was typed before a lock or a power cut."""
        topic, text = values.get("topic"), values.get("text")
        if isinstance(topic, str) and isinstance(text, str):
            self.type_group(topic, text, str(values.get("format") or ""))
        clients = values.get("clients")
        for each in clients if isinstance(clients, list) else []:
            if isinstance(each, dict):
                self.type_client(_client_draft(each))


def _client_draft(values: Mapping[str, Value]) -> ClientNoteDraft:
    objective = values.get("objective")
    return ClientNoteDraft(
        client_id=uuid.UUID(str(values.get("client"))),
        participation=Participation(str(values.get("participation") or "")),
        objective_id=uuid.UUID(str(objective)) if objective else None,
        text=str(values.get("text") or ""),
        format=str(values.get("format") or ""),
    )
