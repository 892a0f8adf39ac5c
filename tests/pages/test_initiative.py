"""One initiative as everybody reads it."""

import json
from typing import Any

from django.test import Client

from initiatives.models import Initiative
from initiatives.services import set_phase, set_results
from tests.initiatives.make import PLANTED_EMAIL, PLANTED_NAME, PLANTED_PHONE, make_initiative
from wijknet.accounts.models import User
from wijknet.areas.models import Area


def words(response: Any) -> str:
    return str(response.content.decode())


def test_it_tells_story_place_progress_and_side(client: Client, klarendal: Area) -> None:
    found = make_initiative(klarendal, public=True, phase="PLAN", waiting_on="SENDER", waiting_text="Intern woord")
    page = words(client.get(found.get_absolute_url()))
    assert found.story in page
    assert "Klarendalseweg" in page
    assert 'aria-current="step"' in page
    assert "De volgende stap is in de wijk." in page
    assert "Intern woord" not in page
    assert "Verteld door een bewoner" in page


def test_a_name_is_there_with_consent_only(client: Client, klarendal: Area) -> None:
    found = make_initiative(klarendal, public=True, public_name="Noor")
    page = words(client.get(found.get_absolute_url()))
    assert "Verteld door Noor" in page
    for planted in (PLANTED_EMAIL, PLANTED_PHONE, PLANTED_NAME):
        assert planted not in page


def test_results_stand_in_public_words(client: Client, geveltuin: Initiative, fatima: User) -> None:
    set_phase(initiative=geveltuin, phase="SUCCEEDED", by=fatima)
    set_results(initiative=geveltuin, life="Veertien gevels zijn groen.", system="De regel is korter.", by=fatima)
    page = words(client.get(geveltuin.get_absolute_url()))
    assert "In de wijk" in page
    assert "Bij de gemeente en partners" in page
    assert "Veertien gevels zijn groen." in page


def test_machines_read_the_same_and_a_title_cannot_break_out(client: Client, klarendal: Area) -> None:
    evil = "</script><script>alert(1)</script>&"
    found = make_initiative(klarendal, public=True, title=evil)
    response = client.get(found.get_absolute_url())
    page = words(response)
    assert "<script>alert(1)" not in page
    block = page.split('<script type="application/ld+json"')[1].split("</script>")[0]
    data = block.partition(">")[2]
    assert json.loads(data)["name"] == evil
    assert json.loads(data)["identifier"] == found.reference


def test_what_is_not_public_is_not_there(client: Client, kookavond: Initiative) -> None:
    assert client.get(kookavond.get_absolute_url()).status_code == 404
    assert client.get("/initiatieven/WN-2026-99999999999/").status_code == 404
    assert client.get("/initiatieven/onzin/").status_code == 404


def test_it_costs_at_most_twelve_queries(
    client: Client, geveltuin: Initiative, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(6):
        client.get(geveltuin.get_absolute_url())
