"""The wijkprogramma: what is done in this wijk per theme, and with whom."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from wijknet.access import CURATORS, STAFF, requires, viewer_of
from wijknet.areas.models import Theme
from wijknet.privacy.forms import tell_masked
from wijknet.profiles.forms import ProgrammeForm, programme_initial
from wijknet.profiles.services import programme_of, save_programme
from wijknet.profiles.views.drafts import curated_wijk, profile_of
from wijknet.ui.conflict import Conflict


@requires(*CURATORS, *STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def programme(request: HttpRequest, municipality: str, wijk: str) -> HttpResponse:
    """All themes on one page. After a colleague's save mine stays in the fields, and theirs stands beside it."""
    area = curated_wijk(request, municipality, wijk)
    themes = list(Theme.objects.filter(municipality=area.municipality_id))
    stored = programme_of(area)
    initial = {**programme_initial(stored), "version": profile_of(area).version}
    form = ProgrammeForm(themes, request.POST or None, initial=initial)
    context: dict[str, Any] = {"wijk": area, "form": form}
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            version = form.cleaned_data["version"]
            try:
                save_programme(area=area, programme=form.programme, version=version, by=viewer_of(request))
            except Conflict:
                mine = {**programme_initial(form.programme), "version": initial["version"]}
                theirs = [(theme, *stored.get(theme.pk, ("", ""))) for theme in themes]
                context |= {"form": ProgrammeForm(themes, initial=mine), "theirs": theirs}
                status = 409
            else:
                tell_masked(request, form)
                messages.success(request, "Het wijkprogramma is bewaard. Bewoners zien het bij de volgende editie.")
                return redirect("profile", municipality, wijk)
    return render(request, "profiles/programme.html", context, status=status)
