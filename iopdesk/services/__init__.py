"""What people do: one service per domain word, one public method per user action."""
