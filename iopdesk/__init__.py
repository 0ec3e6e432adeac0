"""IOP Desk: the desktop program of small clinics that run intensive outpatient programs."""

__version__ = "0.1.0"
