"""The access table: nobody sees what they should not, and no address is forgotten.

`tests/access_table.py` holds the rows. The addresses come from the URLconf itself, so a new one without a row fails
here, and so does a view that says neither `@public` nor `@requires(...)`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from operator import attrgetter
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, path, reverse

from tests.access_table import TABLE
from tests.conftest import AsUser
from tests.world import PEOPLE, World
from wijknet.access import public

# Addresses that others' packages own and guard; everything else is ours.
THIRD_PARTY = {"accounts/": ("allauth.",), "beheer/": ("django.", "wijknet.accounts.site")}
CLOSED = {HTTPStatus.FOUND, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}


@dataclass(frozen=True)
class Address:
    name: str
    pattern: str
    view: Any

    @property
    def third_party(self) -> bool:
        module = getattr(self.view, "view_class", self.view).__module__
        pattern = self.pattern.removeprefix("^")
        return any(pattern.startswith(start) and module.startswith(owners) for start, owners in THIRD_PARTY.items())


def addresses(patterns: list[Any], prefix: str = "", namespace: str = "") -> Iterator[Address]:
    for entry in patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from addresses(entry.url_patterns, pattern, inner)
        elif isinstance(entry, URLPattern):
            yield Address(f"{namespace}{entry.name}", pattern, entry.callback)


def ours() -> list[Address]:
    return [address for address in addresses(get_resolver().url_patterns) if not address.third_party]


def unguarded(found: list[Address]) -> list[str]:
    """Addresses whose view says nothing about who may come in."""
    return [address.pattern for address in found if not getattr(address.view, "access", None)]


def address_of(name: str, world: World) -> str:
    return reverse(name, kwargs={key: attrgetter(where)(world) for key, where in TABLE[name].arguments.items()})


def client_of(person: str, world: World, as_user: AsUser) -> Client:
    user = world.person(person)
    return as_user(user) if user else Client()


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    names = [address.name for address in ours()]
    assert {name for name in names if names.count(name) > 1 or name == "None"} == set(), "an address needs its own name"
    assert set(names) == set(TABLE)


def test_every_view_says_who_may_come_in() -> None:
    assert unguarded(ours()) == []
    for address in ours():
        is_public = address.view.access == "public"
        assert getattr(address.view, "login_required", True) is not is_public, address.pattern


def test_guard_check_can_fail() -> None:
    def silent(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    @public
    def open_to_all(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    found = list(addresses([path("stil/", silent), path("open/", open_to_all), path("accounts/x/", silent)]))
    assert unguarded(found) == ["stil/", "accounts/x/"]
    assert not any(address.third_party for address in found)


@pytest.mark.parametrize("name", sorted(TABLE))
def test_get(name: str, world: World, as_user: AsUser) -> None:
    address = address_of(name, world)
    found = {person: client_of(person, world, as_user).get(address) for person in PEOPLE}
    expected = dict(zip(PEOPLE, TABLE[name].statuses, strict=True))
    assert {person: response.status_code for person, response in found.items()} == expected, address
    if expected["anonymous"] == HTTPStatus.FOUND:
        assert found["anonymous"]["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", sorted(TABLE))
def test_what_is_closed_for_get_is_closed_for_post(name: str, world: World, as_user: AsUser) -> None:
    address = address_of(name, world)
    for person, status in zip(PEOPLE, TABLE[name].statuses, strict=True):
        if status in CLOSED:
            answer = client_of(person, world, as_user).post(address)
            assert answer.status_code in {*CLOSED, HTTPStatus.METHOD_NOT_ALLOWED}, f"{person} posted to {address}"
            if answer.status_code == HTTPStatus.FOUND:
                assert answer["Location"].startswith(reverse("account_login")), f"{person} posted to {address}"


@pytest.mark.parametrize("person", PEOPLE)
def test_the_operators_desk_is_closed(person: str, world: World, as_user: AsUser) -> None:
    answer = client_of(person, world, as_user).get("/beheer/")
    assert answer.status_code in CLOSED


def test_nobody_signs_up_by_themselves(client: Client, db: None) -> None:
    assert b'name="password1"' not in client.get(reverse("account_signup")).content
