"""Offline copies of the clinic and their exchange."""
