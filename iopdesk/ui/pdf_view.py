"""Shows the pages of a PDF from memory: paints only what is visible, keeps a few pictures."""

import threading
from collections import OrderedDict

import pypdfium2
from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from iopdesk.ui.theme import current_theme
from iopdesk.ui.wording import _, ngettext_

# PDFium is not thread-safe: whoever uses it, for the screen or for the printer, takes this lock.
PDF_LOCK = threading.Lock()

_KEPT_PAGES = 8
_SMALLEST, _LARGEST = 0.25, 4.0
_POINTS_PER_INCH = 72


def page_image(page: "pypdfium2.PdfPage", scale: float, *, grey: bool = False) -> QImage:
    """One page as a picture, `scale` pixels a point; call with PDF_LOCK held."""
    if grey:
        bitmap = page.render(scale=scale, grayscale=True)
        kind = QImage.Format.Format_Grayscale8
    else:
        bitmap = page.render(scale=scale, prefer_bgrx=True)
        kind = QImage.Format.Format_RGB32
    # Without the copy the picture would point into memory that PDFium frees.
    return QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, kind).copy()


class PdfView(QAbstractScrollArea):
    """`page_changed` carries the page at the top (from 1) and the number of pages."""

    page_changed = Signal(int, int)
    zoom_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pdf = b""
        self._sizes: list[tuple[float, float]] = []
        self._pictures: OrderedDict[int, QImage] = OrderedDict()
        self._zoom = 1.0
        self._fits = True
        self._page = 0
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.setAccessibleName(_("Pages"))

    def show_pdf(self, pdf: bytes) -> None:
        """Show a document; the place in a former one is kept where it still exists."""
        before = self._at()
        self.clear()
        self._pdf = pdf
        with PDF_LOCK, pypdfium2.PdfDocument(pdf) as document:
            self._sizes = [document.get_page_size(at) for at in range(len(document))]
            text = "\n".join(page.get_textpage().get_text_range() for page in document)
        self.setAccessibleName(ngettext_("{n} page", "{n} pages", len(self._sizes)))
        self.setAccessibleDescription(text[:4000])
        self._lay_out(before)
        self._tell_page()

    def clear(self) -> None:
        """Show nothing and forget every picture."""
        self._pdf = b""
        self._sizes = []
        self._pictures.clear()
        self.viewport().update()

    @property
    def page_count(self) -> int:
        """How many pages the document has."""
        return len(self._sizes)

    @property
    def zoom(self) -> float:
        """1.0 shows a page at its size on paper."""
        return self._zoom

    def set_zoom(self, zoom: float | None) -> None:
        """Zoom to a factor, or fit the width with None; keeps the place on the page."""
        before = self._at()
        self._fits = zoom is None
        if zoom is not None:
            self._zoom = min(max(zoom, _SMALLEST), _LARGEST)
        self._pictures.clear()
        self._lay_out(before)
        self.zoom_changed.emit(self._zoom)

    def go_to_page(self, page: int) -> None:
        """Put a page (from 1) at the top."""
        if 1 <= page <= self.page_count:
            self.verticalScrollBar().setValue(self._tops()[page - 1] - self._gap())

    def sizeHint(self) -> QSize:  # noqa: N802
        """A narrow page."""
        theme = current_theme()
        return QSize(theme.px(420), theme.px(400))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the pages that are visible."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), current_theme().color("desk"))
        for at, place in enumerate(self._places()):
            if not place.intersects(self.viewport().rect()):
                continue
            painter.fillRect(place, Qt.GlobalColor.white)
            picture = self._picture(at)
            if picture is not None:
                painter.drawImage(place.topLeft(), picture)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Fit the width again."""
        super().resizeEvent(event)
        before = self._at()
        if self._fits:
            self._pictures.clear()
        self._lay_out(before)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Ctrl and the wheel zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom * (1.1 if event.angleDelta().y() > 0 else 1 / 1.1))
            event.accept()
            return
        super().wheelEvent(event)

    def _gap(self) -> int:
        return current_theme().px(12)

    def _pixels_a_point(self) -> float:
        return self._zoom * self.logicalDpiX() / _POINTS_PER_INCH

    def _size(self, at: int) -> QSize:
        wide, high = self._sizes[at]
        scale = self._pixels_a_point()
        return QSize(int(wide * scale), int(high * scale))

    def _tops(self) -> list[int]:
        tops, top = [], self._gap()
        for at in range(len(self._sizes)):
            tops.append(top)
            top += self._size(at).height() + self._gap()
        return tops

    def _places(self) -> list[QRect]:
        right, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        wide = self.viewport().width()
        places = []
        for at, top in enumerate(self._tops()):
            size = self._size(at)
            left = max((wide - size.width()) // 2, self._gap())
            places.append(QRect(QPoint(left - right, top - down), size))
        return places

    def _at(self) -> float:
        bar = self.verticalScrollBar()
        return bar.value() / bar.maximum() if bar.maximum() else 0.0

    def _lay_out(self, place: float) -> None:
        if not self._sizes:
            return
        view = self.viewport()
        if self._fits:
            widest = max(wide for wide, _high in self._sizes)
            room = view.width() - 2 * self._gap() - 1
            self._zoom = max(room / (widest * self.logicalDpiX() / _POINTS_PER_INCH), _SMALLEST)
        sizes = [self._size(at) for at in range(len(self._sizes))]
        high = self._tops()[-1] + sizes[-1].height() + self._gap()
        wide = max(size.width() for size in sizes) + 2 * self._gap()
        down, right = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(high - view.height(), 0))
        down.setPageStep(view.height())
        down.setSingleStep(current_theme().px(30))
        right.setRange(0, max(wide - view.width(), 0))
        right.setPageStep(view.width())
        down.setValue(round(place * down.maximum()))
        view.update()

    def _picture(self, at: int) -> QImage | None:
        if at in self._pictures:
            self._pictures.move_to_end(at)
            return self._pictures[at]
        if not self._pdf:
            return None
        ratio = self.devicePixelRatioF()
        # opened for each picture: reading it is quick, and no document outlives its view
        with PDF_LOCK, pypdfium2.PdfDocument(self._pdf) as document:
            picture = page_image(document[at], self._pixels_a_point() * ratio)
        picture.setDevicePixelRatio(ratio)
        self._pictures[at] = picture
        while len(self._pictures) > _KEPT_PAGES:
            self._pictures.popitem(last=False)
        return picture

    def _on_scrolled(self, _value: int) -> None:
        self.viewport().update()
        self._tell_page()

    def _tell_page(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        page = sum(1 for top in self._tops() if top <= middle)
        self.page_changed.emit(max(page, 1), self.page_count)
