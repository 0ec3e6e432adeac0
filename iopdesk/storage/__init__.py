"""The encrypted store: connection, key ring, tables, journal, upgrade and backup."""
