"""Paper figures: the plan of three pages, beside the bare PDF kit with the same words."""

import io
from dataclasses import replace
from datetime import date
from typing import Any

from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from bench_figures import Figure, Figures, milliseconds
from bench_store import BenchClinic
from iopdesk.domain.health import Diagnosis
from iopdesk.domain.language import Language
from iopdesk.domain.plan_library import plan_library, problem_from_library
from iopdesk.storage.client_tables import ClientRow

PROBLEMS = 4
PAPERS = 100


def measure(clinic: BenchClinic, figures: Figures) -> None:
    """Pages a second, in turn with bare platypus."""
    client_id = client_with_plan(clinic)
    paper = clinic.services.plan_paper
    plan = clinic.services.plan.newest(client_id)
    if plan is None:
        raise RuntimeError("the plan was not stored")
    mine, theirs = [], []
    for _ in range(PAPERS):
        mine.append(milliseconds(lambda: paper.clinical(client_id, draft=plan)))
        theirs.append(milliseconds(lambda: _bare_plan(plan)))
    pages = 3
    figures.add(_rate("iopdesk", clinic.size, pages, mine))
    figures.add(_rate("limit", clinic.size, pages, theirs))


def client_with_plan(clinic: BenchClinic) -> Any:
    """A client in program with a plan of four problems."""
    with clinic.opened.store.read() as db:
        row = db.query(ClientRow.id).filter(ClientRow.in_program == 1).first()
    client_id = row[0]
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
    return Figure(system, "pdf.pages_per_s", "/s", size, rates)


def _bare_plan(plan: Any) -> bytes:
    """The same words as plain paragraphs and tables, with nothing that makes them a plan."""
    style = getSampleStyleSheet()["BodyText"]
    story: list[Any] = [Paragraph("Treatment plan", style), Spacer(1, 12)]
    for problem in plan.problems:
        story.append(Paragraph(problem.client_words, style))
        for goal in problem.goals:
            story.append(Paragraph(goal.text, style))
            rows = [
                [Paragraph(o.text, style), Paragraph(o.measure, style), str(o.target)]
                for o in goal.objectives
            ]
            story.append(Table([["Objective", "Measure", "By"], *rows], repeatRows=1))
        services = [[Paragraph(s.text, style), Paragraph(s.dose, style)] for s in problem.services]
        story.append(Table([["Service", "Dose"], *services], repeatRows=1))
        story.append(Spacer(1, 60))
    out = io.BytesIO()
    SimpleDocTemplate(out).build(story)
    return out.getvalue()
