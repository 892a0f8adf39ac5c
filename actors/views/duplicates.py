"""Places that may be there twice: the list, these are two, making one of them, and taking that back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from actors.forms.merge import MergeForm
from actors.likely import Hint, hint_for, pairs_for
from actors.models import Actor, ActorMerge
from actors.permissions import MERGERS
from actors.services import keep_apart, merge_actors, undo_merge
from actors.services.merging import what_moves, why_not
from actors.views.actors import FORM_METHODS
from wijknet.access import Function, Viewer, requires, viewer_of
from wijknet.areas.models import Area
from wijknet.ui.conflict import Conflict
from wijknet.ui.forms import attempt

# A name of fewer letters says nothing yet.
_FEWEST_LETTERS = 3


@requires(*MERGERS)
@require_safe
def duplicate_list(request: HttpRequest) -> HttpResponse:
    """Pairs that look like one place, the surest first."""
    pairs, more = pairs_for(viewer_of(request))
    return render(request, "actors/duplicates.html", {"pairs": pairs, "more": more})


@requires(*MERGERS)
@require_POST
def duplicate_apart(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """These are two; they do not come back in the list."""
    viewer = viewer_of(request)
    one, two = _both_or_404(viewer, pk, other)
    if one != two:
        keep_apart(one=one, other=two, by=viewer)
        said = _("%(one)s en %(other)s blijven twee plekken. We vragen het niet opnieuw.")
        messages.success(request, said % {"one": one, "other": two})
    return redirect("duplicates")


@requires(*MERGERS)
@require_http_methods(FORM_METHODS)
def actor_merge(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Choose per field what stays, see what moves, and make one of two. The first one keeps its address."""
    viewer = viewer_of(request)
    done = ActorMerge.objects.standing().filter(gone_pk=other, kept_pk=pk).first()
    if request.method == "POST" and done is not None and _may_see(viewer, done):
        return redirect(done)
    kept, gone = _both_or_404(viewer, pk, other)
    form, status = MergeForm(kept, gone, request.POST or None), 200
    changed = form.is_bound and form.is_stale
    if request.method == "POST" and not changed:
        status = 400
        try:
            merge = _merged(form, kept, gone, viewer)
        except Conflict:
            merge, changed = None, True
        if merge:
            return redirect(merge)
    if changed:
        kept, gone = _both_or_404(viewer, pk, other)
        form, status = MergeForm(kept, gone, initial=form.chosen), 409
    context = {
        "kept": kept,
        "gone": gone,
        "form": form,
        "changed": changed,
        "refused": why_not(kept, gone),
        "moving": _counts(kept, gone),
    }
    return render(request, "actors/merge.html", context, status=status)


@requires(*MERGERS)
@require_safe
def actor_merged(request: HttpRequest, pk: int) -> HttpResponse:
    """What a merge did, and the way back as long as there is one."""
    viewer = viewer_of(request)
    merge = _merge_or_404(viewer, pk)
    kept = Actor.objects.visible_to(viewer, *MERGERS).get(pk=ActorMerge.objects.into(merge.kept_pk))
    gone = Actor.objects.visible_to(viewer, *MERGERS).filter(pk=merge.gone_pk).first()
    return render(request, "actors/merged.html", {"merge": merge, "kept": kept, "gone": gone})


@requires(*MERGERS)
@require_POST
def actor_merge_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Two again, with what moved where it was."""
    viewer = viewer_of(request)
    merge = _merge_or_404(viewer, pk)
    try:
        undo_merge(merge=merge, by=viewer)
        messages.success(request, _("Het zijn weer twee plekken."))
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect(merge)


@requires(Function.WIJKMANAGER)
@require_safe
def actor_likely(request: HttpRequest) -> HttpResponse:
    """While a new place is typed: what may be there already. A part of a page."""
    viewer = viewer_of(request)
    wijken = Area.objects.wijken_of(viewer, Function.WIJKMANAGER)
    asked = request.GET.get("area", "")
    chosen = wijken.filter(pk=asked).first() if asked.isascii() and asked.isdigit() and len(asked) < 19 else None
    return render(
        request, "actors/_likely.html", {"hint": _hint(viewer, chosen, chosen or wijken.first(), request.GET)}
    )


def _hint(viewer: Viewer, chosen: Area | None, nearby: Area | None, typed: Any) -> Hint | None:
    """While no wijk is chosen, the gemeente in which the viewer works will do."""
    facts = {name: value[:200] for name, value in typed.items()}
    if nearby is None or nearby.municipality_id is None or len(facts.get("name", "").strip()) < _FEWEST_LETTERS:
        return None
    area_id = chosen.pk if chosen else 0
    return hint_for(viewer, municipality_id=nearby.municipality_id, area_id=area_id, facts=facts)


def _merged(form: MergeForm, kept: Actor, gone: Actor, viewer: Viewer) -> ActorMerge | None:
    """Made one; or nothing, and the form says why not."""
    if not form.is_valid():
        return None
    versions = form.cleaned_data["kept_version"], form.cleaned_data["gone_version"]
    return attempt(form, lambda: merge_actors(kept=kept, gone=gone, by=viewer, versions=versions, chosen=form.chosen))


def _both_or_404(viewer: Viewer, pk: int, other: int) -> tuple[Actor, Actor]:
    """Two places that the viewer may both change; what lies in another wijk is not there."""
    mine = Actor.objects.visible_to(viewer, *MERGERS).select_related("kind", "area", "buurt")
    found = {actor.pk: actor for actor in mine.filter(pk__in=[pk, other])}
    if pk not in found or other not in found:
        raise Http404("Niet gevonden.")
    return found[pk], found[other]


def _merge_or_404(viewer: Viewer, pk: int) -> ActorMerge:
    merge: ActorMerge | None = ActorMerge.objects.filter(pk=pk).first()
    if merge is None or not _may_see(viewer, merge):
        raise Http404("Niet gevonden.")
    return merge


def _may_see(viewer: Viewer, merge: ActorMerge) -> bool:
    """Who may change the place as it is now."""
    now = ActorMerge.objects.into(merge.kept_pk)
    return bool(Actor.objects.visible_to(viewer, *MERGERS).filter(pk=now).exists())


def _counts(kept: Actor, gone: Actor) -> list[str]:
    """`3 contactmomenten`, and how many were there twice; the same thing in two links counts together."""
    totals: dict[tuple[str, str], list[int]] = {}
    for moving in what_moves(kept, gone):
        total = totals.setdefault(moving.link.what, [0, 0])
        total[0] += moving.count
        total[1] += moving.gone
    return [_counted(what, *numbers) for what, numbers in totals.items()]


def _counted(what: tuple[str, str], moves: int, twice: int) -> str:
    words = f"{moves} {what[0] if moves == 1 else what[1]}"
    if not twice:
        return words
    also = ngettext("%(number)d stond er al", "%(number)d stonden er al", twice) % {"number": twice}
    return f"{words} ({also})" if moves else f"{what[1]}: {also}"
