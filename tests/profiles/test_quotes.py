"""Quotes: by consent, until a day, and gone everywhere when the person says so."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.test import Client

from tests.conftest import AsUser
from tests.triggers import triggers_on
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.log.models import LogEntry
from wijknet.privacy.models import Consent
from wijknet.profiles.models import EditionQuote, Profile, ProfileEdition, Quote
from wijknet.profiles.services import add_quote, clear_old, erase_quote, extend_consent, publish_edition
from wijknet.ui.dates import today

WORKSHOP = "/wijkprofielen/arnhem/klarendal/"
PUBLIC = "/wijken/arnhem/klarendal/"
WORDS = "We hebben geen plan nodig, wel een sleutel van de zaal."
GONE = "Hier stond een citaat."


@pytest.fixture
def published(quote: Quote, beheer: User) -> ProfileEdition:
    """Edition 2, with the quote in it."""
    draft = quote.profile
    return publish_edition(profile=draft, version=draft.version, signed_name="Team", key=uuid4(), by=beheer)


def sent(**changed: str) -> dict[str, str]:
    return {
        "request_key": str(uuid4()),
        "part": "who",
        "text": "“Hier ben je na een week geen vreemde meer.”",
        "said_by": "een bewoner",
        "given_by": "Bo (test)",
        "consent_on": today().isoformat(),
        "until": (today() + timedelta(days=100)).isoformat(),
        "agreed": "on",
        **changed,
    }


def test_a_quote_comes_with_consent_in_the_version_of_its_text(quote: Quote) -> None:
    consent = Consent.objects.get(subject_pk=quote.pk, subject_label="profiles.Quote")
    assert (consent.text_key, consent.text_version, consent.withdrawn_at) == ("quote_in_profile", 1, None)


def test_a_curator_adds_a_quote_once(klarendal: Area, as_user: AsUser, beheer: User) -> None:
    form = sent()
    client = as_user(beheer)
    assert [client.post(f"{WORKSHOP}citaten/nieuw/", form).status_code for _ in range(2)] == [302, 302]
    quote = Quote.objects.get()
    assert (quote.text, quote.said_by) == ("Hier ben je na een week geen vreemde meer.", "een bewoner")
    assert quote.text in client.get(WORKSHOP).content.decode()
    assert "Bo (test)" not in client.get(f"{WORKSHOP}voorbeeld/").content.decode()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"agreed": ""}, "Zet een vinkje"),
        ({"text": " "}, "Vul in"),
        ({"part": "x"}, "Kies iets uit de lijst."),
        ({"consent_on": "2999-01-01", "until": "2999-01-02"}, "Deze dag moet nog komen."),
        ({"until": "2020-01-01", "consent_on": "2020-01-01"}, "Kies een dag vanaf vandaag"),
        ({"until": "2020-01-01"}, "eindigt voor zij begint"),
        ({"until": "2999-01-01"}, "Kies een dag vanaf vandaag"),
        ({"text": "a" * 401}, "hoogstens 400 tekens"),
    ],
)
def test_what_cannot_be_a_quote_says_why(
    klarendal: Area, as_user: AsUser, beheer: User, changed: dict[str, str], said: str
) -> None:
    answer = as_user(beheer).post(f"{WORKSHOP}citaten/nieuw/", sent(**changed))
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not Quote.objects.exists()


def test_residents_read_a_quote_and_not_who_it_was(published: ProfileEdition) -> None:
    page = Client().get(PUBLIC).content.decode()
    assert WORDS in page
    assert "een vrijwilliger, met toestemming" in page
    assert "Sanne" not in page


def test_erasing_empties_it_in_frozen_editions_and_says_so(
    published: ProfileEdition, quote: Quote, as_user: AsUser, beheer: User
) -> None:
    assert WORDS in Client().get(PUBLIC).content.decode()
    client = as_user(beheer)
    assert WORDS in client.get(f"{WORKSHOP}citaten/{quote.pk}/weg/").content.decode()
    assert client.post(f"{WORKSHOP}citaten/{quote.pk}/weg/").status_code == 302
    for address in (PUBLIC, f"{WORKSHOP}edities/2/"):
        page = client.get(address).content.decode()
        assert WORDS not in page
        assert GONE in page
    assert GONE in Client().get(PUBLIC).content.decode()
    assert not Quote.objects.exists()
    assert not Consent.objects.filter(withdrawn_at=None).exists()
    for entry in LogEntry.objects.all():
        assert "Sanne" not in f"{entry.before}{entry.after}"


def test_past_the_day_the_words_are_gone_at_once_and_from_the_table_by_the_job(
    published: ProfileEdition, quote: Quote
) -> None:
    yesterday = today() - timedelta(days=1)
    Quote.objects.update(until=yesterday, consent_on=yesterday)
    EditionQuote.objects.update(until=yesterday)
    page = Client().get(PUBLIC).content.decode()
    assert WORDS not in page
    assert GONE in page
    assert clear_old() == 1
    assert clear_old() == 0
    assert EditionQuote.objects.get().text == ""
    assert not Quote.objects.exists()


def test_a_quote_past_its_day_is_not_published(quote: Quote, beheer: User) -> None:
    Quote.objects.update(until=today() - timedelta(days=1), consent_on=today() - timedelta(days=9))
    draft = quote.profile
    publish_edition(profile=draft, version=draft.version, signed_name="Team", key=uuid4(), by=beheer)
    assert not EditionQuote.objects.exists()


@pytest.mark.parametrize(
    "change", [{"text": "Anders"}, {"said_by": "de buurman"}, {"part": "who"}, {"until": "2020-01-01"}]
)
def test_a_published_quote_never_changes_but_can_become_empty(
    published: ProfileEdition, quote: Quote, beheer: User, change: dict[str, Any]
) -> None:
    with triggers_on():
        with pytest.raises(DatabaseError, match="verandert niet"), transaction.atomic():
            EditionQuote.objects.update(**change)
        with pytest.raises(DatabaseError, match="verandert niet"), transaction.atomic():
            EditionQuote.objects.all().delete()
        erase_quote(quote=quote, by=beheer)
        assert EditionQuote.objects.get().text == ""


def test_markup_in_a_quote_is_shown_as_text(
    klarendal: Area, as_user: AsUser, beheer: User, edition: ProfileEdition
) -> None:
    attack = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    client = as_user(beheer)
    client.post(f"{WORKSHOP}citaten/nieuw/", sent(text=attack, said_by=attack[:90], given_by=attack))
    quote = Quote.objects.get()
    for address in (WORKSHOP, f"{WORKSHOP}voorbeeld/", f"{WORKSHOP}publiceren/", f"{WORKSHOP}citaten/{quote.pk}/weg/"):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page, address
        assert "<img src" not in page, address


def test_another_wijk_has_no_quote_here(quote: Quote, as_user: AsUser, beheer: User, geitenkamp: Area) -> None:
    elsewhere = f"/wijkprofielen/arnhem/geitenkamp/citaten/{quote.pk}/weg/"
    assert as_user(beheer).post(elsewhere).status_code == 404
    assert Quote.objects.exists()


def test_the_service_refuses_a_consent_of_tomorrow(klarendal: Area, beheer: User) -> None:
    facts: Any = {"part": "who", "text": "Ja.", "said_by": "een bewoner", "given_by": "Bo (test)"}
    tomorrow = today() + timedelta(days=1)
    with pytest.raises(ValidationError):
        add_quote(area=klarendal, key=uuid4(), by=beheer, consent_on=tomorrow, until=tomorrow, **facts)
    assert not Profile.objects.exists()


def test_a_form_without_values_is_asked_for_them(klarendal: Area, as_user: AsUser, beheer: User) -> None:
    page = as_user(beheer).get(f"{WORKSHOP}citaten/nieuw/").content.decode()
    assert "Mijn woorden mogen in het wijkprofiel staan" in page
    assert re.search(r'name="request_key"', page)


def test_a_longer_consent_holds_in_the_draft_and_in_editions(
    published: ProfileEdition, quote: Quote, as_user: AsUser, beheer: User
) -> None:
    soon, later = today() + timedelta(days=10), today() + timedelta(days=300)
    with triggers_on():
        Quote.objects.update(until=soon)
        EditionQuote.objects.bulk_create(
            [EditionQuote(edition=published, quote=quote, part="who", text="Ja.", said_by="een bewoner", until=soon)]
        )
        client = as_user(beheer)
        assert "loopt bijna af" in client.get(WORKSHOP).content.decode()
        address = f"{WORKSHOP}citaten/{quote.pk}/verlengen/"
        assert WORDS in client.get(address).content.decode()
        form = {"consent_how": "PHONE", "consent_on": today().isoformat(), "until": later.isoformat(), "agreed": "on"}
        answer = client.post(address, form, follow=True)
        assert "Het citaat mag blijven tot en met" in answer.content.decode()
        quote.refresh_from_db()
        assert (quote.until, quote.consent_how) == (later, "PHONE")
        assert EditionQuote.objects.get(part="who").until == later
        with pytest.raises(DatabaseError, match="verandert niet"), transaction.atomic():
            EditionQuote.objects.update(until=soon)
    entry = LogEntry.objects.get(verb="extend")
    assert entry.before == {"consent_how": "SPOKEN", "until": soon.isoformat()}
    assert entry.after == {"consent_how": "PHONE", "until": later.isoformat()}
    assert Consent.objects.filter(subject_pk=quote.pk, subject_label="profiles.Quote").count() == 2
    assert Consent.objects.filter(withdrawn_at=None).count() == 1


@pytest.mark.parametrize(
    ("days", "changed", "said"),
    [
        (10, {"agreed": ""}, "Zet een vinkje"),
        (10, {"consent_how": "x"}, "Kies iets uit de lijst."),
        (10, {"until": (today() + timedelta(days=9)).isoformat()}, "Kies een latere dag dan nu"),
        (10, {"until": "2999-01-01"}, "hoogstens twee jaar"),
        (10, {"consent_on": (today() + timedelta(days=1)).isoformat()}, "Deze dag moet nog komen."),
        (-1, {}, "De toestemming is al voorbij."),
    ],
)
def test_what_cannot_be_longer_says_why(
    quote: Quote, as_user: AsUser, beheer: User, days: int, changed: dict[str, str], said: str
) -> None:
    until = today() + timedelta(days=days)
    Quote.objects.update(until=until, consent_on=today() - timedelta(days=20))
    form = {
        "consent_how": "MAIL",
        "consent_on": today().isoformat(),
        "until": (today() + timedelta(days=100)).isoformat(),
        "agreed": "on",
    }
    answer = as_user(beheer).post(f"{WORKSHOP}citaten/{quote.pk}/verlengen/", form | changed)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert Quote.objects.get().until == until
    assert not LogEntry.objects.filter(verb="extend").exists()


def test_words_that_were_taken_back_do_not_come_back(published: ProfileEdition, quote: Quote, beheer: User) -> None:
    EditionQuote.objects.update(text="", said_by="")
    until = quote.until + timedelta(days=1)
    extend_consent(quote=quote, how="MAIL", consent_on=today(), until=until, by=beheer)
    assert EditionQuote.objects.get().text == ""


def test_past_its_day_a_curator_sees_that_nobody_reads_it(quote: Quote, as_user: AsUser, beheer: User) -> None:
    Quote.objects.update(until=today() - timedelta(days=1), consent_on=today() - timedelta(days=9))
    page = as_user(beheer).get(WORKSHOP).content.decode()
    assert "voorbij: niemand leest het meer" in page
    assert "/verlengen/" not in page
