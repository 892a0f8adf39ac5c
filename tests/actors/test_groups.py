"""The groups of residents of a wijk: with a figure or an estimate, and never by origin or belief."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.areas.models import Area, ResidentGroup

LIST = "/netwerk/arnhem/klarendal/groepen/"


def sent(**values: Any) -> dict[str, Any]:
    facts = {"name": "Ouderen (test)", "basis": "LIFE_PHASE", "is_estimate": "ja", "request_key": str(uuid4())}
    return {**facts, **values}


@pytest.mark.parametrize("who", ["fatima", "beheer"])
def test_wijkmanager_and_curator_add_a_group_once(
    klarendal: Area, as_user: AsUser, request: pytest.FixtureRequest, who: str
) -> None:
    client: Client = as_user(request.getfixturevalue(who))
    values = sent(size="620", source="schatting van het wijkteam", year="2026", matters="Een bankje.")
    for _ in range(2):
        assert client.post(f"{LIST}nieuw/", values)["Location"] == LIST
    group = ResidentGroup.objects.get()
    assert (group.size, group.is_estimate, group.area, group.basis) == (620, True, klarendal, "LIFE_PHASE")
    assert "± 620, schatting van het wijkteam, 2026" in client.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"name": ""}, "Vul in"),
        ({"basis": ""}, "Maak een keuze"),
        ({"basis": "BELIEF"}, "Kies iets uit de lijst"),
        ({"size": "50"}, "Noem bij een aantal de bron"),
        ({"size": "-1"}, ""),
        ({"year": "20"}, ""),
        ({"name": "Turkse ouderen"}, "Niet naar afkomst, geloof of voorkeur"),
        ({"name": "Moslims in de Singelflat"}, "Niet naar afkomst, geloof of voorkeur"),
        ({"name": "PVV-stemmers"}, "Niet naar afkomst, geloof of voorkeur"),
        ({"name": "a\0b"}, "teken"),
    ],
)
def test_a_wrong_group_is_refused(
    klarendal: Area, fatima: User, as_user: AsUser, values: dict[str, str], message: str
) -> None:
    answer = as_user(fatima).post(f"{LIST}nieuw/", sent(**values))
    assert answer.status_code == 400
    assert message in answer.content.decode()
    assert not ResidentGroup.objects.exists()


def test_streets_with_such_words_in_their_name_are_fine(klarendal: Area, fatima: User, as_user: AsUser) -> None:
    for name in ("Bewoners van de Christinastraat", "Mensen rond het Surinameplein", "Gezinnen in de Poolstraat"):
        assert as_user(fatima).post(f"{LIST}nieuw/", sent(name=name, basis="STREET")).status_code == 302, name


def test_the_same_name_twice_is_told(elderly: ResidentGroup, fatima: User, as_user: AsUser) -> None:
    page = as_user(fatima).post(f"{LIST}nieuw/", sent(name=elderly.name)).content.decode()
    assert "Deze groep staat er al" in page


def test_the_second_writer_sees_both_texts(elderly: ResidentGroup, fatima: User, as_user: AsUser) -> None:
    client, url = as_user(fatima), f"{LIST}{elderly.pk}/"
    version = elderly.version
    assert client.post(url, sent(version=version, name="Ouderen")).status_code == 302
    assert client.post(url, sent(version=version, name="Ouderen alleen")).status_code == 409
    assert ResidentGroup.objects.get().name == "Ouderen"


def test_a_group_elsewhere_does_not_exist(
    geitenkamp: Area, elderly: ResidentGroup, fatima: User, anna: User, as_user: AsUser
) -> None:
    assert as_user(anna).get(f"/netwerk/arnhem/geitenkamp/groepen/{elderly.pk}/").status_code == 404
    assert as_user(fatima).get("/netwerk/arnhem/geitenkamp/groepen/").status_code == 404
