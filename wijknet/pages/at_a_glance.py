"""A wijk on one A4, to hang up or hand out: the public page of that moment, shorter and with where to read on."""

from dataclasses import asdict
from functools import partial
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from initiatives.models import Event, Initiative
from wijknet.access import public
from wijknet.areas.exchange.svg import AreaMap
from wijknet.areas.models import Area
from wijknet.areas.querysets import ShownFigure
from wijknet.files.documents import code_of, make_document
from wijknet.pages.area import whole_wijk, with_connectors
from wijknet.pages.printed import answer_printed, map_file, map_words
from wijknet.profiles.bars import bars_of, plain
from wijknet.profiles.models import ProfileEdition
from wijknet.profiles.rich import words
from wijknet.profiles.texts import PHOTO_TITLES
from wijknet.ui.dates import day, moment, today

# What one sheet holds; a part of the story ends after the last whole sentence within so many signs.
MOST_SIGNS, MOST_INITIATIVES, MOST_EVENTS, MOST_FIGURES, MOST_NAMES, MOST_BARS = 430, 5, 4, 8, 3, 5


@public
@require_safe
def at_a_glance(request: HttpRequest, municipality: str, wijk: str) -> HttpResponseBase:
    """The PDF, as it was made for whoever asked first."""
    made = partial(make, municipality, wijk)
    return answer_printed(request, municipality=municipality, wijk=wijk, name="in-een-oogopslag", make=made)


def make(municipality: str, wijk: str) -> bytes:
    places = Area.objects.wijken().select_related("municipality__settings")
    found, connectors = with_connectors(places.filter(municipality__slug=municipality, slug=wijk))
    if found is None:
        raise Http404("Deze wijk kennen we niet.")
    edition, _quotes = ProfileEdition.objects.latest_with_quotes(found)
    content = edition.content if edition else {}
    whole = whole_wijk(found, content, ())
    address = settings.SITE_URL + reverse("area", args=[municipality, wijk])
    files = {"code.svg": code_of(address)}
    drawn: AreaMap | None = whole["map"]
    if drawn:
        files["kaart.svg"] = map_file(drawn)
    data = {
        "title": _("%(wijk)s in één oogopslag") % {"wijk": found.name},
        "author": whole["place"],
        "wijk": found.name,
        "place": _("Wijk in %(place)s") % {"place": whole["place"]},
        "edition": _("Editie %(number)d, %(day)s") % {"number": edition.number, "day": day(edition.published_at)}
        if edition
        else "",
        "signed": edition.signed_name if edition else "",
        "made": _("Gemaakt op %(day)s") % {"day": day(today())},
        "question": whole["question"],
        "map": map_words(drawn),
        "address": address.split("://")[-1],
        "names": connectors[:MOST_NAMES],
        "phone": whole["phone"],
        **figures_of(whole),
        **story_of(content),
        "initiatives": [initiative_line(one) for one in whole["initiatives"][:MOST_INITIATIVES]],
        "events": events_of(found),
    }
    return make_document("glance", data, files=files)


def figures_of(whole: dict[str, Any]) -> dict[str, Any]:
    """The large figures, a few more, and every source with its year."""
    large: list[ShownFigure] = whole["large_figures"]
    shown = {figure.code for figure in large}
    more: list[ShownFigure] = [figure for figure in whole["figures"] if figure.code not in shown and figure.text]
    more = more[: MOST_FIGURES - len(large)]
    place = whole["place"]
    return {
        "figures": [figure_cell(figure, place) for figure in large],
        "more": [[figure.name, figure.text, figure.beside_text] for figure in more],
        "bars": [asdict(bar) for bar in bars_of(plain(whole["figures"]))[:MOST_BARS]],
        "beside": place,
        "sources": "; ".join(sorted({figure.source_line for figure in (*large, *more)})),
    }


def figure_cell(figure: ShownFigure, place: str) -> dict[str, str]:
    beside = f"{place}: {figure.beside_text}" if figure.beside_text else ""
    return {"name": figure.name, "value": figure.number, "missing": figure.missing, "beside": beside}


def story_of(content: dict[str, str]) -> dict[str, Any]:
    """The three parts of the omgevingsfoto, and whether words were left out."""
    whole = [(title, words(content[name])) for name, title in PHOTO_TITLES.items() if content.get(name)]
    parts = [{"title": title, "text": shortened(text)} for title, text in whole]
    left_out = any(part["text"] != flat(text) for part, (_title, text) in zip(parts, whole, strict=True))
    return {"parts": parts, "shortened": left_out}


def flat(text: str) -> str:
    return " ".join(text.split())


def shortened(text: str) -> str:
    """Whole sentences as far as they fit, with a sign that there was more; a sentence too long is cut at a word."""
    line = flat(text)
    if len(line) <= MOST_SIGNS:
        return line
    head = line[:MOST_SIGNS]
    end = max(head.rfind(sign) for sign in (". ", "! ", "? "))
    return f"{head[: end + 1]} […]" if end > 0 else f"{head.rsplit(' ', 1)[0]} […]"


def initiative_line(one: Initiative) -> dict[str, str]:
    return {"title": one.title, "beside": one.get_phase_display()}


def events_of(wijk: Area) -> list[dict[str, str]]:
    rows = Event.objects.in_area(wijk).public().going_on().to_come().order_by("starts_at", "pk")[:MOST_EVENTS]
    return [{"title": one.title, "beside": f"{moment(one.starts_at)}, {one.place_text}"} for one in rows]
