"""Organisations and places: find, add, change, put away; and who to speak to there."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from actors.forms import ActorChangeForm, ActorFilter, ActorNewForm
from actors.forms.wijk import first_wijk
from actors.models import Actor
from actors.permissions import may_change_actor
from actors.querysets import municipalities_of
from actors.services import (
    add_actor,
    archive_actor,
    change_actor,
    restore_actor,
)
from actors.table import drawn_rows
from actors.views.exports import answer_who, sheet_asked
from wijknet.access import STAFF, Function, Viewer, get_visible_or_404, requires, viewer_of
from wijknet.access.prepared import prepared
from wijknet.areas.exchange.ground import outlines
from wijknet.areas.models import Area, Border
from wijknet.privacy.forms import tell_masked
from wijknet.ui.conflict import Conflict, conflict_response
from wijknet.ui.forms import attempt
from wijknet.ui.paging import page_by_name
from wijknet.ui.pieces import MANY, count_words, words_for

# The whole list at once, as far as someone can take it in: beside a map, or on paper.
WHOLE = {"kaart": "actors/actors_map.html", "print": "actors/actors_print.html"}
MOST_SHOWN = 1000
ON_PAGE = 50
# What a row of the table shows; the other columns are long, or nobody looks at them there.
ROW = (
    *("name", "sort_name", "other_names", "street", "house_number", "connecting", "last_spoken_on"),
    *("kind__name", "area__name"),
)
FORM_METHODS = ("GET", "HEAD", "POST")


def actor_to_change(viewer: Viewer, pk: int) -> Actor:
    """The actor, for who keeps it up to date: 404 in another wijk, 403 for who only reads."""
    actors = Actor.objects.select_related("kind", "area").prefetch_related("active_in")
    actor: Actor = get_visible_or_404(actors, viewer, pk=pk)
    if not may_change_actor(viewer, actor):
        raise PermissionDenied("Je mag dit lezen, maar niet veranderen.")
    return actor


@requires(*STAFF)
@require_GET
def actor_list(request: HttpRequest) -> HttpResponse:
    """Wie is wie: by name, with a filter bar; `?archief=ja` shows what was put away."""
    viewer = viewer_of(request)
    archive = request.GET.get("archief") == "ja"
    visible = Actor.objects.visible_to(viewer)
    shown = visible.archived() if archive else visible.current()
    rows = shown.select_related("kind", "area").defer("search_text", "connecting_why", "wants", "offers")
    found = ActorFilter(request.GET, queryset=rows, viewer=viewer)
    view = request.GET.get("weergave", "")
    if sheet_asked(request):
        whole = found.qs.defer(None).prefetch_related("active_in", "themes").order_by("sort_name", "pk")
        return answer_who(request, "actors", whole)
    # With nothing chosen it is the list that nearly every visit reads.
    whole_list = not archive and not any(request.GET.get(name) for name in found.filters)
    context = {
        "weergave": view if view in WHOLE else "",
        "more_filters": found.has_more,
        "filter_form": found.form,
        "active": found.active(request.GET),
        "count": words_for(len(_keys(viewer))) if whole_list else count_words(found.qs),
        "archive": archive,
        "may_write": may_write_somewhere(viewer),
    }
    if view not in WHOLE:
        listed, first = (rows, lambda: _first_page(viewer)) if whole_list else (found.qs, None)
        page = page_by_name(listed.only(*ROW), request.GET, size=ON_PAGE, first=first)
        return render(request, "actors/actors.html", context | {"page": page, "rows": drawn_rows(page.items)})
    whole = list(found.qs.order_by("sort_name", "pk")[: MOST_SHOWN + 1])
    context |= {"rows": whole[:MOST_SHOWN], "more": len(whole) > MOST_SHOWN, "tiles": settings.MAP_TILES_URL}
    return render(request, WHOLE[view], context)


@prepared
def _first_page(viewer: Viewer) -> QuerySet[Actor]:
    found: QuerySet[Actor] = Actor.objects.visible_to(viewer).current().select_related("kind", "area").only(*ROW)
    return found.order_by("sort_name", "pk")[: ON_PAGE + 1]


@prepared
def _keys(viewer: Viewer) -> QuerySet[Actor, int]:
    """As far as they are counted: counting is to read them anyway."""
    return Actor.objects.visible_to(viewer).current().order_by().values_list("pk", flat=True)[: MANY + 1]


@requires(*STAFF)
@require_GET
def actor_borders(request: HttpRequest) -> HttpResponse:
    """The wijken around the viewer as GeoJSON: the ground of the map, with or without tiles. `?buurten=ja` draws the
    buurten of their own wijken too."""
    viewer = viewer_of(request)
    mine = viewer.wijk_ids(*STAFF)
    drawn = Q(area__level=Area.Level.WIJK, area__municipality__in=municipalities_of(viewer))
    if request.GET.get("buurten") == "ja":
        drawn |= Q(area__level=Area.Level.BUURT, area__parent__in=mine)
    return JsonResponse(outlines(Border.objects.filter(drawn), mine))


def may_write_somewhere(viewer: Viewer) -> bool:
    return bool(viewer.wijk_ids(Function.WIJKMANAGER) or viewer.municipality_ids(Function.WIJKMANAGER))


@requires(Function.WIJKMANAGER)
@require_http_methods(FORM_METHODS)
def actor_new(request: HttpRequest) -> HttpResponse:
    """Quick add. `?naam=` fills in what was typed where an actor was looked for."""
    viewer = viewer_of(request)
    initial = {"name": request.GET.get("naam", "")[:120], "area": first_wijk(viewer, request.GET.get("wijk", ""))}
    form = ActorNewForm(viewer, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        key = facts.pop("request_key")
        facts.pop("sure", None)
        actor = attempt(form, lambda: add_actor(by=viewer, key=key, **facts))
        if actor:
            messages.success(request, " ".join((_("%(name)s staat erbij.") % {"name": actor}, form.what_was_found())))
            return redirect(actor)
    context = {"form": form, "tiles": settings.MAP_TILES_URL}
    return render(request, "actors/actor_new.html", context, status=400 if form.errors else 200)


@requires(Function.WIJKMANAGER)
@require_http_methods(FORM_METHODS)
def actor_change(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = viewer_of(request)
    actor = actor_to_change(viewer, pk)
    name = str(actor)
    form = ActorChangeForm(viewer, request.POST or None, instance=actor)
    if request.method == "POST" and form.is_valid():
        facts: dict[str, Any] = dict(form.cleaned_data)
        try:
            if attempt(form, lambda: change_actor(actor=actor, by=viewer, **facts)):
                messages.success(request, " ".join((_("De gegevens zijn bewaard."), form.what_was_found())))
                tell_masked(request, form)
                return redirect(actor)
        except Conflict as conflict:
            return conflict_response(request, conflict, form, back=actor.get_absolute_url())
    context = {"form": form, "actor": actor, "name": name, "tiles": settings.MAP_TILES_URL}
    return render(request, "actors/actor_change.html", context, status=400 if form.errors else 200)


@requires(Function.WIJKMANAGER)
@require_http_methods(FORM_METHODS)
def actor_archive(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = viewer_of(request)
    actor = actor_to_change(viewer, pk)
    if request.method == "POST":
        archive_actor(actor=actor, by=viewer)
        messages.success(request, _("%(name)s ligt in het archief. Je kunt dat terugdraaien.") % {"name": actor})
        return redirect(actor)
    context = {
        "question": _("%(name)s archiveren?") % {"name": actor},
        "explanation": _("De plek staat dan niet meer in lijsten en keuzes. Wat er besproken is, blijft bewaard."),
        "yes": _("Archiveren"),
        "back_url": actor.get_absolute_url(),
    }
    return render(request, "ui/confirm.html", context)


@requires(Function.WIJKMANAGER)
@require_POST
def actor_restore(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = viewer_of(request)
    actor = restore_actor(actor=actor_to_change(viewer, pk), by=viewer)
    messages.success(request, _("%(name)s staat weer in de lijst.") % {"name": actor})
    return redirect(actor)
