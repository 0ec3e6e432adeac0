"""Paper figures: the plan of three pages, beside the bare PDF kit with the same words."""

import io
import re
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table
from sqlalchemy import select

from bench_figures import Figure, Figures, milliseconds
from bench_store import BenchClinic
from iopdesk.documents import fonts
from iopdesk.domain.health import Diagnosis
from iopdesk.domain.language import Language
from iopdesk.domain.plan import Plan
from iopdesk.domain.plan_library import plan_library, problem_from_library
from iopdesk.storage.client_tables import ClientRow

PROBLEMS = 4
PAPERS = 100
FACTS = (
    *("Client", "Born", "Chart", "Admitted", "Counselor", "Language"),
    *("Level of care", "Schedule", "Phase", "Program", "Meetings"),
)
DIAGNOSIS = ["F10.20", "Alcohol use disorder", "Nov 19, 2026", "B. Bench"]
STRENGTHS = ("Strengths", "Needs", "Abilities", "Preferences")
OBJECTIVE = ["#", "Objective: the client will", "Measured by", "By", "Status"]
REVIEW = ("Next review", "Reviewed by", "Ready to step down", "Expected", "Client", "Counselor")


def measure(clinic: BenchClinic, figures: Figures) -> None:
    """Pages a second, in turn with bare platypus."""
    client_id = client_with_plan(clinic)
    paper = clinic.services.plan_paper
    plan = clinic.services.plan.newest(client_id)
    if plan is None:
        raise RuntimeError("the plan was not stored")
    mine, theirs = [], []
    # both are the same plan: counted by the pages of ours, however loosely either is set
    pages = _pages(paper.clinical(client_id, draft=plan).pdf)
    for _ in range(PAPERS):
        mine.append(milliseconds(lambda: paper.clinical(client_id, draft=plan)))
        theirs.append(milliseconds(lambda: _bare_plan(plan)))
    figures.add(_rate("iopdesk", clinic.size, pages, mine))
    figures.add(_rate("limit", clinic.size, pages, theirs))


def client_with_plan(clinic: BenchClinic) -> UUID:
    """A client in program with a plan of four problems."""
    with clinic.opened.store.read() as db:
        client_id = db.scalars(select(ClientRow.id).where(ClientRow.in_program == 1)).first()
    if client_id is None:
        raise RuntimeError("nobody is in program")
    plans = clinic.services.plan
    if plans.newest(client_id) is None:
        clinic.services.health.save(client_id, Diagnosis("F10.20", "Alcohol use disorder"))
        base = plans.start(client_id)
        problems = tuple(
            problem_from_library(p, date(2026, 11, 19), Language.ENGLISH, plans.new_id)
            for p in plan_library().problems[:PROBLEMS]
        )
        plans.save(replace(base, strengths="Keeps promises", problems=problems), base)
    return client_id


def _rate(system: str, size: int, pages: int, took: list[float]) -> Figure:
    rates = tuple(pages * 1000 / each for each in took)
    return Figure(system, "pdf.pages_per_s", "/s", size, rates, {"pages": pages})


def _pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", pdf))


def _bare_plan(plan: Plan) -> bytes:
    """The same words and faces in plain paragraphs and tables, with nothing else of a plan."""
    fonts.load_main_faces()
    body = ParagraphStyle("body", fontName=fonts.REGULAR, fontSize=11, leading=13.5)
    strong = ParagraphStyle("strong", parent=body, fontName=fonts.BOLD)
    label = ParagraphStyle("label", parent=body, fontName=fonts.SEMIBOLD, fontSize=9.5)

    def table(heads: list[str], rows: list[list[str]], widths: list[float]) -> Table:
        cells = [[Paragraph(head, strong) for head in heads]] if heads else []
        cells += [[Paragraph(cell, body) for cell in row] for row in rows]
        lines = [("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.grey)]
        return Table(cells, widths, repeatRows=len(heads) and 1, style=lines)

    def pairs(lines: list[tuple[str, str]]) -> Table:
        cells = [[Paragraph(name, label), Paragraph(words, body)] for name, words in lines]
        return Table(cells, [120, 380])

    story: list[Any] = [Paragraph("Treatment plan", strong), Paragraph("Version 1", body)]
    story.append(pairs([(name, "Marisol Garcia Reyes") for name in FACTS]))
    story.append(table(["Code", "Diagnosis", "Since", "Given by"], [DIAGNOSIS], [58, 256, 84, 102]))
    story.append(pairs([(n, plan.strengths or "None written yet.") for n in STRENGTHS]))
    for problem in plan.problems:
        story += [Paragraph(problem.client_words, strong), Paragraph(problem.title, label)]
        for goal in problem.goals:
            story.append(Paragraph(goal.text, strong))
            rows = [
                ["1.1", o.text, str(o.measure), str(o.target), "Not started"]
                for o in goal.objectives
            ]
            story.append(table(OBJECTIVE, rows, [30, 184, 102, 84, 100]))
        services = [[s.text, s.dose, s.who] for s in problem.services]
        story.append(table(["Service", "Dose", "Who"], services, [224, 164, 112]))
    story.append(pairs([(name, "Not said yet") for name in REVIEW]))
    out = io.BytesIO()
    SimpleDocTemplate(out, leftMargin=56, rightMargin=56).build(story, _foot, _foot)
    return out.getvalue()


def _foot(canvas: Any, document: Any) -> None:
    canvas.setFont(fonts.BOLD, 9.5)
    canvas.drawString(56, 40, "Marisol Garcia Reyes, chart M-00001")
    canvas.drawRightString(556, 40, f"Page {document.page}")
