"""Readers of meeting directories: file in, meetings out."""
