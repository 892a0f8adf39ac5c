"""An informal network seen whole: where it meets, who takes part, whom it reaches, and what was said."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from actors.forms import party_value
from actors.models import Actor, Alliance, AlliancePartner, InformalNetwork, Position, Tie
from actors.permissions import may_change_network
from actors.picture import draw, neighbours_of
from wijknet.access import STAFF, get_visible_or_404, requires, viewer_of
from wijknet.areas.models import ResidentGroup
from wijknet.casework.timeline import place_in, timeline_of
from wijknet.pages.actor import MOST_ROWS, reach_of, whole_url


@requires(*STAFF)
@require_GET
def network(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = viewer_of(request)
    networks = InformalNetwork.objects.select_related("area__municipality", "meeting_place__kind")
    found: InformalNetwork = get_visible_or_404(networks, viewer, pk=pk)
    ties = Tie.objects.visible_to(viewer).current().with_network(found).with_sides().order_by("-strength", "pk")
    seen = [tie.seen_from(found) for tie in ties.select_related("source_actor__kind", "target_actor__kind")[:MOST_ROWS]]
    reach = list(reach_of(viewer).filter(network=found)[:MOST_ROWS])
    groups = ResidentGroup.objects.visible_to(viewer).shown().filter(area=found.area_id)
    actors = Actor.objects.visible_to(viewer).current().filter(networks=found).select_related("kind")
    taking_part = list(actors.order_by("sort_name", "pk")[:MOST_ROWS])
    place = [(found.meeting_place, _("plek waar ze samenkomen"))] if found.meeting_place else []
    parts = [*place, *((actor, _("doet mee")) for actor in taking_part if actor != found.meeting_place)]
    said = Position.objects.in_wijken_of(viewer).filter(network=found).select_related("plan")
    alliances = Alliance.objects.visible_to(viewer).current().values("pk")
    partnerships = AlliancePartner.objects.filter(network=found, alliance__in=alliances).select_related("alliance")
    may_change = may_change_network(viewer, found)
    context = {
        "network": found,
        "side": found,
        "side_value": party_value(found),
        "may_change": may_change,
        "reach_url": reverse("network-reach", args=[found.pk]) if may_change else "",
        "tie_url": reverse("network-tie-new", args=[found.pk]) if may_change else "",
        "positions": list(said.order_by("-on", "-pk")[:MOST_ROWS]),
        "position_url": reverse("network-position-new", args=[found.pk]) if may_change else "",
        "partnerships": list(partnerships.order_by("alliance__sort_name", "pk")[:MOST_ROWS]),
        "taking_part": taking_part,
        "ties": seen,
        "whole_url": whole_url(viewer, found),
        "picture": draw(found, neighbours_of(seen, parts)),
        "reach": reach,
        "timeline": timeline_of(viewer, network=found, **place_in(request.GET)),
        "not_asked": list(groups.exclude(pk__in=[row.group_id for row in reach]).order_by("name")[:MOST_ROWS]),
    }
    return render(request, "pages/network.html", context)
