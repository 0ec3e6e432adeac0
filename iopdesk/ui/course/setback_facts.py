"""What the steps of a setback look at: crisis lines, the dose now, groups, people, the plan."""

from collections.abc import Callable
from functools import partial

from iopdesk.domain.setback import Step
from iopdesk.domain.support import RELATIONS
from iopdesk.services.placement_records import PersonToCall, SetbackView
from iopdesk.ui.course.course_words import change_words, dose_words, where_words
from iopdesk.ui.course.setback_steps import SetbackSteps
from iopdesk.ui.widgets.notice_list import Notice
from iopdesk.ui.wording import _, screen_wording

Go = Callable[..., None]


def show_around(steps: SetbackSteps, view: SetbackView, go: Go) -> None:
    """Fill every page with what is known."""
    pages = steps.pages
    pages[Step.SAFETY].show_notices(_lines_to_call(view))
    pages[Step.LEVEL].show_facts(_level_facts(view))
    pages[Step.LEVEL].show_notices(_level_notices(view, go))
    steps.place.setVisible(view.now is not None)
    pages[Step.GROUPS].show_notices(_group_notices(view, go))
    pages[Step.SUPPORTS].show_facts([_person(person) for person in view.people])
    pages[Step.SUPPORTS].show_notices(_people_notices(view, go))
    pages[Step.PLAN].show_notices([_plan_notice(view, go)])


def _lines_to_call(view: SetbackView) -> list[Notice]:
    found = [
        Notice(_("Danger to life: call 911 and stay with the client."), "bad"),
        Notice(_("988: call or text, any time. The client may call from here."), "info"),
    ]
    if view.crisis_line:
        found.append(Notice(view.crisis_line, "info"))
    return found


def _level_facts(view: SetbackView) -> list[tuple[str, str]]:
    if view.now is None:
        return []
    facts = [(_("Now"), where_words(view.now)), (_("Dose"), dose_words(view.now))]
    placed = view.setback.placement if view.setback else None
    if placed is not None:
        decided = _(
            "{change} from {day}: {dose}",
            change=change_words(placed),
            day=screen_wording().date(placed.starts),
            dose=dose_words(placed),
        )
        facts.append((_("Decided"), decided))
    return facts


def _level_notices(view: SetbackView, go: Go) -> list[Notice]:
    if view.now is not None:
        return []
    words = _("Not in program now. Coming back is a new stay on the same record.")
    return [Notice(words, "info", _("Admit again"), partial(go, "admit", view.client_id))]


def _group_notices(view: SetbackView, go: Go) -> list[Notice]:
    if not view.groups:
        return [Notice(_("In no group now."), "info", _("Groups"), partial(go, "groups"))]
    return [
        Notice(group.title, "info", _("Open the group"), partial(go, "group", group.group_id))
        for group in view.groups
    ]


def _person(person: PersonToCall) -> tuple[str, str]:
    relation = _(RELATIONS[person.relation]) if person.relation in RELATIONS else person.relation
    who = f"{person.name} ({relation.lower()})" if person.relation else person.name
    if not person.has_release:
        return who, _("No release on file: the client can call, the clinic can't.")
    told = person.phone or _("No phone number")
    if person.is_reachable_at_risk:
        told = _("{phone}, reachable when at risk", phone=told)
    if person.what:
        told = _("{phone}. Release: {what}", phone=told, what=person.what)
    if person.until is not None:
        day = screen_wording().day_month_year(person.until)
        told = _("{phone}, until {day}", phone=told, day=day)
    return who, told


def _people_notices(view: SetbackView, go: Go) -> list[Notice]:
    if view.people and all(person.has_release for person in view.people):
        return []
    words = _("Releases are prepared and signed under Consents.")
    if not view.people:
        words = _("No support person is on the list yet.")
    open_details = partial(go, "client", view.client_id, tab="details")
    return [Notice(words, "info", _("Open details"), open_details)]


def _plan_notice(view: SetbackView, go: Go) -> Notice:
    words = _("There is no signed plan yet.")
    if view.has_signed_plan:
        words = _("A setback makes the plan due for review.")
    return Notice(
        words, "info", _("Open the plan"), partial(go, "client", view.client_id, tab="plan")
    )
