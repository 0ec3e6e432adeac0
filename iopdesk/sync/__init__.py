"""Exchange between sites: packing, sealing, merging; headless."""
