"""The first screen: today's groups and what needs someone."""
