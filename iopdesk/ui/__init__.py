"""The window: the sole home of Qt."""
