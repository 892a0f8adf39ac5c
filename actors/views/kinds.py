"""The kinds of organisations and places, for who runs a gemeente."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from actors.forms import KindChangeForm, KindMergeForm, KindNewForm
from actors.models import Actor, ActorKind
from actors.permissions import may_change_kind
from actors.services import add_kind, change_kind, hide_kind, merge_kind, remove_kind, show_kind
from actors.views.actors import FORM_METHODS
from wijknet.access import Function, Viewer, get_visible_or_404, requires, viewer_of
from wijknet.areas.models import Area
from wijknet.ui.conflict import Conflict, conflict_response
from wijknet.ui.forms import attempt

ADMIN = Function.MUNICIPALITY_ADMIN


def gemeenten_run_by(viewer: Viewer) -> list[Area]:
    return list(Area.objects.filter(pk__in=viewer.municipality_ids(ADMIN)).order_by("name"))


def gemeente_asked(request: HttpRequest, mine: list[Area]) -> Area:
    """`?gemeente=<code>`, else the first: nearly everybody runs one."""
    asked = request.GET.get("gemeente", "")
    found = next((area for area in mine if area.code == asked), mine[0] if mine and not asked else None)
    if found is None:
        raise Http404("Niet gevonden.")
    return found


def kind_to_change(viewer: Viewer, pk: int) -> ActorKind:
    """A kind of one's own gemeente: those of everybody are seen, and not changed."""
    kind: ActorKind = get_visible_or_404(ActorKind.objects.select_related("municipality"), viewer, pk=pk)
    if not may_change_kind(viewer, kind):
        raise PermissionDenied("Deze soort is er voor alle gemeenten.")
    return kind


def kinds_page(kind: ActorKind) -> str:
    return f"{reverse('kinds')}?gemeente={kind.municipality.code}" if kind.municipality else reverse("kinds")


@requires(ADMIN)
@require_GET
def kind_list(request: HttpRequest) -> HttpResponse:
    """Own kinds first, then those of everybody; how many places here are of each."""
    mine = gemeenten_run_by(viewer_of(request))
    here = gemeente_asked(request, mine)
    hidden = ActorKind.hidden_in.through._default_manager.filter(actorkind=OuterRef("pk"), area=here)
    kinds = ActorKind.objects.of_municipality(here.pk).annotate(hidden=Exists(hidden))
    # Those in the archive count too: they keep a kind from going.
    places = dict(Actor.objects.filter(municipality=here).order_by().values_list("kind").annotate(number=Count("pk")))
    rows = [(kind, places.get(kind.pk, 0)) for kind in kinds]
    context = {
        "municipality": here,
        "municipalities": mine,
        "own": [(kind, number) for kind, number in rows if kind.municipality_id],
        "everybody": [(kind, number) for kind, number in rows if not kind.municipality_id],
    }
    return render(request, "actors/kinds.html", context)


@requires(ADMIN)
@require_http_methods(FORM_METHODS)
def kind_new(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    here = gemeente_asked(request, gemeenten_run_by(viewer))
    form = KindNewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts: dict[str, Any] = dict(form.cleaned_data)
        key = facts.pop("request_key")
        kind = attempt(form, lambda: add_kind(by=viewer, municipality=here, key=key, **facts))
        if kind:
            messages.success(request, _("De soort %(name)s staat erbij.") % {"name": kind})
            return redirect(kinds_page(kind))
    context = {"form": form, "back_url": f"{reverse('kinds')}?gemeente={here.code}"}
    return render(request, "actors/kind_new.html", context, status=400 if form.errors else 200)


@requires(ADMIN)
@require_http_methods(FORM_METHODS)
def kind_change(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = viewer_of(request)
    kind = kind_to_change(viewer, pk)
    name = str(kind)
    form = KindChangeForm(request.POST or None, instance=kind)
    if request.method == "POST" and form.is_valid():
        facts: dict[str, Any] = dict(form.cleaned_data)
        try:
            if attempt(form, lambda: change_kind(kind=kind, by=viewer, **facts)):
                messages.success(request, _("De soort is bewaard."))
                return redirect(kinds_page(kind))
        except Conflict as conflict:
            return conflict_response(request, conflict, form, back=request.path)
    context = {"form": form, "kind": kind, "name": name, "back_url": kinds_page(kind)}
    return render(request, "actors/kind_change.html", context, status=400 if form.errors else 200)


@requires(ADMIN)
@require_http_methods(FORM_METHODS)
def kind_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the places of this kind another kind, and let this one go."""
    viewer = viewer_of(request)
    kind = kind_to_change(viewer, pk)
    back = kinds_page(kind)
    form = KindMergeForm(kind, request.POST or None)
    if request.method == "POST" and form.is_valid():
        into: ActorKind = form.cleaned_data["into"]
        moved = attempt(form, lambda: merge_kind(kind=kind, into=into, by=viewer))
        if moved is not None:
            one, many = "%(number)d plek is nu: %(kind)s.", "%(number)d plekken zijn nu: %(kind)s."
            messages.success(request, ngettext(one, many, moved) % {"number": moved, "kind": into})
            return redirect(back)
    context = {
        "question": _("%(name)s samenvoegen met een andere soort?") % {"name": kind},
        "explanation": _("Alle plekken krijgen de andere soort. Daarna is deze soort weg."),
        "yes": _("Samenvoegen"),
        "back_url": back,
        "form": form,
    }
    return render(request, "ui/confirm.html", context, status=400 if form.errors else 200)


@requires(ADMIN)
@require_http_methods(FORM_METHODS)
def kind_remove(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = viewer_of(request)
    kind = kind_to_change(viewer, pk)
    back = kinds_page(kind)
    if request.method == "POST":
        try:
            remove_kind(kind=kind, by=viewer)
            messages.success(request, _("De soort is weg."))
        except ValidationError as refusal:
            messages.warning(request, " ".join(refusal.messages))
        return redirect(back)
    context = {
        "question": _("%(name)s weghalen?") % {"name": kind},
        "explanation": _("Dat kan alleen als er geen plekken van deze soort zijn."),
        "yes": _("Weghalen"),
        "back_url": back,
    }
    return render(request, "ui/confirm.html", context)


@requires(ADMIN)
@require_POST
def kind_hide(request: HttpRequest, pk: int) -> HttpResponse:
    """Not to be chosen any more in my gemeente; for the kinds of everybody too."""
    return _set_hidden(request, pk, hidden=True)


@requires(ADMIN)
@require_POST
def kind_show(request: HttpRequest, pk: int) -> HttpResponse:
    return _set_hidden(request, pk, hidden=False)


def _set_hidden(request: HttpRequest, pk: int, *, hidden: bool) -> HttpResponse:
    viewer = viewer_of(request)
    kind: ActorKind = get_visible_or_404(ActorKind.objects.all(), viewer, pk=pk)
    mine = gemeenten_run_by(viewer)
    here = next((area for area in mine if area.pk == kind.municipality_id), None) or gemeente_asked(request, mine)
    (hide_kind if hidden else show_kind)(kind=kind, municipality=here, by=viewer)
    said = _("%(name)s is niet meer te kiezen.") if hidden else _("%(name)s is weer te kiezen.")
    messages.success(request, said % {"name": kind})
    return redirect(f"{reverse('kinds')}?gemeente={here.code}")
