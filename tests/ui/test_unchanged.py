"""What is remembered of public pages, and what never is."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from wijknet.ui import unchanged

CHANGED = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def ask(request: HttpRequest, stamp: str, body: str) -> HttpResponse:
    response = unchanged.answer(request, stamp=stamp, changed=CHANGED, make=lambda: HttpResponse(body))
    assert isinstance(response, HttpResponse)
    return response


@pytest.fixture
def stamp() -> str:
    return uuid4().hex


def test_the_second_visitor_gets_what_the_first_one_got(rf: RequestFactory, stamp: str) -> None:
    assert ask(rf.get("/"), stamp, "eerst").content == b"eerst"
    assert ask(rf.get("/"), stamp, "later").content == b"eerst"
    assert ask(rf.get("/"), uuid4().hex, "anders").content == b"anders"


def test_a_browser_that_has_the_page_gets_only_that_word(rf: RequestFactory, stamp: str) -> None:
    etag = ask(rf.get("/"), stamp, "eerst")["ETag"]
    assert ask(rf.get("/", headers={"If-None-Match": etag}), stamp, "later").status_code == 304
    assert ask(rf.get("/", headers={"If-None-Match": etag}), uuid4().hex, "later").status_code == 200


@pytest.mark.parametrize("cookie", ["sessionid", "messages"])
def test_who_may_have_something_of_their_own_gets_a_fresh_page(rf: RequestFactory, stamp: str, cookie: str) -> None:
    ask(rf.get("/"), stamp, "eerst")
    request = rf.get("/")
    request.COOKIES[cookie] = "iets"
    response = ask(request, stamp, "van mij")
    assert response.content == b"van mij"
    assert "ETag" not in response
    assert ask(rf.get("/"), stamp, "later").content == b"eerst"


def test_a_page_with_a_nonce_and_a_page_that_failed_are_not_remembered(rf: RequestFactory, stamp: str) -> None:
    request = rf.get("/")
    request._csp_nonce = "geheim"  # type: ignore[attr-defined]
    ask(request, stamp, "met nonce")
    assert ask(rf.get("/"), stamp, "zonder").content == b"zonder"
    other = uuid4().hex
    unchanged.answer(rf.get("/"), stamp=other, changed=CHANGED, make=lambda: HttpResponse("stuk", status=503))
    assert ask(rf.get("/"), other, "heel").content == b"heel"


def test_only_the_last_few_pages_are_remembered(rf: RequestFactory, stamp: str) -> None:
    ask(rf.get("/"), stamp, "eerst")
    for _page in range(unchanged.MOST_PAGES):
        ask(rf.get("/"), uuid4().hex, "vol")
    assert ask(rf.get("/"), stamp, "opnieuw").content == b"opnieuw"
