"""Clients on the screen: list, new client, admission, chart."""
