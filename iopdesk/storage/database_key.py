"""The raw key of one encrypted database; kept apart from SQLAlchemy, which is slow to import."""

KEY_BYTES = 32


class DatabaseKey:
    """32 raw bytes that open one database, and can be emptied when the clinic is locked."""

    def __init__(self, raw: bytes) -> None:
        if len(raw) != KEY_BYTES:
            raise ValueError(f"A database key has {KEY_BYTES} bytes, not {len(raw)}.")
        self._raw = bytearray(raw)

    @property
    def is_empty(self) -> bool:
        """True once the key was emptied: no new connection can be made."""
        return not self._raw

    def as_pragma(self) -> str:
        """The PRAGMA that gives SQLCipher the raw key; ValueError once emptied."""
        if len(self._raw) != KEY_BYTES:
            raise ValueError("The database key was emptied.")
        return f"PRAGMA key = \"x'{self._raw.hex()}'\""

    def empty(self) -> None:
        """Overwrite and forget the key. Copies inside open connections live until they close."""
        for place in range(len(self._raw)):
            self._raw[place] = 0
        self._raw.clear()

    def __repr__(self) -> str:
        return "DatabaseKey(…)"
