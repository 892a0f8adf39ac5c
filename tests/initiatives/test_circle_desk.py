"""The circle at the desk: look first, take out, meet; what goes by itself; and nothing left of who left."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.apps import apps
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from initiatives.circle_mails import CIRCLE
from initiatives.models import CircleMeeting, CircleMember, CirclePost, Event, Initiative, Submission
from initiatives.services import (
    cancel_event,
    clear_old,
    join_circle,
    leave_circle,
    place_post,
    plan_circle_meeting,
    refuse_post,
    remove_member,
    report_post,
)
from initiatives.services.events import Meeting
from tests.conftest import AsUser
from tests.initiatives.circles import make_member, make_post
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.log.models import LogEntry, ReadEntry
from wijknet.mail.models import OutgoingMail
from wijknet.privacy.services import has_consent
from wijknet.tokens.services import issue_link
from wijknet.ui.dates import AMSTERDAM, add_working_days, midnight, today

pytestmark = pytest.mark.django_db

DESK = "/initiatieven/beheer/kring/"
CANARY = "kanariekring"


def page_of(member: CircleMember, more: str = "") -> str:
    return f"/initiatieven/kring/{issue_link(purpose=CIRCLE, target=member)}/{more}"


def read(client: Client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.fixture
def noor(klarendal: Area) -> CircleMember:
    return make_member(klarendal, "Noor")


@pytest.fixture
def bo(klarendal: Area) -> CircleMember:
    return make_member(klarendal, "Bo")


@pytest.fixture
def desk(as_user: AsUser, fatima: User) -> Client:
    return as_user(fatima)


# Looking first


def test_placing_and_not_placing_with_a_reason_for_the_asker_only(
    desk: Client, noor: CircleMember, bo: CircleMember
) -> None:
    good = make_post(noor, "Wie kent een zaal?", state="WAITING")
    bad = make_post(noor, "Koop mijn fiets", state="WAITING")
    shown = read(desk, DESK)
    assert "Wie kent een zaal?" in shown
    assert "Noor" in shown
    assert ReadEntry.objects.filter(model="areas.Area").exists()
    said = desk.post(f"{DESK}{good.pk}/plaatsen/", follow=True).content.decode()
    assert "Geplaatst" in said
    assert "Wie kent een zaal?" not in said
    assert "Vul in" in desk.post(f"{DESK}{bad.pk}/niet/", {"reason": " "}).content.decode()
    OutgoingMail.objects.all().delete()
    desk.post(f"{DESK}{bad.pk}/niet/", {"reason": "Verkopen hoort hier niet."})
    mail = OutgoingMail.objects.get()
    assert mail.to == "noor.kring@voorbeeld.example"
    assert "Verkopen" not in mail.text + mail.html
    assert "Verkopen hoort hier niet." in read(Client(), page_of(noor, f"vraag/{bad.pk}/"))
    assert "fiets" not in read(Client(), page_of(bo))
    assert Client().get(page_of(bo, f"vraag/{bad.pk}/")).status_code == 404
    verbs = list(LogEntry.objects.filter(model="initiatives.CirclePost").values_list("verb", "object_pk"))
    assert {("place", good.pk), ("refuse", bad.pk)} <= set(verbs)
    assert "fiets" not in str(list(LogEntry.objects.values()))


def test_what_was_placed_is_reported_and_taken_off(desk: Client, noor: CircleMember, bo: CircleMember) -> None:
    post = make_post(noor, "Iets lelijks over Dirk")
    address = page_of(bo, f"bericht/{post.pk}/melden/")
    assert "Wil je dit melden?" in read(Client(), address)
    assert "Vul in" in Client().post(address, {"why": ""}).content.decode()
    assert CirclePost.objects.get().reported_at is None
    assert "Dank je wel" in Client().post(address, {"why": "Dit doet pijn"}, follow=True).content.decode()
    shown = read(desk, DESK)
    reported = shown.split("<article")[1].split("</article>")[0]
    assert ">Bo" not in reported, "who reported it stands nowhere"
    assert "Dit doet pijn" in reported
    desk.post(f"{DESK}{post.pk}/plaatsen/")
    assert "Iets lelijks" not in read(desk, DESK)
    report_post(post=post, why="Toch")
    desk.post(f"{DESK}{post.pk}/niet/", {"reason": "Schrijf niet over anderen."})
    assert "Iets lelijks" not in read(Client(), page_of(bo))
    assert "Schrijf niet over anderen." in read(desk, f"{DESK}?wat=alles")


def test_own_words_cannot_be_reported(noor: CircleMember) -> None:
    post = make_post(noor, "Wie kent een zaal?")
    assert Client().get(page_of(noor, f"bericht/{post.pk}/melden/")).status_code == 404


def test_what_was_taken_back_meanwhile_is_said(desk: Client, noor: CircleMember, fatima: User) -> None:
    post = make_post(noor, "Wie kent een zaal?", state="WAITING")
    CirclePost.objects.all().delete()
    with pytest.raises(ValidationError, match="nam het terug"):
        place_post(post=post, by=fatima)
    with pytest.raises(ValidationError, match="nam het terug"):
        refuse_post(post=post, reason="Te laat", by=fatima)
    assert desk.post(f"{DESK}{post.pk}/plaatsen/").status_code == 404


def test_another_wijk_and_a_reader_do_not_see_it(
    as_user: AsUser, anna: User, joris: User, noor: CircleMember, geitenkamp: Area
) -> None:
    post = make_post(noor, "Wie kent een zaal?", state="WAITING")
    far = make_post(make_member(geitenkamp, "Verweg"), "Overkant", state="WAITING")
    shown = read(as_user(anna), DESK)
    assert "zaal" not in shown
    assert "Noor" not in shown
    assert "Overkant" in shown
    assert "zaal" not in read(as_user(anna), f"{DESK}?wijk=WK020207")
    assert as_user(anna).post(f"{DESK}{post.pk}/plaatsen/").status_code == 404
    assert as_user(joris).get(DESK).status_code == 403
    assert CirclePost.objects.filter(pk__in=[post.pk, far.pk], state="WAITING").count() == 2


def test_a_member_is_taken_out_told_why_and_let_in_again(desk: Client, noor: CircleMember) -> None:
    make_post(noor, "Koop mijn fiets")
    link = page_of(noor)
    initiative = noor.initiative
    assert "Haal je Noor uit de kring?" in read(desk, f"{DESK}deelnemer/{noor.pk}/eruit/")
    said = desk.post(f"{DESK}deelnemer/{noor.pk}/eruit/", {"reason": "De kring is niet voor verkoop."}, follow=True)
    assert "is uit de kring" in said.content.decode()
    assert Client().get(link).status_code == 404
    assert not CirclePost.objects.exists()
    noor.refresh_from_db()
    assert (noor.name, noor.offer) == ("", "")
    assert initiative.messages.get().text == "De kring is niet voor verkoop."
    assert "verkoop" not in "".join(OutgoingMail.objects.values_list("text", flat=True))
    with pytest.raises(ValidationError, match="Schrijf de wijkmanager"):
        join_circle(initiative=initiative, name="Noor", offer="Koken")
    assert "Mag weer meedoen" in read(desk, DESK)
    desk.post(f"{DESK}deelnemer/{noor.pk}/weer/")
    assert join_circle(initiative=initiative, name="Noor", offer="Koken").removed_on is None


# Meeting


def evening(**fields: Any) -> Meeting:
    on = today() + timedelta(days=7)
    begins = datetime.combine(on, time(19), tzinfo=AMSTERDAM)
    values: dict[str, Any] = {"kind": "ACTIVITY", "title": "Koffie met de kring", "place_text": "De Klif"}
    return Meeting(**values, starts_at=begins, ends_at=begins + timedelta(hours=2), **({"public": False} | fields))


def test_a_meeting_of_the_circle_is_planned_told_and_called_off(
    desk: Client, noor: CircleMember, fatima: User, geitenkamp: Area
) -> None:
    far = make_member(geitenkamp, "Verweg")
    OutgoingMail.objects.all().delete()
    values = {"kind": "ACTIVITY", "title": "Koffie met de kring", "place_text": "De Klif", "text": "Neem koek mee."}
    values |= {"day": (today() + timedelta(days=7)).isoformat(), "begins": "19:00", "ends": "21:00"}
    values["request_key"] = str(uuid4())
    assert "Nodig de kring uit" in read(desk, f"{DESK}bijeenkomst/")
    assert desk.post(f"{DESK}bijeenkomst/", values | {"title": ""}).status_code == 400
    for _number in range(2):
        desk.post(f"{DESK}bijeenkomst/", values)
    event = Event.objects.get()
    assert (event.public, event.registration) == (False, False)
    assert [mail.to for mail in OutgoingMail.objects.all()] == ["noor.kring@voorbeeld.example"]
    assert "Koffie" not in OutgoingMail.objects.get().text
    assert Client().get(event.get_absolute_url()).status_code == 404
    assert "Koffie met de kring" not in read(Client(), "/agenda/")
    mine = page_of(noor)
    assert "Koffie met de kring" in read(Client(), mine)
    assert "Koffie met de kring" not in read(Client(), page_of(far))
    meeting = CircleMeeting.objects.get()
    assert "tot dan" in Client().post(f"{mine}bijeenkomst/{meeting.pk}/", follow=True).content.decode()
    assert "1 komt" in read(desk, DESK)
    assert Client().post(page_of(far, f"bijeenkomst/{meeting.pk}/")).status_code == 404
    Client().post(f"{mine}bijeenkomst/{meeting.pk}/", {"komt": "nee"})
    assert not meeting.coming.exists()
    OutgoingMail.objects.all().delete()
    cancel_event(event=event, why="De zaal is dicht", by=fatima)
    assert OutgoingMail.objects.count() == 1
    assert "De zaal is dicht" in read(Client(), mine)
    assert Client().post(f"{mine}bijeenkomst/{meeting.pk}/").status_code == 404


def test_a_meeting_of_the_circle_is_never_on_the_site(klarendal: Area, fatima: User) -> None:
    with pytest.raises(ValidationError, match="niet op de site"):
        plan_circle_meeting(area=klarendal, meeting=evening(public=True), key=uuid4(), by=fatima)
    assert not Event.objects.exists()


# Vandaag


def test_what_waits_is_on_vandaag_and_late_by_itself(
    desk: Client, as_user: AsUser, fatima: User, joris: User, anna: User, noor: CircleMember
) -> None:
    assert "in de kring" not in read(desk, "/dashboard/")
    post = make_post(noor, "Wie kent een zaal?", state="WAITING")
    shown = read(desk, "/dashboard/")
    assert "Bericht in de kring" in shown
    assert "zaal" not in shown
    for other in (joris, anna):
        assert "in de kring" not in read(as_user(other), "/dashboard/")
    before = midnight(add_working_days(today(), -3)) + timedelta(hours=9)
    CirclePost.objects.filter(pk=post.pk).update(at=before)
    assert "1 werkdag te laat" in read(desk, "/dashboard/")
    assert "wacht te lang" in read(desk, DESK)
    place_post(post=post, by=fatima)
    assert "in de kring" not in read(desk, "/dashboard/")


def test_fifty_cost_as_much_as_one(
    desk: Client, klarendal: Area, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(50):
        make_post(make_member(klarendal, f"Buur{number}"), f"Vraag {number}?", state="WAITING")
    post = CirclePost.objects.latest("pk")
    read(desk, DESK)
    with django_assert_max_num_queries(9):
        shown = read(desk, DESK)
    assert shown.count("<article") == 25
    with django_assert_max_num_queries(15):
        read(desk, "/dashboard/")
    with django_assert_max_num_queries(14):
        desk.post(f"{DESK}{post.pk}/plaatsen/")
    assert OutgoingMail.objects.filter(subject="Een vraag in de kring").count() == 49


# What goes by itself


def test_who_is_silent_for_a_year_is_asked_and_then_forgotten(noor: CircleMember, bo: CircleMember) -> None:
    CircleMember.objects.filter(pk=noor.pk).update(active_on=today() - timedelta(days=366))
    OutgoingMail.objects.all().delete()
    clear_old()
    clear_old()
    assert [mail.to for mail in OutgoingMail.objects.all()] == ["noor.kring@voorbeeld.example"]
    mine = page_of(noor)
    assert "Ja, ik blijf" in read(Client(), mine)
    assert "Ja, ik blijf" not in read(Client(), page_of(bo))
    with time_machine.travel(timezone.now() + timedelta(days=29)):
        clear_old()
        assert CircleMember.objects.count() == 2
        assert "Fijn dat je blijft" in Client().post(f"{mine}blijven/", follow=True).content.decode()
    with time_machine.travel(timezone.now() + timedelta(days=40)):
        clear_old()
        assert CircleMember.objects.count() == 2
    CircleMember.objects.filter(pk=noor.pk).update(asked_on=today() - timedelta(days=31))
    assert clear_old() == 1
    assert CircleMember.objects.get() == bo


def test_who_is_done_is_asked_once_and_who_has_no_data_left_goes(noor: CircleMember, bo: CircleMember) -> None:
    Initiative.objects.filter(pk=noor.initiative_id).update(phase="SUCCEEDED")
    clear_old()
    assert CircleMember.objects.get(pk=noor.pk).asked_on == today()
    Client().post(page_of(noor, "blijven/"))
    clear_old()
    assert CircleMember.objects.get(pk=noor.pk).asked_on is None
    Submission.objects.filter(initiative=bo.initiative_id).delete()
    clear_old()
    assert CircleMember.objects.get() == noor


def test_words_go_after_a_year(noor: CircleMember, bo: CircleMember) -> None:
    old = make_post(noor, "Oud?", at=timezone.now() - timedelta(days=366))
    make_post(bo, "Nieuw", question=old)
    kept = make_post(bo, "Vers?")
    clear_old()
    assert CirclePost.objects.get() == kept
    assert clear_old() == 0


def holding(words: str) -> list[str]:
    """Tables in which these words stand anywhere; of what was mailed only what is still on its way to others."""
    found = []
    for kind in apps.get_models(include_auto_created=True):
        rows = str(list(kind._default_manager.values()))
        if words in rows:
            found.append(kind._meta.label)
    return sorted(found)


def test_a_member_reads_all_we_hold_of_them_and_leaving_erases_it(
    klarendal: Area, bo: CircleMember, fatima: User
) -> None:
    mine = make_member(klarendal, f"Naam {CANARY}", f"Regel {CANARY}", email="noor@voorbeeld.example")
    asked = make_post(mine, f"Vraag {CANARY}")
    answered = make_post(mine, f"Antwoord {CANARY}", question=make_post(bo, "Wie weet het?"))
    refuse_post(post=make_post(mine, f"Weg {CANARY}", state="WAITING"), reason=f"Reden {CANARY}", by=fatima)
    report_post(post=answered, why=f"Gemeld {CANARY}")
    refused = CirclePost.objects.get(state="REFUSED")
    pages = [page_of(mine), page_of(mine, f"vraag/{asked.pk}/"), page_of(mine, f"vraag/{refused.pk}/")]
    pages.append(page_of(mine, f"vraag/{answered.question_id}/"))
    every = "".join(read(Client(), page) for page in pages)
    for what in ("Naam", "Regel", "Vraag", "Antwoord", "Weg", "Reden"):
        assert f"{what} {CANARY}" in every, what
    OutgoingMail.objects.all().delete()  # what left is empty; what waits holds a greeting for the member alone
    assert holding(CANARY) == ["initiatives.CircleMember", "initiatives.CirclePost"]
    leave_circle(member=mine)
    assert holding(CANARY) == []
    assert not has_consent(text_key="join_circle", subject=mine)
    left = LogEntry.objects.filter(model__in=["initiatives.CircleMember", "initiatives.CirclePost"])
    assert left.filter(verb="erase").count() == 4
    assert not left.filter(object_pk=mine.pk, model="initiatives.CircleMember", erased=False).exists()
    assert CirclePost.objects.get().member == bo


def test_taking_out_erases_the_same(klarendal: Area, fatima: User) -> None:
    mine = make_member(klarendal, f"Naam {CANARY}", f"Regel {CANARY}", email="noor@voorbeeld.example")
    make_post(mine, f"Vraag {CANARY}")
    remove_member(member=mine, reason="Zo niet.", by=fatima)
    remove_member(member=mine, reason="Zo niet.", by=fatima)
    OutgoingMail.objects.all().delete()
    assert holding(CANARY) == []
    assert mine.initiative.messages.count() == 1
