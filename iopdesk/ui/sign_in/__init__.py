"""Before the clinic is open: signing in, first run, recovery. Light to import: it paints first."""
