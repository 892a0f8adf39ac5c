"""Where the gemeente asks for it, a colleague reads the draft before it is published."""

from uuid import uuid4

import pytest
from django.test import Client

from tests.conftest import AsUser, make_user
from wijknet.access import Function
from wijknet.accounts.models import User
from wijknet.areas.models import Area, MunicipalitySettings
from wijknet.log.models import LogEntry
from wijknet.profiles.models import Profile, ProfileEdition
from wijknet.profiles.services import NotReady, publish_edition, save_draft

WORKSHOP = "/wijkprofielen/arnhem/klarendal/"


@pytest.fixture
def draft(arnhem: Area, klarendal: Area, beheer: User, texts: dict[str, str]) -> Profile:
    MunicipalitySettings.objects.update_or_create(municipality=arnhem, defaults={"second_reader": True})
    return save_draft(area=klarendal, texts=texts, version=1, by=beheer)


@pytest.fixture
def colleague(klarendal: Area, as_user: AsUser) -> Client:
    return as_user(make_user("redactie@arnhem.example", "Redactie (test)", klarendal, Function.CURATOR))


def test_the_writer_alone_cannot_publish(draft: Profile, as_user: AsUser, beheer: User) -> None:
    with pytest.raises(NotReady):
        publish_edition(profile=draft, version=2, signed_name="Team", key=uuid4(), by=beheer)
    writer = as_user(beheer)
    assert "Eerst leest een collega mee" in writer.get(f"{WORKSHOP}publiceren/").content.decode()
    answer = writer.post(f"{WORKSHOP}meelezen/", {"version": "2"}, follow=True)
    assert "Jij schreef dit als laatste." in answer.content.decode()
    sent = {"version": "2", "signed_name": "Team", "request_key": str(uuid4())}
    assert writer.post(f"{WORKSHOP}publiceren/", sent).status_code == 400
    assert not ProfileEdition.objects.exists()


def test_after_a_colleague_agreed_it_is_published(
    draft: Profile, colleague: Client, as_user: AsUser, beheer: User
) -> None:
    assert "Ik las mee" in colleague.get(f"{WORKSHOP}publiceren/").content.decode()
    assert colleague.post(f"{WORKSHOP}meelezen/", {"version": "2"}).status_code == 302
    assert LogEntry.objects.filter(verb="agree", object_pk=draft.pk).exists()
    sent = {"version": "2", "signed_name": "Team", "request_key": str(uuid4())}
    assert as_user(beheer).post(f"{WORKSHOP}publiceren/", sent).status_code == 302
    assert ProfileEdition.objects.count() == 1


def test_a_save_asks_for_a_new_look(draft: Profile, colleague: Client, beheer: User, texts: dict[str, str]) -> None:
    colleague.post(f"{WORKSHOP}meelezen/", {"version": "2"})
    save_draft(area=draft.area, texts={**texts, "who": "Anders."}, version=2, by=beheer)
    with pytest.raises(NotReady):
        publish_edition(profile=draft, version=3, signed_name="Team", key=uuid4(), by=beheer)


@pytest.mark.parametrize("version", ["1", "3", "x", ""])
def test_another_version_than_was_read_is_not_agreed_with(draft: Profile, colleague: Client, version: str) -> None:
    colleague.post(f"{WORKSHOP}meelezen/", {"version": version})
    assert Profile.objects.get().read_version is None
