"""The last step, sent many times at the same moment, and every nasty text in every field."""

import json
import os
import threading
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from initiatives.models import Draft, Initiative, ReferenceCounter
from initiatives.services import keep_draft
from tests.house import ROOT
from tests.initiatives.test_submit import IDEA, PLACE, START, WHO, address, begin, send, started
from tests.nasty import NASTY
from wijknet.areas.models import Area
from wijknet.mail.models import OutgoingMail
from wijknet.tokens.models import PersonalLink

# `make faults` asks for 1,000; the suite for a few.
CLICKS = int(os.environ.get("CLICKS", "24"))
THREADS = 8
HOSTILE = ROOT.parent / "shared" / "data" / "hostile" / "blns.json"


def filled() -> Draft:
    draft = keep_draft(key=None, kind="IDEA", step="idee", values=IDEA)
    for step, values in (("plek", PLACE), ("wie", WHO)):
        draft = keep_draft(key=draft.key, kind=draft.kind, step=step, values=values)
    return draft


def at_once(drafts: list[Draft]) -> list[str]:
    """Send each of these forms from a thread of its own, all at the same moment; where each was led to."""
    gate = threading.Barrier(len(drafts))
    led_to: list[str] = []

    def post(draft: Draft) -> None:
        gate.wait()
        try:
            response: Any = Client().post(address(draft.key, "controleren"))
            led_to.append(response["Location"])
        finally:
            connections.close_all()

    threads = [threading.Thread(target=post, args=(draft,)) for draft in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return led_to


@pytest.mark.django_db(transaction=True)
def test_many_clicks_at_once_store_one(klarendal: Area) -> None:
    draft = filled()
    led_to = at_once([draft] * THREADS)
    assert len(led_to) == THREADS
    assert len(set(led_to)) == 1
    assert Initiative.objects.count() == 1
    assert OutgoingMail.objects.count() == 1
    assert PersonalLink.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_forms_sent_twice_three_times_and_after_going_back_are_stored_once(klarendal: Area) -> None:
    """Rounds of eight clicks at once: double, treble, and one who went back and typed something else."""
    sent = 0
    for _round in range(max(1, CLICKS // THREADS)):
        first, second, third = filled(), filled(), filled()
        led_to = at_once([first, first, first, second, second, third, third, third])
        assert len(led_to) == THREADS
        sent += 3
        late: Any = Client().post(address(first.key, "idee"), IDEA | {"title": "Toch iets anders"})
        assert late["Location"] in led_to
        assert Client().post(address(first.key, "controleren"))["Location"] == late["Location"]
    assert Initiative.objects.count() == OutgoingMail.objects.count() == sent
    assert not Initiative.objects.exclude(title=IDEA["title"]).exists()
    assert ReferenceCounter.objects.get().last == sent


@pytest.mark.django_db(transaction=True)
def test_many_forms_at_once_get_numbers_of_their_own(klarendal: Area) -> None:
    led_to = at_once([filled() for _number in range(THREADS)])
    assert len(set(led_to)) == THREADS
    references = sorted(Initiative.objects.values_list("reference", flat=True))
    assert [int(reference.rsplit("-", 1)[1]) for reference in references] == list(range(1, THREADS + 1))
    assert ReferenceCounter.objects.get().last == THREADS


@pytest.mark.django_db
def test_nothing_is_half_stored_when_the_mail_fails(
    klarendal: Area, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = filled()

    def broken(*_args: Any, **_values: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("initiatives.mails.enqueue", broken)
    with pytest.raises(RuntimeError):
        send(client, draft.key)
    assert not Initiative.objects.exists()
    assert not PersonalLink.objects.exists()
    assert not ReferenceCounter.objects.exists()
    assert Draft.objects.get().data["idee"] == IDEA


def nasty() -> list[str]:
    """Our own list, and a longer one of others where somebody put it beside the project."""
    return [*NASTY, *(json.loads(HOSTILE.read_text(encoding="utf-8")) if HOSTILE.exists() else [])]


@pytest.mark.django_db
@pytest.mark.parametrize(("step", "good"), [("idee", IDEA), ("plek", PLACE), ("wie", WHO)])
def test_nasty_text_in_a_step_is_kept_or_refused_in_words(
    client: Client, klarendal: Area, step: str, good: dict[str, str]
) -> None:
    key = begin(client)
    fields = [name for name in good if good[name] != "on"] + (["phone", "visit_text"] if step == "wie" else [])
    texts = nasty()
    for start in range(0, len(texts), len(fields)):
        values = good | dict(zip(fields, texts[start:], strict=False))
        response = client.post(address(key, step), values)
        assert response.status_code in {200, 302}, values
        page = client.get(address(key, step))
        assert page.status_code == 200, values
        assert "<script>alert(" not in page.content.decode()


@pytest.mark.django_db
def test_nasty_text_as_a_first_step_is_kept_or_refused_in_words(client: Client, klarendal: Area, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {}
    texts = nasty()
    for start in range(0, len(texts), 5):
        names = ("title", "story", "wijk", "started", "website")
        values = {"started": started()} | dict(zip(names, texts[start:], strict=False))
        assert client.post(START, values).status_code in {200, 302}, values


@pytest.mark.django_db
def test_nasty_text_goes_all_the_way_and_comes_back_as_text(client: Client, klarendal: Area) -> None:
    for text in nasty()[::5]:
        draft = filled()
        values = {"title": text, "story": text}
        if client.post(address(draft.key, "idee"), values).status_code == 200:
            continue
        client.post(address(draft.key, "plek"), PLACE | {"place_text": text[:200]})
        page = client.get(send(client, draft.key)["Location"], follow=True)
        assert page.status_code == 200, repr(text)
        assert "<script>alert(" not in page.content.decode()
    assert Initiative.objects.exists()
