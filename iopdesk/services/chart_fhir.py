"""A chart as a FHIR R4 bundle: Patient, EpisodeOfCare, Condition, plan, goals, visits, scores.

Codes are those of HL7's own systems; what has none there is told in words. A bundle is a
"collection": a copy to read, not a set of orders to carry out.
"""

import base64
import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from iopdesk.services.chart_rows import ChartRows, Row

Resource = dict[str, Any]
_ICD10 = "http://hl7.org/fhir/sid/icd-10-cm"
_HL7 = "http://terminology.hl7.org/CodeSystem"
_GENDERS = {"woman": "female", "man": "male", "nonbinary": "other", "other": "other"}
# plan.state and objective statuses in FHIR's words
_PLAN_STATES = {"signed": "active", "replaced": "revoked"}
_GOAL_STATES = {
    "not_started": "in-progress",
    "working": "improving",
    "partly": "improving",
    "met": "achieved",
    "not_met": "not-achieved",
    "put_off": "no-progress",
}
_ENCOUNTER_STATES = {"kept": "finished", "planned": "planned"}
# PHQ-9, GAD-7 and AUDIT totals have LOINC codes; other scores are told by name alone.
_LOINC = {
    "phq9": ("44261-6", "PHQ-9 total score"),
    "gad7": ("70274-6", "GAD-7 total score"),
    "audit": ("75624-7", "AUDIT total score"),
    "audit_c": ("75626-2", "AUDIT-C total score"),
}


def as_fhir(chart: ChartRows, about: Mapping[str, Any]) -> bytes:
    """The bundle as JSON; the notice and the scope of the consent stand in its first resource."""
    entries: list[dict[str, Any]] = [
        {"fullUrl": f"urn:uuid:{resource['id']}", "resource": resource}
        for resource in _resources(chart, about.get("consent"))
    ]
    if notice := about.get("notice"):
        entries[0]["resource"] |= {"text": _narrative(str(notice))}
    bundle = {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": about["made"],
        "entry": entries,
    }
    return (json.dumps(bundle, ensure_ascii=False, indent=1) + "\n").encode()


def _resources(chart: ChartRows, consent: Row | None) -> Iterator[Resource]:
    (client,) = chart.rows["client"]
    patient = {"reference": f"urn:uuid:{client['id']}"}
    yield _patient(client, chart)
    if consent is not None:
        yield _consent(consent, patient)
    for make, table in (
        (_episode, "episode"),
        (_condition, "diagnosis"),
        (_goal, "objective"),
        (_care_plan, "plan"),
        (_group_visit, "attendance"),
        (_visit, "appointment"),
        (_screen, "drug_screen"),
    ):
        for row in chart.rows[table]:
            yield make(row, chart, patient)
    for row in chart.rows["attachment"]:
        yield _report(row, chart.files[row["id"]], patient)
    for row in chart.rows["instrument_result"]:
        yield from _scores(row, patient)


def _patient(row: Row, chart: ChartRows) -> Resource:
    given = [name for name in (row["first_name"], row["middle_name"]) if name]
    names = [{"use": "official", "family": row["last_name"], "given": given}]
    if row["name_to_use"]:
        names.append({"use": "usual", "given": [row["name_to_use"]], "text": row["name_to_use"]})
    address = {
        key: value
        for key, value in (
            ("line", [row["street"]] if row["street"] else None),
            ("city", row["city"]),
            ("state", row["state"]),
            ("postalCode", row["postal_code"]),
        )
        if value
    }
    telecom = [{"system": "phone", "value": phone["number"]} for phone in chart.rows["phone"]]
    if row["email"]:
        telecom.append({"system": "email", "value": row["email"]})
    return _filled(
        resourceType="Patient",
        id=str(row["id"]),
        identifier=[{"use": "usual", "value": row["chart_number"]}],
        name=names,
        telecom=telecom,
        gender=_GENDERS.get(row["gender"], "unknown"),
        birthDate=_day(row["born"]),
        address=[address] if address else [],
        communication=[{"language": _coded("urn:ietf:bcp:47", row["language"])}],
    )


def _consent(row: Row, patient: Resource) -> Resource:
    """The consent that this copy goes out under (42 CFR 2.31)."""
    told = [{"text": key} for key in row["information"].split(",") if key]
    return _filled(
        resourceType="Consent",
        id=str(row["id"]),
        status="active",
        scope=_coded(f"{_HL7}/consentscope", "patient-privacy"),
        category=[_coded("http://loinc.org", "59284-0")],
        patient=patient,
        dateTime=_day(row["signed"]),
        policyRule={"text": "42 CFR Part 2"},
        provision=_filled(
            type="permit",
            period=_period(row["signed"], row["until"]),
            actor=[
                {
                    "role": _coded(f"{_HL7}/v3-ParticipationType", "IRCP"),
                    "reference": {"display": row["to_whom"]},
                }
            ],
            code=told,
        ),
    )


def _episode(row: Row, chart: ChartRows, patient: Resource) -> Resource:
    return _filled(
        resourceType="EpisodeOfCare",
        id=str(row["id"]),
        status="finished" if row["discharged"] else "active",
        type=[{"text": "Intensive outpatient program"}],
        patient=patient,
        period=_period(row["admitted"], row["discharged"]),
    )


def _condition(row: Row, chart: ChartRows, patient: Resource) -> Resource:
    state = "resolved" if row["ended"] else "remission" if row["remission"] else "active"
    return _filled(
        resourceType="Condition",
        id=str(row["id"]),
        clinicalStatus=_coded(f"{_HL7}/condition-clinical", state),
        severity={"text": row["severity"]} if row["severity"] else None,
        code={**_coded(_ICD10, row["code"]), "text": row["words"]},
        subject=patient,
        onsetDateTime=_day(row["since"]),
        abatementDateTime=_day(row["ended"]),
        note=[{"text": row["remission"]}] if row["remission"] else [],
    )


def _goal(row: Row, chart: ChartRows, patient: Resource) -> Resource:
    stands = [
        each for each in chart.rows["objective_status"] if each["lineage_id"] == row["lineage_id"]
    ]
    status = stands[-1]["status"] if stands else "not_started"
    life = {"met": "completed", "put_off": "on-hold", "not_started": "accepted"}
    target = {"dueDate": _day(row["target"])} if row.get("target") else None
    return _filled(
        resourceType="Goal",
        id=str(row["id"]),
        lifecycleStatus=life.get(status, "active"),
        achievementStatus=_coded(f"{_HL7}/goal-achievement", _GOAL_STATES[status]),
        description={"text": row["text"]},
        subject=patient,
        target=[target] if target else [],
    )


def _care_plan(row: Row, chart: ChartRows, patient: Resource) -> Resource:
    problems = [each for each in chart.rows["problem"] if each["plan_id"] == row["id"]]
    mine = {each["id"] for each in problems}
    goals = {each["id"] for each in chart.rows["goal"] if each["problem_id"] in mine}
    steps = [each for each in chart.rows["objective"] if each["goal_id"] in goals]
    services = [each for each in chart.rows["planned_service"] if each["problem_id"] in mine]
    activities = [
        {"detail": {"status": "in-progress", "description": _joined(each["text"], each["dose"])}}
        for each in services
        if _joined(each["text"], each["dose"])
    ]
    return _filled(
        resourceType="CarePlan",
        id=str(row["id"]),
        status=_PLAN_STATES.get(row["state"], "unknown"),
        intent="plan",
        title=f"Treatment plan, version {row['version']}",
        description="; ".join(filter(None, (each["title"] for each in problems))),
        subject=patient,
        period=_period(row["begun"], None),
        goal=[{"reference": f"urn:uuid:{each['id']}"} for each in steps],
        activity=activities,
    )


def _group_visit(row: Row, chart: ChartRows, patient: Resource) -> Resource:
    day, start, title = chart.sessions[row["session_id"]]
    there = row["mark"] in ("present", "late", "left_early")
    return _encounter(row["id"], "finished" if there else "cancelled", title, patient) | {
        "period": _span(day, start, row["minutes"])
    }


def _visit(row: Row, chart: ChartRows, patient: Resource) -> Resource:
    status = _ENCOUNTER_STATES.get(row["state"], "cancelled")
    minutes = row["minutes_kept"] or row["minutes"]
    words = row["kind"].replace("_", " ")
    return _encounter(row["id"], status, words, patient) | {
        "period": _span(row["day"], row["start"], minutes)
    }


def _encounter(row_id: UUID, status: str, words: str, patient: Resource) -> Resource:
    return {
        "resourceType": "Encounter",
        "id": str(row_id),
        "status": status,
        "class": {"system": f"{_HL7}/v3-ActCode", "code": "AMB", "display": "ambulatory"},
        "type": [{"text": words}],
        "subject": patient,
    }


def _screen(row: Row, chart: ChartRows, patient: Resource) -> Resource:
    results = [
        {
            "code": {"text": each["analyte"]},
            "valueString": (each["confirmed"] or each["presumptive"] or "no result").replace(
                "_", " "
            ),
        }
        for each in chart.rows["screen_result"]
        if each["screen_id"] == row["id"]
    ]
    return _filled(
        resourceType="Observation",
        id=str(row["id"]),
        status="final" if row["result"] else "registered",
        category=[_coded(f"{_HL7}/observation-category", "laboratory")],
        code={"text": f"Drug screen, {row['specimen'].replace('_', ' ')}"},
        subject=patient,
        effectiveDateTime=_day(row["day"]),
        valueString=(row["result"] or row["state"]).replace("_", " "),
        component=results,
    )


def _report(row: Row, content: bytes, patient: Resource) -> Resource:
    return _filled(
        resourceType="DocumentReference",
        id=str(row["id"]),
        status="current",
        subject=patient,
        date=row["attached_at"].isoformat(),
        content=[
            {
                "attachment": {
                    "contentType": row["media_type"],
                    "data": base64.b64encode(content).decode("ascii"),
                    "title": row["name"],
                }
            }
        ],
    )


def _scores(row: Row, patient: Resource) -> Iterator[Resource]:
    scores = json.loads(row["scores"] or "{}")
    if not scores:
        return
    code: Resource = {"text": row["instrument"]}
    if found := _LOINC.get(row["instrument"]):
        code = {"coding": [{"system": "http://loinc.org", "code": found[0], "display": found[1]}]}
    values = [{"code": {"text": scale}, "valueInteger": value} for scale, value in scores.items()]
    one = {"valueInteger": values[0]["valueInteger"]} if len(values) == 1 else {}
    yield _filled(
        resourceType="Observation",
        id=str(row["id"]),
        status="final",
        category=[_coded(f"{_HL7}/observation-category", "survey")],
        code=code,
        subject=patient,
        effectiveDateTime=_day(row["day"]),
        component=[] if one else values,
        **one,
    )


def _coded(system: str, code: str) -> Resource:
    return {"coding": [{"system": system, "code": code}]}


def _narrative(words: str) -> Resource:
    plain = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    div = f'<div xmlns="http://www.w3.org/1999/xhtml"><p>{plain}</p></div>'
    return {"status": "additional", "div": div}


def _filled(**fields: Any) -> Resource:
    """Only what says something: FHIR knows no empty values."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _period(first: date, last: date | None) -> Resource:
    return _filled(start=first.isoformat(), end=_day(last))


def _span(day: date, start: time, minutes: int) -> Resource:
    begin = datetime.combine(day, start)
    # wall-clock time of the clinic, as its rosters have it: a day is as precise as FHIR allows
    return {
        "start": day.isoformat(),
        "end": (begin + timedelta(minutes=minutes)).date().isoformat(),
    }
