"""What every public site must say: what it keeps about people, how usable it is, and how it works."""

from itertools import groupby
from operator import attrgetter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wijknet.access import public
from wijknet.declare import declared


@public
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What we keep, why and how long: read from what the apps declare, so that it cannot lag behind."""
    rows = sorted(declared(), key=attrgetter("whose", "purpose", "term"))
    people = [
        {"whose": whose, "rows": list(dict.fromkeys((row.purpose, row.ground.value, row.term) for row in group))}
        for whose, group in groupby(rows, key=attrgetter("whose"))
    ]
    return render(request, "pages/privacy.html", {"people": people})


@public
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/accessibility.html")


@public
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/help.html")
