"""The whole profile of a wijk to print, as one edition froze it: story, figures, groups, programme, and the map."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wijknet.access import CURATORS, STAFF, public, requires
from wijknet.areas.exchange.svg import area_map
from wijknet.areas.models import Area
from wijknet.files.documents import make_document
from wijknet.files.services import files_of_all, read_file
from wijknet.pages.printed import answer_printed, map_file, map_words
from wijknet.profiles.bars import bars_of
from wijknet.profiles.blocks import Block, blocks_of
from wijknet.profiles.figures import said_in
from wijknet.profiles.models import ProfileEdition, ProfilePicture
from wijknet.profiles.pictured import words_of_gone
from wijknet.profiles.texts import OTHER_TITLES, PHOTO_TITLES, Part, Said, parts
from wijknet.profiles.views.drafts import curated_wijk
from wijknet.ui.dates import day, today


@public
@require_safe
def profile_print(request: HttpRequest, municipality: str, wijk: str) -> HttpResponseBase:
    """The edition that residents read, as it was made for whoever asked first; 404 when none was published."""

    def made() -> bytes:
        places = Area.objects.wijken().select_related("municipality__settings")
        found = get_object_or_404(places, municipality__slug=municipality, slug=wijk)
        edition, quotes = ProfileEdition.objects.latest_with_quotes(found)
        if edition is None:
            raise Http404("Van deze wijk is nog geen profiel.")
        return make(found, edition, quotes)

    return answer_printed(request, municipality=municipality, wijk=wijk, name="profiel", make=made)


@requires(*CURATORS, *STAFF)
@require_safe
def edition_print(request: HttpRequest, municipality: str, wijk: str, number: int) -> HttpResponseBase:
    """Any edition, for who curates the wijk."""
    found = curated_wijk(request, municipality, wijk)
    edition = get_object_or_404(ProfileEdition, area=found, number=number)

    def made() -> bytes:
        return make(found, edition, edition.quotes.all())

    name = f"profiel-editie-{number}"
    return answer_printed(request, municipality=municipality, wijk=wijk, name=name, make=made)


def make(wijk: Area, edition: ProfileEdition, quotes: Iterable[Said]) -> bytes:
    beside: dict[str, list[dict[str, Any]]] = edition.around or {}
    place = wijk.municipality.name if wijk.municipality else ""
    content, drawn = edition.shown_content(), area_map(wijk)
    [figures] = said_in(wijk, [edition])
    photo = parts(content, PHOTO_TITLES, quotes=quotes)
    data: dict[str, Any] = {
        "title": _("Wijkprofiel van %(wijk)s") % {"wijk": wijk.name},
        "author": place,
        "place": _("Wijk in %(place)s") % {"place": place},
        "edition": _("Editie %(number)d, %(day)s") % {"number": edition.number, "day": day(edition.published_at)},
        "signed": edition.signed_name,
        "made": _("Gemaakt op %(day)s") % {"day": day(today())},
        "question": content.get("question", ""),
        "map": map_words(drawn),
        "photo": [part_of(part, content) for part in photo],
        "others": [part_of(part, content) for part in parts(content, OTHER_TITLES)],
        "wijk": wijk.name,
        "figures": [figure_row(figure) for figure in figures],
        "figures_of": _("Zoals ze waren op %(day)s.") % {"day": day(edition.published_at)},
        "bars": [asdict(bar) for bar in bars_of(figures)],
        "groups": [group_row(group) for group in beside.get("groups", ())],
        "themes": [[row["name"], row["aim"], row["doing"], row["with_whom"]] for row in beside.get("themes", ())],
        "plans": [[row["name"], row["aim"], row["owner"], row["period"]] for row in beside.get("plans", ())],
        "channels": [[row["name"], row["kind"], row["deadline"]] for row in beside.get("channels", ())],
        "address": settings.SITE_URL.split("://")[-1]
        + reverse("area", args=[wijk.municipality.slug if wijk.municipality else wijk.slug, wijk.slug]),
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
            gone = {"words": words_of_gone(), "strong": False, "soft": True, "link": ""}
            block |= {"kind": "p", "lines": [[gone]]}
    return files


def whole_links(block: Block) -> Block:
    """Links within this site lead there from paper too."""
    for line in block["lines"]:
        for run in line:
            if run["link"].startswith("/"):
                run["link"] = settings.SITE_URL + run["link"]
    return block


def figure_row(figure: dict[str, Any]) -> list[str]:
    """A frozen figure; without a value why there is none."""
    return [figure["name"], figure["text"] or figure["missing"], figure["beside_text"], figure["source_line"]]


def group_row(group: dict[str, Any]) -> list[str]:
    """Who live here, how many, and through whom they are reached, in the words of the page."""
    named = list(group["names"])
    if group["others"]:
        named.append(_("%(count)d die we niet noemen") % {"count": group["others"]})
    reached = get_text_list(named, _("en")) or _("niemand")
    channels = ", ".join(group["channels"]) or _("geen")
    size = group["size"] or _("aantal niet bekend")
    return [group["name"], size, _("Hier bereiken we niemand.") if group["gap"] else reached, channels]
