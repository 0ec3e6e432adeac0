"""Entry of IOP Desk: opens the window, or runs one command without Qt."""
