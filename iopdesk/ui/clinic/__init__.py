"""Facts of the clinic, its staff, backups and settings of this computer."""
