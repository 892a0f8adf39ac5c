"""The kinds of a gemeente: who adds and changes them, and what a sensitive kind does not let through."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actors.models import Actor, ActorKind, Person, PersonFunction, Tie
from actors.services import (
    add_actor,
    add_kind,
    add_network,
    change_actor,
    change_kind,
    hide_kind,
    merge_kind,
    remove_kind,
    show_kind,
)
from tests.actors.places import kind_named
from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.log.models import LogEntry
from wijknet.ui.conflict import Conflict

PAGE = "/soorten/"
FACTS: dict[str, Any] = {
    "name": "Weggeefwinkel (test)",
    "formal": False,
    "sensitive": False,
    "icon": "shop",
    "rhythm_days": 28,
}
TYPED = {"name": "Repaircafé (test)", "formal": "nee", "icon": "table", "rhythm_days": "28"}


@pytest.fixture
def browser_of_beheer(as_user: AsUser, beheer: User) -> Client:
    return as_user(beheer)


@pytest.fixture
def shop(own_kind: ActorKind, klarendal: Area, fatima: User) -> Actor:
    return add_actor(by=fatima, area=klarendal, name="De Deler (test)", kind=own_kind)


def typed(**values: str) -> dict[str, str]:
    return {**TYPED, "request_key": str(uuid4()), **values}


# The page


def test_an_admin_adds_a_kind_and_a_colleague_chooses_it(
    browser_of_beheer: Client, as_user: AsUser, fatima: User, kinds: None
) -> None:
    sent = typed()
    assert browser_of_beheer.post("/soorten/nieuw/", sent).status_code == 302
    # A second click makes no second kind.
    assert browser_of_beheer.post("/soorten/nieuw/", sent).status_code == 302
    kind = ActorKind.objects.get(name=sent["name"])
    assert (kind.formal, kind.sensitive, kind.icon, kind.rhythm_days) == (False, False, "table", 28)
    assert LogEntry.objects.filter(verb="create", model="actors.ActorKind", object_pk=kind.pk).count() == 1
    assert sent["name"] in as_user(fatima).get("/actoren/nieuw/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"name": ""}, "Vul in: Naam van de soort"),
        ({"name": "cafe"}, "Deze soort is er al."),
        ({"icon": "bomb"}, "Kies iets uit de lijst."),
        ({"rhythm_days": "1"}, "Kies iets uit de lijst."),
        ({"name": "x" * 61}, "hoogstens 60 tekens"),
    ],
)
def test_a_wrong_kind_is_told_and_not_kept(
    browser_of_beheer: Client, kinds: None, wrong: dict[str, str], message: str
) -> None:
    before = ActorKind.objects.count()
    answer = browser_of_beheer.post("/soorten/nieuw/", typed(**wrong))
    assert answer.status_code == 400
    assert message in answer.content.decode()
    assert ActorKind.objects.count() == before


def test_the_page_asks_as_much_for_one_kind_as_for_many(
    browser_of_beheer: Client, arnhem: Area, beheer: User, own_kind: ActorKind
) -> None:
    counts = []
    for number in range(0, 50, 49):
        for extra in range(number):
            add_kind(by=beheer, municipality=arnhem, **FACTS | {"name": f"Soort {extra}"})
        with CaptureQueriesContext(connection) as asked:
            assert browser_of_beheer.get(PAGE).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 8


def test_another_gemeente_does_not_see_or_choose_it(
    as_user: AsUser, other_gemeente: User, goeree: Area, other_wijk: Area, own_kind: ActorKind
) -> None:
    browser = as_user(other_gemeente)
    assert own_kind.name not in browser.get(PAGE).content.decode()
    assert own_kind.name not in browser.get("/actoren/nieuw/").content.decode()
    assert browser.get(f"{PAGE}?gemeente=GM0202").status_code == 404
    assert browser.post(f"/soorten/{own_kind.pk}/", typed()).status_code == 404
    assert browser.post(f"/soorten/{own_kind.pk}/verbergen/").status_code == 404


def test_a_kind_of_everybody_is_hidden_and_not_changed(
    browser_of_beheer: Client, as_user: AsUser, fatima: User, other_gemeente: User, bakery: Actor
) -> None:
    kind = bakery.kind
    for address in ("", "samenvoegen/", "weg/"):
        assert browser_of_beheer.post(f"/soorten/{kind.pk}/{address}", typed()).status_code == 403
    option = f'<option value="{kind.pk}"'
    assert option in as_user(fatima).get("/actoren/nieuw/").content.decode()
    browser_of_beheer.post(f"/soorten/{kind.pk}/verbergen/")
    assert option not in as_user(fatima).get("/actoren/nieuw/").content.decode()
    assert option in as_user(other_gemeente).get("/actoren/nieuw/").content.decode()
    # What is of the kind stays so, is found by it, and can still be changed without losing it.
    assert option in as_user(fatima).get(f"/actoren/{bakery.pk}/bewerken/").content.decode()
    assert option in as_user(fatima).get("/actoren/").content.decode()
    browser_of_beheer.post(f"/soorten/{kind.pk}/tonen/")
    assert option in as_user(fatima).get("/actoren/nieuw/").content.decode()
    assert list(LogEntry.objects.order_by("pk").values_list("verb", flat=True))[-2:] == ["hide", "show"]


def test_hiding_twice_is_once(own_kind: ActorKind, arnhem: Area, beheer: User) -> None:
    for _time in range(2):
        hide_kind(kind=own_kind, municipality=arnhem, by=beheer)
    assert LogEntry.objects.filter(verb="hide").count() == 1
    for _time in range(2):
        show_kind(kind=own_kind, municipality=arnhem, by=beheer)
    assert LogEntry.objects.filter(verb="show").count() == 1


def test_a_second_writer_sees_both_texts(browser_of_beheer: Client, own_kind: ActorKind, beheer: User) -> None:
    change_kind(kind=own_kind, by=beheer, version=1, **FACTS | {"rhythm_days": 7})
    answer = browser_of_beheer.post(f"/soorten/{own_kind.pk}/", {**TYPED, "version": 1})
    assert answer.status_code == 409
    with pytest.raises(Conflict):
        change_kind(kind=own_kind, by=beheer, version=1, **FACTS)


def test_places_are_found_on_the_new_name(shop: Actor, own_kind: ActorKind, beheer: User) -> None:
    change_kind(kind=own_kind, by=beheer, version=1, **FACTS | {"name": "Ruilhoek"})
    assert Actor.objects.with_words("ruilhoek").get() == shop
    assert not Actor.objects.with_words("weggeefwinkel").exists()


# Taking one away


def test_a_kind_in_use_does_not_go(browser_of_beheer: Client, shop: Actor, own_kind: ActorKind, beheer: User) -> None:
    with pytest.raises(ValidationError, match="Er zijn plekken van deze soort"):
        remove_kind(kind=own_kind, by=beheer)
    answer = browser_of_beheer.post(f"/soorten/{own_kind.pk}/weg/", follow=True)
    assert "Er zijn plekken van deze soort" in answer.content.decode()
    with pytest.raises(ProtectedError):
        own_kind.delete()


def test_its_places_get_another_kind(browser_of_beheer: Client, shop: Actor, own_kind: ActorKind) -> None:
    into = kind_named("Winkel")
    answer = browser_of_beheer.post(f"/soorten/{own_kind.pk}/samenvoegen/", {"into": into.pk}, follow=True)
    assert "1 plek is nu: Winkel." in answer.content.decode()
    shop.refresh_from_db()
    assert (shop.kind, shop.version) == (into, 2)
    assert "weggeefwinkel" not in shop.search_text
    assert not ActorKind.objects.filter(pk=own_kind.pk).exists()


def test_a_kind_of_everybody_never_goes(kinds: None, beheer: User) -> None:
    cafe = kind_named("Café")
    with pytest.raises(ValidationError):
        remove_kind(kind=cafe, by=beheer)
    with pytest.raises(ValidationError):
        merge_kind(kind=cafe, into=kind_named("Winkel"), by=beheer)
    with pytest.raises(ValidationError):
        change_kind(kind=cafe, by=beheer, version=1, **FACTS)


# Sensitive


@pytest.mark.parametrize("bound_by", ["person", "tie", "network"])
def test_a_kind_with_bound_places_does_not_become_sensitive(
    shop: Actor, own_kind: ActorKind, practice: Actor, klarendal: Area, fatima: User, beheer: User, bound_by: str
) -> None:
    if bound_by == "person":
        gemeente = klarendal.municipality or klarendal
        person = Person.objects.create(municipality=gemeente, name="Emine (test)", ground="FUNCTION")
        PersonFunction.objects.create(person=person, actor=shop, title="beheerder")
    elif bound_by == "tie":
        Tie.objects.create(
            area=klarendal,
            municipality=klarendal.municipality or klarendal,
            source_actor=practice,
            target_actor=shop,
            strength=3,
        )
    else:
        add_network(by=fatima, area=klarendal, name="Ruilkring (test)", actors=[shop])
    sensitive = FACTS | {"sensitive": True}
    with pytest.raises(ValidationError, match=r"De Deler \(test\)"):
        change_kind(kind=own_kind, by=beheer, version=1, **sensitive)
    with pytest.raises(ValidationError, match=r"De Deler \(test\)"):
        merge_kind(kind=own_kind, into=kind_named("Geloofsgemeenschap"), by=beheer)
    with pytest.raises(ValidationError):
        change_actor(
            actor=shop, by=fatima, version=1, area=klarendal, name=shop.name, kind=kind_named("Geloofsgemeenschap")
        )
    # And past the services, straight to the table.
    with pytest.raises(IntegrityError, match="actors_sensitive_kind_stays_bare"), transaction.atomic():
        ActorKind.objects.filter(pk=own_kind.pk).update(sensitive=True)
    with pytest.raises(IntegrityError, match="actors_sensitive_kind_stays_bare"), transaction.atomic():
        Actor.objects.filter(pk=shop.pk).update(kind=kind_named("Geloofsgemeenschap"))


def test_a_bare_kind_becomes_sensitive_and_stays_so(shop: Actor, own_kind: ActorKind, beheer: User) -> None:
    change_kind(kind=own_kind, by=beheer, version=1, **FACTS | {"sensitive": True})
    with pytest.raises(ValidationError, match="blijft de soort gevoelig"):
        change_kind(kind=own_kind, by=beheer, version=2, **FACTS)
    with pytest.raises(ValidationError, match="ook gevoelig"):
        merge_kind(kind=own_kind, into=kind_named("Winkel"), by=beheer)
