"""Cards to print, and what the code on them opens."""

from http import HTTPStatus
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from initiatives.forms.cards import MOST_CARDS
from initiatives.models import Initiative, Moderation
from initiatives.views import cards
from tests.conftest import AsUser
from tests.initiatives.make import PLANTED_NAME, add_picture, make_initiative
from wijknet.accounts.models import User
from wijknet.areas.models import Area

ADDRESS = "/initiatieven/beheer/kaarten/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What was given to the setter, instead of a PDF."""
    found: list[dict[str, Any]] = []

    def keep(source: str, data: dict[str, Any], *, files: dict[str, bytes]) -> bytes:
        found.append({"source": source, "files": files, **data})
        return b"%PDF"

    monkeypatch.setattr(cards, "make_document", keep)
    return found


def test_a_real_pdf_with_picture_and_blank_cards(as_user: AsUser, fatima: User, geveltuin: Initiative) -> None:
    wanted: dict[str, str | int] = {"kies": geveltuin.reference, "leeg": 4, "wijk": geveltuin.area.code, "maak": 1}
    response = as_user(fatima).get(ADDRESS, wanted)
    assert response["Content-Type"] == "application/pdf"
    assert "kaarten" in response["Content-Disposition"]
    for mark in (b"/StructTreeRoot", b"/Count 2", b"/Subtype/Image", b"/Alt"):
        assert mark in response.content, mark


def test_what_a_card_says(
    as_user: AsUser, fatima: User, geveltuin: Initiative, klarendal: Area, told: list[dict[str, Any]]
) -> None:
    plain = make_initiative(klarendal, public=True, title="Buurtsoep", story="Soep. " * 100, phase="EXECUTION")
    response = as_user(fatima).get(
        ADDRESS, {"kies": [plain.reference, geveltuin.reference], "leeg": "2", "wijk": klarendal.code, "maak": "1"}
    )
    assert response.content == b"%PDF"
    shown = {card["title"]: card for card in told[0]["cards"]}
    assert len(told[0]["cards"]) == 4
    soup, garden, blank = (shown[name] for name in ("Buurtsoep", geveltuin.title, "Heb jij een idee?"))
    assert soup["question"] == "Wil jij een keer meedoen?"
    assert soup["picture"] == ""
    assert len(soup["story"]) <= cards.STORY_SHOWN
    assert soup["address"].endswith(f"/k/{plain.reference}/")
    assert garden["picture"] in told[0]["files"]
    assert blank["address"].endswith(f"/initiatieven/indienen/?wijk={klarendal.code}")
    assert PLANTED_NAME not in str(told)


def test_a_picture_that_nobody_looked_at_is_not_printed(
    as_user: AsUser, fatima: User, klarendal: Area, told: list[dict[str, Any]]
) -> None:
    found = make_initiative(klarendal, public=True)
    add_picture(found)
    as_user(fatima).get(ADDRESS, {"kies": found.reference, "maak": "1"})
    assert told[0]["cards"][0]["picture"] == ""


def test_only_ideas_on_the_site_in_my_wijken(
    as_user: AsUser, anna: User, fatima: User, geveltuin: Initiative, kookavond: Initiative, told: list[Any]
) -> None:
    page = as_user(fatima).get(ADDRESS).content.decode()
    assert geveltuin.title in page
    assert kookavond.title not in page
    for user, reference in ((anna, geveltuin.reference), (fatima, kookavond.reference), (fatima, "x\x00")):
        answer = as_user(user).get(ADDRESS, {"kies": reference, "maak": "1"})
        assert not answer.content.startswith(b"%PDF")
    assert not told


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({}, "Kies een idee, of vraag om lege kaarten."),
        ({"leeg": "2"}, "Kies de wijk van de lege kaarten."),
        ({"leeg": "200", "wijk": "WK020207"}, "16"),
        ({"leeg": "twee"}, "Vul een heel getal in"),
        ({"leeg": "2", "wijk": "WK020208"}, "Kies iets uit de lijst."),
    ],
)
def test_a_wrong_choice_is_explained(
    as_user: AsUser, fatima: User, klarendal: Area, geitenkamp: Area, query: dict[str, str], words: str
) -> None:
    response = as_user(fatima).get(ADDRESS, {**query, "maak": "1"})
    assert response["Content-Type"].startswith("text/html")
    assert words in response.content.decode()


def test_at_most_so_many(as_user: AsUser, fatima: User, klarendal: Area, told: list[Any]) -> None:
    many = [make_initiative(klarendal, public=True).reference for _number in range(MOST_CARDS + 1)]
    page = as_user(fatima).get(ADDRESS, {"kies": many, "maak": "1"}).content.decode()
    assert f"Kies hoogstens {MOST_CARDS} ideeën." in page
    assert not told


def test_a_setter_that_fails_says_so(
    as_user: AsUser, fatima: User, geveltuin: Initiative, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_options: object) -> bytes:
        raise ValidationError("Het maken duurde te lang.")

    monkeypatch.setattr(cards, "make_document", fail)
    response = as_user(fatima).get(ADDRESS, {"kies": geveltuin.reference, "maak": "1"})
    assert "Het maken duurde te lang." in response.content.decode()


@pytest.mark.parametrize("asked", [False, True])
def test_as_many_queries_for_one_as_for_twenty(
    as_user: AsUser, fatima: User, klarendal: Area, told: list[Any], asked: bool
) -> None:
    counts = []
    for more in (1, 19):
        found = [make_initiative(klarendal, public=True) for _number in range(more)]
        for one in found:
            add_picture(one, approved=True)
        chosen = list(Initiative.objects.values_list("reference", flat=True))
        client = as_user(fatima)
        with CaptureQueriesContext(connection) as queries:
            client.get(ADDRESS, {"kies": chosen, "maak": "1"} if asked else {})
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12
    assert len(told) == (2 if asked else 0)


class TestScan:
    def test_a_neighbour_reads_the_idea(self, client: Client, geveltuin: Initiative) -> None:
        response = client.get(f"/k/{geveltuin.reference}/")
        assert response.headers["Location"] == geveltuin.get_absolute_url()
        assert "no-store" in response["Cache-Control"]

    def test_who_works_there_writes_down_a_talk(self, as_user: AsUser, fatima: User, geveltuin: Initiative) -> None:
        page = as_user(fatima).get(f"/k/{geveltuin.reference}/", follow=True).content.decode()
        assert f'<option value="{geveltuin.pk}" selected>' in page

    def test_who_works_there_writes_it_down_also_when_the_idea_is_gone(
        self, as_user: AsUser, fatima: User, geveltuin: Initiative
    ) -> None:
        """Somebody on the street holds the card and talks about it."""
        Initiative.objects.filter(pk=geveltuin.pk).update(moderation=Moderation.WITHDRAWN)
        page = as_user(fatima).get(f"/k/{geveltuin.reference}/", follow=True).content.decode()
        assert f'<option value="{geveltuin.pk}" selected>' in page

    def test_other_colleagues_read_the_idea(
        self, as_user: AsUser, anna: User, joris: User, beheer: User, geveltuin: Initiative
    ) -> None:
        for user in (anna, joris, beheer):
            assert as_user(user).get(f"/k/{geveltuin.reference}/").headers["Location"] == geveltuin.get_absolute_url()

    @pytest.mark.parametrize("state", [Moderation.WITHDRAWN, Moderation.NOT_PLACED, None])
    def test_what_is_gone_says_so_and_tells_nothing(
        self, client: Client, geveltuin: Initiative, state: str | None
    ) -> None:
        Initiative.objects.filter(pk=geveltuin.pk).update(moderation=state or "RECEIVED", moderation_reason="Geheim.")
        reference = geveltuin.reference if state else "WN-2020-0001"
        response = client.get(f"/k/{reference}/")
        page = response.content.decode()
        assert response.status_code == HTTPStatus.NOT_FOUND
        assert "Dit idee staat niet meer op de site" in page
        assert geveltuin.title not in page
        assert "Geheim." not in page
