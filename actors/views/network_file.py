"""The network of a wijk as a file for Gephi, Kumu and other programs; in the log as an export."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from actors.answers import worked_out
from actors.forms.network_file import NAMES, NetworkFileForm
from actors.models import Actor
from actors.network import surroundings_of
from actors.network_file import network_file
from actors.views.actors import FORM_METHODS
from actors.views.wijk import wijk_or_404
from wijknet.access import STAFF, limited, requires
from wijknet.files.networks import FORMATS, write_network
from wijknet.files.services import download
from wijknet.log.services import note_export
from wijknet.ui.dates import today


@requires(*STAFF)
@require_http_methods(FORM_METHODS)
@limited("measures")
def network_export(request: HttpRequest, municipality: str, wijk: str) -> HttpResponse:
    """A form; the answer to a post is the file."""
    area, day = wijk_or_404(request, municipality, wijk, *STAFF), today()
    form = NetworkFileForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        chosen, found = form.cleaned_data, surroundings_of(area, day)
        worked = worked_out(area, day, found) if chosen["maten"] else None
        if worked is not None or not chosen["maten"]:
            network = network_file(area, found, worked, with_names=chosen["wie"] == NAMES)
            note_export(request, Actor._meta.label, len(network.nodes))
            extension, content_type = FORMATS[chosen["formaat"]]
            name = f"netwerk {area.name} {day:%Y-%m-%d}.{extension}"
            return download(write_network(chosen["formaat"], network), name=name, content_type=content_type)
        form.add_error(
            "maten",
            _("Dit netwerk is groot. Laat de maten eerst uitrekenen bij Bruggen en gaten, of zet dit vinkje uit."),
        )
    context = {"area": area, "form": form}
    return render(request, "actors/network_file.html", context, status=400 if form.errors else 200)
