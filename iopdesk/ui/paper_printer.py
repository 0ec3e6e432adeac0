"""Sends the pages of a PDF to a printer; never to a file."""

import pypdfium2
from PySide6.QtCore import QRect
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from iopdesk.domain.problems import UserProblem
from iopdesk.ui.background import Progress
from iopdesk.ui.pdf_view import PDF_LOCK, page_image
from iopdesk.ui.wording import _

_DPI = 300


def require_printer() -> None:
    """Return if a printer is set up; without one Qt would write an unencrypted file."""
    if QPrinterInfo.defaultPrinter().isNull() and not QPrinterInfo.availablePrinterNames():
        raise UserProblem(
            _("No printer is set up on this computer."),
            _("Add a printer in the system's settings, then print again. Nothing was printed."),
        )


def chosen_printer(pdf: bytes, parent: QWidget) -> QPrinter | None:
    """Ask which printer and how many copies; None if the person went back."""
    require_printer()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(_DPI)
    printer.setFullPage(True)
    with PDF_LOCK:
        document = pypdfium2.PdfDocument(pdf)
        pages = len(document)
        wide, high = document.get_page_size(0)
        document.close()
    size = QPageSize.PageSizeId.A4 if high > 800 else QPageSize.PageSizeId.Letter
    printer.setPageSize(QPageSize(size))
    across = QPageLayout.Orientation.Landscape
    printer.setPageOrientation(across if wide > high else QPageLayout.Orientation.Portrait)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, False)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, True)
    dialog.setMinMax(1, pages)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return None
    if printer.outputFormat() == QPrinter.OutputFormat.PdfFormat or printer.outputFileName():
        raise UserProblem(
            _("Printing to a file is not offered here."),
            _("Choose a printer, or use “Save as…”. Nothing was printed."),
        )
    return printer


def print_pages(pdf: bytes, printer: QPrinter, progress: Progress) -> int:
    """Draw the chosen pages one at a time; gives how many. For a job, not the window's thread."""
    painter = QPainter()
    if not painter.begin(printer):
        raise UserProblem(
            _("The printer did not take the page."),
            _("Look whether it is switched on and has paper, then print again."),
        )
    with PDF_LOCK:
        document = pypdfium2.PdfDocument(pdf)
        count = len(document)
    first = max(printer.fromPage(), 1)
    last = min(printer.toPage() or count, count)
    try:
        for page in range(first, last + 1):
            progress.step(page - first, last - first + 1)
            if page > first:
                printer.newPage()
            with PDF_LOCK:
                picture = page_image(document[page - 1], _DPI / 72, grey=False)
            painter.drawImage(QRect(0, 0, picture.width(), picture.height()), picture)
    finally:
        painter.end()
        with PDF_LOCK:
            document.close()
    return last - first + 1
