"""The questions that the first lines of a view ask."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from wijknet.access import Function, get_visible_or_404, limited, public, require_function, requires, signed_in
from wijknet.access.limits import hidden_key
from wijknet.accounts.models import Assignment, User
from wijknet.areas.models import Area


def plain(request: HttpRequest) -> HttpResponse:
    """What a view says of itself."""
    return HttpResponse("ok")


def test_every_mark_says_who_may_come_in() -> None:
    assert public(plain).access == "public"  # type: ignore[attr-defined]
    assert requires(Function.READER)(plain).access == (Function.READER,)  # type: ignore[attr-defined]
    assert signed_in(plain).access == "signed in"  # type: ignore[attr-defined]


def test_marks_keep_the_name_and_each_other() -> None:
    marked = requires(Function.READER)(limited("login")(plain))
    assert (marked.__name__, marked.__doc__) == ("plain", plain.__doc__)
    assert limited("login")(public(plain)).access == "public"  # type: ignore[attr-defined]
    assert limited("login")(public(plain)).login_required is False  # type: ignore[attr-defined]


def test_a_view_asks_for_one_of_its_functions(rf: RequestFactory, fatima: User, joris: User) -> None:
    view = requires(Function.WIJKMANAGER, Function.CURATOR)(plain)
    request = rf.get("/")
    request.user = fatima
    assert view(request).status_code == 200
    request.user = joris
    with pytest.raises(PermissionDenied):
        view(request)


def test_what_lies_elsewhere_does_not_exist(beheer: User, fatima: User, other_gemeente: User) -> None:
    found = get_visible_or_404(Assignment.objects.all(), beheer, pk=fatima.assignments.get().pk)
    assert found == fatima.assignments.get()
    with pytest.raises(Http404):
        get_visible_or_404(Assignment.objects.all(), other_gemeente, pk=found.pk)


@pytest.mark.parametrize("key", [0, -1, 2**63, 10**30])
def test_a_key_that_no_row_has_is_not_found(beheer: User, key: int) -> None:
    with pytest.raises(Http404):
        get_visible_or_404(Assignment.objects.all(), beheer, pk=key)


def test_reading_is_not_changing(fatima: User, joris: User, anna: User) -> None:
    thing = fatima.assignments.get()
    require_function(fatima, thing, Function.WIJKMANAGER)
    for other in (joris, anna):
        with pytest.raises(PermissionDenied):
            require_function(other, thing, Function.WIJKMANAGER)


def test_a_gemeente_function_reaches_its_wijken(beheer: User, fatima: User, other_gemeente: User) -> None:
    require_function(beheer, fatima.assignments.get(), Function.CURATOR)
    with pytest.raises(PermissionDenied):
        require_function(other_gemeente, fatima.assignments.get(), Function.CURATOR)


def test_names_in_the_cache_are_hashed_with_our_own_key(settings: object, klarendal: Area) -> None:
    first = hidden_key("ip:10.0.0.1", "", 1)
    assert "10.0.0.1" not in first
    assert first == hidden_key("ip:10.0.0.1", "", 1)
    assert first != hidden_key("ip:10.0.0.1", "", 2)
    settings.SECRET_KEY = "een andere sleutel"  # type: ignore[attr-defined]
    assert first != hidden_key("ip:10.0.0.1", "", 1)
