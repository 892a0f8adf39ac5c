"""Every answer has its number, and every look at a person one line."""

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from pytest_django import Settings

from tests.conftest import AsUser
from wijknet.access import public, signed_in
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.log.models import ReadEntry
from wijknet.log.services import note_read
from wijknet.urls import urlpatterns as real


@signed_in
def shows(request: HttpRequest) -> HttpResponse:
    note_read(request, Area.objects.get(code="WK020207"))
    return HttpResponse("ok")


@signed_in
def shows_nothing(request: HttpRequest) -> HttpResponse:
    note_read(request, Area.objects.get(code="WK020207"))
    raise Http404


@public
def open_to_all(request: HttpRequest) -> HttpResponse:
    note_read(request, Area.objects.get(code="WK020207"))
    return HttpResponse("ok")


urlpatterns = [*real, path("ziet/", shows), path("niets/", shows_nothing), path("open/", open_to_all)]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klarendal")]


@pytest.fixture(autouse=True)
def _these_addresses(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__


def test_a_look_on_get_is_written_though_get_never_writes(as_user: AsUser, fatima: User, klarendal: Area) -> None:
    as_user(fatima).get("/ziet/")
    read = ReadEntry.objects.get()
    assert (read.actor_id, read.model, read.object_pk) == (fatima.pk, "areas.Area", klarendal.pk)


def test_every_look_counts(as_user: AsUser, fatima: User, joris: User) -> None:
    for user in (fatima, fatima, joris):
        as_user(user).get("/ziet/")
    assert ReadEntry.objects.count() == 3


def test_an_answer_that_showed_nothing_is_no_look(as_user: AsUser, fatima: User) -> None:
    assert as_user(fatima).get("/niets/").status_code == 404
    assert not ReadEntry.objects.exists()


def test_who_is_not_signed_in_leaves_no_line(client: Client) -> None:
    assert client.get("/open/").status_code == 200
    assert not ReadEntry.objects.exists()


def test_every_answer_has_a_number_of_its_own(client: Client) -> None:
    numbers = [client.get(address).headers["X-Request-ID"] for address in ("/open/", "/open/", "/bestaat-niet/")]
    assert len(set(numbers)) == 3
    assert all(len(number) == 12 for number in numbers)
    given = client.get("/open/", headers={"X-Request-ID": "van-buiten"})
    assert given.headers["X-Request-ID"] != "van-buiten"
