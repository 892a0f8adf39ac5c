"""Pictures of a profile on paper, in the tagged PDF: with their words, or their words alone when the bytes are gone."""

import re
import zlib
from uuid import uuid4

import pytest
from django.test import Client

from tests.conftest import AsUser
from tests.world import PROFILE_TEXTS
from wijknet.accounts.models import User
from wijknet.files.services import files_of, remove_files
from wijknet.log.models import LogEntry
from wijknet.pages.stamp import kept
from wijknet.profiles.models import Profile, ProfilePicture
from wijknet.profiles.services import publish_edition, save_draft

PDF = "/wijken/arnhem/klarendal/profiel.pdf"
ALT = "Buren aan een lange tafel"


@pytest.fixture
def online(profile_picture: ProfilePicture, beheer: User) -> ProfilePicture:
    draft = Profile.objects.get(pk=profile_picture.profile_id)
    texts = {**PROFILE_TEXTS, "who": f"De straat.\n\n[foto {profile_picture.pk}]"}
    draft = save_draft(area=draft.area, texts=texts, version=draft.version, by=beheer)
    publish_edition(profile=draft, version=draft.version, signed_name="Team", key=uuid4(), by=beheer)
    kept.clear()
    return profile_picture


def unpacked(content: bytes) -> bytes:
    parts = [content]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            parts.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"".join(parts)


def test_the_pdf_holds_the_picture_as_a_figure_with_its_words(online: ProfilePicture, client: Client) -> None:
    whole = unpacked(client.get(PDF).content)
    assert b"/S/Figure" in whole
    assert b"/Subtype/Image" in whole
    assert f"/Alt({ALT})".encode() in whole


def test_a_picture_of_which_the_bytes_are_gone_is_told_in_words(online: ProfilePicture, client: Client) -> None:
    remove_files(online)
    answer = client.get(PDF)
    assert answer.content.startswith(b"%PDF")
    assert b"/Subtype/Image" not in unpacked(answer.content)


def test_a_picture_that_was_taken_away_is_gone_everywhere_at_once(
    online: ProfilePicture, client: Client, as_user: AsUser, beheer: User, fatima: User
) -> None:
    page, workshop = "/wijken/arnhem/klarendal/", "/wijkprofielen/arnhem/klarendal/"
    address, away = f"/fotos/{online.pk}.jpg", f"{workshop}fotos/{online.pk}/overal-weg/"
    assert address in client.get(page).content.decode()
    assert address in client.get(page).content.decode()  # now from what is kept
    old_pdf = client.get(PDF)
    curator = as_user(beheer)
    assert as_user(fatima).post(away, {"why": "Nee"}).status_code in {403, 404}
    assert curator.post(away, {"why": " "}).status_code == 400
    assert client.get(address).status_code == 200
    done = curator.post(away, {"why": "Wie erop staat wil dit niet."}, follow=True).content.decode()
    assert "De foto is overal weg." in done
    assert address not in done
    assert f"[foto {online.pk}]" not in done
    for place in (page, f"{workshop}edities/2/", f"{workshop}edities/vergelijken/?van=1&met=2"):
        shown = curator.get(place).content.decode()
        assert "Hier stond een foto. Die is weggehaald." in " ".join(re.sub(r"</?(mark|ins)[^>]*>", "", shown).split())
        assert address not in shown, place
        assert ALT not in shown, place
    public = client.get(page).content.decode()
    assert "Hier stond een foto." in public
    assert "wil dit niet" not in public
    gone = client.get(address)
    assert gone.status_code == 410
    assert "Die is weggehaald." in gone.content.decode()
    pdf = client.get(PDF)
    assert pdf["ETag"] != old_pdf["ETag"]
    assert b"/Subtype/Image" not in unpacked(pdf.content)
    assert not files_of(online)
    online.refresh_from_db()
    assert (online.alt, online.caption, online.credit) == ("Weggehaalde foto", "", "")
    assert LogEntry.objects.filter(verb="erase", model="profiles.ProfilePicture").count() == 1


def test_the_sheet_and_the_sentences_leave_pictures_out(
    online: ProfilePicture, client: Client, as_user: AsUser, beheer: User
) -> None:
    assert client.get("/wijken/arnhem/klarendal/oogopslag.pdf").content.startswith(b"%PDF")
    page = as_user(beheer).get("/wijkprofielen/arnhem/klarendal/").content.decode()
    assert f"[foto {online.pk}]</textarea>" in page
