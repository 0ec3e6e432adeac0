"""ReportLab drawings as SVG that Qt shows as paper does."""

import re

from reportlab.graphics import renderSVG
from reportlab.graphics.shapes import Drawing

from iopdesk.documents import fonts

_FAMILY = "Atkinson Hyperlegible Next"
_WEIGHTS = {fonts.REGULAR: 400, fonts.SEMIBOLD: 600, fonts.BOLD: 700}


def drawing_svg(drawing: Drawing) -> str:
    """The drawing as SVG text for a screen; colours are those the drawing was made with.

    ReportLab writes a clip path, which Qt fills black, "None" with a capital N, which Qt reads as
    black, and a face's file name where CSS wants family and weight.
    """
    fonts.load_main_faces()
    svg = str(renderSVG.drawToString(drawing))
    svg = svg.replace("fill: None", "fill: none").replace("stroke: None", "stroke: none")
    svg = re.sub(r"<clipPath.*?</clipPath>", "", svg, flags=re.DOTALL)
    svg = re.sub(r"clip-path: url\(#clip\);?", "", svg)
    svg = re.sub(r"<(title|desc)>.*?</\1>", "", svg)
    for face, weight in _WEIGHTS.items():
        named = f"font-family: '{_FAMILY}'; font-weight: {weight}"
        svg = re.sub(rf"font-family: ?['\"]?{face}['\"]?", named, svg)
    return svg
