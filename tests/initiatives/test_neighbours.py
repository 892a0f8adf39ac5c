"""Neighbours with ideas that are alike: who is offered, and what is seen before and after two times yes."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from initiatives import services
from initiatives.mails import FOLLOW
from initiatives.models import Initiative, Introduction, IntroductionAnswer, Submission, Term
from initiatives.services.alike import alike, write_terms
from tests.conftest import AsUser
from tests.initiatives.make import make_initiative
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.mail.models import OutgoingMail
from wijknet.privacy.models import Consent
from wijknet.tokens.services import issue_link

MINE, THEIRS = "mij@voorbeeld.example", "buur@voorbeeld.example"


def words(response: Any) -> str:
    return str(response.content.decode())


def page_of(initiative: Initiative) -> str:
    return f"/initiatieven/volgen/{issue_link(purpose=FOLLOW, target=initiative)}/buren/"


def idea(area: Area, email: str, title: str, *, public: bool = True, **sender: Any) -> Initiative:
    made = make_initiative(
        area,
        public=public,
        title=title,
        story="Samen koken en eten aan een lange tafel.",
        sender={"sender_name": email.split("@", maxsplit=1)[0].title(), "email": email, "phone": ""} | sender,
    )
    write_terms(made)
    return made


@pytest.fixture
def mine(klarendal: Area) -> Initiative:
    return idea(klarendal, MINE, "Kookavond", public=False)


@pytest.fixture
def theirs(klarendal: Area) -> Initiative:
    return idea(klarendal, THEIRS, "Samen eten in de zaal")


def test_only_public_ideas_of_the_wijk_with_a_reachable_adult_are_offered(
    client: Client, mine: Initiative, theirs: Initiative, klarendal: Area, geitenkamp: Area
) -> None:
    idea(geitenkamp, "ver@voorbeeld.example", "Eten in een andere wijk")
    idea(klarendal, "stil@voorbeeld.example", "Eten zonder site", public=False)
    idea(klarendal, "kind@voorbeeld.example", "Eten van een kind", under_16=True, contact_name="Juf")
    idea(
        klarendal, "weg@voorbeeld.example", "Eten zonder bereik", reach_mail=False, reach_visit=True, visit_text="zaal"
    )
    make_initiative(klarendal, public=True, title="Fietsen maken", story="Banden plakken.")
    page = words(client.get(page_of(mine)))
    assert theirs.title in page
    for hidden in ("andere wijk", "zonder site", "van een kind", "zonder bereik", "Fietsen maken", THEIRS):
        assert hidden not in page
    assert "Er zijn buren met een idee dat hierop lijkt" in words(client.get(page_of(mine).removesuffix("buren/")))


def test_addresses_are_seen_after_two_times_yes_and_gone_after_a_stop(
    client: Client, mine: Initiative, theirs: Initiative
) -> None:
    here, there = page_of(mine), page_of(theirs)
    client.post(here, {"other": theirs.reference, "answer": "ja"})
    mail = OutgoingMail.objects.get()
    assert mail.to == THEIRS
    assert MINE not in mail.text + mail.html
    assert mine.title not in mail.text + mail.html
    asked = words(client.get(there))
    assert "Mij heeft een idee" in asked
    assert MINE not in asked
    assert THEIRS not in words(client.get(here))
    client.post(there, {"other": mine.reference, "answer": "ja"})
    assert MINE in words(client.get(there))
    assert THEIRS in words(client.get(here))
    assert OutgoingMail.objects.count() == 3
    assert all(THEIRS not in mail.text and MINE not in mail.text for mail in OutgoingMail.objects.all())
    assert Consent.objects.filter(text_key="meet_neighbour", withdrawn_at=None).count() == 2
    client.post(there, {"other": mine.reference, "answer": "nee"})
    assert THEIRS not in words(client.get(here))
    assert MINE not in words(client.get(there))
    assert Consent.objects.filter(text_key="meet_neighbour", withdrawn_at=None).count() == 1


def test_looking_and_double_clicks_do_nothing_more(client: Client, mine: Initiative, theirs: Initiative) -> None:
    here = page_of(mine)
    client.get(here, {"other": theirs.reference, "answer": "ja"})
    assert not Introduction.objects.exists()
    for _click in range(3):
        client.post(here, {"other": theirs.reference, "answer": "ja"})
    assert Introduction.objects.count() == IntroductionAnswer.objects.count() == OutgoingMail.objects.count() == 1


@pytest.mark.parametrize("values", [{}, {"answer": "ja"}, {"other": "\x00", "answer": "ja"}])
def test_odd_answers_ask_nobody(client: Client, mine: Initiative, theirs: Initiative, values: dict[str, str]) -> None:
    assert client.post(page_of(mine), values).status_code == 302
    assert not Introduction.objects.exists()


def test_a_number_that_is_not_on_the_page_cannot_be_asked(client: Client, mine: Initiative, klarendal: Area) -> None:
    other = make_initiative(klarendal, public=True, title="Fietsen maken", story="Banden plakken.")
    client.post(page_of(mine), {"other": other.reference, "answer": "ja"})
    assert not Introduction.objects.exists()


def test_staff_see_the_whole_wijk_and_ask_both(
    as_user: AsUser, fatima: User, joris: User, anna: User, client: Client, mine: Initiative, theirs: Initiative
) -> None:
    Initiative.objects.filter(pk=theirs.pk).update(moderation="RECEIVED", published_on=None)
    staff, desk = as_user(fatima), mine.get_desk_url()
    page = words(staff.get(f"{desk}lijkt-op/"))
    assert theirs.title in page
    assert "Vraag of ze elkaar willen spreken" in page
    assert "Vraag of ze" not in words(as_user(joris).get(f"{desk}lijkt-op/"))
    assert as_user(anna).get(f"{desk}lijkt-op/").status_code == 404
    for _click in range(2):
        staff.post(f"{desk}kennismaken/", {"other": theirs.reference})
    assert {mail.to for mail in OutgoingMail.objects.all()} == {MINE, THEIRS}
    assert OutgoingMail.objects.count() == 2
    assert "wacht op antwoord" in words(staff.get(f"{desk}lijkt-op/"))
    asked = words(client.get(page_of(mine)))
    assert "Een buur met een idee dat op het jouwe lijkt" in asked
    assert theirs.title not in asked
    assert "Theirs" not in asked


def test_a_child_and_what_was_withdrawn_are_not_introduced(mine: Initiative, theirs: Initiative, fatima: User) -> None:
    services.withdraw(initiative=theirs)
    with pytest.raises(ValidationError):
        services.ask_to_meet(initiative=mine, other=theirs, by=fatima)
    Initiative.objects.update(moderation="PUBLIC", published_on="2026-11-01")
    Submission.objects.filter(initiative=theirs).update(under_16=True, contact_name="Juf")
    with pytest.raises(ValidationError):
        services.ask_to_meet(initiative=mine, other=theirs, by=fatima)
    with pytest.raises(ValidationError):
        services.ask_to_meet(initiative=mine, other=mine, by=fatima)


def test_a_pair_is_there_once_and_in_order(mine: Initiative, theirs: Initiative) -> None:
    Introduction.objects.create(first=mine, second=theirs)
    for first, second in ((mine, theirs), (theirs, mine)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Introduction.objects.create(first=first, second=second)


def test_terms_follow_the_words(mine: Initiative, theirs: Initiative) -> None:
    assert alike(mine, among=Initiative.objects.all()) == [theirs]
    Initiative.objects.filter(pk=mine.pk).update(title="Fietsen maken", story="Banden plakken.")
    mine.refresh_from_db()
    write_terms(mine)
    assert alike(theirs, among=Initiative.objects.all()) == []
    question = make_initiative(mine.area, kind="QUESTION")
    write_terms(question)
    assert not Term.objects.filter(initiative=question).exists()
    assert alike(question, among=Initiative.objects.all()) == []


def test_the_job_adds_what_is_missing_once(klarendal: Area) -> None:
    make_initiative(klarendal)
    assert services.fill_terms() == 1
    count = Term.objects.count()
    assert count
    assert services.fill_terms() == 0
    assert Term.objects.count() == count


def test_many_equal_ideas_ask_the_same(client: Client, mine: Initiative, theirs: Initiative, klarendal: Area) -> None:
    here, counts = page_of(mine), []
    for extra in (0, 49):
        for number in range(extra):
            idea(klarendal, f"b{number}@voorbeeld.example", "Samen eten in de zaal")
        with CaptureQueriesContext(connection) as captured:
            client.get(here)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 8
