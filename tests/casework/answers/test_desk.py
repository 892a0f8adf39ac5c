"""What staff do with an answer that came by personal link: read it, write it in plain words, send it on."""

from typing import Any
from uuid import uuid4

from django.test import Client

from actors.models import Actor
from initiatives.models import Initiative, Message
from tests.casework.asking import ANSWER, ask, body, newest_link, party_of, reply
from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.casework import services
from wijknet.casework.models import Case
from wijknet.casework.services import Next, open_case
from wijknet.ui.dates import add_working_days, today

PLAIN = "Er komt eerst een meting. Daarna kijken we of een drempel helpt."


def test_vandaag_names_who_answered_until_it_is_written(
    client: Client, fatima: User, joris: User, as_user: AsUser, speeding: Case
) -> None:
    asked = ask(fatima, party_of(speeding, municipal_contact__isnull=False))
    assert "Schrijf het in gewone woorden" not in body(as_user(fatima).get("/dashboard/"))
    client.post(newest_link(), reply())
    address = f"/verbindingen/{speeding.pk}/antwoorden/{asked.pk}/"
    today_page = body(as_user(fatima).get("/dashboard/"))
    assert "Antwoord van Bureau Verkeer" in today_page
    assert address in today_page
    read_only = body(as_user(joris).get("/dashboard/"))
    assert "Antwoord van Bureau Verkeer" in read_only
    assert address not in read_only
    asked.refresh_from_db()
    services.write_plain(by=fatima, asked=asked, key=uuid4(), version=asked.version, plain_text=PLAIN)
    assert address not in body(as_user(fatima).get("/dashboard/"))


def test_the_pair_stands_side_by_side_and_goes_to_the_sender_once(
    client: Client, fatima: User, joris: User, as_user: AsUser, speeding: Case
) -> None:
    asked = ask(fatima, party_of(speeding, municipal_contact__isnull=False))
    client.post(newest_link(), reply())
    browser = as_user(fatima)
    page = body(browser.get(speeding.get_absolute_url()))
    assert ANSWER in page
    assert "Stuur dit ook aan de indiener" in page
    asked.refresh_from_db()
    address = f"/verbindingen/{speeding.pk}/antwoorden/{asked.pk}/"
    sent = {"request_key": str(uuid4()), "version": asked.version, "plain_text": PLAIN, "tell": "on"}
    assert "Schrijf het antwoord in gewone woorden." in body(browser.post(address, sent | {"plain_text": ""}))
    for _click in range(2):
        page = body(browser.post(address, sent, follow=True))
    assert page.index(PLAIN) < page.index(ANSWER)
    assert "gestuurd aan de indiener op" in page
    assert [message.text for message in Message.objects.filter(initiative=speeding.initiative)] == [PLAIN]
    read = body(as_user(joris).get(speeding.get_absolute_url()))
    assert PLAIN in read
    assert f'action="{address}"' not in read
    late = browser.post(address, sent | {"request_key": str(uuid4()), "plain_text": "Iets anders", "tell": ""})
    assert late.status_code == 409
    assert "Iets anders" in body(late)
    assert PLAIN not in body(client.get(newest_link()))


def test_without_an_initiative_nobody_is_told(
    fatima: User, as_user: AsUser, client: Client, speeding: Case, kookavond: Initiative
) -> None:
    Case.objects.filter(pk=speeding.pk).update(initiative=None)
    asked = ask(fatima, party_of(speeding, municipal_contact__isnull=False))
    client.post(newest_link(), reply())
    asked.refresh_from_db()
    browser, address = as_user(fatima), f"/verbindingen/{speeding.pk}/antwoorden/{asked.pk}/"
    assert "Stuur dit ook aan de indiener" not in body(browser.get(address))
    sent = {"request_key": str(uuid4()), "version": asked.version, "plain_text": PLAIN, "tell": "on"}
    assert browser.post(address, sent).status_code == 302
    asked.refresh_from_db()
    assert (asked.plain_text, asked.told_at) == (PLAIN, None)
    assert not Message.objects.exists()


def test_a_reader_may_not_and_for_another_wijk_it_does_not_exist(
    client: Client, fatima: User, joris: User, anna: User, as_user: AsUser, speeding: Case
) -> None:
    party = party_of(speeding, municipal_contact__isnull=False)
    asked = ask(fatima, party)
    client.post(newest_link(), reply())
    start = f"/verbindingen/{speeding.pk}"
    for address in (
        f"{start}/vragen/{party.pk}/",
        f"{start}/antwoorden/{asked.pk}/",
        f"{start}/antwoorden/{asked.pk}/intrekken/",
    ):
        for method in ("get", "post"):
            assert getattr(as_user(joris), method)(address).status_code == 403
            assert getattr(as_user(anna), method)(address).status_code == 404
    assert "/vragen/" not in body(as_user(joris).get(speeding.get_absolute_url()))


def test_an_answer_of_another_case_is_not_reached(
    client: Client, fatima: User, as_user: AsUser, speeding: Case, klarendal: Area, linden: Actor
) -> None:
    asked = ask(fatima, party_of(speeding, municipal_contact__isnull=False))
    client.post(newest_link(), reply())
    following = Next(problem="unsolved", step="Kijken", turn="ME", due=add_working_days(today(), 5))
    other = open_case(
        by=fatima, area=klarendal, key=uuid4(), title="A", question="B", following=following, life=[linden]
    )
    browser = as_user(fatima)
    for last in (f"antwoorden/{asked.pk}/", f"antwoorden/{asked.pk}/intrekken/", f"vragen/{asked.party_id}/"):
        assert browser.get(f"/verbindingen/{other.pk}/{last}").status_code == 404


def test_the_page_asks_the_same_with_many_answers(
    client: Client, fatima: User, as_user: AsUser, speeding: Case, django_assert_max_num_queries: Any
) -> None:
    browser, counts = as_user(fatima), []
    for number in (1, 8):
        for _turn in range(number):
            ask(fatima, party_of(speeding, municipal_contact__isnull=False))
            assert client.post(newest_link(), reply()).status_code == 302
        with django_assert_max_num_queries(20) as captured:
            browser.get(speeding.get_absolute_url())
        counts.append(len(captured))
    assert counts[0] == counts[1]
