"""Pictures in the text of a profile: described, ours alone, and kept as long as an edition shows them."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.test import Client
from PIL import Image

from tests.conftest import AsUser
from tests.files.make import photo
from tests.world import PROFILE_TEXTS
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.files.models import StoredFile
from wijknet.files.pictures import clean_picture
from wijknet.files.services import files_of, read_file
from wijknet.log.models import LogEntry
from wijknet.profiles.models import EditionPicture, Profile, ProfileEdition, ProfilePicture
from wijknet.profiles.services import add_picture, clear_old, publish_edition, remove_picture, save_draft, take_over
from wijknet.profiles.services import pictures as services
from wijknet.ui.dates import today

WORKSHOP = "/wijkprofielen/arnhem/klarendal/"
NEW = f"{WORKSHOP}fotos/nieuw/"
PUBLIC = "/wijken/arnhem/klarendal/"
ALT = "Buren aan een lange tafel"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def sent(**changed: Any) -> dict[str, Any]:
    """What a browser posts; a new file each time, for it is read once."""
    return {
        "foto-request_key": str(uuid4()),
        "foto-picture": SimpleUploadedFile("feest.jpg", photo()),
        "foto-alt": ALT,
        "foto-caption": "Het straatfeest.",
        "foto-credit": "Wijkteam Noord (test)",
        "foto-agreed": "on",
        **changed,
    }


def draft_with(picture: ProfilePicture, beheer: User) -> Profile:
    profile = Profile.objects.get(pk=picture.profile_id)
    texts = {**profile.texts(), "who": f"Dit is de buurt.\n\n[foto {picture.pk}]"}
    return save_draft(area=picture.area, texts=texts, version=profile.version, by=beheer)


def publish(profile: Profile, beheer: User) -> ProfileEdition:
    return publish_edition(profile=profile, version=profile.version, signed_name="Team", key=uuid4(), by=beheer)


@pytest.fixture
def shown(profile_picture: ProfilePicture, beheer: User) -> ProfilePicture:
    """In edition 2, which is online."""
    publish(draft_with(profile_picture, beheer), beheer)
    return profile_picture


def test_a_curator_adds_a_picture_once_and_it_is_made_anew(klarendal: Area, as_user: AsUser, beheer: User) -> None:
    place = Image.Exif()
    place[0x010E] = "Thuis bij Sanne"
    form = sent()
    client = as_user(beheer)
    for _ in range(2):
        form["foto-picture"] = SimpleUploadedFile("feest.jpg", photo(exif=place))
        answer = client.post(NEW, form)
        assert answer.status_code == 302, answer.content.decode()
    picture = ProfilePicture.objects.get()
    assert answer["Location"] == f"{WORKSHOP}#fotos"
    assert (picture.alt, picture.width, picture.height) == (ALT, 40, 30)
    stored = StoredFile.objects.get()
    assert stored.content_type == "image/jpeg"
    content = read_file(stored)
    assert b"Sanne" not in content
    assert not Image.open(BytesIO(content)).getexif()
    page = client.get(WORKSHOP).content.decode()
    assert f"[foto {picture.pk}]" in page
    assert "Staat nergens." in page
    assert LogEntry.objects.filter(verb="create", model="profiles.ProfilePicture").count() == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"foto-alt": " "}, "Vul in wat je op de foto ziet. Zonder die woorden kan de foto niet."),
        ({"foto-picture": ""}, "Kies een foto"),
        ({"foto-agreed": ""}, "anders mag de foto niet op de site"),
        ({"foto-picture": SimpleUploadedFile("a.jpg", b"<svg onload=alert(1)>")}, "Een tekening (SVG) kan hier niet."),
        ({"foto-picture": SimpleUploadedFile("a.jpg", b"%PDF-1.7")}, "Dit is geen foto die we kunnen openen."),
        ({"foto-alt": "a" * 151}, "hoogstens 150 tekens"),
        ({"foto-caption": "a" * 201}, "hoogstens 200 tekens"),
    ],
)
def test_what_cannot_be_a_picture_says_why_and_leaves_nothing(
    klarendal: Area, as_user: AsUser, beheer: User, changed: dict[str, Any], said: str
) -> None:
    answer = as_user(beheer).post(NEW, sent(**changed))
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not ProfilePicture.objects.exists()
    assert not StoredFile.objects.exists()
    assert not Profile.objects.exists()


def test_the_editor_gets_the_same_form_and_the_picture_as_data(klarendal: Area, as_user: AsUser, beheer: User) -> None:
    client = as_user(beheer)
    asked: dict[str, Any] = {"headers": {"Accept": "application/json"}}
    fragment = client.get(NEW, **asked).content.decode()
    assert "foto-alt" in fragment
    assert "<html" not in fragment
    wrong = client.post(NEW, sent(**{"foto-alt": ""}), **asked)
    assert wrong.status_code == 400
    assert "<html" not in wrong.content.decode()
    answer = client.post(NEW, sent(), **asked).json()
    assert answer["html"].startswith(f'<figure><img src="/fotos/{answer["pk"]}.jpg" alt="{ALT}"')
    assert answer["html"].endswith("<figcaption>Het straatfeest. Foto: Wijkteam Noord (test)</figcaption></figure>")


def test_a_quota_holds_for_all_pictures_of_a_profile(
    profile_picture: ProfilePicture, as_user: AsUser, beheer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "QUOTA", files_of(profile_picture)[0].size + 1)
    answer = as_user(beheer).post(NEW, sent())
    assert answer.status_code == 400
    assert "Dit profiel heeft te veel foto&#x27;s." in answer.content.decode()
    assert ProfilePicture.objects.count() == 1


def test_a_picture_of_a_draft_is_for_curators_and_one_of_an_edition_for_everybody(
    profile_picture: ProfilePicture, as_user: AsUser, beheer: User, fatima: User
) -> None:
    address = f"/fotos/{profile_picture.pk}.jpg"
    draft = draft_with(profile_picture, beheer)
    assert [Client().get(address).status_code, as_user(fatima).get(address).status_code] == [404, 404]
    own = as_user(beheer).get(address)
    assert (own.status_code, own["Cache-Control"], own["Content-Type"]) == (200, "private, no-store", "image/jpeg")
    publish(draft, beheer)
    answer = Client().get(address)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "public, no-cache")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert Client().get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_residents_read_it_with_its_words_in_every_place(shown: ProfilePicture, as_user: AsUser, beheer: User) -> None:
    client = as_user(beheer)
    figure = f'<figure><img src="/fotos/{shown.pk}.jpg" alt="{ALT}" width="40" height="30" loading="lazy">'
    for address in (PUBLIC, f"{WORKSHOP}edities/2/", f"{WORKSHOP}voorbeeld/", WORKSHOP, f"{WORKSHOP}publiceren/"):
        assert figure in client.get(address).content.decode(), address
    compared = client.get(f"{WORKSHOP}edities/vergelijken/?van=1&met=2").content.decode()
    assert f"<mark>{ALT}</mark>" in compared
    assert f'<mark><img src="/fotos/{shown.pk}.jpg"' in compared


def test_only_own_pictures_come_into_a_text(
    profile_picture: ProfilePicture, geitenkamp: Area, as_user: AsUser, beheer: User
) -> None:
    other = add_picture(
        area=geitenkamp,
        picture=clean_picture(photo()),
        alt="Een ander",
        caption="",
        credit="",
        key=uuid4(),
        by=beheer,
    )
    own, foreign = profile_picture.pk, other.pk
    html = (
        f'<p>Ja</p><figure><img src="/fotos/{own}.jpg" alt="Verzonnen" onerror="alert(1)"></figure>'
        f'<figure><img src="/fotos/{foreign}.jpg" alt="x"></figure>'
        '<figure><img src="https://kwaad.example/x.jpg" alt="x"><figcaption>Bij</figcaption></figure>'
        f'<p><img src="/fotos/{own}.jpg" alt="los"></p>'
    )
    profile = Profile.objects.get(area=profile_picture.area)
    saved = save_draft(area=profile.area, texts={"who": html}, version=profile.version, by=beheer)
    assert saved.who == (
        f'<p>Ja</p><figure><img src="/fotos/{own}.jpg" alt="{ALT}" width="40" height="30" loading="lazy">'
        "<figcaption>Het straatfeest. Foto: Wijkteam Noord (test)</figcaption></figure><p>Bij</p>"
    )
    form = {**PROFILE_TEXTS, "who": f"Ja\n\n[foto {foreign}]", "version": saved.version}
    answer = as_user(beheer).post(WORKSHOP, form)
    assert answer.status_code == 400
    assert f"Foto {foreign} hoort niet bij dit profiel." in answer.content.decode()
    assert Profile.objects.get(pk=saved.pk).who == saved.who


def test_a_used_picture_stays_and_an_unused_one_goes(
    profile_picture: ProfilePicture, as_user: AsUser, beheer: User
) -> None:
    client, away = as_user(beheer), f"{WORKSHOP}fotos/{profile_picture.pk}/weg/"
    draft = draft_with(profile_picture, beheer)
    assert ALT in client.get(away).content.decode()
    assert "Deze foto staat in je concept." in client.post(away, follow=True).content.decode()
    save_draft(area=draft.area, texts=PROFILE_TEXTS, version=draft.version, by=beheer)
    assert "De foto is weg." in client.post(away, follow=True).content.decode()
    assert not ProfilePicture.objects.exists()
    assert not StoredFile.objects.exists()


def test_an_edition_keeps_its_picture(shown: ProfilePicture, beheer: User) -> None:
    profile = Profile.objects.get(pk=shown.profile_id)
    save_draft(area=profile.area, texts=PROFILE_TEXTS, version=profile.version, by=beheer)
    with pytest.raises(ValidationError, match="staat in een editie"):
        remove_picture(picture=shown, by=beheer)
    with pytest.raises(ProtectedError):
        shown.delete()
    ProfilePicture.objects.update(unused_since=today() - timedelta(days=100))
    assert clear_old() == 0
    profile.refresh_from_db()
    edition = ProfileEdition.objects.get(number=2)
    taken = take_over(edition=edition, part="who", version=profile.version, by=beheer)
    assert taken.who == edition.content["who"]
    assert ProfilePicture.objects.get().unused_since is None


def test_the_job_takes_what_no_text_showed_for_a_month(profile_picture: ProfilePicture, beheer: User) -> None:
    draft = draft_with(profile_picture, beheer)
    assert ProfilePicture.objects.get().unused_since is None
    save_draft(area=draft.area, texts=PROFILE_TEXTS, version=draft.version, by=beheer)
    assert ProfilePicture.objects.get().unused_since == today()
    ProfilePicture.objects.update(unused_since=today() - timedelta(days=30))
    assert clear_old() == 0
    ProfilePicture.objects.update(unused_since=today() - timedelta(days=31))
    assert [clear_old(), clear_old()] == [1, 0]
    assert not StoredFile.objects.exists()


def test_the_table_asks_for_words(profile_picture: ProfilePicture) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ProfilePicture.objects.update(alt="")


def test_an_edition_names_its_pictures_once(shown: ProfilePicture) -> None:
    assert EditionPicture.objects.values_list("edition__number", "picture").get() == (2, shown.pk)


def test_markup_in_the_words_is_shown_as_text(klarendal: Area, as_user: AsUser, beheer: User) -> None:
    attack = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    client = as_user(beheer)
    form = {"foto-alt": attack, "foto-caption": attack, "foto-credit": attack}
    assert client.post(NEW, sent(**form)).status_code == 302
    publish(draft_with_all(klarendal, beheer), beheer)
    for address in (WORKSHOP, f"{WORKSHOP}voorbeeld/", f"{WORKSHOP}edities/1/", PUBLIC):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page, address
        assert "<img src=x" not in page, address
        assert "&lt;script&gt;alert(1)" in page, address


def draft_with_all(area: Area, beheer: User) -> Profile:
    profile = Profile.objects.get(area=area)
    picture = ProfilePicture.objects.get()
    texts = {**PROFILE_TEXTS, "who": f"Ja\n\n[foto {picture.pk}]"}
    return save_draft(area=area, texts=texts, version=profile.version, by=beheer)
