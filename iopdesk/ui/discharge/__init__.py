"""Screens of step-down, discharge and the calls afterwards."""
