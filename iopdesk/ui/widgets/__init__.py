"""Building blocks that every screen shares; they know the theme and no clinic words."""
