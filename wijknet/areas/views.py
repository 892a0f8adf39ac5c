"""What an admin chooses for their own gemeente."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from wijknet.access import Function, get_visible_or_404, requires, viewer_of
from wijknet.areas.forms import SettingsForm
from wijknet.areas.models import MunicipalitySettings
from wijknet.areas.services import change_settings
from wijknet.ui.conflict import Conflict, conflict_response
from wijknet.ui.forms import attempt


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
