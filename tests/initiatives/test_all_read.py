"""A resident is told, and not stopped, when everybody will read a phone number, an address or a name."""

import pytest
from django.test import Client

from initiatives.models import Draft, Initiative
from tests.initiatives.test_submit import address, begin, fill, send, words
from wijknet.areas.models import Area

pytestmark = pytest.mark.django_db
STORY = "Bel Henk de Vries op 06 12 34 56 78."


def test_what_all_will_read_is_named_before_sending(client: Client, klarendal: Area) -> None:
    key = begin(client, story=STORY)
    fill(client, key)
    page = words(client.get(address(key, "controleren")))
    assert "Iedereen kan dit lezen: ‘Henk de Vries’ (de naam van iemand) en ‘06 12 34 56 78’" in page
    assert send(client, key).status_code == 302
    assert Initiative.objects.get().story == STORY


@pytest.mark.parametrize(
    ("story", "may_publish"), [("Samen koken in de straat.", "on"), (STORY, ""), ("Mijn moeder is ziek.", "on")]
)
def test_what_stays_between_us_is_not_asked_about(
    client: Client, klarendal: Area, story: str, may_publish: str
) -> None:
    key = begin(client, story=story)
    fill(client, key, may_publish=may_publish)
    assert "Iedereen kan dit lezen" not in words(client.get(address(key, "controleren")))


def test_a_bsn_is_gone_from_the_first_step_on(client: Client, klarendal: Area) -> None:
    key = begin(client, story="Mijn BSN is 123456782.")
    assert "123456782" not in str(Draft.objects.get().data)
    fill(client, key)
    assert "Mijn BSN is [BSN]." in words(client.get(address(key, "controleren")))
