"""What an admin chooses for their own gemeente, and the outlines under every public map."""

import hashlib

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_http_methods, require_safe

from wijknet.access import Function, get_visible_or_404, public, requires, viewer_of
from wijknet.areas.exchange.ground import outlines
from wijknet.areas.forms import SettingsForm, ShownFiguresForm
from wijknet.areas.models import Area, Border, MunicipalitySettings
from wijknet.areas.services import change_settings
from wijknet.ui.conflict import Conflict, conflict_response
from wijknet.ui.forms import attempt

MOST_PLACES = 24
DAY = 24 * 60 * 60


@public
@require_safe
def borders(request: HttpRequest) -> HttpResponseBase:
    """The wijken of some gemeenten as GeoJSON. `?in=` is a code, more than once: of a gemeente, or of a wijk, which
    is marked and gets its buurten. Outlines are public, so this says nothing about who asks."""
    codes = sorted(set(request.GET.getlist("in")))[:MOST_PLACES]
    places = list(
        Area.objects.exclude(level=Area.Level.BUURT).filter(code__in=codes).only("pk", "level", "municipality")
    )
    wijken = [place.pk for place in places if place.level == Area.Level.WIJK]
    around = {place.municipality_id or place.pk for place in places}
    rows = Border.objects.filter(
        Q(area__level=Area.Level.WIJK, area__municipality__in=around)
        | Q(area__level=Area.Level.BUURT, area__parent__in=wijken)
    )
    known = "|".join(rows.newest().order_by("area").values_list("digest", flat=True))
    etag = f'"{hashlib.sha256(f"{known}|{codes}".encode()).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=etag) or JsonResponse(outlines(rows, wijken))
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=DAY)
    return response


@requires(Function.MUNICIPALITY_ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def municipality_settings(request: HttpRequest, municipality: str) -> HttpResponse:
    """All settings of one gemeente on one page, in groups."""
    rows = MunicipalitySettings.objects.select_related("municipality")
    found = get_visible_or_404(rows, viewer_of(request), municipality__slug=municipality)
    form = SettingsForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        choices = dict(form.cleaned_data)
        try:
            if attempt(form, lambda: change_settings(settings=found, by=viewer_of(request), **choices)):
                messages.success(request, f"De instellingen van {found.municipality.name} zijn bewaard.")
                return redirect("settings")
        except Conflict as conflict:
            return conflict_response(request, conflict, form, back=request.path)
    context = {"form": form, "municipality": found.municipality}
    return render(request, "areas/municipality_settings.html", context, status=400 if form.errors else 200)


@requires(Function.MUNICIPALITY_ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def shown_figures(request: HttpRequest, municipality: str) -> HttpResponse:
    """Which figures stand in the profiles of this gemeente; none ticked: the choice that WijkNet comes with."""
    rows = MunicipalitySettings.objects.select_related("municipality")
    found = get_visible_or_404(rows, viewer_of(request), municipality__slug=municipality)
    form = ShownFiguresForm(request.POST or None, initial={"indicators": found.indicators, "version": found.version})
    if request.method == "POST" and form.is_valid():
        chosen, version = form.cleaned_data["indicators"] or None, form.cleaned_data["version"]
        try:
            change_settings(settings=found, by=viewer_of(request), version=version, indicators=chosen)
        except Conflict as conflict:
            return conflict_response(request, conflict, form, back=request.path)
        messages.success(
            request, "Deze cijfers staan voortaan in de wijkprofielen. Oude edities blijven zoals ze zijn."
        )
        return redirect("settings")
    context = {"form": form, "municipality": found.municipality}
    return render(request, "areas/shown_figures.html", context, status=400 if form.errors else 200)
