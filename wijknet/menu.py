"""The menu of the staff pages, and what every page's frame needs to know."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

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
    Item(label="Contactmomenten", route="moments", icon="talk"),
    Item(label="Afspraken", route="agreements", icon="check"),
    Item(label="Verbindingen", route="cases", icon="bridge", thumb=True),
    Item(label="Signalen", route="signals", icon="signal"),
    Item(label="Wie is wie", route="actors", icon="people", thumb=True),
    Item(label="Informele netwerken", route="networks", icon="network"),
    Item(label="Gemeentecontacten", route="municipal-contacts", icon="desk"),
    Item(label="Initiatieven", route="initiatives-desk", icon="idea"),
    Item(label="Wijkprofiel", route="profiles", icon="profile", functions=CURATORS),
    Item(
        label="Collega's",
        route="colleagues",
        icon="colleagues",
        functions=(Function.MUNICIPALITY_ADMIN,),
    ),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context for the frame of every page. Lazy: public pages ask nothing of the database."""
    context: dict[str, Any] = {"demo": settings.DEMO}
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return context
    return context | {
        "menu": lambda: menu_for(request),
        "wijken": lambda: wijken_for(request),
    }


def menu_for(request: HttpRequest) -> list[dict[str, Any]]:
    """The entries this user may open; an entry whose page is not there yet is left out."""
    user = request.user
    entries = []
    for item in ITEMS:
        if not (user.wijk_ids(*item.functions) or user.municipality_ids(*item.functions)):  # type: ignore[union-attr]
            continue
        try:
            url = reverse(item.route)
        except NoReverseMatch:
            continue
        entries.append(
            {
                "label": item.label,
                "url": url,
                "icon": item.icon,
                "thumb": item.thumb,
                "current": request.path.startswith(url),
            }
        )
    return entries


def wijken_for(request: HttpRequest) -> list[Area]:
    """The wijken of the switcher; each link is this page with `?wijk=<code>`."""
    return list(Area.objects.wijken_of(request.user))  # type: ignore[arg-type]
