"""Real network files: every sample comes in or is refused in words; what goes out comes in the same; Lake Pomona can be
explored once it was read in by the pages."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from actors.models import Actor, InformalNetwork, Tie
from actors.services import add_actor, add_network, add_tie
from tests.actors.imports.make import counts, messages
from tests.actors.imports.make_networks import answered, graphml, imported, send, uploaded
from tests.actors.places import kind_named
from tests.conftest import AsUser, make_area
from tests.house import ROOT
from wijknet.access import Function
from wijknet.accounts.models import Assignment, User
from wijknet.areas.models import Area, ResidentGroup
from wijknet.files.networks import FORMATS

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("kinds", "klarendal"),
    # openpyxl says so of a workbook that Kumu gives away.
    pytest.mark.filterwarnings("ignore:Unknown extension is not supported:UserWarning"),
]
DATA = ROOT.parent / "shared" / "data"
NETWORK = "/netwerk/arnhem/klarendal/"
# Points and ties between them, once both directions are one.
SIZES = {
    "netwerken/davis_southern_women_bipartite.graphml": (32, 89),
    "netwerken/emon_LakePomona.gexf": (20, None),
    "netwerken/emon_LakePomona.graphml": (20, None),
    "netwerken/emon_Texas.gexf": (25, None),
    "netwerken/emon_Texas.graphml": (25, None),
    "netwerken/florentine_marriage.gexf": (15, 20),
    "netwerken/florentine_marriage.graphml": (15, 20),
    "netwerken/krackhardt_kite.gexf": (10, 18),
    "netwerken/krackhardt_kite.graphml": (10, 18),
    "interop/gephi_les_miserables.gexf": (77, 254),
    "interop/gephi_timezone.gexf": (2, 1),
    "interop/gephi_withdesc.graphml": (2, 1),
    "interop/kumu_import_elements_connections.xlsx": (51, None),
    "interop/kumu_project_export.json": (51, None),
    "interop/onodo_template.xlsx": (2, 1),
}
NO_NETWORK = [
    *(f"netwerken/{name}.gml" for name in ("emon_LakePomona", "florentine_marriage", "krackhardt_kite")),
    *("netwerken/emon_LakePomona_edges.csv", "netwerken/expected.json", "interop/gephi_nodes_types.csv"),
    *("interop/vcard_3_0.vcf", "interop/ical_example.ics"),
]


def real(name: str) -> bytes:
    path: Path = DATA / name
    if not path.is_file():
        pytest.skip(f"the real file {name} is not there")
    return path.read_bytes()


@pytest.fixture
def browser(as_user: AsUser, fatima: User) -> Client:
    return as_user(fatima)


@pytest.mark.parametrize("name", list(SIZES))
def test_every_sample_comes_in(browser: Client, arnhem: Area, name: str) -> None:
    run = imported(browser, real(name), arnhem)
    points, ties = SIZES[name]
    assert Actor.objects.count() == points
    assert Tie.objects.count() == (ties or run.counts["new"] - points)
    assert counts(run)[3] == 0
    assert counts(answered(browser, uploaded(browser, real(name), arnhem)))[0] == 0


@pytest.mark.parametrize("name", NO_NETWORK)
def test_what_is_no_network_file_is_refused_in_words(browser: Client, arnhem: Area, name: str) -> None:
    answer = send(browser, real(name), arnhem)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "Dit is geen netwerkbestand." in page or "komt niet uit Kumu" in page


def test_interviewees_of_kumu_stay_out(browser: Client, arnhem: Area) -> None:
    content = real("interop/kumu_stakeholder_template.json")
    run = imported(browser, content, arnhem, skip=True)
    assert "Dit is een mens." in messages(run)[0]
    assert not Actor.objects.filter(name__startswith="Interviewee").exists()
    assert Actor.objects.filter(name__startswith="Stakeholder").exists()


def test_lake_pomona_can_be_explored(browser: Client, arnhem: Area, klarendal: Area) -> None:
    """Frequency 1 is the most frequent there, and a line says who named whom."""
    run = imported(
        browser,
        real("netwerken/emon_LakePomona.graphml"),
        arnhem,
        kind_0="Andere plek",
        weight="Frequency",
        high="far",
        direction="keep",
    )
    assert counts(run) == (168, 0, 0, 0)
    often = Tie.objects.get(
        source_actor__name="Carbondale Fire Department", target_actor__name="US Army Corps of Engineers"
    )
    seldom = Tie.objects.get(source_actor__name="Carbondale Fire Department", target_actor__name="American Red Cross")
    assert (often.strength, seldom.strength) == (5, 1)
    shown = browser.get(f"{NETWORK}?q=carbondale")
    assert [row.node.name for row, _near, _value in shown.context["rows"]] == ["Carbondale Fire Department"]
    near = browser.get(f"{NETWORK}?rond=actor-{often.source_actor_id}&stappen=1").context["shown"]
    assert 1 < near <= 20
    whole = {row.node.name: near for row, near, _value in browser.get(NETWORK).context["rows"]}
    assert "US Army Corps of Engineers" in {near.node.name for near in whole["Carbondale Fire Department"]}
    expected = json.loads(real("netwerken/expected.json"))["emon_LakePomona"]
    degrees = {name: len({one.node.key for one in near}) for name, near in whole.items()}
    assert degrees == {" ".join(name.split()): degree for name, degree in expected["degree"].items()}
    bridges = browser.get(f"{NETWORK}bruggen/").content.decode()
    assert "20 plekken, organisaties en netwerken" in bridges
    assert "Wie verbindt groepen" in bridges
    cross = Actor.objects.get(name="American Red Cross")
    assert f'href="{cross.get_absolute_url()}"' in browser.get(NETWORK).content.decode()
    group = ResidentGroup.objects.create(area=klarendal, municipality=arnhem, name="Gezinnen aan het water")
    browser.post(f"{cross.get_absolute_url()}bereik/", {"group": group.pk, "level": "TRUSTED"})
    circle = browser.get(f"{NETWORK}kring/?groep={group.pk}")
    assert circle.status_code == 200
    assert "American Red Cross" in circle.content.decode()


# What goes out comes in the same


@pytest.fixture
def elsewhere(fatima: User) -> Area:
    """A wijk of another gemeente, where nothing stands yet."""
    wijk = make_area("WIJK", "WK034403", "Zuilen", make_area("GEMEENTE", "GM0344", "Utrecht"))
    Assignment.objects.create(user=fatima, area=wijk, function=Function.WIJKMANAGER)
    return wijk


@pytest.fixture
def wijk(kinds: None, klarendal: Area, fatima: User) -> None:
    """Every kind of line, with days, in both directions, and a network that meets somewhere."""
    made = [
        add_actor(by=fatima, area=klarendal, name=name, kind=kind_named(kind))
        for name, kind in (("Molen", "Winkel"), ("=Kopje, 'de' <Één>", "Café"), ("Linden", "Huisartsenpraktijk"))
    ]
    club = add_network(by=fatima, area=klarendal, name="Leesclub", meeting_place=made[1], actors=made[:2])
    for number, kind in enumerate(Tie.Kind):
        one, other = made[number % 3], made[(number + 1) % 3]
        add_tie(by=fatima, area=klarendal, source=one, target=other, strength=(1, 3, 5)[number % 3], kind=kind)
    first = Tie.objects.earliest("pk")
    Tie.objects.filter(pk=first.pk).update(start="2024-02-29", end="2090-01-31", last_confirmed_on="2026-01-31")
    add_tie(by=fatima, area=klarendal, source=made[1], target=made[0], strength=5, kind="REFERS")
    add_tie(by=fatima, area=klarendal, source=club, target=made[2], strength=1)


def lines_of(area: Area) -> list[Any]:
    ties = Tie.objects.filter(area=area).with_sides()
    return sorted(
        (str(tie.source), str(tie.target), tie.kind, tie.strength, str(tie.start), str(tie.end), tie.last_confirmed_on)
        for tie in ties
    )


def places_of(area: Area) -> tuple[Any, ...]:
    actors = Actor.objects.filter(area=area).order_by("name").values_list("name", "kind__name")
    networks = InformalNetwork.objects.filter(area=area).order_by("name")
    parts = [(net.name, str(net.meeting_place), sorted(map(str, net.actors.all()))) for net in networks]
    return list(actors), parts


@pytest.mark.parametrize("format_", list(FORMATS))
@pytest.mark.usefixtures("wijk")
def test_what_goes_out_comes_in_the_same(
    browser: Client, as_user: AsUser, fatima: User, arnhem: Area, klarendal: Area, elsewhere: Area, format_: str
) -> None:
    content = browser.post(f"{NETWORK}bestand/", {"formaat": format_, "wie": "namen", "maten": "on"}).content
    given: dict[str, Any] = {"weight": "weight", "high": "close", "direction": "keep"}
    here = answered(browser, uploaded(browser, content, arnhem), **given)
    assert (counts(here)[:2], messages(here)) == ((0, 0), [])
    assert elsewhere.municipality is not None
    again = as_user(User.objects.get(pk=fatima.pk))
    run = imported(again, content, elsewhere.municipality, area=elsewhere.code, **given)
    assert messages(run) == []
    assert lines_of(elsewhere) == lines_of(klarendal)
    assert places_of(elsewhere) == places_of(klarendal)


@pytest.mark.usefixtures("wijk")
def test_pseudonyms_come_in_as_the_same_shape(browser: Client, as_user: AsUser, fatima: User, elsewhere: Area) -> None:
    content = browser.post(f"{NETWORK}bestand/", {"formaat": "gexf13", "wie": "schuilnamen"}).content
    assert elsewhere.municipality is not None
    run = imported(
        as_user(User.objects.get(pk=fatima.pk)),
        content,
        elsewhere.municipality,
        area=elsewhere.code,
        weight="weight",
        high="close",
        direction="keep",
    )
    assert counts(run)[0] == 4 + Tie.objects.filter(area__name="Klarendal").count()
    assert all(name.startswith(("Plek ", "Netwerk ")) for name, _kind in places_of(elsewhere)[0])


# Faults of one line


def test_a_number_that_is_none_is_said_with_its_line(browser: Client, arnhem: Area) -> None:
    content = graphml("A;B;C;D", "A B 1;B C NaN;C D INF;A D -2.5")
    run = answered(browser, uploaded(browser, content, arnhem), weight="weight", high="close")
    assert messages(run) == [
        "6 : Het getal bij deze lijn is geen gewoon getal: NaN.",
        "7 : Het getal bij deze lijn is geen gewoon getal: INF.",
    ]
    page = browser.get(run.get_absolute_url()).content.decode()
    assert "lijn 2" in page
    assert "lijn 3" in page
    assert counts(answered(browser, uploaded(browser, content, arnhem)))[3] == 0


def test_days_that_cannot_be_are_said_with_their_line(browser: Client, arnhem: Area) -> None:
    days = [{"sinds": "2090-01-01"}, {"sinds": "2025-01-01", "tot": "2024-01-01"}, {"sinds": "ooit"}]
    lines = [{"from": "A", "to": end, **said} for end, said in zip("BCD", days, strict=True)]
    content = json.dumps({"elements": [{"label": name} for name in "ABCD"], "connections": lines}).encode()
    run = answered(browser, uploaded(browser, content, arnhem))
    assert messages(run) == [
        "5 : Een dag bij deze lijn is nog niet geweest.",
        "6 : De einddatum ligt vóór de begindatum.",
    ]


def test_loops_and_double_lines_are_named_on_both_pages(browser: Client, arnhem: Area) -> None:
    run = uploaded(browser, graphml("A;B", "A A;A B;B A;A B 5"), arnhem)
    assert "1 lijn van een punt naar zichzelf." in browser.get(f"/inlezen/{run.pk}/kolommen/").content.decode()
    page = browser.get(answered(browser, run).get_absolute_url()).content.decode()
    assert "1 lijn van een punt naar zichzelf." in page
    assert "2 lijnen tussen twee die al een lijn hebben. We nemen de nauwste." in page
    assert counts(run)[0] == 3


@pytest.mark.parametrize("name", ["x" * 200, "  ", "A"])
def test_names_that_cannot_be_are_said_with_their_point(browser: Client, arnhem: Area, name: str) -> None:
    elements = [{"id": "1", "label": "A"}, {"id": "2", "label": name}]
    run = answered(browser, uploaded(browser, json.dumps({"elements": elements}).encode(), arnhem))
    said = [*messages(run), *run.counts.get("not_taken", [])]
    assert len(said) == 1
    assert any(words in said[0] for words in ("hoogstens 120 tekens", "zonder nummer of naam", "rij 1"))


def test_the_largest_network_comes_in_within_time(browser: Client, arnhem: Area) -> None:
    nodes = ";".join(f"P{number}" for number in range(1_000))
    edges = ";".join(f"P{number} P{(number * step + 1) % 1_000}" for number in range(1_000) for step in (1, 7, 11))
    run = imported(browser, graphml(nodes, edges), arnhem)
    assert run.counts["new"] > 3_000
