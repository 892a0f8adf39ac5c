"""The map of the public form: a picture of links, and with script a map on which one points at the very place."""

from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from initiatives.forms.place import PointForm
from initiatives.models import Draft
from initiatives.services import keep_draft
from initiatives.services.submit import token_of
from wijknet.access import public
from wijknet.areas.exchange.svg import area_map
from wijknet.areas.models import Area, MunicipalitySettings


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def on_the_map(request: HttpRequest, key: UUID) -> HttpResponse:
    """The wijken of one gemeente; each leads back to the form with that wijk in it. A point is kept at once."""
    draft = Draft.objects.open().filter(key=key).first()
    if draft is None:
        return render(request, "initiatives/public/gone.html", status=404)
    if draft.initiative_id:
        return redirect("initiative-follow", token_of(draft))
    gemeente, gemeenten = chosen(request.GET.get("gemeente", ""))
    back = reverse("initiative-step", args=[key, "plek"])
    form = PointForm(request.POST or None, municipality=gemeente)
    if gemeente is not None and form.is_valid():
        kept = {**draft.data.get("plek", {}), "postcode": "", **form.kept()}
        keep_draft(key=key, kind=draft.kind, step="plek", values=kept)
        return redirect(back)
    context = {
        "form": form,
        "gemeenten": gemeenten if gemeente is None else [],
        "wijken": Area.objects.wijken().filter(municipality=gemeente).order_by("name") if gemeente else [],
        "map": area_map(gemeente, whole=True) if gemeente else None,
        "borders": f"{reverse('borders')}?{urlencode({'in': gemeente.code})}" if gemeente else "",
        "tiles": settings.MAP_TILES_URL,
        "back_url": back,
        "back_label": _("Terug naar De plek"),
    }
    return render(request, "initiatives/public/on_the_map.html", context)


def chosen(code: str) -> tuple[Area | None, list[Area]]:
    """The gemeente of the map, which is the only one where there is one; and all to choose from."""
    rows = MunicipalitySettings.objects.select_related("municipality").order_by("municipality__name")
    gemeenten = [row.municipality for row in rows]
    if len(gemeenten) == 1 and not code:
        return gemeenten[0], gemeenten
    return next((gemeente for gemeente in gemeenten if gemeente.code == code), None), gemeenten
