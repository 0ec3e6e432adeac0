"""The command line: one module per command word, no Qt."""
