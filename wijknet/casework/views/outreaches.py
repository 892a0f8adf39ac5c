"""Nieuws via de wijk: keep a trusted circle, see the kept ones, tick who was asked."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from actors.circle import Search, kept_or_small
from actors.forms.circle import CircleForm
from actors.matrix import MOST_GROUPS
from actors.models import Actor, InformalNetwork
from actors.views.wijk import must_write_in, wijk_or_404
from wijknet.access import STAFF, Function, get_visible_or_404, require_function, requires
from wijknet.areas.models import Area, ResidentGroup
from wijknet.casework import services
from wijknet.casework.forms import OutreachForm
from wijknet.casework.models import Outreach, OutreachMember
from wijknet.casework.permissions import may_write_here
from wijknet.casework.views.place import user_of, wijk_asked
from wijknet.privacy.forms import tell_masked
from wijknet.ui.forms import attempt
from wijknet.ui.paging import page_by_key


@requires(*STAFF)
@require_safe
def outreaches(request: HttpRequest) -> HttpResponse:
    """Plans of my wijken, newest first; `?staat=archief` for those that were put away."""
    viewer = user_of(request)
    area = wijk_asked(request, viewer)
    away = request.GET.get("staat") == "archief"
    rows = Outreach.objects.visible_to(viewer, *STAFF).select_related("area").with_counts()
    rows = rows.archived() if away else rows.current()
    if area is not None:
        rows = rows.in_area(area)
    page = page_by_key(rows, request.GET, field="made_on", size=50)
    return render(request, "casework/outreaches.html", {"area": area, "page": page, "away": away})


@requires(Function.WIJKMANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, municipality: str, wijk: str) -> HttpResponse:
    """The question of the circle stands in the address; what is kept is its answer of now."""
    viewer = user_of(request)
    area = wijk_or_404(request, municipality, wijk, *STAFF)
    must_write_in(viewer, area)
    found = _circle_of(request, area)
    form = OutreachForm(request.POST or None)
    if found is not None and request.method == "POST" and form.is_valid():
        groups, members = found
        data = form.cleaned_data
        kept = attempt(
            form,
            lambda: services.keep_circle(
                by=viewer,
                area=area,
                key=data["request_key"],
                title=data["title"],
                groups=groups,
                members=members,
            ),
        )
        if kept is not None:
            tell_masked(request, form)
            messages.success(request, "De kring is bewaard. Vink af wie je hebt gevraagd.")
            return redirect(kept)
    groups, members = found or ([], [])
    context = {"area": area, "form": form, "groups": groups, "members": members}
    return render(request, "casework/outreach_form.html", context)


def _circle_of(request: HttpRequest, area: Area) -> tuple[list[ResidentGroup], list[Actor | InformalNetwork]] | None:
    """The groups that are reached and who is in the circle; nothing when there is no circle to keep."""
    groups = list(ResidentGroup.objects.in_area(area).shown().order_by("name", "pk")[:MOST_GROUPS])
    question = CircleForm(request.GET, groups).question
    if question is None:
        return None
    search = Search(area, groups, question)
    circle = kept_or_small(search.problem)
    if circle is None or not circle.members:
        return None
    keys = [search.nodes[at].key for at in circle.chosen]
    actors = Actor.objects.in_area(area).in_network().in_bulk(_numbers(keys, "actor"))
    networks = InformalNetwork.objects.in_area(area).current().in_bulk(_numbers(keys, "network"))
    sides: dict[str, Any] = {f"actor-{pk}": actor for pk, actor in actors.items()}
    sides |= {f"network-{pk}": network for pk, network in networks.items()}
    reached = {group for member in circle.members for group in member.groups}
    return [group for group in groups if group.pk in reached], [sides[key] for key in keys if key in sides]


def _numbers(keys: list[str], kind: str) -> list[int]:
    return [int(key.partition("-")[2]) for key in keys if key.startswith(f"{kind}-")]


@requires(*STAFF)
@require_safe
def outreach(request: HttpRequest, pk: int) -> HttpResponse:
    """One plan: what, to whom, through whom, and who was asked."""
    viewer = user_of(request)
    shown = Prefetch("groups", queryset=ResidentGroup.objects.shown().order_by("name"))
    rows = Outreach.objects.select_related("area__municipality", "by").prefetch_related(shown)
    found: Outreach = get_visible_or_404(rows, viewer, pk=pk)
    context = {
        "outreach": found,
        "members": list(found.members.shown()),
        "may_write": may_write_here(viewer, found),
    }
    return render(request, "casework/outreach.html", context)


@requires(Function.WIJKMANAGER)
@require_POST
def asked(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    found = _writable(request, pk)
    if found.archived_on is not None:
        raise Http404("Niet gevonden.")
    row: OutreachMember = get_object_or_404(found.members.shown().select_related("outreach__area"), pk=member)
    services.tick_asked(by=user_of(request), member=row)
    messages.success(request, f"Genoteerd: je hebt {row} gevraagd.")
    return redirect(found)


@requires(Function.WIJKMANAGER)
@require_POST
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    """`terug` takes it out of the archive."""
    found = _writable(request, pk)
    away = "terug" not in request.POST
    services.archive_outreach(by=user_of(request), outreach=found, away=away)
    messages.success(request, "Het plan staat in het archief." if away else "Het plan is terug uit het archief.")
    return redirect(found)


def _writable(request: HttpRequest, pk: int) -> Outreach:
    viewer = user_of(request)
    found: Outreach = get_visible_or_404(Outreach.objects.select_related("area"), viewer, pk=pk)
    require_function(viewer, found, Function.WIJKMANAGER)
    return found
