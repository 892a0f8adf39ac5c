"""What staff write, through the real pages: numbers go, words are asked about once, nothing typed is lost.

The numbers are made up and pass the tests that real ones pass.
"""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, models
from django.test import Client
from django.utils import timezone

from actors.models import Actor
from initiatives.models import Initiative, Message
from initiatives.services.submit import Idea, Place, Who, store
from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.casework.models import Agreement, Case, ContactMoment, Jotting, Signal, Step
from wijknet.casework.services import Talk, log_moment, write_jotting
from wijknet.ui.dates import add_working_days, today

NEW = "/contactmomenten/nieuw/"
BSN, IBAN = "123456782", "NL91 ABNA 0417 1643 00"
PRIVATE = "Henk de Vries heeft een depressie, bel 06 12 34 56 78."
ASKS = "Is dit nodig?"


def talk(area: Area, **values: Any) -> dict[str, Any]:
    at = timezone.localtime() - timedelta(hours=1)
    return {
        "request_key": str(uuid4()),
        "area": area.code,
        "parties": ["nobody"],
        "how": "STREET",
        "line": "Wil meedenken.",
        "at": at.strftime("%Y-%m-%dT%H:%M"),
        "minutes": "10",
        "visibility": "WIJK",
    } | values


def body(response: Any) -> str:
    return str(response.content.decode())


def boxes(page: str) -> dict[str, str]:
    """The boxes "Zo opslaan" of a page, ticked: name to value."""
    return dict(re.findall(r'type="checkbox" name="([\w-]+-zo-opslaan)"[^>]* value="(\w+)"', page))


def saved_after_asking(browser: Client, url: str, sent: dict[str, Any], field: str) -> Any:
    """Send words that may be too much: the page asks once and keeps them; with the box ticked they are saved."""
    asked = browser.post(url, sent)
    page = body(asked)
    assert ASKS in page
    assert "‘Henk de Vries’ (de naam van iemand)" in page
    assert "‘06 12 34 56 78’ (een telefoonnummer)" in page
    assert sent[field].split(",")[0] in page
    ticked = boxes(page)
    assert list(ticked) == [f"{field}-zo-opslaan"]
    return browser.post(url, sent | ticked, follow=True)


def test_a_bsn_and_an_iban_are_taken_out_and_said(fatima: User, as_user: AsUser, klarendal: Area) -> None:
    sent = talk(klarendal, line=f"Gaf {BSN} en {IBAN} door.\nVerder  niets.")
    page = body(as_user(fatima).post(NEW, sent, follow=True))
    assert ContactMoment.objects.get().line == "Gaf [BSN] en [IBAN] door.\nVerder  niets."
    assert "We hebben een BSN weggehaald uit je tekst." in page
    assert "We hebben een IBAN weggehaald uit je tekst." in page


def test_without_such_a_number_nothing_is_said(fatima: User, as_user: AsUser, klarendal: Area) -> None:
    page = body(as_user(fatima).post(NEW, talk(klarendal), follow=True))
    assert "Contactmoment opgeslagen" in page
    assert "weggehaald" not in page


def test_a_talk_asks_once_and_keeps_every_word(fatima: User, as_user: AsUser, klarendal: Area) -> None:
    sent = talk(klarendal, line=PRIVATE, minutes="25", visibility="ONLY_ME")
    page = body(as_user(fatima).post(NEW, sent))
    assert not ContactMoment.objects.exists()
    assert 'value="25"' in page
    assert re.search(r'value="ONLY_ME"[^>]*checked', page)
    saved_after_asking(as_user(fatima), NEW, sent, "line")
    moment = ContactMoment.objects.get()
    assert moment.line == PRIVATE
    assert moment.minutes == 25


def test_other_words_are_asked_about_again(fatima: User, as_user: AsUser, klarendal: Area) -> None:
    browser = as_user(fatima)
    ticked = boxes(body(browser.post(NEW, talk(klarendal, line=PRIVATE))))
    again = browser.post(NEW, talk(klarendal, line=f"{PRIVATE} Mevrouw Kaya ook.") | ticked)
    assert "‘Mevrouw Kaya’" in body(again)
    assert not ContactMoment.objects.exists()
    browser.post(NEW, talk(klarendal, line=f"{PRIVATE} Morgen weer.") | ticked)
    assert ContactMoment.objects.get().line.endswith("Morgen weer.")


def test_a_box_made_up_by_somebody_does_not_count(fatima: User, as_user: AsUser, klarendal: Area) -> None:
    as_user(fatima).post(NEW, talk(klarendal, line=PRIVATE) | {"line-zo-opslaan": "on"})
    assert not ContactMoment.objects.exists()


def test_what_may_stay_is_not_asked_about_when_correcting(fatima: User, as_user: AsUser, klarendal: Area) -> None:
    moment = log_moment(by=fatima, area=klarendal, key=uuid4(), talk=Talk(line=PRIVATE))
    url = f"{moment.get_absolute_url()}wijzigen/"
    sent = talk(klarendal, line=f"{PRIVATE} En meer.", version="1")
    as_user(fatima).post(url, sent)
    moment.refresh_from_db()
    assert moment.line.endswith("En meer.")
    asked = as_user(fatima).post(url, sent | {"version": "2", "line": f"{PRIVATE} Meneer Kok ook."})
    assert "‘Meneer Kok’" in body(asked)
    assert "‘Henk de Vries’" not in body(asked)


def test_the_agreement_on_the_same_page_asks_for_itself(fatima: User, as_user: AsUser, klarendal: Area) -> None:
    sent = talk(klarendal, line="Belt.", what=PRIVATE, day="anders", street="Akkerstraat")
    sent |= {"other_day": add_working_days(today(), 3).isoformat()}
    saved_after_asking(as_user(fatima), NEW, sent, "what")
    assert Agreement.objects.get().what == PRIVATE


def test_closing_an_agreement(fatima: User, as_user: AsUser, agreement: Agreement) -> None:
    sent = {"ending": "kept", "told": f"{PRIVATE} {BSN}"}
    page = saved_after_asking(as_user(fatima), f"{agreement.get_absolute_url()}afronden/", sent, "told")
    agreement.refresh_from_db()
    assert agreement.told == f"{PRIVATE} [BSN]"
    assert "We hebben een BSN weggehaald" in body(page)


def test_a_signal(fatima: User, as_user: AsUser, klarendal: Area) -> None:
    sent = {"request_key": str(uuid4()), "title": f"{PRIVATE} {BSN}", "area": klarendal.code, "count": "1"}
    saved_after_asking(as_user(fatima), "/signalen/nieuw/", sent, "title")
    assert Signal.objects.get().title == f"{PRIVATE} [BSN]"


def test_a_case_and_its_steps_and_results(fatima: User, as_user: AsUser, klarendal: Area, bakery: Actor) -> None:
    due = add_working_days(today(), 5).isoformat()
    following = {"problem": "unsolved", "next_step": "Bellen", "turn": "ME", "due": due}
    sent: dict[str, Any] = {"request_key": str(uuid4()), "title": "Stoep", "area": klarendal.code}
    sent |= following | {"question": PRIVATE}
    sent["life"] = [f"actor-{bakery.pk}"]
    saved_after_asking(as_user(fatima), "/verbindingen/nieuw/", sent, "question")
    case = Case.objects.get()
    assert case.question == PRIVATE
    sent = following | {"request_key": str(uuid4()), "version": "1", "what": f"{PRIVATE} {IBAN}"}
    saved_after_asking(as_user(fatima), f"{case.get_absolute_url()}stap/", sent, "what")
    assert Step.objects.get(what__contains="Henk").what == f"{PRIVATE} [IBAN]"
    case.refresh_from_db()
    sent = {"version": str(case.version), "reached_life": "ja", "reached_system": "nee", "result_system": "Niets."}
    saved_after_asking(
        as_user(fatima), f"{case.get_absolute_url()}sluiten/", sent | {"result_life": PRIVATE}, "result_life"
    )
    case.refresh_from_db()
    assert case.result_life == PRIVATE


def test_a_word_to_a_sender_and_a_remark(fatima: User, as_user: AsUser, kookavond: Initiative) -> None:
    desk = kookavond.get_desk_url()
    sent = {"version": str(kookavond.version), "remark": f"{PRIVATE} {BSN}"}
    saved_after_asking(as_user(fatima), f"{desk}opmerking/", sent, "remark")
    kookavond.refresh_from_db()
    assert kookavond.remark == f"{PRIVATE} [BSN]"
    sent = {"request_key": str(uuid4()), "text": PRIVATE}
    saved_after_asking(as_user(fatima), f"{desk}bericht/", sent, "text")
    assert Message.objects.get(text__contains="Henk").text == PRIVATE


def test_a_line_in_the_notebook_is_masked_and_never_asks(fatima: User, as_user: AsUser) -> None:
    page = as_user(fatima).post("/kladblok/nieuw/", {"uuid": str(uuid4()), "line": f"{PRIVATE} {BSN}"}, follow=True)
    assert Jotting.objects.get().line == f"{PRIVATE} [BSN]"
    assert "We hebben een BSN weggehaald" in body(page)


def test_a_line_is_asked_about_when_colleagues_will_read_it(fatima: User, as_user: AsUser, klarendal: Area) -> None:
    browser = as_user(fatima)
    jotting = write_jotting(by=fatima, key=uuid4(), line=PRIVATE, area=klarendal)
    page = body(browser.post(f"/kladblok/{jotting.pk}/afronden/", {"outcome": "MOMENT"}))
    assert "‘Henk de Vries’ (de naam van iemand)" in page
    assert 'name="sure"' in page
    browser.post("/kladblok/afronden/", {"line": [jotting.pk]})
    assert not ContactMoment.objects.exists()
    browser.post(f"/kladblok/{jotting.pk}/afronden/", {"outcome": "MOMENT", "sure": "on"})
    assert ContactMoment.objects.get().line == PRIVATE


def test_a_line_is_thrown_away_without_a_question(fatima: User, as_user: AsUser, klarendal: Area) -> None:
    jotting = write_jotting(by=fatima, key=uuid4(), line=PRIVATE, area=klarendal)
    as_user(fatima).post(f"/kladblok/{jotting.pk}/afronden/", {"outcome": "THROWN"})
    jotting.refresh_from_db()
    assert jotting.outcome == "THROWN"


@pytest.mark.parametrize("way", ["save", "bulk_create", "update", "bulk_update"])
def test_no_way_to_the_table_lets_a_bsn_through(way: str, signal: Signal) -> None:
    words = f"Over {BSN}."
    if way == "save":
        signal.title = words
        signal.save()
        assert signal.title == "Over [BSN]."
    elif way == "bulk_create":
        signal.delete()
        signal.pk, signal.title = None, words
        Signal.objects.bulk_create([signal])
    elif way == "update":
        Signal.objects.update(title=words)
    else:
        signal.title = words
        Signal.objects.bulk_update([signal], ["title"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT title FROM casework_signal")
        assert cursor.fetchall() == [("Over [BSN].",)]


def test_every_text_of_the_work_is_a_masked_column() -> None:
    """A new column of free text that is not masked fails here."""
    plain = {
        *("street", "folded_street", "city", "meeting_text", "place_text"),
        *("rhythm", "language", "name", "other_names", "sort_name"),
    }
    for model in (ContactMoment, Agreement, Signal, Case, Step, Jotting, Actor, Initiative, Message):
        for field in model._meta.concrete_fields:
            if isinstance(field, models.TextField) and field.name not in plain:
                assert type(field).__name__ == "MaskedText", f"{model.__name__}.{field.name}"


def test_what_a_resident_told_is_kept_without_a_bsn_everywhere(klarendal: Area) -> None:
    idea = Idea(title=f"Tuin {BSN}", story=f"Mijn nummer is {BSN}, {IBAN}.")
    who = Who(sender_name="Test", reach_print=True)
    initiative, _ = store(kind="IDEA", idea=idea, place=Place(wijk=klarendal), who=who)
    initiative.refresh_from_db()
    kept = f"{initiative.title} {initiative.story} {initiative.search_text} {initiative.submission.original}"
    assert BSN not in kept
    assert "0417" not in kept
    assert initiative.submission.original["story"] == "Mijn nummer is [BSN], [IBAN]."
