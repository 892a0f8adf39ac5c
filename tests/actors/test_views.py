"""The pages of organisations and places, as one uses them."""

import json
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actors.models import Actor, ActorKind, PersonFunction
from actors.services import add_actor, archive_actor, change_actor, set_reach
from tests.actors.places import kind_named
from tests.conftest import AsUser
from tests.house import ROOT
from wijknet.accounts.models import User
from wijknet.areas.models import Area, ResidentGroup
from wijknet.log.models import LogEntry
from wijknet.ui.dates import today

LIST = "/actoren/"
NEW = "/actoren/nieuw/"
HOSTILE = [
    "\0",
    "a\0b",
    "x" * 5000,
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "'; DROP TABLE x;--",
    "\u202eabc",
    "😀",
    " ",
]


@pytest.fixture
def browser_of_fatima(as_user: AsUser, fatima: User) -> Client:
    return as_user(fatima)


def many(wijk: Area, by: User, count: int) -> None:
    for number in range(count):
        add_actor(by=by, area=wijk, name=f"Plek {number:03d}", kind=kind_named("Café"))


def new(area: Area, **values: Any) -> dict[str, Any]:
    kind = ActorKind.objects.get(name="Café").pk
    return {"name": "Café De Klare", "kind": kind, "area": area.pk, "request_key": str(uuid4()), **values}


# The list


def test_an_empty_list_says_what_to_do(kinds: None, browser_of_fatima: Client) -> None:
    page = browser_of_fatima.get(LIST).content.decode()
    assert "Hier staat nog niemand" in page
    assert NEW in page


def test_the_list_finds_and_filters(
    bakery: Actor, practice: Actor, elderly: ResidentGroup, fatima: User, browser_of_fatima: Client
) -> None:
    set_reach(by=fatima, side=bakery, group=elderly, level="TRUSTED")
    set_reach(by=fatima, side=practice, group=elderly, level="UNKNOWN")
    change_actor(
        actor=practice,
        by=fatima,
        version=1,
        area=practice.area,
        name=practice.name,
        kind=practice.kind,
        connecting=True,
        connecting_why="iedereen komt er",
    )
    wanted = {
        "": {bakery.name, practice.name},
        "q=yildiz": {bakery.name},
        f"kind={practice.kind_id}": {practice.name},
        f"group={elderly.pk}": {bakery.name},
        "connecting=ja": {practice.name},
        "wijk=WK020207": {bakery.name, practice.name},
        "wijk=WK020210": set(),
        "q=yildiz&connecting=ja": set(),
        # A wrong value is no filter, and never an error.
        "kind=x&group=99999999999999999999&connecting=nee": {bakery.name, practice.name},
        "eerder=x&later=~": {bakery.name, practice.name},
    }
    for query, names in wanted.items():
        answer = browser_of_fatima.get(f"{LIST}?{query}")
        assert answer.status_code == 200
        assert {actor.name for actor in answer.context["page"].items} == names, query


def test_a_filter_can_be_taken_off(bakery: Actor, browser_of_fatima: Client) -> None:
    answer = browser_of_fatima.get(f"{LIST}?q=niets&kind={bakery.kind_id}")
    assert "Niets gevonden" in answer.content.decode()
    assert answer.context["active"] == [("niets", f"?kind={bakery.kind_id}"), ("Winkel", "?q=niets")]


@pytest.mark.parametrize("query", ["", "?q=plek&connecting=", "?wijk=WK020207"])
def test_the_list_asks_as_much_for_one_as_for_fifty(
    kinds: None, klarendal: Area, fatima: User, browser_of_fatima: Client, query: str
) -> None:
    counts = []
    for extra in (1, 49):
        many(klarendal, fatima, extra)
        with CaptureQueriesContext(connection) as asked:
            assert browser_of_fatima.get(LIST + query).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[0] <= 8, [query["sql"] for query in asked]


def test_long_lists_are_walked_by_name(kinds: None, klarendal: Area, fatima: User, browser_of_fatima: Client) -> None:
    many(klarendal, fatima, 51)
    first = browser_of_fatima.get(LIST)
    assert "Volgende" in first.content.decode()
    second = browser_of_fatima.get(LIST, {"eerder": first.context["page"].earlier})
    assert [actor.name for actor in second.context["page"].items] == ["Plek 050"]
    assert "Vorige" in second.content.decode()


def test_the_archive_is_a_list_of_its_own(bakery: Actor, fatima: User, browser_of_fatima: Client) -> None:
    archive_actor(actor=bakery, by=fatima)
    assert bakery.name not in browser_of_fatima.get(LIST).content.decode()
    assert bakery.name in browser_of_fatima.get(f"{LIST}?archief=ja").content.decode()


def test_a_reader_sees_no_way_to_write(bakery: Actor, as_user: AsUser, joris: User) -> None:
    page = as_user(joris).get(LIST).content.decode()
    assert bakery.name in page
    assert NEW not in page


# Add


def test_three_things_are_enough(kinds: None, klarendal: Area, browser_of_fatima: Client) -> None:
    answer = browser_of_fatima.post(NEW, new(klarendal), follow=True)
    actor = Actor.objects.get()
    assert answer.redirect_chain == [(f"/actoren/{actor.pk}/", 302)]
    assert "Café De Klare staat erbij" in answer.content.decode()


def test_the_form_starts_with_what_was_looked_for(kinds: None, klarendal: Area, browser_of_fatima: Client) -> None:
    form = browser_of_fatima.get(f"{NEW}?naam=De Klare").context["form"]
    assert (form.initial["name"], form.initial["area"]) == ("De Klare", klarendal)


def test_a_double_click_is_one_place(kinds: None, klarendal: Area, browser_of_fatima: Client) -> None:
    sent = new(klarendal)
    answers = [browser_of_fatima.post(NEW, sent) for _ in range(2)]
    assert {answer["Location"] for answer in answers} == {f"/actoren/{Actor.objects.get().pk}/"}


def test_errors_keep_what_was_typed(kinds: None, klarendal: Area, browser_of_fatima: Client) -> None:
    answer = browser_of_fatima.post(NEW, new(klarendal, name="", phone="bel maar"))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "<title>Fout:" in page
    assert "Vul in: Naam van de organisatie of plek" in page
    assert "bijvoorbeeld 026 123 45 67" in page
    assert 'value="bel maar"' in page
    assert not Actor.objects.exists()


def test_another_wijk_is_no_choice(kinds: None, geitenkamp: Area, klarendal: Area, browser_of_fatima: Client) -> None:
    assert browser_of_fatima.post(NEW, new(geitenkamp)).status_code == 400
    assert not Actor.objects.exists()


def test_the_same_name_asks_once(bakery: Actor, klarendal: Area, browser_of_fatima: Client) -> None:
    sent = new(klarendal, name="bakkerij yildiz (TEST)")
    answer = browser_of_fatima.post(NEW, sent)
    assert answer.status_code == 400
    assert "Er is al een plek met deze naam" in answer.content.decode()
    assert bakery.get_absolute_url() in answer.content.decode()
    assert browser_of_fatima.post(NEW, {**sent, "sure": "on"}).status_code == 302
    assert Actor.objects.count() == 2


def test_the_same_name_elsewhere_shows_no_place(bakery: Actor, geitenkamp: Area, as_user: AsUser, anna: User) -> None:
    page = as_user(anna).post(NEW, new(geitenkamp, name=bakery.name)).content.decode()
    assert "In een andere wijk van de gemeente" in page
    assert bakery.get_absolute_url() not in page


# Change, archive


def change_of(actor: Actor, **values: Any) -> dict[str, Any]:
    return {"name": actor.name, "kind": actor.kind_id, "area": actor.area_id, "version": actor.version, **values}


def test_a_change_is_kept(bakery: Actor, geitenkamp: Area, browser_of_fatima: Client) -> None:
    url = reverse("actor-change", args=[bakery.pk])
    assert browser_of_fatima.get(url).status_code == 200
    sent = change_of(bakery, website="yildiz.example", active_in=[geitenkamp.pk], phone="06-12345678")
    assert browser_of_fatima.post(url, sent).status_code == 302
    bakery.refresh_from_db()
    assert (bakery.website, bakery.phone, bakery.version) == ("https://yildiz.example", "06-12345678", 2)
    assert bakery.active_in.count() == 2


def test_the_second_writer_gets_both_texts(bakery: Actor, browser_of_fatima: Client) -> None:
    url = reverse("actor-change", args=[bakery.pk])
    browser_of_fatima.post(url, change_of(bakery, wants="meer licht"))
    answer = browser_of_fatima.post(url, change_of(bakery, wants="minder verkeer"))
    assert answer.status_code == 409
    assert "meer licht" in answer.content.decode()
    assert "minder verkeer" in answer.content.decode()
    bakery.refresh_from_db()
    assert bakery.wants == "meer licht"


def test_a_wrong_change_says_what_to_do(bakery: Actor, owner: PersonFunction, browser_of_fatima: Client) -> None:
    url = reverse("actor-change", args=[bakery.pk])
    answer = browser_of_fatima.post(url, change_of(bakery, connecting="on"))
    assert "Schrijf op waarom deze plek verbindend is" in answer.content.decode()
    sensitive = kind_named("Vakbond").pk
    answer = browser_of_fatima.post(url, change_of(bakery, kind=sensitive))
    assert "Deze soort heeft geen personen en geen relaties" in answer.content.decode()
    assert answer.status_code == 400


def test_who_works_where_it_is_active_keeps_the_home_wijk(
    bakery: Actor, geitenkamp: Area, fatima: User, as_user: AsUser, anna: User
) -> None:
    change_actor(
        actor=bakery, by=fatima, version=1, area=bakery.area, name=bakery.name, kind=bakery.kind, active_in=[geitenkamp]
    )
    bakery.refresh_from_db()
    sent = change_of(bakery, offers="prikbord", active_in=[geitenkamp.pk])
    assert as_user(anna).post(reverse("actor-change", args=[bakery.pk]), sent).status_code == 302
    bakery.refresh_from_db()
    assert (bakery.offers, bakery.area.code) == ("prikbord", "WK020207")


def test_archive_asks_first_and_can_be_undone(bakery: Actor, browser_of_fatima: Client) -> None:
    url = reverse("actor-archive", args=[bakery.pk])
    assert "archiveren?" in browser_of_fatima.get(url).content.decode()
    page = browser_of_fatima.post(url, follow=True).content.decode()
    assert "ligt in het archief" in page
    assert "Terughalen" in page
    browser_of_fatima.post(reverse("actor-restore", args=[bakery.pk]))
    bakery.refresh_from_db()
    assert bakery.archived_on is None


def test_a_reader_and_another_wijk_write_nothing(bakery: Actor, as_user: AsUser, joris: User, anna: User) -> None:
    entries = LogEntry.objects.count()
    for name in ("actor-change", "actor-archive", "actor-restore", "person-new", "actor-tie-new", "actor-reach"):
        url = reverse(name, args=[bakery.pk])
        assert as_user(joris).post(url, change_of(bakery)).status_code == 403
        assert as_user(anna).post(url, change_of(bakery)).status_code == 404
    assert LogEntry.objects.count() == entries


# Persons


def person(**values: Any) -> dict[str, Any]:
    return {
        "name": "Emine (test)",
        "title": "eigenaar",
        "ground": "FUNCTION",
        "request_key": str(uuid4()),
        **values,
    }


def test_a_face_and_a_new_face(bakery: Actor, browser_of_fatima: Client) -> None:
    url = reverse("person-new", args=[bakery.pk])
    assert "Aanspreekpunt toevoegen" in browser_of_fatima.get(url).content.decode()
    assert browser_of_fatima.post(url, person(phone="14 026")).status_code == 302
    first = PersonFunction.objects.get()
    assert "Nieuw gezicht" in browser_of_fatima.get(url).content.decode()
    browser_of_fatima.post(url, person(name="Ali (test)", replaces=first.pk))
    assert [function.person.name for function in bakery.functions.shown()] == ["Ali (test)"]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"ground": "CONSENT"}, "Bij toestemming horen de eigen woorden"),
        ({"ground": ""}, "Maak een keuze bij"),
        ({"told_on": "2026-11-02"}, "wanneer én hoe"),
        ({"start": str(today() + timedelta(days=2))}, "Deze dag is nog niet geweest"),
        ({"start": "33-33-2026"}, "Vul een datum in"),
        ({"phone": "bel"}, "bijvoorbeeld 026 123 45 67"),
    ],
)
def test_a_person_without_ground_is_refused(
    bakery: Actor, browser_of_fatima: Client, values: dict[str, str], message: str
) -> None:
    answer = browser_of_fatima.post(reverse("person-new", args=[bakery.pk]), person(**values))
    assert answer.status_code == 400
    assert message in answer.content.decode()
    assert not PersonFunction.objects.exists()


def test_a_person_is_taken_off(bakery: Actor, owner: PersonFunction, browser_of_fatima: Client) -> None:
    url = reverse("person-end", args=[bakery.pk, owner.pk])
    assert "Emine" in browser_of_fatima.get(url).content.decode()
    assert browser_of_fatima.post(url).status_code == 302
    assert not bakery.functions.shown().exists()
    assert browser_of_fatima.get(url).status_code == 404


def test_a_sensitive_place_has_no_form_for_persons_or_ties(mosque: Actor, browser_of_fatima: Client) -> None:
    for name, words in (("person-new", "geen personen"), ("actor-tie-new", "geen relaties")):
        url = reverse(name, args=[mosque.pk])
        assert words in browser_of_fatima.get(url).content.decode()
        assert words in browser_of_fatima.post(url, person()).content.decode()
    assert not PersonFunction.objects.exists()


# Hostile input


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_kept_or_refused(bakery: Actor, klarendal: Area, browser_of_fatima: Client, text: str) -> None:
    answer = browser_of_fatima.post(NEW, new(klarendal, name=text, street=text, phone=text))
    assert answer.status_code in {302, 400}
    fields = ("other_names", "street", "postcode", "connecting_why", "wants", "offers", "known_through", "website")
    url = reverse("actor-change", args=[bakery.pk])
    answer = browser_of_fatima.post(url, change_of(bakery, **dict.fromkeys(fields, text)))
    assert answer.status_code in {302, 400}
    answer = browser_of_fatima.post(reverse("person-new", args=[bakery.pk]), person(name=text, consent_text=text))
    assert answer.status_code in {302, 400}
    # A zero byte in an address is no question at all, for any page.
    asked = 400 if "\0" in text else 200
    assert browser_of_fatima.get(LIST, {"q": text, "wijk": text, "group": text, "eerder": text}).status_code == asked


def test_naughty_strings_as_names(kinds: None, klarendal: Area, browser_of_fatima: Client) -> None:
    path = ROOT.parent / "shared" / "data" / "hostile" / "blns.json"
    if not path.exists():
        pytest.skip("the list of naughty strings is not here")
    for text in json.loads(path.read_text(encoding="utf-8")):
        answer = browser_of_fatima.post(NEW, new(klarendal, name=text, street=text[:100]))
        assert answer.status_code in {302, 400}, text
    page = browser_of_fatima.get(LIST)
    assert page.status_code == 200
    assert not re.search(r"<script>(?!\s*$)alert", page.content.decode())


@pytest.mark.parametrize("key", ["0", "999999999999999999999999999999"])
def test_a_key_that_is_none_is_404(kinds: None, browser_of_fatima: Client, key: str) -> None:
    for path in (f"/actoren/{key}/", f"/actoren/{key}/bewerken/", f"/netwerken/{key}/", f"/gemeentecontacten/{key}/"):
        assert browser_of_fatima.get(path).status_code == 404
