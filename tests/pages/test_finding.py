"""Finding a wijk as people name it: old names, buurten, slips of the pen, postcodes, the map, and many at once."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import make_area
from tests.pages.test_area import make_border
from tests.pages.test_start import found
from wijknet.areas.exchange.svg import forget_maps
from wijknet.areas.models import Area, Border, Postcode

KLARENDAL = 'href="/wijken/arnhem/klarendal/"'
GEITENKAMP = 'href="/wijken/arnhem/geitenkamp/"'


@pytest.fixture
def buurt(klarendal: Area) -> Area:
    return make_area("BUURT", "BU02020701", "Mussenberg", klarendal)


@pytest.fixture
def postcode(buurt: Area) -> Postcode:
    found: Postcode = Postcode.objects.create(postcode="6822AB", area=buurt)
    return found


def old_name(area: Area, name: str, year: int = 2014) -> None:
    Border.objects.create(area=area, year=year, name=name, source="CBS", digest=name)


def test_an_old_name_finds_the_wijk_and_says_so(klarendal: Area, geitenkamp: Area, client: Client) -> None:
    old_name(klarendal, "Wijk 07 Onder de Molen")
    page = found(client, "onder de molen")
    assert KLARENDAL in page
    assert "heette in 2014: Wijk 07 Onder de Molen" in page
    assert GEITENKAMP not in page
    assert "heette" not in found(client, "klarendal")


def test_an_old_name_of_a_gemeente_and_what_people_call_it(klarendal: Area, client: Client) -> None:
    old_name(klarendal.municipality or klarendal, "Aarnem")
    hague = make_area("GEMEENTE", "GM0518", "'s-Gravenhage")
    make_area("WIJK", "WK051828", "Wijk 28 Centrum", hague)
    assert KLARENDAL in found(client, "aarnem")
    assert "Wijk 28 Centrum" in found(client, "centrum den haag")


def test_a_buurt_finds_its_wijk(buurt: Area, geitenkamp: Area, client: Client) -> None:
    page = found(client, "mussenberg")
    assert KLARENDAL in page
    assert "met Mussenberg" in page
    assert GEITENKAMP not in page


def test_the_name_itself_comes_before_names_that_only_hold_it(klarendal: Area, goeree: Area, client: Client) -> None:
    make_area("WIJK", "WK192401", "Achter Klarendal", goeree)
    other = make_area("WIJK", "WK192402", "Boomgaard", goeree)
    old_name(other, "Klarendal")
    make_area("WIJK", "WK192403", "Anjer", make_area("GEMEENTE", "GM0001", "Klarendal"))
    names = re.findall(r'utrecht-link wn-hit" href="/wijken/[^"]+/[^"]+/">([^<]+)', found(client, "klarendal"))
    assert names == ["Klarendal", "Achter Klarendal", "Boomgaard", "Anjer"]


@pytest.mark.parametrize("question", ["klarendaal", "klarndal", "Klarendal Arnem", "kalrendal", "klarandaal arnhm"])
def test_a_slip_of_the_pen_is_forgiven_and_said(
    klarendal: Area, geitenkamp: Area, client: Client, question: str
) -> None:
    page = found(client, question)
    assert KLARENDAL in page
    assert GEITENKAMP not in page
    assert "Dit lijkt erop:" in page


def test_accents_do_not_matter(client: Client, db: None) -> None:
    make_area("WIJK", "WK190001", "Súdein", make_area("GEMEENTE", "GM1900", "Súdwest-Fryslân"))
    assert "Súdein" in found(client, "sudein sudwest fryslan")


def test_a_short_word_is_no_slip(klarendal: Area, client: Client) -> None:
    assert KLARENDAL not in found(client, "kla x")


def test_wijken_that_are_only_a_number_say_where_they_are(klarendal: Area, arnhem: Area, client: Client) -> None:
    wijk = make_area("WIJK", "WK020299", "Wijk 00", arnhem)
    for number, name in enumerate(("Dorp", "Haven", "Plas", "Zandweg")):
        make_area("BUURT", f"BU0202990{number}", name, wijk)
    page = found(client, "wijk 00")
    assert "in Arnhem · met Dorp, Haven, Plas" in page
    assert "Zandweg" not in page


def test_many_wijken_come_by_the_page(arnhem: Area, client: Client) -> None:
    for number in range(120):
        make_area("WIJK", f"WK02{number:04}", f"Veld {number:03}", arnhem)
    seen: list[str] = []
    page = found(client, "veld")
    assert "120 wijken." in page
    while True:
        seen += re.findall(r">(Veld \d+)<", page)
        onward = re.search(r'rel="next" href="(\?[^"]+)"', page)
        if onward is None:
            break
        page = client.get(f"/wijken/{onward[1].replace('&amp;', '&')}").content.decode()
    assert seen == [f"Veld {number:03}" for number in range(120)]
    assert 'rel="prev"' in page


@pytest.mark.parametrize(
    "place", ["eerder=99999", "eerder=-1", "later=abc", "eerder=²", "later=0", "eerder=9999999999"]
)
def test_a_page_that_is_not_there_gives_one_that_is(klarendal: Area, client: Client, place: str) -> None:
    answer = client.get(f"/wijken/?q=klarendal&{place}")
    assert KLARENDAL in answer.content.decode()


@pytest.mark.parametrize("question", ["6822AB", "6822 ab", "6822", "6822 AB Arnhem", "6822ab, arnhem"])
def test_a_postcode_finds_its_wijk(postcode: Postcode, geitenkamp: Area, client: Client, question: str) -> None:
    page = found(client, question)
    assert KLARENDAL in page
    assert GEITENKAMP not in page
    assert "kennen we niet" not in page


def test_a_postcode_in_two_wijken_lets_one_choose(postcode: Postcode, geitenkamp: Area, client: Client) -> None:
    Postcode.objects.create(postcode="6822AB", area=geitenkamp)
    page = found(client, "6822AB")
    assert KLARENDAL in page
    assert GEITENKAMP in page
    assert "ligt in meer dan één wijk" in page


def test_an_unknown_postcode_shows_its_neighbours(postcode: Postcode, client: Client) -> None:
    page = found(client, "6822ZZ")
    assert "Postcode 6822 ZZ kennen we niet." in page
    assert "dezelfde vier cijfers" in page
    assert KLARENDAL in page


def test_without_postcodes_the_answer_says_what_to_do(klarendal: Area, client: Client) -> None:
    page = found(client, "6822AB")
    assert "Misschien staan de postcodes van je gemeente hier nog niet." in page
    assert "Kies je gemeente uit de lijst of op de kaart" in page
    named = found(client, "6822 AB Arnhem")
    assert "Van Arnhem staan hier nog geen postcodes" in named
    assert KLARENDAL in named


def test_a_new_name_is_found_at_once(klarendal: Area, client: Client) -> None:
    assert KLARENDAL in found(client, "klarendal")
    Area.objects.filter(pk=klarendal.pk).update(name="Nieuwendal")
    assert KLARENDAL in found(client, "nieuwendal")


def test_the_map_leads_to_a_gemeente_and_on_to_a_wijk(klarendal: Area, geitenkamp: Area, client: Client) -> None:
    make_border(klarendal, 5.9)
    make_border(geitenkamp, 5.91)
    forget_maps([])
    country = client.get("/wijken/").content.decode()
    assert '<a href="/wijken/arnhem/" tabindex="-1"><path' in country
    assert "Kadaster / Centraal Bureau voor de Statistiek, 2022" in country
    assert 'utrecht-link wn-hit" href="/wijken/arnhem/"' in country
    gemeente = client.get("/wijken/arnhem/").content.decode()
    assert '<a href="/wijken/arnhem/klarendal/" tabindex="-1"><path' in gemeente
    assert f'utrecht-link wn-hit" {KLARENDAL}' in gemeente


@pytest.mark.parametrize("question", ["klarendal", "6822AB", "klarendaal", "1011XX Arnhem"])
def test_a_question_costs_the_same_however_many_places_there_are(
    postcode: Postcode, client: Client, question: str
) -> None:
    counts = []
    for number in (1, 50):
        for extra in range(number):
            make_area("WIJK", f"WK02{number:02}{extra:02}", f"Klarendal {number} {extra}", postcode.area.municipality)
        with CaptureQueriesContext(connection) as captured:
            client.get("/wijken/", {"q": question})
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 8
