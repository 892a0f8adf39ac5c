"""Feeds, frame and map of the public list: the same choices, the same rows, and cheap for who asks again."""

import json
from datetime import timedelta
from typing import Any

import pytest
from defusedxml import ElementTree
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.http import parse_http_date

from initiatives.models import Initiative
from tests.initiatives.make import make_initiative
from wijknet.areas.forms import SettingsForm
from wijknet.areas.models import Area, Border, MunicipalitySettings, Theme
from wijknet.ui.dates import today

LIST, ATOM, JSON = "/initiatieven/", "/initiatieven/feed.atom", "/initiatieven/feed.json"
EMBED = "/initiatieven/inbedden/arnhem/"
NS = {"a": "http://www.w3.org/2005/Atom"}
SQUARE = {"type": "Polygon", "coordinates": [[[5.9, 52.0], [5.92, 52.0], [5.92, 52.02], [5.9, 52.02], [5.9, 52.0]]]}


def entries(client: Client, query: str = "") -> list[str]:
    found = ElementTree.fromstring(client.get(ATOM + query).content)
    return [str(title.text) for title in found.findall("a:entry/a:title", NS)]


def items(client: Client, query: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(client.get(JSON + query).content)["items"]
    return found


def draw(area: Area) -> None:
    Border.objects.create(area=area, year=2024, name=area.name, geometry=SQUARE, source="Kadaster", digest=area.code)


@pytest.fixture
def garden(geitenkamp: Area, arnhem: Area) -> Initiative:
    made = make_initiative(geitenkamp, public=True, title="Buurttuin & <b>bollen</b>", phase="PLAN")
    made.themes.add(Theme.objects.create(municipality=arnhem, name="Groen"))
    return made


@pytest.mark.parametrize(
    "query", ["", "?wijk=GM0202", "?wijk=WK020210", "?thema=Groen", "?fase=PLAN", "?woorden=buurttuin"]
)
def test_every_choice_gives_the_same_rows_everywhere(
    client: Client, klarendal: Area, geveltuin: Initiative, garden: Initiative, query: str
) -> None:
    titles = {garden.title} if query not in {"", "?wijk=GM0202"} else {garden.title, geveltuin.title}
    assert set(entries(client, query)) == titles
    assert {item["title"] for item in items(client, query)} == titles
    for address in (LIST + query, f"{LIST}{query or '?'}&weergave=kaart", EMBED + query):
        page = client.get(address).content.decode()
        assert ("Buurttuin &amp; &lt;b&gt;" in page) is (garden.title in titles), address
        assert (geveltuin.title in page) is (geveltuin.title in titles), address


def test_an_atom_feed_is_whole(client: Client, garden: Initiative) -> None:
    Initiative.objects.update(story="Kleur\x0b voor <i>iedereen</i> & meer", public_name="Samira")
    response = client.get(f"{ATOM}?fase=PLAN")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(response.content)
    links = {link.get("rel"): link.get("href") for link in feed.findall("a:link", NS)}
    assert links["self"] == "http://localhost:8000/initiatieven/feed.atom?fase=PLAN"
    assert links["alternate"] == "http://localhost:8000/initiatieven/?fase=PLAN"
    entry = feed.find("a:entry", NS)
    assert entry is not None
    assert entry.findtext("a:id", namespaces=NS) == f"http://localhost:8000{garden.get_absolute_url()}"
    assert entry.findtext("a:author/a:name", namespaces=NS) == "Samira"
    assert entry.findtext("a:summary", namespaces=NS) == "<p>Kleur voor &lt;i&gt;iedereen&lt;/i&gt; &amp; meer</p>"
    assert [term.get("term") for term in entry.findall("a:category", NS)] == ["Groen"]
    for name in ("updated", "published"):
        assert str(entry.findtext(f"a:{name}", namespaces=NS)).startswith(str(today().year))


def test_a_json_feed_is_whole(client: Client, garden: Initiative) -> None:
    response = client.get(JSON)
    assert response["Content-Type"] == "application/feed+json"
    feed = json.loads(response.content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "http://localhost:8000/initiatieven/feed.json"
    assert feed["items"][0]["id"] == feed["items"][0]["url"]
    assert feed["items"][0]["authors"] == [{"name": "een bewoner"}]
    assert feed["items"][0]["content_text"] == garden.story
    assert feed["items"][0]["tags"] == ["Groen"]


def test_work_behind_the_desk_is_no_news(client: Client, garden: Initiative) -> None:
    before = items(client)[0]["date_modified"]
    Initiative.objects.get().save()
    assert items(client)[0]["date_modified"] == before


def test_feeds_go_by_key_and_lose_nothing(client: Client, klarendal: Area) -> None:
    for number in range(53):
        make_initiative(klarendal, public=True, title=f"Idee {number}", published_on=today() - timedelta(days=number))
    first = json.loads(client.get(JSON).content)
    second = json.loads(client.get(first["next_url"].removeprefix("http://localhost:8000")).content)
    assert (len(first["items"]), len(second["items"])) == (50, 3)
    assert len({item["id"] for item in first["items"] + second["items"]}) == 53
    atom = ElementTree.fromstring(client.get(ATOM).content)
    older = next(link.get("href") for link in atom.findall("a:link", NS) if link.get("rel") == "next")
    assert str(older).startswith("http://localhost:8000/initiatieven/feed.atom?eerder=")


@pytest.mark.parametrize("address", [ATOM, JSON, LIST, f"{LIST}?weergave=kaart", EMBED])
def test_who_asks_again_gets_a_word_for_two_questions(client: Client, garden: Initiative, address: str) -> None:
    first = client.get(address)
    assert parse_http_date(first["Last-Modified"]) == int(Initiative.objects.get().updated_at.timestamp())
    with CaptureQueriesContext(connection) as captured:
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
        since = client.get(address, headers={"If-Modified-Since": first["Last-Modified"]})
    assert (again.status_code, since.status_code, again.content) == (304, 304, b"")
    assert len(captured) <= 4
    kept = client.get(address)
    assert (kept.content, kept["Content-Type"]) == (first.content, first["Content-Type"])
    garden.title = "Iets anders"
    garden.save()
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("address", [ATOM, JSON, f"{LIST}?weergave=kaart&", EMBED])
def test_one_and_fifty_cost_the_same(client: Client, klarendal: Area, address: str) -> None:
    draw(klarendal)
    make_initiative(klarendal, public=True)
    counts = []
    for extra in (0, 49):
        for _number in range(extra):
            make_initiative(klarendal, public=True)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"{address}?wijk=WK020207".replace("&?", "&")).status_code == 200
        counts.append(len(captured))
    # One more for the outline that no page showed before.
    assert counts[1] <= counts[0] <= 9
    assert counts[1] <= 8


def test_a_page_says_where_its_feeds_are_and_how_to_share_it(client: Client, garden: Initiative) -> None:
    page = client.get(f"{LIST}?thema=Groen&wijk=WK020210").content.decode()
    query = "?wijk=WK020210&amp;thema=Groen"
    assert (
        f'type="application/atom+xml" title="Initiatieven van bewoners: Geitenkamp, Groen (Atom)" href="{ATOM}{query}"'
        in page
    )
    assert 'type="application/feed+json"' in page
    assert f'<link rel="canonical" href="http://localhost:8000/initiatieven/{query}">' in page
    assert f'&lt;iframe src="http://localhost:8000{EMBED}{query}"' in page
    assert "&lt;iframe" not in client.get(LIST).content.decode()


def test_a_gemeente_says_on_which_sites_its_list_stands(client: Client, arnhem: Area, garden: Initiative) -> None:
    response = client.get(EMBED)
    assert "frame-ancestors *;" in response["Content-Security-Policy"] + ";"
    assert "X-Frame-Options" not in response
    MunicipalitySettings.objects.update(embed_hosts="https://www.arnhem.nl https://*.wijkkrant.nl")
    for _time in range(2):
        policy = client.get(EMBED)["Content-Security-Policy"]
        assert "frame-ancestors https://www.arnhem.nl https://*.wijkkrant.nl" in policy
    assert "default-src 'none'" in policy


def test_a_frame_shows_its_own_gemeente_only(
    client: Client, garden: Initiative, other_wijk: Area, goeree: Area
) -> None:
    elsewhere = make_initiative(other_wijk, public=True, title="Haven")
    assert elsewhere.title not in client.get(EMBED).content.decode()
    assert client.get(f"{EMBED}?wijk={other_wijk.code}").status_code == 404
    assert client.get("/initiatieven/inbedden/nergens/").status_code == 404


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://www.Arnhem.nl/, https://wijkkrant.nl", "https://www.arnhem.nl https://wijkkrant.nl"),
        ("", ""),
        ("http://arnhem.nl", None),
        ("https://arnhem.nl; script-src *", None),
        ("*", None),
        ("https://arnhem.nl/pad", None),
    ],
)
def test_only_sites_may_be_named(arnhem: Area, typed: str, kept: str | None) -> None:
    form = SettingsForm({"embed_hosts": typed}, instance=arnhem.settings)
    form.full_clean()
    assert form.cleaned_data.get("embed_hosts") == kept
    if kept is None:
        with pytest.raises(IntegrityError), transaction.atomic():
            MunicipalitySettings.objects.update(embed_hosts=typed)
        with pytest.raises(ValidationError):
            MunicipalitySettings(municipality=arnhem, embed_hosts=typed).validate_constraints()


def test_a_point_stands_in_the_middle_never_at_an_address(
    client: Client, klarendal: Area, geitenkamp: Area, garden: Initiative
) -> None:
    draw(klarendal)
    make_initiative(klarendal, public=True, title="Bankje", lon=5.91234, lat=52.01234)
    page = client.get(f"{LIST}?weergave=kaart").content.decode()
    assert 'data-lon="5.91000" data-lat="52.01000"' in page
    assert "5.91234" not in page
    assert "niet op de kaart" in page.split(garden.get_absolute_url())[1]
    assert 'data-borders="/kaart/grenzen/?in=GM0202"' in page


def test_borders_are_of_what_is_asked(client: Client, klarendal: Area, geitenkamp: Area, other_wijk: Area) -> None:
    buurt = Area.objects.create(
        level="BUURT",
        code="BU02020701",
        name="Oost",
        slug="oost",
        parent=klarendal,
        municipality=klarendal.municipality,
    )
    for area in (klarendal, geitenkamp, other_wijk, buurt):
        draw(area)
    response = client.get("/kaart/grenzen/?in=WK020207&in=onzin")
    shown = {place["properties"]["name"]: place["properties"] for place in response.json()["features"]}
    assert set(shown) == {"Klarendal", "Geitenkamp", "Oost"}
    assert shown["Klarendal"]["mine"] is True
    assert shown["Geitenkamp"]["mine"] is False
    assert shown["Oost"]["inner"] is True
    assert "Kadaster" in response.json()["credit"]
    again = client.get("/kaart/grenzen/?in=WK020207&in=onzin", headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304
    assert client.get("/kaart/grenzen/").json()["features"] == []


def test_the_page_of_one_is_for_machines_too_and_cheap_again(client: Client, garden: Initiative) -> None:
    address = garden.get_absolute_url()
    first = client.get(address)
    page = first.content.decode()
    data = json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert data["name"] == garden.title
    assert data["url"] == f"http://localhost:8000{address}"
    assert f'<link rel="canonical" href="http://localhost:8000{address}">' in page
    assert 'property="og:title" content="Buurttuin &amp; &lt;b&gt;' in page
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert len(captured) == 1
    MunicipalitySettings.objects.update(phone="14 026")
    assert "14 026" in client.get(address).content.decode()
