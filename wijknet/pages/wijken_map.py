"""The wijken of a viewer on one map: places, informal networks, ideas of residents and signals, and the same as a list.

Each kind is read as its own list reads it, so that nobody sees here what they do not see there. Notes, talks and people
are on no map. What stands in the address is what is shown.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from actors.models import Actor, InformalNetwork
from initiatives.models import Initiative
from wijknet.access import STAFF, Viewer, requires, viewer_of
from wijknet.areas.exchange.ground import middles_of
from wijknet.areas.models import Area
from wijknet.casework.models import Signal

# As many of a kind as someone can take in beside a map.
MOST_SHOWN = 500

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """One row of the list. `point` is where it stands; without one it stands around the middle of the first of
    `areas` whose outline is known."""

    name: str
    url: str
    details: tuple[str, ...]
    point: Point | None = None
    areas: tuple[int | None, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What may be shown: `key` in the address, a letter and a shape (`mark`, in kaart.css) on the map."""

    key: str
    letter: str
    mark: str
    label: str | Promise
    rows: Callable[[Viewer, Area | None, str], QuerySet[Any]]
    pin: Callable[[Any], Pin]


@dataclass(slots=True, kw_only=True)
class Shown:
    """A kind with its rows as the template lists them: mark, pin, where it stands, and whether that is about."""

    kind: Kind
    more: bool
    rows: list[tuple[str, Pin, Point | None, bool]] = field(default_factory=list)


def actors(viewer: Viewer, wijk: Area | None, words: str) -> QuerySet[Any]:
    rows = Actor.objects.visible_to(viewer).current().with_words(words)
    rows = rows.in_area(wijk) if wijk else rows
    shown = ("name", "sort_name", "street", "house_number", "postcode", "city", "lon", "lat", "buurt")
    return rows.select_related("kind", "area").only(*shown, "kind__name", "area__name").order_by("sort_name", "pk")


def actor_pin(actor: Actor) -> Pin:
    point = None if actor.lon is None or actor.lat is None else (actor.lon, actor.lat)
    details = (actor.kind.name, actor.address, actor.area.name)
    return Pin(name=actor.name, url=actor.get_absolute_url(), details=details, point=point, areas=(actor.buurt_id,))


def networks(viewer: Viewer, wijk: Area | None, words: str) -> QuerySet[Any]:
    rows = InformalNetwork.objects.visible_to(viewer).current().with_words(words)
    rows = rows.in_area(wijk) if wijk else rows
    place = tuple(f"meeting_place__{name}" for name in ("name", "lon", "lat", "buurt"))
    shown = rows.select_related("area", "meeting_place").only("name", "sort_name", "meeting_text", "area__name", *place)
    return shown.order_by("sort_name", "pk")


def network_pin(network: InformalNetwork) -> Pin:
    place = network.meeting_place
    known = place is not None and place.lon is not None and place.lat is not None
    return Pin(
        name=network.name,
        url=network.get_absolute_url(),
        details=(place.name if place else network.meeting_text, network.area.name),
        point=(place.lon, place.lat) if place and known else None,  # type: ignore[arg-type]
        areas=(place.buurt_id,) if place else (),
    )


def initiatives(viewer: Viewer, wijk: Area | None, words: str) -> QuerySet[Any]:
    rows = Initiative.objects.visible_to(viewer).standing().with_words(words)
    rows = rows.in_area(wijk) if wijk else rows
    shown = ("reference", "title", "phase", "moderation", "place_text", "received_on", "buurt", "area__name")
    return rows.select_related("area").only(*shown).order_by("-received_on", "-pk")


def initiative_pin(initiative: Initiative) -> Pin:
    return Pin(
        name=initiative.title,
        url=initiative.get_desk_url(),
        details=(
            initiative.get_phase_display(),
            initiative.get_moderation_display(),
            initiative.place_text,
            initiative.area.name,
        ),
        areas=(initiative.buurt_id, initiative.area_id),
    )


def signals(viewer: Viewer, wijk: Area | None, words: str) -> QuerySet[Any]:
    rows = Signal.objects.visible_to(viewer).open()
    rows = rows.in_area(wijk) if wijk else rows
    for word in words.split()[:8]:
        rows = rows.filter(title__icontains=word)
    shown = ("title", "street", "raised_count", "last_heard_on", "buurt", "area__name")
    return rows.select_related("area").only(*shown).order_by("-last_heard_on", "-pk")


def signal_pin(signal: Signal) -> Pin:
    return Pin(
        name=signal.title,
        url=signal.get_absolute_url(),
        details=(_("%(n)s× gehoord") % {"n": signal.raised_count}, signal.street, signal.area.name),
        areas=(signal.buurt_id, signal.area_id),
    )


KINDS = (
    Kind(key="plekken", letter="P", mark="actor", label=gettext_lazy("Plekken"), rows=actors, pin=actor_pin),
    Kind(key="netwerken", letter="N", mark="network", label=gettext_lazy("Netwerken"), rows=networks, pin=network_pin),
    Kind(
        key="initiatieven",
        letter="I",
        mark="initiative",
        label=gettext_lazy("Initiatieven"),
        rows=initiatives,
        pin=initiative_pin,
    ),
    Kind(key="signalen", letter="S", mark="signal", label=gettext_lazy("Signalen"), rows=signals, pin=signal_pin),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the address says. No kind, or none that exists, means all of them."""

    kinds: tuple[Kind, ...]
    words: str
    wijk: str

    @classmethod
    def of(cls, query: QueryDict) -> "Asked":
        named = set(query.getlist("soort"))
        chosen = tuple(kind for kind in KINDS if kind.key in named)
        return cls(kinds=chosen or KINDS, words=query.get("q", "").strip()[:100], wijk=query.get("wijk", ""))


@requires(*STAFF)
@require_safe
def wijken_map(request: HttpRequest) -> HttpResponse:
    """`?soort=plekken&soort=signalen&q=&wijk=`."""
    viewer, asked = viewer_of(request), Asked.of(request.GET)
    mine: Iterable[Area] = request.user.wijken(*STAFF) if asked.wijk else ()  # type: ignore[union-attr]
    wijk = next((area for area in mine if area.code == asked.wijk), None)
    shown = list(placed(viewer, asked, wijk))
    rest = urlencode({"wijk": wijk.code}) if wijk else ""
    context = {
        "asked": asked,
        "area": wijk,
        "kinds": [(kind, kind in asked.kinds) for kind in KINDS],
        "narrowed": bool(asked.words) or len(asked.kinds) < len(KINDS),
        "all_url": f"{request.path}{f'?{rest}' if rest else ''}",
        "shown": shown,
        "found": sum(len(one.rows) for one in shown),
        "borders": f"{reverse('actor-borders')}?buurten=ja",
        "tiles": settings.MAP_TILES_URL,
    }
    return render(request, "pages/map.html", context)


def placed(viewer: Viewer, asked: Asked, wijk: Area | None) -> Iterator[Shown]:
    """Every kind that was asked for with its rows, each where it stands as far as that is known."""
    found = [(kind, list(kind.rows(viewer, wijk, asked.words)[: MOST_SHOWN + 1])) for kind in asked.kinds]
    pins = [(kind, list(map(kind.pin, rows[:MOST_SHOWN])), len(rows) > MOST_SHOWN) for kind, rows in found]
    middles = middles_of({area for _kind, some, _more in pins for pin in some if not pin.point for area in pin.areas})
    for kind, some, more in pins:
        shown = Shown(kind=kind, more=more)
        for number, pin in enumerate(some, start=1):
            around = next((middles[area] for area in pin.areas if area in middles), None)
            shown.rows.append((f"{kind.letter}{number}", pin, pin.point or around, pin.point is None))
        yield shown
