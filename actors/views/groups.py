"""The groups of residents of a wijk: who lives here, how many, and where that number comes from."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from actors.forms.groups import GroupChangeForm, GroupNewForm
from actors.views.actors import FORM_METHODS
from actors.views.wijk import must_write_in, wijk_or_404, writes_in
from wijknet.access import CURATORS, STAFF, Function, requires, viewer_of
from wijknet.areas.models import ResidentGroup
from wijknet.areas.services import add_group, change_group
from wijknet.privacy.forms import tell_masked
from wijknet.ui.conflict import Conflict, conflict_response
from wijknet.ui.forms import attempt

WRITERS = (Function.WIJKMANAGER, *CURATORS)
READERS = (*STAFF, *CURATORS)
MOST_GROUPS = 200


@requires(*READERS)
@require_GET
def group_list(request: HttpRequest, municipality: str, wijk: str) -> HttpResponse:
    area = wijk_or_404(request, municipality, wijk, *READERS)
    groups = list(ResidentGroup.objects.in_area(area).order_by("name")[:MOST_GROUPS])
    shown = set(ResidentGroup.objects.in_area(area).shown().values_list("pk", flat=True))
    context = {
        "area": area,
        "rows": [(group, group.pk in shown) for group in groups],
        "may_write": writes_in(viewer_of(request), area, *WRITERS),
        "sees_reach": writes_in(viewer_of(request), area, *STAFF),
    }
    return render(request, "actors/groups.html", context)


@requires(*WRITERS, Function.READER)
@require_http_methods(FORM_METHODS)
def group_new(request: HttpRequest, municipality: str, wijk: str) -> HttpResponse:
    area = wijk_or_404(request, municipality, wijk, *READERS)
    must_write_in(viewer_of(request), area, *WRITERS)
    form = GroupNewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        key = facts.pop("request_key")
        group = attempt(form, lambda: add_group(by=viewer_of(request), area=area, key=key, **facts))
        if group:
            messages.success(request, _("%(name)s staat erbij.") % {"name": group})
            tell_masked(request, form)
            return redirect("groups", municipality, wijk)
    context = {"form": form, "area": area, "group": None}
    return render(request, "actors/group_form.html", context, status=400 if form.errors else 200)


@requires(*WRITERS, Function.READER)
@require_http_methods(FORM_METHODS)
def group_change(request: HttpRequest, municipality: str, wijk: str, pk: int) -> HttpResponse:
    area = wijk_or_404(request, municipality, wijk, *READERS)
    must_write_in(viewer_of(request), area, *WRITERS)
    group = ResidentGroup.objects.in_area(area).filter(pk=pk).first()
    if group is None:
        raise Http404("Niet gevonden.")
    name = str(group)
    form = GroupChangeForm(request.POST or None, instance=group)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        try:
            if attempt(form, lambda: change_group(group=group, by=viewer_of(request), **facts)):
                messages.success(request, _("De gegevens zijn bewaard."))
                tell_masked(request, form)
                return redirect("groups", municipality, wijk)
        except Conflict as conflict:
            return conflict_response(request, conflict, form, back=request.path)
    context = {"form": form, "area": area, "group": group, "name": name}
    return render(request, "actors/group_form.html", context, status=400 if form.errors else 200)
