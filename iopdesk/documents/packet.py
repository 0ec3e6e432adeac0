"""Several papers as one file to print in one go."""

import io
from collections.abc import Sequence


def joined_pdf(parts: Sequence[bytes]) -> bytes:
    """The pages of these papers one after the other, each as it was; properties of the first."""
    if len(parts) == 1:
        return parts[0]
    # 7 MiB, for the few papers that are joined
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415

    writer = PdfWriter(clone_from=io.BytesIO(parts[0]))
    for part in parts[1:]:
        writer.append(PdfReader(io.BytesIO(part)), import_outline=False)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()
