"""What the clinic counts and reports."""
