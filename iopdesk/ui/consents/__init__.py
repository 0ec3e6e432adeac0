"""Consents of a client: the chart's tab, one consent, what left, and who looked."""
