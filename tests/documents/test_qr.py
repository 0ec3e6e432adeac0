import io

import pypdfium2
import pytest
import segno
from reportlab.pdfgen.canvas import Canvas

from iopdesk.documents.qr import PRINT_SIZE, QUIET_MODULES, QrCode, has_qr, qr_modules

LINKS = ("https://meet.example.org/j/5550148", "https://example.org/" + "a" * 200)


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize(("dpi", "ink"), [(150, 128), (90, 160)])
def test_the_printed_code_is_the_code_of_the_link(link: str, dpi: int, ink: int) -> None:
    code = QrCode(link)
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(PRINT_SIZE, PRINT_SIZE))
    code.wrapOn(canvas, PRINT_SIZE, PRINT_SIZE)
    code.drawOn(canvas, 0, 0)
    canvas.save()
    page = pypdfium2.PdfDocument(file.getvalue())[0]
    picture = page.render(scale=dpi / 72).to_pil().convert("L")
    expected = segno.make_qr(link, error="m", boost_error=False)
    size = len(qr_modules(link)) + 2 * QUIET_MODULES
    step = picture.width / size
    seen = [
        [
            picture.getpixel((int((x + 0.5) * step), int((y + 0.5) * step))) < ink
            for x in range(size)
        ]
        for y in range(size)
    ]
    wanted = [
        [bool(module) for module in row] for row in expected.matrix_iter(border=QUIET_MODULES)
    ]
    assert seen == wanted


def test_only_links_a_phone_opens_get_a_code() -> None:
    assert has_qr("https://zoom.example.org/j/1")
    assert not has_qr("")
    assert not has_qr("zoommtg://example.org")
    assert not has_qr("call 951-555-0100")


def test_a_link_beyond_what_a_code_holds_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        qr_modules("https://example.org/" + "x" * 3000)
