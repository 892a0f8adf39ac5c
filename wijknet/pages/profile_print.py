"""The whole profile of a wijk to print: the edition that residents read, with the figures and the map beside it."""

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wijknet.access import public
from wijknet.areas.models import Area
from wijknet.areas.querysets import ShownFigure
from wijknet.files.documents import make_document
from wijknet.files.services import files_of_all, read_file
from wijknet.pages.area import whole_wijk
from wijknet.pages.printed import answer_printed, map_file, map_words
from wijknet.profiles.blocks import Block, blocks_of
from wijknet.profiles.models import ProfileEdition, ProfilePicture
from wijknet.profiles.texts import OTHER_TITLES, PHOTO_TITLES, Part
from wijknet.ui.dates import day, today


@public
@require_safe
def profile_print(request: HttpRequest, municipality: str, wijk: str) -> HttpResponseBase:
    """The PDF, as it was made for whoever asked first; 404 when no profile was published."""
    return answer_printed(request, municipality=municipality, wijk=wijk, name="profiel", make=make)


def make(municipality: str, wijk: str) -> bytes:
    places = Area.objects.wijken().select_related("municipality__settings")
    found = get_object_or_404(places, municipality__slug=municipality, slug=wijk)
    edition, quotes = ProfileEdition.objects.latest_with_quotes(found)
    if edition is None:
        raise Http404("Van deze wijk is nog geen profiel.")
    whole = whole_wijk(found, edition.content, quotes)
    beside: dict[str, list[dict[str, Any]]] = edition.around or {}
    drawn = whole["map"]
    said = {part.name: part for part in (*whole["photo"], *whole["others"])}
    data: dict[str, Any] = {
        "title": _("Wijkprofiel van %(wijk)s") % {"wijk": found.name},
        "author": whole["place"],
        "place": _("Wijk in %(place)s") % {"place": whole["place"]},
        "edition": _("Editie %(number)d, %(day)s") % {"number": edition.number, "day": day(edition.published_at)},
        "signed": edition.signed_name,
        "made": _("Gemaakt op %(day)s") % {"day": day(today())},
        "question": whole["question"],
        "map": map_words(drawn),
        "photo": [part_of(said[name], edition.content) for name in PHOTO_TITLES if name in said],
        "others": [part_of(said[name], edition.content) for name in OTHER_TITLES if name in said],
        "wijk": found.name,
        "figures": [figure_row(figure) for figure in whole["figures"]],
        "themes": [[row["name"], row["aim"], row["doing"], row["with_whom"]] for row in beside.get("themes", ())],
        "plans": [[row["name"], row["aim"], row["owner"], row["period"]] for row in beside.get("plans", ())],
        "channels": [[row["name"], row["kind"], row["deadline"]] for row in beside.get("channels", ())],
        "address": settings.SITE_URL.split("://")[-1] + reverse("area", args=[municipality, wijk]),
    }
    files = {"kaart.svg": map_file(drawn)} if drawn else {}
    return make_document("profile", data, files=files | picture_files([*data["photo"], *data["others"]]))


def part_of(part: Part, content: dict[str, str]) -> dict[str, Any]:
    """A heading with its blocks and quotes; a quote that was taken back is told to be gone."""
    blocks = [whole_links(block) for block in blocks_of(content[part.name])]
    return {"title": part.title, "blocks": blocks, "quotes": [asdict(quote) for quote in part.quotes]}


def picture_files(parts: list[dict[str, Any]]) -> dict[str, bytes]:
    """The pictures in these parts by the name that each block gets; one that is gone is told in words."""
    blocks = [block for part in parts for block in part["blocks"] if block["kind"] == "picture"]
    stored = {row.owner_pk: row for row in files_of_all(ProfilePicture, {block["pk"] for block in blocks})}
    files: dict[str, bytes] = {}
    for block in blocks:
        block["file"] = f"foto-{block['pk']}.jpg"
        try:
            files[block["file"]] = read_file(stored[block["pk"]])
        except (KeyError, FileNotFoundError):
            gone = {"words": _("Foto: %(name)s") % {"name": block["alt"]}, "strong": False, "soft": True, "link": ""}
            block |= {"kind": "p", "lines": [[gone]]}
    return files


def whole_links(block: Block) -> Block:
    """Links within this site lead there from paper too."""
    for line in block["lines"]:
        for run in line:
            if run["link"].startswith("/"):
                run["link"] = settings.SITE_URL + run["link"]
    return block


def figure_row(figure: ShownFigure) -> list[str]:
    return [figure.name, figure.text or figure.missing, figure.beside_text or "–", figure.source_line]
