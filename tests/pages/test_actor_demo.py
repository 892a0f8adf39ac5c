"""Who is who in the demo: enough of everything, made up, and made once."""

import pytest

from actors.models import Actor, InformalNetwork, MunicipalContact, Person, Reach, Tie
from actors.over_time import compare
from actors.past import Past
from tests.conftest import make_area, make_user
from wijknet.access import Function
from wijknet.areas.models import Area
from wijknet.pages.demo import GEITENKAMP, KLARENDAL, STAD, actors
from wijknet.pages.demo.actors import days_ago
from wijknet.ui.dates import today
from wijknet.ui.phones import plain_number


@pytest.fixture
def demo_wijken(arnhem: Area, goeree: Area) -> None:
    for code, gemeente in ((KLARENDAL, arnhem), (GEITENKAMP, arnhem), (STAD, goeree)):
        wijk = make_area("WIJK", code, f"Wijk {code}", gemeente)
        make_user(f"{code.lower()}@demo.example", "Collega (demo)", wijk, Function.WIJKMANAGER)


def test_all_is_made_once(demo_wijken: None) -> None:
    actors.load()
    counts = [model.objects.count() for model in (Actor, InformalNetwork, Tie, Reach, MunicipalContact, Person)]
    assert counts[:2] == [40, 8]
    assert counts[2] >= 60
    assert counts[3] >= 60
    assert counts[4] == 10
    actors.load()
    again = [model.objects.count() for model in (Actor, InformalNetwork, Tie, Reach, MunicipalContact, Person)]
    assert again == counts


def test_all_is_made_up(demo_wijken: None) -> None:
    actors.load()
    contacts = MunicipalContact.objects.all()
    named = [*Actor.objects.all(), *InformalNetwork.objects.all(), *Person.objects.all(), *contacts]
    assert all(str(thing).endswith("(demo)") for thing in named)
    with_mail = [*Actor.objects.exclude(email=""), *Person.objects.exclude(email=""), *contacts]
    assert all(thing.email.endswith(".example") for thing in with_mail)
    # Short numbers of services exist; no number of ten digits is somebody's.
    with_phone = [*Actor.objects.exclude(phone=""), *Person.objects.exclude(phone=""), *contacts]
    numbers = {plain_number(thing.phone) for thing in with_phone}
    assert all("0000" in number for number in numbers if len(number) == 10)


def test_some_desks_have_no_name_and_someone_is_away(demo_wijken: None) -> None:
    actors.load()
    assert MunicipalContact.objects.filter(name="").count() >= 3
    assert MunicipalContact.objects.exclude(absent_until=None).exclude(deputy=None).exists()


def test_the_network_of_a_year_ago_was_another_one(demo_wijken: None) -> None:
    actors.load()
    past = Past(Area.objects.get(code=KLARENDAL), days_ago(365))
    changed = {one.key: len(one.lines) for one in compare(past, days_ago(365), today()).lists}
    for key in ("partijen-erbij", "relaties-erbij", "relaties-weg", "sterker", "zwakker"):
        assert 0 < changed[key] < 20, changed
