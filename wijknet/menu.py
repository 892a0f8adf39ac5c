"""The menu of the staff pages, and what every page's frame needs to know."""

from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.functional import SimpleLazyObject

from wijknet.access import CURATORS, STAFF, Function
from wijknet.areas.models import Area


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry: `route` is a route name without arguments, `thumb` whether it stands under the thumb on a phone."""

    label: str
    route: str
    icon: str
    functions: tuple[Function, ...] = STAFF
    thumb: bool = False


ITEMS = (
    Item(label="Vandaag", route="dashboard", icon="today", thumb=True),
    Item(label="Kladblok", route="notebook", icon="pencil", functions=(Function.WIJKMANAGER,), thumb=True),
    Item(label="Contactmomenten", route="moments", icon="speech"),
    Item(label="Afspraken", route="agreements", icon="agreement"),
    Item(label="Doorverwijzingen", route="referrals", icon="refer"),
    Item(label="Verbindingen", route="cases", icon="bridge"),
    Item(label="Signalen", route="signals", icon="signal"),
    Item(label="Wie is wie", route="actors", icon="people", thumb=True),
    Item(label="Informele netwerken", route="networks", icon="network"),
    Item(label="Netwerk en bereik", route="network-wijken", icon="table"),
    Item(label="Kaart", route="map", icon="place"),
    Item(label="Gemeentecontacten", route="municipal-contacts", icon="office"),
    Item(label="Initiatieven", route="initiatives-desk", icon="idea"),
    Item(label="Wat stilstaat", route="radar", icon="clock"),
    Item(label="Bijeenkomsten", route="events", icon="calendar"),
    Item(label="Mijn gemeente", route="settings", icon="settings", functions=(Function.MUNICIPALITY_ADMIN,)),
    Item(
        label="Werk per wijk", route="team", icon="table", functions=(Function.WIJKMANAGER, Function.MUNICIPALITY_ADMIN)
    ),
    Item(label="Mijn werk", route="my-work", icon="clock"),
    Item(label="Wijkprofiel", route="profiles", icon="book", functions=CURATORS),
    Item(label="Bestand inlezen", route="imports", icon="paper", functions=(Function.MUNICIPALITY_ADMIN,)),
    Item(
        label="Collega's",
        route="colleagues",
        icon="people",
        functions=(Function.MUNICIPALITY_ADMIN,),
    ),
    Item(label="Dubbele plekken", route="duplicates", icon="people", functions=(Function.MUNICIPALITY_ADMIN,)),
    Item(label="Soorten plekken", route="kinds", icon="shop", functions=(Function.MUNICIPALITY_ADMIN,)),
)


PUBLIC_ITEMS = (
    ("Wijken", "wijken"),
    ("Initiatieven", "initiatives"),
    ("Agenda", "agenda"),
    ("Podium", "podium"),
)
FOOTER_ITEMS = (
    ("Privacy", "privacy"),
    ("Toegankelijkheid", "accessibility"),
    ("Mijn gegevens", "my-data"),
    ("Help", "help"),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context for the frame of every page. Lazy: public pages ask nothing of the database."""
    context: dict[str, Any] = {
        "demo": settings.DEMO,
        "public_menu": lambda: links(request, PUBLIC_ITEMS),
        "footer": lambda: links(request, FOOTER_ITEMS),
        "tell_url": address("initiative-submit"),
        "device": lambda: device_of(request),
    }
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return context
    wijken = SimpleLazyObject(lambda: wijken_for(request))
    current = SimpleLazyObject(lambda: next((wijk for wijk in wijken if wijk.code == request.GET.get("wijk")), None))
    menu = SimpleLazyObject(lambda: menu_for(request, current))
    return context | {
        "menu": menu,
        "thumbs": lambda: [item for item in menu if item["thumb"]],
        "my_wijken": wijken,
        "current_wijk": current,
        # A list shows the other wijk in place; a thing lies in one wijk, so from there one goes home.
        "switch_url": lambda: request.path if any(item["path"] == request.path for item in menu) else menu[0]["path"],
        "my_calendar_url": lambda: address("my-calendar") if menu else "",
        # Where this person works: the first page of their own menu.
        "home_url": lambda: menu[0]["url"] if menu else address("account"),
        "log_url": lambda: address("moment-new") if is_writer(request) else "",
        "jot_key": uuid4,
        "jot_url": lambda: address("jot-new") if is_writer(request) else "",
    }


def address(route: str) -> str:
    """The address of a route without arguments; empty while its page is not there."""
    return _address(route, settings.ROOT_URLCONF, get_script_prefix())


@cache
def _address(route: str, _urls: str, _prefix: str) -> str:
    """Found out once: a page asks for thirty of them."""
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""


def links(request: HttpRequest, items: tuple[tuple[str, str], ...]) -> list[dict[str, Any]]:
    """The entries of a public menu whose pages exist."""
    found = ((label, address(route)) for label, route in items)
    return [{"label": label, "url": url, "current": request.path.startswith(url)} for label, url in found if url]


def is_writer(request: HttpRequest) -> bool:
    user: Any = request.user
    return bool(user.wijk_ids(Function.WIJKMANAGER) or user.municipality_ids(Function.WIJKMANAGER))


def menu_for(request: HttpRequest, wijk: Any) -> list[dict[str, Any]]:
    """The entries this user may open; an entry whose page is not there yet is left out."""
    user = request.user
    # The chosen wijk goes along from list to list; without one in the address nobody asks for it.
    chosen = f"?wijk={wijk.code}" if "wijk" in request.GET and wijk else ""
    held = {one for one in Function if user.wijk_ids(one) or user.municipality_ids(one)}  # type: ignore[union-attr]
    entries = []
    for item in ITEMS:
        if held.isdisjoint(item.functions):
            continue
        url = address(item.route)
        if not url:
            continue
        entries.append(
            {
                "label": item.label,
                "path": url,
                "url": url + chosen if item.functions == STAFF else url,
                "icon": item.icon,
                "thumb": item.thumb,
                "current": request.path.startswith(url),
                "count": user.open_jottings if item.route == "notebook" else 0,  # type: ignore[union-attr]
                "count_label": "uit te werken",
            }
        )
    return entries


def device_of(request: HttpRequest) -> dict[str, Any]:
    """What the notebook on a device needs to know; `holder` is whoever may send from this page."""
    user = getattr(request, "user", None)
    return {
        "holder": user.pk if user is not None and user.is_authenticated and is_writer(request) else "",
        "page_url": address("jot-device"),
        "secret_url": address("jot-secret"),
        "receive_url": address("jot-receive"),
        "worker_url": address("service-worker"),
    }


def wijken_for(request: HttpRequest) -> list[Area]:
    """The wijken of the switcher; each link is a list with `?wijk=<code>`."""
    user: Any = request.user
    found: list[Area] = user.wijken(*STAFF)
    return found
