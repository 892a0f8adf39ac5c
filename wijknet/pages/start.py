"""Where residents begin: find your wijk, see what neighbours start."""

import re
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from initiatives.models import Initiative
from wijknet.access import public
from wijknet.areas.exchange.svg import area_map
from wijknet.areas.models import Area, Postcode

NEWEST = 6
MOST_FOUND = 50
LONGEST_QUESTION = 100
POSTCODE = re.compile(r"[1-9][0-9]{3} ?[A-Za-z]{2}")


@public
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    newest = Initiative.objects.public().newest_first()[:NEWEST]
    return render(request, "pages/start.html", {"initiatives": list(newest)})


@public
@require_safe
def wijken(request: HttpRequest) -> HttpResponse:
    """Gemeenten by name; with `?q=` the wijken and gemeenten that fit."""
    question = " ".join(request.GET.get("q", "").split())[:LONGEST_QUESTION]
    context: dict[str, Any] = {"question": question}
    if question:
        found = list(find_wijken(question)[: MOST_FOUND + 1])
        context |= {
            "wijken": found[:MOST_FOUND],
            "more": len(found) > MOST_FOUND,
            "municipalities": list(Area.objects.municipalities().filter(name__icontains=question).order_by("name")),
        }
    else:
        context["municipalities"] = list(Area.objects.municipalities().order_by("name"))
    return render(request, "pages/wijken.html", context)


def find_wijken(question: str) -> QuerySet[Any]:
    """Every word fits the name of the wijk or of its gemeente; a CBS code or a postcode finds its wijk."""
    places = Area.objects.wijken().select_related("municipality").order_by("name", "municipality__name")
    if POSTCODE.fullmatch(question):
        here = Postcode.objects.filter(postcode=question.replace(" ", "").upper()).values("area")
        return places.filter(Q(pk__in=here) | Q(pk__in=Area.objects.filter(pk__in=here).values("parent")))
    fits = Q()
    for word in question.split():
        fits &= Q(name__icontains=word) | Q(municipality__name__icontains=word)
    return places.filter(fits | Q(code__iexact=question))


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
