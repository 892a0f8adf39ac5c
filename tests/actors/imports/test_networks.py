"""Network files, from upload to undo: what is asked, what becomes of it, and what is never taken over."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from actors.exchange.lines import says_person
from actors.models import Actor, ImportLine, ImportRun, InformalNetwork, Tie
from actors.services import add_actor, add_network, add_tie, confirm_tie
from tests.actors.imports.make import counts, messages
from tests.actors.imports.make_networks import ANSWERS, answered, graphml, imported, send, uploaded
from tests.actors.places import kind_named
from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.files.models import StoredFile
from wijknet.log.models import LogEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds", "klarendal")]
SMALL = graphml("Molen;Kopje;Linden", "Molen Kopje 1;Kopje Linden 4", default="directed")


@pytest.fixture
def browser(as_user: AsUser, fatima: User) -> Client:
    return as_user(fatima)


def ties() -> set[tuple[str, str, str, int]]:
    rows = Tie.objects.with_sides()
    return {(str(tie.source), str(tie.target), tie.kind, tie.strength) for tie in rows}


def page_of(browser: Client, run: ImportRun, step: str = "") -> str:
    return browser.get(f"{run.get_absolute_url()}{step}").content.decode()


def test_a_network_comes_in_and_goes_again(browser: Client, arnhem: Area, klarendal: Area, fatima: User) -> None:
    version = klarendal.network_version
    run = imported(browser, SMALL, arnhem, weight="weight", high="close")
    assert counts(run) == (5, 0, 0, 0)
    assert ties() == {("Molen", "Kopje", "KNOWS", 1), ("Kopje", "Linden", "KNOWS", 5)}
    molen = Actor.objects.get(name="Molen")
    assert (molen.area, list(molen.active_in.all()), molen.kind.name) == (klarendal, [klarendal], "Café")
    assert {tie.source_text for tie in Tie.objects.all()} == {"een netwerkbestand"}
    assert LogEntry.objects.filter(model="actors.Tie", verb="create", actor_id=fatima.pk).count() == 2
    klarendal.refresh_from_db()
    assert klarendal.network_version > version
    page = page_of(browser, run)
    assert "/netwerk/arnhem/klarendal/" in page
    browser.post(f"/inlezen/{run.pk}/terugdraaien/")
    run.refresh_from_db()
    assert (run.state, run.kept, run.counts["undone"]) == ("UNDONE", [], 5)
    assert not Actor.objects.exists()
    assert not Tie.objects.exists()
    assert not StoredFile.objects.exists()


def test_the_same_file_twice_changes_nothing(browser: Client, arnhem: Area) -> None:
    imported(browser, SMALL, arnhem, weight="weight", high="close")
    again = answered(browser, uploaded(browser, SMALL, arnhem), weight="weight", high="close")
    assert counts(again) == (0, 0, 5, 0)
    assert "Er is niets in te lezen" in page_of(browser, again)


def test_what_a_number_means_is_asked(browser: Client, arnhem: Area) -> None:
    run = uploaded(browser, SMALL, arnhem)
    page = page_of(browser, run, "kolommen/")
    assert "weight (1 – 4)" in page
    refused = browser.post(f"/inlezen/{run.pk}/kolommen/", ANSWERS | {"kind_0": "Café", "weight": "weight", "high": ""})
    assert refused.status_code == 400
    assert "Kies wat een hoog getal betekent." in refused.content.decode()
    imported(browser, SMALL, arnhem, weight="weight", high="far")
    assert ties() == {("Molen", "Kopje", "KNOWS", 5), ("Kopje", "Linden", "KNOWS", 1)}


def test_another_answer_changes_the_ties_that_are_there(browser: Client, arnhem: Area) -> None:
    imported(browser, SMALL, arnhem)
    run = imported(browser, SMALL, arnhem, weight="weight", high="close", relation="KNOWS")
    assert counts(run) == (0, 2, 3, 0)
    assert {strength for *_names, strength in ties()} == {1, 5}
    assert "Lijn 1, Molen – Kopje: Hoe nauw" in page_of(browser, answered(browser, uploaded(browser, SMALL, arnhem)))
    browser.post(f"/inlezen/{run.pk}/terugdraaien/")
    assert {strength for *_names, strength in ties()} == {3}


def test_what_direction_means_is_asked(browser: Client, arnhem: Area) -> None:
    both_ways = graphml("A;B;C", "A B;B A;B C", default="directed")
    run = imported(browser, both_ways, arnhem, direction="keep", relation="REFERS")
    assert ties() == {("A", "B", "REFERS", 3), ("B", "A", "REFERS", 3), ("B", "C", "REFERS", 3)}
    browser.post(f"/inlezen/{run.pk}/terugdraaien/")
    run = imported(browser, both_ways, arnhem, direction="both")
    assert ties() == {("A", "B", "KNOWS", 3), ("B", "C", "KNOWS", 3)}
    assert run.counts["not_taken"] == ["1 lijn tussen twee die al een lijn hebben. We nemen de nauwste."]
    page = page_of(browser, uploaded(browser, graphml("A;B", "A B"), arnhem), "kolommen/")
    assert "Wat betekent de richting van een lijn?" not in page


def test_a_line_that_is_there_the_other_way_round_is_the_same(
    browser: Client, arnhem: Area, klarendal: Area, fatima: User
) -> None:
    one, other = (add_actor(by=fatima, area=klarendal, name=name, kind=kind_named("Café")) for name in "AB")
    add_tie(by=fatima, area=klarendal, source=one, target=other, strength=3)
    back = graphml("A;B", "B A", default="directed")
    assert counts(answered(browser, uploaded(browser, back, arnhem))) == (0, 0, 3, 0)
    assert counts(answered(browser, uploaded(browser, back, arnhem), direction="keep")) == (1, 0, 2, 0)


def test_kinds_that_we_know_are_not_guessed_wrong_and_others_are_asked(browser: Client, arnhem: Area) -> None:
    content = graphml("Molen winkel;Kopje Raket;Linden", "")
    page = page_of(browser, uploaded(browser, content, arnhem), "kolommen/")
    assert escape("Wat is ‘Raket’? (1 punt)") in page
    assert "Wat zijn de punten zonder soort?" in page
    form = browser.get(f"/inlezen/{ImportRun.objects.latest('pk').pk}/kolommen/").context["form"]
    assert [field.initial for field in form.kinds] == ["", "Winkel", ""]
    imported(browser, content, arnhem, kind_0="School", kind_2="informeel netwerk")
    assert {(actor.name, actor.kind.name) for actor in Actor.objects.all()} == {
        ("Molen", "Winkel"),
        ("Kopje", "School"),
    }
    assert InformalNetwork.objects.get().name == "Linden"


def test_a_sensitive_kind_comes_in_without_lines(browser: Client, arnhem: Area) -> None:
    content = graphml("Huis Geloofsgemeenschap;Kopje;Molen", "Huis Kopje;Kopje Molen")
    run = answered(browser, uploaded(browser, content, arnhem))
    assert messages(run) == ["4 : Bij deze soort plek leggen we geen relaties vast."]
    assert "lijn 1" in page_of(browser, run)
    refused = browser.post(run.get_absolute_url())
    assert refused.status_code == 400
    browser.post(run.get_absolute_url(), {"skip_wrong": "on"})
    assert ties() == {("Kopje", "Molen", "KNOWS", 3)}


# Never people


PEOPLE = graphml("Henk_de_Vries Persoon;Kopje Café;Molen Café", "Henk_de_Vries Kopje;Kopje Molen")


def test_a_human_is_refused_and_not_even_kept(browser: Client, arnhem: Area) -> None:
    run = answered(browser, uploaded(browser, PEOPLE, arnhem))
    assert [message.split(":")[0].strip() for message in messages(run)] == ["1", "4"]
    page = page_of(browser, run)
    for words in ("punt 1", "Dit is een mens.", "lijn 1", "Deze lijn hoort bij punt 1"):
        assert words in page
    kept = browser.get(f"/inlezen/{run.pk}/bestand/")
    assert kept["Content-Type"] == "application/json"
    csv = browser.get(f"/inlezen/{run.pk}/fout/").content.decode("utf-8-sig")
    assert csv.splitlines()[1].startswith("punt 1;Dit is een mens.")
    everywhere = [kept.content.decode(), csv, page, str(run.errors), page_of(browser, run, "kolommen/")]
    assert not any("Henk" in text or "Vries" in text for text in everywhere)
    browser.post(run.get_absolute_url(), {"skip_wrong": "on"})
    assert set(Actor.objects.values_list("name", flat=True)) == {"Kopje", "Molen"}


def test_a_file_of_people_is_refused_as_a_whole(browser: Client, arnhem: Area) -> None:
    answer = send(browser, graphml("A people;B People", "A B"), arnhem)
    assert answer.status_code == 400
    assert "In dit bestand staan alleen mensen." in answer.content.decode()
    assert not ImportRun.objects.exists()
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("word", ["Person", "PEOPLE", "mens", "Persoon (bewoner)", "Interviewee", "geïnterviewde"])
def test_words_for_a_human_are_known(word: str) -> None:
    assert says_person(word)
    assert not says_person("Stakeholder")


def test_names_like_those_of_people_must_be_answered_for(browser: Client, arnhem: Area) -> None:
    run = uploaded(browser, graphml("Fatima;Bakkerij", "Fatima Bakkerij"), arnhem)
    page = page_of(browser, run, "kolommen/")
    assert "Deze namen lijken op namen van mensen: punt 1." in page
    answers = ANSWERS | {"kind_0": "Café"}
    del answers["organisations"]
    refused = browser.post(f"/inlezen/{run.pk}/kolommen/", answers)
    assert refused.status_code == 400
    assert "WijkNet bewaart geen netwerk van mensen" in refused.content.decode()
    run.refresh_from_db()
    assert run.state == "NEW"


# Parts of networks, and what others did since


def test_who_takes_part_in_a_network_is_added_to_it(
    browser: Client, arnhem: Area, klarendal: Area, fatima: User
) -> None:
    club = add_network(by=fatima, area=klarendal, name="Leesclub")
    element = [{"label": "Leesclub", "type": "informeel netwerk"}, {"label": "Kopje", "type": "Café"}]
    lines = [{"from": "Kopje", "to": "Leesclub", "type": word} for word in ("doet mee", "komt daar samen", "kent")]
    content = json.dumps({"elements": element, "connections": lines}).encode()
    run = imported(browser, content, arnhem)
    assert counts(run) == (2, 1, 0, 0)
    club.refresh_from_db()
    kopje = Actor.objects.get()
    assert (list(club.actors.all()), club.meeting_place) == ([kopje], kopje)
    assert counts(answered(browser, uploaded(browser, content, arnhem))) == (0, 0, 3, 0)
    browser.post(f"/inlezen/{run.pk}/terugdraaien/")
    club.refresh_from_db()
    assert (list(club.actors.all()), club.meeting_place, Actor.objects.count()) == ([], None, 0)


def test_undoing_leaves_what_somebody_went_on_with(browser: Client, arnhem: Area, fatima: User) -> None:
    run = imported(browser, SMALL, arnhem)
    tie = Tie.objects.get(target_actor__name="Kopje")
    confirm_tie(tie=tie, by=fatima, strength=5)
    browser.post(f"/inlezen/{run.pk}/terugdraaien/")
    run.refresh_from_db()
    assert set(Actor.objects.values_list("name", flat=True)) == {"Molen", "Kopje"}
    assert Tie.objects.get() == tie
    assert "Lijn 1: kent (werkt samen) is daarna veranderd" in page_of(browser, run)
    assert not ImportLine.objects.exists()


def test_many_points_and_lines_take_few_statements(browser: Client, arnhem: Area) -> None:
    def statements(size: int, word: str) -> int:
        nodes = ";".join(f"{word}{number}" for number in range(size))
        edges = ";".join(f"{word}{number} {word}{number + 1}" for number in range(size - 1))
        run = answered(browser, uploaded(browser, graphml(nodes, edges), arnhem))
        with CaptureQueriesContext(connection) as queries:
            browser.post(run.get_absolute_url())
        return len(queries)

    assert statements(40, "A") - statements(10, "B") <= 3


def test_all_or_nothing(browser: Client, arnhem: Area, monkeypatch: pytest.MonkeyPatch) -> None:
    run = answered(browser, uploaded(browser, SMALL, arnhem))

    def breaks(**_facts: Any) -> None:
        Tie.objects.create(strength=9)

    monkeypatch.setattr("actors.services.imports.run.store_ties", breaks)
    browser.post(run.get_absolute_url())
    run.refresh_from_db()
    assert (run.state, Actor.objects.count()) == ("FAILED", 0)
    assert run.problem.startswith("Lijn 1-2 past niet")


def test_another_wijk_cannot_be_chosen(
    browser: Client, arnhem: Area, geitenkamp: Area, as_user: AsUser, anna: User
) -> None:
    run = uploaded(browser, SMALL, arnhem)
    refused = browser.post(f"/inlezen/{run.pk}/kolommen/", ANSWERS | {"kind_0": "Café", "area": geitenkamp.code})
    assert refused.status_code == 400
    assert as_user(anna).get(f"/inlezen/{run.pk}/kolommen/").status_code == 404
