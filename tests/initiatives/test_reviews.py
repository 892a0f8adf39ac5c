"""A second pair of eyes: who asks is never who agrees."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from initiatives import services
from initiatives.models import Initiative, Review
from tests.conftest import AsUser, make_user
from tests.initiatives.test_desk import publish_values
from wijknet.access import Function
from wijknet.accounts.models import User
from wijknet.areas.models import Area, MunicipalitySettings
from wijknet.log.models import LogEntry
from wijknet.mail.models import OutgoingMail


@pytest.fixture(autouse=True)
def four_eyes(arnhem: Area) -> None:
    MunicipalitySettings.objects.update(four_eyes=True)


@pytest.fixture
def staff(as_user: AsUser, fatima: User) -> Client:
    return as_user(fatima)


@pytest.fixture
def colleague(klarendal: Area) -> User:
    return make_user("karim@arnhem.example", "Karim (test)", klarendal, Function.WIJKMANAGER)


def words(response: Any) -> str:
    return str(response.content.decode())


def at(initiative: Initiative, verb: str) -> str:
    return f"{initiative.get_desk_url()}{verb}/"


def test_publishing_asks_a_colleague_first(
    staff: Client, as_user: AsUser, colleague: User, fatima: User, kookavond: Initiative
) -> None:
    assert "Vraag een collega om mee te kijken" in words(staff.get(at(kookavond, "openbaar")))
    staff.post(at(kookavond, "openbaar"), publish_values())
    kookavond.refresh_from_db()
    assert kookavond.moderation == "RECEIVED"
    assert not OutgoingMail.objects.exists()
    mine = words(staff.get(kookavond.get_desk_url()))
    assert "Jij vroeg dit." in mine
    assert "Akkoord, zet het op de site" not in mine
    assert "Je vroeg dit zelf" in words(staff.post(at(kookavond, "akkoord"), follow=True))
    other = as_user(colleague)
    assert kookavond.title in words(other.get("/initiatieven/beheer/?staat=nakijken"))
    assert "Akkoord, zet het op de site" in words(other.get(kookavond.get_desk_url()))
    other.post(at(kookavond, "akkoord"))
    kookavond.refresh_from_db()
    assert kookavond.moderation == "PUBLIC"
    assert OutgoingMail.objects.count() == 1
    review = Review.objects.get()
    assert (review.asked_by, review.decided_by, review.agreed) == (fatima, colleague, True)
    assert LogEntry.objects.filter(model="initiatives.Review").count() == 2
    assert "Een collega was je voor" in words(other.post(at(kookavond, "akkoord"), follow=True))


def test_not_placing_asks_a_colleague_too(
    staff: Client, as_user: AsUser, colleague: User, kookavond: Initiative
) -> None:
    staff.post(at(kookavond, "niet-plaatsen"), {"reason": "Dit is reclame."})
    kookavond.refresh_from_db()
    assert kookavond.moderation == "RECEIVED"
    as_user(colleague).post(at(kookavond, "akkoord"))
    kookavond.refresh_from_db()
    assert (kookavond.moderation, kookavond.moderation_reason) == ("NOT_PLACED", "Dit is reclame.")


def test_a_no_goes_back_with_a_word(staff: Client, as_user: AsUser, colleague: User, kookavond: Initiative) -> None:
    staff.post(at(kookavond, "openbaar"), publish_values())
    other = as_user(colleague)
    assert "Vul in" in words(other.post(at(kookavond, "niet-akkoord"), {"note": ""}))
    other.post(at(kookavond, "niet-akkoord"), {"note": "Noem de straat niet."})
    kookavond.refresh_from_db()
    assert kookavond.moderation == "RECEIVED"
    page = words(staff.get(kookavond.get_desk_url()))
    assert "Noem de straat niet." in page
    assert "Jij vroeg dit." not in page


def test_words_that_changed_meanwhile_are_not_agreed_to(
    staff: Client, as_user: AsUser, colleague: User, kookavond: Initiative
) -> None:
    staff.post(at(kookavond, "openbaar"), publish_values())
    Initiative.objects.update(title="Iets anders", version=2)
    page = words(as_user(colleague).post(at(kookavond, "akkoord"), follow=True))
    assert "De tekst is veranderd" in page
    kookavond.refresh_from_db()
    assert kookavond.moderation == "RECEIVED"


def test_nobody_publishes_alone_by_another_way(kookavond: Initiative, fatima: User) -> None:
    with pytest.raises(ValidationError, match="kijkt een collega mee"):
        services.not_place(initiative=kookavond, reason="Reclame.", by=fatima)
    with pytest.raises(ValidationError, match="kijkt een collega mee"):
        services.publish(
            initiative=kookavond,
            word="Mooi.",
            waiting_on="NOBODY",
            until=None,
            waiting_text="",
            spoken=True,
            by=fatima,
        )


def test_the_database_refuses_one_pair_of_eyes(kookavond: Initiative, fatima: User) -> None:
    values: dict[str, Any] = {"initiative": kookavond, "outcome": "PUBLIC", "word": "x", "version_seen": 1}
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(**values, asked_by=fatima, decided_by=fatima, agreed=True, decided_at="2026-11-22T10:00Z")
    Review.objects.create(**values, asked_by=fatima)
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(**values, asked_by=fatima)


def test_asking_again_replaces_the_question(staff: Client, kookavond: Initiative) -> None:
    for word in ("Eerste woord.", "Tweede woord."):
        staff.post(at(kookavond, "openbaar"), publish_values(word=word))
    assert Review.objects.open().get().word == "Tweede woord."
    assert Review.objects.count() == 2
