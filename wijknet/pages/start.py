"""Where residents begin: find your wijk, see what neighbours start."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from initiatives.models import Initiative
from wijknet.access import public
from wijknet.areas.exchange.country import country_map
from wijknet.areas.exchange.svg import area_map
from wijknet.areas.finding import Hit, find
from wijknet.areas.models import Area, Postcode
from wijknet.ui.paging import EARLIER, LATER, KeyPage

NEWEST = 6
A_PAGE = 50
LONGEST_QUESTION = 100


@public
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    newest = Initiative.objects.public().newest_first()[:NEWEST]
    return render(request, "pages/start.html", {"initiatives": list(newest)})


@public
@require_safe
def wijken(request: HttpRequest) -> HttpResponse:
    """Gemeenten by name and on a map; with `?q=` the wijken and gemeenten that fit."""
    question = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST_QUESTION]
    context: dict[str, Any] = {"question": question}
    if question:
        answer = find(question)
        context |= {
            "answer": answer,
            "page": page_of(answer.hits, request.GET),
            "found": len(answer.hits),
            "municipalities": answer.municipalities,
        }
        if answer.known == "no":
            context["without_postcodes"] = without_postcodes(answer.municipalities)
    else:
        rows = Area.objects.municipalities().order_by("name").values_list("name", "slug")
        context |= {"municipalities": list(rows), "map": country_map()}
    return render(request, "pages/wijken.html", context)


def page_of(hits: list[Hit], query: QueryDict) -> KeyPage[Any]:
    """One page of what was found, all of which is at hand: its cursors are numbers of pages."""
    asked = query.get(EARLIER) or query.get(LATER) or "1"
    last = max(1, -(-len(hits) // A_PAGE))
    number = min(max(1, int(asked)), last) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    return KeyPage(
        items=hits[(number - 1) * A_PAGE : number * A_PAGE],
        earlier=str(number + 1) if number < last else "",
        later=str(number - 1) if number > 1 else "",
    )


def without_postcodes(municipalities: list[tuple[str, str]]) -> str:
    """The gemeente that was named beside a postcode, when it has no postcodes here at all."""
    if len(municipalities) != 1:
        return ""
    name, slug = municipalities[0]
    return "" if Postcode.objects.filter(area__municipality__slug=slug).exists() else name


@public
@require_safe
def municipality(request: HttpRequest, municipality: str) -> HttpResponse:
    """The wijken of one gemeente."""
    found = Area.objects.municipalities().filter(slug=municipality).first()
    if found is None:
        raise Http404("Deze gemeente kennen we niet.")
    wijken = list(Area.objects.wijken().filter(municipality=found).order_by("name"))
    context = {
        "municipality": found,
        "place": found.name,
        "wijken": wijken,
        "map": area_map(found),
        "crumbs": [("Wijken", reverse("wijken"))],
    }
    return render(request, "pages/municipality.html", context)
