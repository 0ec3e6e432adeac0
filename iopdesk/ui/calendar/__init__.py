"""The calendar: days and weeks of sessions and appointments, booking, a client's schedule."""
