"""The present look's colours for drawings that are the same on paper."""

from iopdesk.ui.theme import current_theme


def drawing_colours() -> tuple[str, str, str, str, str]:
    """Ink, soft ink, accent, lines and paper as "#rrggbb"."""
    hex_of = current_theme().hex
    return (
        hex_of("ink"),
        hex_of("ink_soft"),
        hex_of("accent"),
        hex_of("edge"),
        hex_of("surface"),
    )
