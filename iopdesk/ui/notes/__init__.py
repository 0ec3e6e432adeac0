"""Notes apart from a session: what waits for a signature, notes of appointments, of a client."""
