"""Vandaag, the four lanes and the result of the quarter or of other days, on one page."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wijknet.access import STAFF, requires
from wijknet.accounts.models import User
from wijknet.casework.cards import card_of
from wijknet.casework.contacts import Contacts, best, contacts_of
from wijknet.casework.models import Case
from wijknet.casework.permissions import may_write_here
from wijknet.casework.views.place import user_of
from wijknet.dashboard.period import Period, period_of
from wijknet.dashboard.querysets import (
    Choice,
    Lane,
    gemeenten_of,
    has_desk,
    lanes,
    results_in,
    rhythms_and_themes,
    wijken_and_notebook,
)
from wijknet.dashboard.today import today_of, writes
from wijknet.roles import ROLES, Role
from wijknet.ui import dates
from wijknet.ui.addresses import address_of
from wijknet.ui.pieces import Action, CaseCard, results

TURNS = (("", "iedereen"), ("ME", "ik"), ("SYSTEM", "de gemeente"), ("LIFE", "de wijk"))


@requires(*STAFF)
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """What asks me today, and the work in four roles."""
    viewer = user_of(request)
    wijken, notebook = wijken_and_notebook(viewer, mine=request.GET.get("wie") == "ik")
    area = next((wijk for wijk in wijken if wijk.code == request.GET.get("wijk")), None)
    turn = next((code for code, _ in TURNS if code == request.GET.get("zet")), "")
    role = next((text.role.value for text in ROLES if text.role == request.GET.get("rol")), "")
    rhythms, themes = rhythms_and_themes(viewer)
    theme = next((pk for pk, _ in themes if str(pk) == request.GET.get("thema")), None)
    chosen = Choice(area=area, theme=theme, mine=request.GET.get("wie") == "ik")
    found = lanes(viewer, chosen, turn=turn)
    today = dates.today()
    period = period_of(request.GET)
    counts = results_in(viewer, chosen, period.start, period.end)
    context = {
        "my_wijken": wijken,  # the frame need not ask again
        "current_wijk": area,
        "greeting": greeting(viewer),
        "place": area.name if area else " en ".join(wijk.name for wijk in wijken[:3]),
        "today": today,
        "day": today_of(viewer, wijken, chosen, notebook, rhythms),
        "chosen": chosen,
        "narrowed": chosen.is_narrow or bool(turn),
        "themes": themes,
        "switch_more": kept(request, "thema", "wie", "zet", "rol", "van", "tot"),
        "lanes": shown_lanes(found, viewer, only=role),
        "roles": [(text, found[text.role].count if text.role in found else 0) for text in ROLES],
        "open_count": sum(lane.count for lane in found.values()),
        "role": role,
        "turns": TURNS,
        "turn": turn,
        "results": results(counts),
        "headline": headline(counts, period),
        "period": period,
    }
    return render(request, "dashboard/dashboard.html", context)


def kept(request: HttpRequest, *names: str) -> str:
    """What was chosen, to go along in a link to another wijk: `&thema=3&wie=ik`."""
    chosen = {name: request.GET[name] for name in names if request.GET.get(name)}
    return f"&{urlencode(chosen)}" if chosen else ""


def greeting(viewer: User) -> str:
    hour = timezone.localtime().hour
    words = "Goedemorgen" if hour < 12 else "Goedemiddag" if hour < 18 else "Goedenavond"
    return f"{words}, {viewer.first_name}"


def shown_lanes(found: dict[str, Lane], viewer: User, *, only: str) -> list[dict[str, Any]]:
    """The lanes in their order with their cards; a card without a desk carries the proposal."""
    cases = [case for lane in found.values() for case in lane.cases]
    contacts = contacts_of(gemeenten_of(cases))
    new_url = reverse("case-new")
    shown = []
    for text in ROLES:
        if only and text.role != only:
            continue
        lane = found.get(text.role)
        shown.append(
            {
                "role": text.role.value,
                "count": lane.count if lane else 0,
                "cards": [lane_card(case, viewer, contacts) for case in (lane.cases if lane else [])],
                "more": f"{reverse('cases')}?rol={text.role}" if lane and lane.count > len(lane.cases) else "",
                "new_url": f"{new_url}?rol={text.role}" if writes(viewer) else "",
            }
        )
    return shown


def lane_card(case: Case, viewer: User, contacts: Contacts) -> CaseCard:
    if has_desk(case):
        return card_of(case)
    proposal = best(contacts, area=case.area, theme_id=case.theme_id)
    if not may_write_here(viewer, case):
        return card_of(case, proposal=proposal)
    url = address_of("case-link", case.pk)
    if proposal is None:
        return card_of(case, link=Action(label="Kies een contact", url=url))
    link = Action(label="Koppel", url=f"{url}?contact={proposal.contact.pk}", post=True, primary=True)
    return card_of(case, proposal=proposal, link=link)


def headline(counts: dict[str, tuple[int, int]], period: Period) -> str:
    """What came of it for the wijk, in a sentence or two."""
    words = {
        Role.FIXER: ("De wijk kreeg één antwoord.", "De wijk kreeg {n} antwoorden."),
        Role.BRIDGER: ("Eén wijkprobleem is opgelost.", "{n} wijkproblemen zijn opgelost."),
        Role.BROKER: ("Eén keer praten mensen nu met elkaar.", "{n} keer praten mensen nu met elkaar."),
        Role.INNOVATIVE_ENTREPRENEUR: ("Eén bewonersinitiatief lukte.", "{n} bewonersinitiatieven lukten."),
    }
    found = [(counts.get(role, (0, 0))[0], one, many) for role, (one, many) in words.items()]
    said = [one if number == 1 else many.format(n=number) for number, one, many in found if number]
    return " ".join(said[:2]) or (
        "In deze dagen is niets afgerond." if period.own else "Dit kwartaal is nog niets afgerond."
    )
