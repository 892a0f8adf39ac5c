""" "Klopt dit nog?": what nobody confirmed for long, one at a time, the oldest first."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from actors.models import Actor, InformalNetwork, Reach, Tie
from actors.querysets import NEVER
from actors.services import confirm_reach, confirm_tie, end_tie, forget_reach, put_back
from actors.views.actors import FORM_METHODS
from actors.views.wijk import must_write_in, wijk_or_404
from wijknet.access import STAFF, Function, Viewer, requires, viewer_of
from wijknet.areas.models import Area
from wijknet.log.services import snapshot

# What was answered lately, so that each can be taken back; kept in the session of this person only.
UNDO = "klopt_dit_nog"
MOST_UNDO = 20
_KINDS: dict[str, Any] = {"relatie": Tie, "bereik": Reach}
_AFTER_ALL = 2**62


@dataclass(frozen=True, slots=True)
class Place:
    """Where one is in the stack: after this one. Written in the address as `20250101-relatie-12`."""

    day: date
    kind: str
    pk: int

    def __str__(self) -> str:
        return f"{self.day:%Y%m%d}-{self.kind}-{self.pk}"

    def after(self, kind: str) -> tuple[date, int]:
        """The same place among the rows of one kind; on one day relations come before reach."""
        if kind == self.kind:
            return self.day, self.pk
        return self.day, 0 if kind == "bereik" else _AFTER_ALL


def place_in(text: str) -> Place | None:
    """A place that was tampered with is the top of the stack."""
    try:
        stamp, kind, pk = text.split("-")
        day = date(int(stamp[:4]), int(stamp[4:6]), int(stamp[6:8]))
        return Place(day, kind, int(pk)) if kind in _KINDS and 0 <= int(pk) < _AFTER_ALL else None
    except ValueError:
        return None


def stack(viewer: Viewer, area: Area, kind: str) -> Any:
    """What asks for an answer here: never of a group that is too small, nor of a side that is in the archive."""
    if kind == "relatie":
        return Tie.objects.visible_to(viewer, *STAFF).in_area(area).current().to_confirm().with_sides()
    actors = Actor.objects.visible_to(viewer, *STAFF).current()
    networks = InformalNetwork.objects.visible_to(viewer, *STAFF).current()
    rows = Reach.objects.in_area(area).above_minimum().to_confirm().select_related("actor", "network", "group")
    return rows.of_sides(actors, networks)


def top_of(viewer: Viewer, area: Area, place: Place | None) -> tuple[Place, Any] | None:
    """The next one after `place`, and where it stands."""
    found = []
    for kind in _KINDS:
        row = stack(viewer, area, kind).oldest_first(place.after(kind) if place else None).first()
        if row is not None:
            found.append((Place(row.last_confirmed_on or NEVER, kind, row.pk), row))
    # "relatie" sorts after "bereik", and comes first.
    return min(found, key=lambda one: (one[0].day, one[0].kind == "bereik"), default=None)


@requires(Function.WIJKMANAGER, Function.READER)
@require_http_methods(FORM_METHODS)
def still_true(request: HttpRequest, municipality: str, wijk: str) -> HttpResponse:
    viewer = viewer_of(request)
    area = wijk_or_404(request, municipality, wijk, *STAFF)
    must_write_in(viewer, area)
    if request.method == "POST":
        if request.POST.get("antwoord") == "terug":
            return _take_back(request, area)
        return _answer(request, area)
    place = place_in(request.GET.get("na", ""))
    top = top_of(viewer, area, place)
    context = {
        "area": area,
        "place": place,
        "top": top[0] if top else None,
        "row": top[1] if top else None,
        "left": sum(stack(viewer, area, kind).order_by()[:1001].count() for kind in _KINDS),
        "may_undo": bool(request.session.get(UNDO)),
    }
    return render(request, "actors/still_true.html", context)


def _answer(request: HttpRequest, area: Area) -> HttpResponse:
    viewer = viewer_of(request)
    place = place_in(request.POST.get("wat", ""))
    row = stack(viewer, area, place.kind).filter(pk=place.pk).first() if place else None
    if place is None or row is None:
        # A colleague answered it, or the same button was pressed twice.
        return redirect(_next(request, place))
    answer = request.POST.get("antwoord", "")
    if answer not in {"ja", "nee"}:
        return redirect(_next(request, place))
    before = snapshot(row)
    if answer == "ja":
        confirm_tie(tie=row, by=viewer) if isinstance(row, Tie) else confirm_reach(reach=row, by=viewer)
        messages.success(request, _("Bevestigd: dit klopt nog."))
    else:
        end_tie(tie=row, by=viewer) if isinstance(row, Tie) else forget_reach(reach=row, by=viewer)
        messages.success(request, _("Bewaard: dit klopt niet meer."))
    encoder = DjangoJSONEncoder()
    plain = {name: encoder.default(value) if isinstance(value, date) else value for name, value in before.items()}
    done = [*request.session.get(UNDO, []), {"kind": place.kind, "area": area.pk, "before": plain}]
    request.session[UNDO] = done[-MOST_UNDO:]
    return redirect(_next(request, place))


def _take_back(request: HttpRequest, area: Area) -> HttpResponse:
    """The last answer, as it was before; and that one is asked again."""
    done = list(request.session.get(UNDO, []))
    last = done.pop() if done else None
    request.session[UNDO] = done
    if last is None or last["area"] != area.pk:
        messages.warning(request, _("Er is niets om terug te draaien."))
        return redirect(request.path)
    before = last["before"]
    try:
        put_back(by=viewer_of(request), kind=_KINDS[last["kind"]], before=before)
    except ValidationError:
        messages.warning(request, _("Dit kan niet meer terug. Een collega vulde het net opnieuw in."))
        return redirect(request.path)
    messages.success(request, _("Teruggedraaid. Klopt dit nog?"))
    day = date.fromisoformat(before["last_confirmed_on"]) if before["last_confirmed_on"] else NEVER
    return redirect(_next(request, Place(day, last["kind"], before["id"] - 1)))


def _next(request: HttpRequest, place: Place | None) -> str:
    return f"{request.path}?na={place}" if place else request.path
