"""The wijkprogramma: per theme what is done and with whom, in the draft, in an edition and on the page of the wijk."""

from uuid import uuid4

import pytest
from django.test import Client

from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.areas.models import Area, Theme
from wijknet.profiles.models import Profile, ProfileEdition, ProgrammeItem
from wijknet.profiles.services import publish_edition, save_programme
from wijknet.ui.conflict import Conflict

WORKSHOP = "/wijkprofielen/arnhem/klarendal/"
ADDRESS = f"{WORKSHOP}programma/"
PUBLIC = "/wijken/arnhem/klarendal/"


@pytest.fixture
def theme(arnhem: Area) -> Theme:
    return Theme.objects.create(municipality=arnhem, name="Veilig op straat", aim="Kinderen lopen veilig naar school.")


def sent(theme: Theme, doing: str, with_whom: str = "", version: str = "1") -> dict[str, str]:
    return {f"doing-{theme.pk}": doing, f"with-{theme.pk}": with_whom, "version": version}


def test_from_form_to_the_page_of_the_wijk(
    edition: ProfileEdition, theme: Theme, as_user: AsUser, beheer: User
) -> None:
    client = as_user(beheer)
    assert theme.aim in client.get(ADDRESS).content.decode()
    assert client.post(ADDRESS, sent(theme, "Een loopbus.", "de school", "2")).status_code == 302
    draft = Profile.objects.get()
    assert draft.version == 3
    assert "Een loopbus." not in Client().get(PUBLIC).content.decode()
    assert "Een loopbus." in client.get(f"{WORKSHOP}voorbeeld/").content.decode()
    publish_edition(profile=draft, version=3, signed_name="Team", key=uuid4(), by=beheer)
    ProgrammeItem.objects.all().delete()
    page = Client().get(PUBLIC).content.decode()
    for words in (theme.name, theme.aim, "Een loopbus.", "de school"):
        assert words in page
    assert "Een loopbus." in client.get(f"{WORKSHOP}edities/2/").content.decode()


def test_a_theme_without_words_goes(klarendal: Area, theme: Theme, beheer: User) -> None:
    first = save_programme(area=klarendal, programme={theme.pk: ("Iets", "")}, version=1, by=beheer)
    assert ProgrammeItem.objects.count() == 1
    save_programme(area=klarendal, programme={theme.pk: ("", "")}, version=first.version, by=beheer)
    assert not ProgrammeItem.objects.exists()


def test_a_theme_of_another_gemeente_is_left_out(klarendal: Area, goeree: Area, beheer: User) -> None:
    theirs = Theme.objects.create(municipality=goeree, name="Leefbaar dorp")
    save_programme(area=klarendal, programme={theirs.pk: ("Iets", "")}, version=1, by=beheer)
    assert not ProgrammeItem.objects.exists()


def test_the_second_writer_sees_both(klarendal: Area, theme: Theme, as_user: AsUser, beheer: User) -> None:
    save_programme(area=klarendal, programme={theme.pk: ("Van mijn collega", "")}, version=1, by=beheer)
    with pytest.raises(Conflict):
        save_programme(area=klarendal, programme={theme.pk: ("Van mij", "")}, version=1, by=beheer)
    client = as_user(beheer)
    answer = client.post(ADDRESS, sent(theme, "Van mij"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Van mijn collega" in page
    assert "Van mij</textarea>" in page
    assert client.post(ADDRESS, sent(theme, "Van ons", version="2")).status_code == 302
    assert ProgrammeItem.objects.get().doing == "Van ons"


@pytest.mark.parametrize("attack", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>"])
def test_words_are_shown_as_words(
    edition: ProfileEdition, theme: Theme, as_user: AsUser, beheer: User, attack: str
) -> None:
    client = as_user(beheer)
    client.post(ADDRESS, sent(theme, attack, attack, "2"))
    publish_edition(profile=Profile.objects.get(), version=3, signed_name="Team", key=uuid4(), by=beheer)
    for address in (WORKSHOP, ADDRESS, f"{WORKSHOP}voorbeeld/", f"{WORKSHOP}edities/2/", PUBLIC):
        assert attack not in client.get(address).content.decode(), address


@pytest.mark.parametrize("doing", ["a" * 601, "Bel Henk de Vries."])
def test_what_may_not_be_kept_is_said(klarendal: Area, theme: Theme, as_user: AsUser, beheer: User, doing: str) -> None:
    answer = as_user(beheer).post(ADDRESS, sent(theme, doing))
    assert answer.status_code == 400
    assert doing in answer.content.decode()
    assert not ProgrammeItem.objects.exists()


def test_without_themes_the_page_says_so(klarendal: Area, as_user: AsUser, beheer: User) -> None:
    assert "nog geen thema’s" in as_user(beheer).get(ADDRESS).content.decode()
