"""Consent holds for one text and one row, from when it was given until it is withdrawn."""

import pytest
from django.db import IntegrityError

from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.log.models import LogEntry
from wijknet.privacy import texts
from wijknet.privacy.models import Consent
from wijknet.privacy.services import give_consent, has_consent, withdraw
from wijknet.privacy.texts import TEXTS, ConsentText, find, newest

KEY = "publish_initiative"


def test_consent_is_given_once(klarendal: Area, geitenkamp: Area) -> None:
    first = give_consent(text_key=KEY, version=1, subject=klarendal)
    assert give_consent(text_key=KEY, version=1, subject=klarendal) == first
    assert has_consent(text_key=KEY, subject=klarendal)
    assert not has_consent(text_key=KEY, subject=geitenkamp)
    assert not has_consent(text_key="keep_contact", subject=klarendal)


def test_consent_ends_when_it_is_withdrawn_and_can_be_given_again(klarendal: Area) -> None:
    give_consent(text_key=KEY, version=1, subject=klarendal)
    assert withdraw(text_key=KEY, subject=klarendal)
    assert not has_consent(text_key=KEY, subject=klarendal)
    assert not withdraw(text_key=KEY, subject=klarendal)
    give_consent(text_key=KEY, version=1, subject=klarendal)
    assert Consent.objects.count() == 2


def test_a_newer_version_takes_the_place_of_the_older(klarendal: Area, monkeypatch: pytest.MonkeyPatch) -> None:
    second = ConsentText(key=KEY, version=2, text="Anders gezegd.", purpose="Hetzelfde")
    monkeypatch.setattr(texts, "TEXTS", (*TEXTS, second))
    assert newest(KEY) == second
    old = give_consent(text_key=KEY, version=1, subject=klarendal)
    new = give_consent(text_key=KEY, version=2, subject=klarendal)
    old.refresh_from_db()
    assert old.withdrawn_at
    assert new.withdrawn_at is None


def test_consent_to_a_text_that_never_was_is_refused(klarendal: Area) -> None:
    with pytest.raises(KeyError):
        give_consent(text_key=KEY, version=99, subject=klarendal)
    with pytest.raises(KeyError):
        newest("bestaat-niet")
    assert not Consent.objects.exists()


def test_consent_is_logged_with_who_wrote_it_down(klarendal: Area, fatima: User) -> None:
    give_consent(text_key=KEY, version=1, subject=klarendal, by=fatima)
    withdraw(text_key=KEY, subject=klarendal)
    log = list(LogEntry.objects.order_by("pk").values_list("verb", "actor_id"))
    assert log == [("give_consent", fatima.pk), ("withdraw_consent", None)]


def test_the_database_refuses_a_second_open_consent(klarendal: Area) -> None:
    give_consent(text_key=KEY, version=1, subject=klarendal)
    with pytest.raises(IntegrityError):
        Consent.objects.create(text_key=KEY, text_version=1, subject_label="areas.Area", subject_pk=klarendal.pk)


def test_every_text_can_be_found_by_key_and_version_and_reads_easily() -> None:
    assert len({(text.key, text.version) for text in TEXTS}) == len(TEXTS)
    for text in TEXTS:
        assert find(text.key, text.version) is text
        assert all(len(sentence.split()) <= 17 for sentence in text.text.split("."))
