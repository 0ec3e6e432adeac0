"""One signal that tells open screens which tables a commit touched."""

from PySide6.QtCore import QObject, Qt, Signal


class Changes(QObject):
    """Emits `committed` with a frozenset of table names, always on the window's thread."""

    committed = Signal(object)
    _from_store = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._from_store.connect(self.committed, Qt.ConnectionType.QueuedConnection)

    def tell(self, tables: frozenset[str]) -> None:
        """Say that these tables changed; may be called from any thread (Store.on_commit)."""
        self._from_store.emit(tables)
