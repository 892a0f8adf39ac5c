"""The picture of a shared page, and the tags that lead to it."""

import re
from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from PIL import Image, ImageColor

from tests.pages.test_area import make_border
from wijknet.areas.models import Area
from wijknet.pages import share
from wijknet.pages.stamp import kept
from wijknet.profiles.models import ProfileEdition
from wijknet.ui.theme import tokens

ADDRESS = "/wijken/arnhem/klarendal/deel.png"
PAGE = "/wijken/arnhem/klarendal/"


@pytest.fixture
def mapped(klarendal: Area, geitenkamp: Area) -> Area:
    make_border(klarendal, 5.9)
    make_border(geitenkamp, 5.91)
    cache.clear()
    kept.clear()
    return klarendal


def test_the_picture_is_light_and_in_the_colours_of_the_theme(mapped: Area, client: Client) -> None:
    answer = client.get(ADDRESS)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert len(answer.content) < 300_000
    picture = Image.open(BytesIO(answer.content)).convert("RGB")
    assert picture.size == (1200, 630)
    edge, ground = picture.getpixel((5, 300)), picture.getpixel((40, 20))
    assert edge == ImageColor.getrgb(tokens()["color-action"])
    assert ground == ImageColor.getrgb(tokens()["color-ground"])
    assert "max-age=86400" in answer["Cache-Control"]


def test_it_is_made_once_and_anew_under_another_name(
    mapped: Area, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def count(wijk: Area, drawn: object) -> bytes:
        made.append(wijk.name)
        return b"png"

    monkeypatch.setattr(share, "make", count)
    first = client.get(ADDRESS)
    client.get(ADDRESS)
    assert client.get(ADDRESS, headers={"If-None-Match": first["ETag"]}).status_code == 304
    Area.objects.filter(pk=mapped.pk).update(name="Klarendal-Zuid")
    assert client.get(ADDRESS)["ETag"] != first["ETag"]
    assert made == ["Klarendal", "Klarendal-Zuid"]


def test_a_wijk_without_a_map_and_with_a_long_name_has_one_too(klarendal: Area, client: Client) -> None:
    Area.objects.filter(pk=klarendal.pk).update(name='Bedrijventerrein #let x = "Noord" en omgeving van de Rijn')
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    assert Image.open(BytesIO(answer.content)).size == (1200, 630)


def test_no_such_wijk_or_no_picture_is_not_found(mapped: Area, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/wijken/arnhem/bestaat-niet/deel.png").status_code == 404

    def busy(wijk: Area, drawn: object) -> bytes:
        raise ValidationError("Het is nu druk.")

    monkeypatch.setattr(share, "make", busy)
    assert client.get(ADDRESS).status_code == 404


def test_the_page_names_the_picture_in_full(mapped: Area, edition: ProfileEdition, client: Client) -> None:
    page = client.get(PAGE).content.decode()
    found = dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)"', page))
    assert found["og:image"].startswith("http")
    assert found["og:image"].endswith(ADDRESS)
    assert found["og:url"].endswith(PAGE)
    assert found["og:title"] == "Klarendal, wijk in Arnhem"
    assert found["og:description"] == edition.content["question"]
    assert found["twitter:card"] == "summary_large_image"
