"""The whole network of a wijk as a list with neighbour links, and as a picture; what is shown stands in the address."""

import hashlib
from dataclasses import astuple
from typing import Any

import brotli
import orjson
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from actors.drawing import draw, draw_again, drawing_of, task_key_of
from actors.models import Tie
from actors.network import Surroundings, surroundings_of
from actors.views.actors import FORM_METHODS
from actors.views.wijk import must_write_in, wijk_or_404, writes_in
from actors.whole import COLOURS, MOST_STEPS, VALUES, Asked, Row, columns_of, near_of, rows_of
from wijknet.access import STAFF, limited, requires, viewer_of
from wijknet.areas.models import Area
from wijknet.jobs.services import find_task, progress_of
from wijknet.ui.dates import today
from wijknet.ui.pieces import Column, sort_table
from wijknet.ui.text import fold

PER_PAGE = 50
# Levels of brotli: 5 packs nearly as small as 11, in a hundredth of the time.
QUALITY = 5
NAME = Column(label="Naam", key="naam", order=("name",))
KIND = Column(label="Soort", key="soort", order=("kind",))
GROUP = Column(label="Groep", key="groep", order=("group",), numeric=True)
NUMBER = Column(label="Aantal", key="aantal", order=("near",), numeric=True)
NEAR = Column(label="Met wie")


@requires(*STAFF)
@require_GET
def whole(request: HttpRequest, municipality: str, wijk: str) -> HttpResponse:
    """`?beeld=1` puts the picture above the list; both show what `q`, `soort`, `groep`, `sterkte`, and `rond` with
    `stappen` leave. `grootte` and `kleur` say what the picture shows it by, `sorteer` and `pagina` are of the list."""
    area = wijk_or_404(request, municipality, wijk, *STAFF)
    found, asked = surroundings_of(area, today()), Asked.of(request.GET)
    is_picture = "beeld" in request.GET
    # The list by itself asks for no sums: groups come with the picture, or with the wish for one of them.
    drawing = drawing_of(area, found) if is_picture or asked.community else None
    rows = rows_of(found, drawing, asked)
    kinds = sorted({node.kind for node in found.nodes})
    seats = drawing.seats.values() if drawing else ()
    context = {
        **_list(request, found, rows, asked, is_drawn=drawing is not None),
        "area": area,
        "may_write": writes_in(viewer_of(request), area),
        "asked": asked,
        "middle": next((node for node in found.nodes if node.key == asked.around), None),
        "kinds": kinds,
        "communities": range(1, max((seat.community for seat in seats), default=0) + 1),
        "strengths": Tie.Strength.choices,
        "steps": range(1, MOST_STEPS + 1),
        "shown": len(rows),
        "is_picture": is_picture,
    }
    if is_picture:
        context |= _picture(request, area, found, is_drawn=drawing is not None)
    return render(request, "actors/whole.html", context)


@requires(*STAFF)
@require_http_methods(FORM_METHODS)
@limited("measures")
def whole_drawing(request: HttpRequest, municipality: str, wijk: str) -> HttpResponseBase:
    """The data of the picture, filtered as the list is; a POST draws all of it anew."""
    area = wijk_or_404(request, municipality, wijk, *STAFF)
    found = surroundings_of(area, today())
    if request.method == "POST":
        _again(request, area, found)
        return redirect(f"{reverse('network-whole', args=[municipality, wijk])}?beeld=1")
    asked = Asked.of(request.GET)
    facts = repr((area.network_version, found.stamp, astuple(asked)))
    etag = f'"{hashlib.sha256(facts.encode()).hexdigest()[:32]}"'
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        drawing = drawing_of(area, found)
        if drawing is None:
            return HttpResponse(status=409)
        response = _packed(request, orjson.dumps(columns_of(found, drawing, asked)))
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ("Accept-Encoding", "Cookie"))
    return response


def _again(request: HttpRequest, area: Area, found: Surroundings) -> None:
    """Who only reads may have drawn what was not drawn yet; what stands there is the picture of everybody."""
    if drawing_of(area, found) is None:
        draw(area, found)
        return
    must_write_in(viewer_of(request), area)
    if draw_again(area, found):
        messages.success(request, _("Het netwerk is opnieuw getekend."))
    else:
        messages.info(request, _("We tekenen het netwerk opnieuw. Dat duurt meestal minder dan een minuut."))


def _list(
    request: HttpRequest, found: Surroundings, rows: list[Row], asked: Asked, *, is_drawn: bool
) -> dict[str, Any]:
    """One page of the rows in the order of the address; with groups and the value of the picture when it is drawn."""
    value = VALUES[asked.size]
    has_value = is_drawn and asked.size != "aantal"
    column = Column(label=value.label, key="waarde", order=("value",), numeric=True)
    columns = [NAME, KIND, *((GROUP,) if is_drawn else ()), NUMBER, *((column,) if has_value else ()), NEAR]
    heads, order = sort_table(request.GET, columns, "naam")
    by = order[0].lstrip("-")

    def sort_key(row: Row) -> tuple[Any, ...]:
        name = fold(row.node.name)
        if row.seat is not None and by in {"group", "value"}:
            return (row.seat.community if by == "group" else value.of(row.seat) or 0, name)
        return {"kind": (row.node.kind, name), "near": (row.every, name)}.get(by, (name,))

    rows.sort(key=sort_key, reverse=order[0].startswith("-"))
    page = request.GET.get("pagina", "")
    last = max(1, -(-len(rows) // PER_PAGE))
    at = min(max(int(page) if page.isdecimal() and 0 < len(page) < 6 else 1, 1), last)
    nodes = {node.key: node for node in found.nodes}
    here = rows[(at - 1) * PER_PAGE : at * PER_PAGE]
    return {
        "heads": heads,
        "rows": [
            (row, near_of(row, nodes), said(value.of(row.seat)) if has_value and row.seat else "") for row in here
        ],
        "is_drawn": is_drawn,
        "value": value if has_value else None,
        "earlier": at - 1 if at > 1 else None,
        "later": at + 1 if at < last else None,
    }


def said(value: float | None) -> str:
    return "–" if value is None else str(value).replace(".", ",")


def _picture(request: HttpRequest, area: Area, found: Surroundings, *, is_drawn: bool) -> dict[str, Any]:
    key = task_key_of(area, found)
    return {
        "data_url": f"{request.path}tekening/?{request.GET.urlencode()}",
        "values": VALUES,
        "colours": COLOURS,
        "may_draw": writes_in(viewer_of(request), area),
        "busy": not is_drawn and find_task(key) is not None,
        "progress": None if is_drawn else progress_of(key),
    }


def _packed(request: HttpRequest, body: bytes) -> HttpResponse:
    """Thousands of names and numbers: a quarter of the size for who takes brotli. Nothing in it comes from the
    request, so its length tells a stranger nothing."""
    response = HttpResponse(content_type="application/json")
    if "br" in request.headers.get("Accept-Encoding", ""):
        body = brotli.compress(body, mode=brotli.MODE_TEXT, quality=QUALITY)
        response["Content-Encoding"] = "br"
    response.content = body
    return response
