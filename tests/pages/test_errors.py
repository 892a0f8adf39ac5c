"""What people see when it goes wrong."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, override_settings
from django.urls import path

from tests.accessibility import html_errors
from wijknet import urls
from wijknet.access import public

handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
STORY = "Een kookavond voor alle straten, met muziek."


def fails(error: Exception) -> Callable[..., HttpResponseBase]:
    @public
    def view(request: HttpRequest) -> HttpResponse:
        raise error

    return view


urlpatterns = [
    path("kapot/", fails(ValueError("x"))),
    path("weg/", fails(OperationalError("x"))),
    path("groot/", fails(RequestDataTooBig("x"))),
    path("raar/", fails(SuspiciousOperation("x"))),
    path("dicht/", fails(PermissionDenied("Je mag dit lezen, maar niet veranderen."))),
]


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="tests.pages.test_errors")
@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/kapot/", 500, "Er ging bij ons iets mis"),
        ("/weg/", 503, "WijkNet is even weg"),
        ("/groot/", 413, "Dit is te groot"),
        ("/raar/", 400, "Dit adres klopt niet"),
        ("/dicht/", 403, "Je mag dit lezen, maar niet veranderen."),
        ("/nergens/", 404, "Deze pagina is er niet"),
    ],
)
def test_error_page(address: str, status: int, words: str) -> None:
    response = Client(raise_request_exception=False).get(address)
    assert response.status_code == status
    assert words in response.content.decode()
    assert html_errors(response.content.decode()) == []


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="tests.pages.test_errors")
@pytest.mark.parametrize("address", ["/kapot/", "/weg/"])
def test_what_was_typed_is_shown_again_without_secrets(address: str) -> None:
    sent = {"story": STORY, "password": "geheim-woord", "request_key": "sleutel"}
    html = Client(raise_request_exception=False).post(address, sent).content.decode()
    assert STORY in html
    assert "geheim-woord" not in html
    assert "sleutel" not in html
    assert html_errors(html) == []


@override_settings(ROOT_URLCONF="tests.pages.test_errors")
def test_error_pages_ask_nothing_of_the_database() -> None:
    """No database mark: a query would fail this test."""
    assert Client(raise_request_exception=False).get("/weg/").status_code == 503
    assert Client(raise_request_exception=False).get("/weg/")["Retry-After"] == "30"


@pytest.mark.django_db
def test_a_form_that_was_open_too_long_shows_what_was_typed() -> None:
    response = Client(enforce_csrf_checks=True).post(
        "/accounts/inloggen/", {"story": STORY, "password": "geheim-woord"}
    )
    html = response.content.decode()
    assert response.status_code == 403
    assert STORY in html
    assert "geheim-woord" not in html
