"""The picture with an idea: kept with the form, on the site once it was looked at, gone when asked."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from initiatives.mails import FOLLOW
from initiatives.models import Draft, Initiative, Picture, Submission
from initiatives.services import clear_old, keep_picture, remove_picture
from tests.conftest import AsUser
from tests.files.make import photo
from tests.initiatives.make import add_picture, make_initiative
from tests.initiatives.test_submit import address, begin, fill, send, words
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.files.models import StoredFile
from wijknet.files.pictures import clean_picture
from wijknet.log.models import LogEntry
from wijknet.privacy.models import Consent
from wijknet.tokens.services import issue_link

pytestmark = pytest.mark.django_db
ALT = "Een leeg veldje naast de speeltuin"


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = str(tmp_path)


def upload(content: bytes | None = None, name: str = "IMG_0001.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, photo() if content is None else content, content_type="image/jpeg")


def asked(**more: Any) -> dict[str, Any]:
    return {"picture": upload(), "alt": ALT, "agreed": "on"} | more


def page_of(key: uuid.UUID) -> str:
    return f"/initiatieven/indienen/{key}/foto/"


def stored() -> list[str]:
    return default_storage.listdir("files")[1] if default_storage.exists("files") else []


def sent_with_picture(client: Client) -> str:
    """An idea with a picture, sent; where its sender follows it."""
    key = begin(client)
    fill(client, key)
    client.post(page_of(key), asked())
    return str(send(client, key)["Location"])


def test_a_picture_goes_along_from_form_to_site(client: Client, klarendal: Area, fatima: User, as_user: AsUser) -> None:
    key = begin(client)
    fill(client, key)
    assert "Zet er een foto bij" in words(client.get(address(key, "controleren")))
    assert client.post(page_of(key), asked())["Location"] == address(key, "controleren")
    check = words(client.get(address(key, "controleren")))
    assert f'alt="{ALT}"' in check
    assert client.get(f"{page_of(key)}beeld.jpg")["Content-Type"] == "image/jpeg"

    own_page = send(client, key)["Location"]
    initiative = Initiative.objects.get()
    assert Consent.objects.filter(text_key="show_picture", subject_pk=initiative.submission.pk).count() == 1
    assert client.get(f"{page_of(key)}beeld.jpg").status_code == 404
    assert ALT in words(client.get(own_page))
    assert client.get(f"{own_page}foto/beeld.jpg").status_code == 200

    staff, site = as_user(fatima), f"/initiatieven/{initiative.reference}/foto.jpg"
    desk = initiative.get_desk_url()
    assert "Deze foto mag op de site" in words(staff.get(desk))
    assert client.get(site).status_code == 404
    staff.post(f"{desk}foto/goedkeuren/", {"foto": initiative.submission.picture.pk})
    assert client.get(site).status_code == 404, "the idea itself is not on the site"
    Initiative.objects.update(moderation="PUBLIC", published_on=initiative.received_on)
    answer = client.get(site)
    assert answer.status_code == 200
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment")
    assert client.get(site, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert ALT in words(client.get(initiative.get_absolute_url()))
    assert LogEntry.objects.filter(verb="approve_picture").count() == 1


def test_a_picture_of_a_public_idea_waits_for_somebody_of_the_wijk(client: Client, klarendal: Area) -> None:
    initiative = make_initiative(klarendal, public=True)
    add_picture(initiative)
    assert "foto.jpg" not in words(client.get(initiative.get_absolute_url()))
    assert client.get(f"/initiatieven/{initiative.reference}/foto.jpg").status_code == 404


@pytest.mark.parametrize("moderation", ["RECEIVED", "LOOKING", "WITHDRAWN"])
def test_what_leaves_the_site_takes_its_picture_along(client: Client, klarendal: Area, moderation: str) -> None:
    initiative = make_initiative(klarendal, public=True)
    add_picture(initiative, approved=True)
    address_of_all = f"/initiatieven/{initiative.reference}/foto.jpg"
    assert client.get(address_of_all).status_code == 200
    Initiative.objects.update(moderation=moderation)
    assert client.get(address_of_all).status_code == 404


def test_only_the_picture_that_was_looked_at_is_approved(klarendal: Area, fatima: User, as_user: AsUser) -> None:
    """The sender chose another one while the wijkmanager had the page open."""
    initiative = make_initiative(klarendal)
    seen = add_picture(initiative)
    add_picture(initiative)
    answer = as_user(fatima).post(f"{initiative.get_desk_url()}foto/goedkeuren/", {"foto": seen.pk}, follow=True)
    assert "Deze foto is er niet meer" in words(answer)
    assert Picture.objects.get().approved_at is None
    for nonsense in ("", "x", "9" * 40, "-1", "٣"):
        as_user(fatima).post(f"{initiative.get_desk_url()}foto/goedkeuren/", {"foto": nonsense})
    assert Picture.objects.get().approved_at is None


def test_the_wijk_may_wipe_a_picture(
    klarendal: Area,
    fatima: User,
    joris: User,
    as_user: AsUser,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    initiative = make_initiative(klarendal)
    add_picture(initiative)
    assert as_user(joris).post(f"{initiative.get_desk_url()}foto/wissen/").status_code == 403
    with django_capture_on_commit_callbacks(execute=True):
        as_user(fatima).post(f"{initiative.get_desk_url()}foto/wissen/")
    assert not Picture.objects.exists()
    assert not StoredFile.objects.exists()
    assert stored() == []
    assert "niet meer" in words(as_user(fatima).post(f"{initiative.get_desk_url()}foto/wissen/", follow=True))


def test_the_sender_takes_it_away_or_chooses_another(
    client: Client, klarendal: Area, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    own_page = sent_with_picture(client)
    Picture.objects.update(approved_at=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{own_page}foto/", asked(alt="Nu met een bankje", picture=upload(photo((60, 20)))))
    picture = Picture.objects.get()
    assert (picture.alt, picture.approved_at) == ("Nu met een bankje", None)
    assert len(stored()) == 1
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"{own_page}foto/", {"weg": "1"}, follow=True)
    assert "De foto is weg." in words(answer)
    assert stored() == []
    assert not Consent.objects.filter(text_key="show_picture", withdrawn_at=None).exists()
    assert client.get(f"{own_page}foto/beeld.jpg").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"picture": ""}, "Kies een foto"),
        ({"alt": " "}, "Vul in wat je op de foto ziet"),
        ({"alt": "x" * 151}, "hoogstens 150 tekens"),
        ({"agreed": ""}, "Zet een vinkje"),
        ({"picture": upload(b"")}, "Dit bestand is leeg"),
        ({"picture": upload(b"%PDF-1.7", "foto.jpg")}, "Dit is geen foto"),
        ({"picture": upload(photo()[:100])}, "Deze foto is kapot"),
        ({"picture": upload(b"<svg/>", "foto.png")}, "SVG"),
        ({"picture": upload(b"\0\0\0\x18ftypheic")}, "HEIC"),
        ({"picture": upload(photo((300, 300), "PNG") + b"\0" * 10_500_000)}, "hoogstens 10 MB"),
        ({"picture": "een tekst"}, "Kies een foto"),
    ],
)
def test_a_wrong_picture_is_said_and_everything_else_stays(
    client: Client, klarendal: Area, wrong: dict[str, Any], message: str
) -> None:
    key = begin(client)
    fill(client, key)
    before = Draft.objects.get().data
    response = client.post(page_of(key), asked(**wrong))
    page = words(response)
    assert response.status_code == 200
    assert page.split("<title>")[1].startswith("Fout:")
    assert message in page.split('class="wn-errors"')[1].split("</ul>")[0]
    if "alt" not in wrong:
        assert f'value="{ALT}"' in page
    assert not Picture.objects.exists()
    assert not StoredFile.objects.exists()
    assert stored() == []
    assert Draft.objects.get().data == before
    assert send(client, key).status_code == 302


def test_more_than_any_form_takes_is_refused_unread(client: Client, klarendal: Area) -> None:
    key = begin(client)
    response = client.post(page_of(key), asked(picture=upload(b"x" * 14_000_000)))
    assert response.status_code == 413
    assert "te groot" in words(response)


def test_a_nasty_name_is_not_used(client: Client, klarendal: Area) -> None:
    key = begin(client)
    for name in ("../../x.php", "foto\x00.jpg", "<script>.jpg", "😀.jpg", "x" * 240 + ".jpg"):
        client.post(page_of(key), asked(picture=upload(name=name)))
        assert StoredFile.objects.get().name == "foto.jpg"


def test_who_adds_too_many_has_to_wait(client: Client, klarendal: Area, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"picture": "1/h/ip"}
    key = begin(client)
    client.post(page_of(key), asked())
    assert client.post(page_of(key), asked()).status_code == 429


def test_when_strangers_left_too_much_the_form_goes_on_without(
    client: Client, klarendal: Area, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = begin(client), begin(client)
    client.post(page_of(first), asked())
    monkeypatch.setattr("initiatives.services.pictures.UNSENT_BYTES", StoredFile.objects.get().size + 1)
    response = client.post(page_of(second), asked())
    assert "We kunnen nu geen foto&#x27;s bewaren" in words(response)
    assert Picture.objects.count() == StoredFile.objects.count() == 1


@pytest.mark.parametrize("gone", ["form", "sender", "initiative"])
def test_it_goes_with_its_form_or_sender(
    client: Client, klarendal: Area, gone: str, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    if gone == "form":
        client.post(page_of(begin(client)), asked())
        Draft.objects.update(expires_at=timezone.now() - timedelta(days=1))
    else:
        sent_with_picture(client)
        (Submission if gone == "sender" else Initiative).objects.all().delete()
    assert len(stored()) == 1
    with django_capture_on_commit_callbacks(execute=True):
        assert clear_old() == (1 if gone == "form" else 0)
    assert not StoredFile.objects.exists()
    assert stored() == []


def test_a_form_that_is_gone_or_sent_takes_no_picture(client: Client, klarendal: Area) -> None:
    assert client.post(page_of(uuid.uuid4()), asked()).status_code == 404
    key = begin(client)
    fill(client, key)
    own_page = send(client, key)["Location"]
    assert client.post(page_of(key), asked())["Location"] == own_page
    assert not Picture.objects.exists()


def test_a_question_and_what_was_taken_back_have_no_picture(client: Client, klarendal: Area) -> None:
    for found in (make_initiative(klarendal, kind="QUESTION"), make_initiative(klarendal, moderation="WITHDRAWN")):
        token = issue_link(purpose=FOLLOW, target=found)
        assert client.get(f"/initiatieven/volgen/{token}/foto/").status_code == 404
        assert client.post(f"/initiatieven/volgen/{token}/foto/", asked()).status_code == 404
    assert not Picture.objects.exists()


def test_bytes_that_are_gone_are_a_picture_that_is_not_there(client: Client, klarendal: Area) -> None:
    own_page = sent_with_picture(client)
    for name in stored():
        default_storage.delete(f"files/{name}")
    assert client.get(f"{own_page}foto/beeld.jpg").status_code == 404
    assert client.get(own_page).status_code == 200


def test_the_table_refuses_a_picture_of_nobody_or_of_two(klarendal: Area) -> None:
    initiative = make_initiative(klarendal)
    picture = add_picture(initiative)
    assert str(picture) == picture.alt
    with pytest.raises(IntegrityError, match="has_one_owner"), transaction.atomic():
        Picture.objects.update(submission=None)
    with pytest.raises(IntegrityError, match="is_described"), transaction.atomic():
        Picture.objects.update(alt="")
    draft = Draft.objects.create(expires_at=timezone.now())
    of_form = keep_picture(owner=draft, picture=clean_picture(photo()), alt=ALT)
    with pytest.raises(IntegrityError, match="approved_when_sent"), transaction.atomic():
        Picture.objects.filter(pk=of_form.pk).update(approved_at=timezone.now())
    assert remove_picture(owner=draft)
    assert not remove_picture(owner=draft)
