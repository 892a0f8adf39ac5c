"""Every form and every list of who is who, with what people and machines type to break them: never an error of ours.

The forms are found by walking the addresses and reading the pages, so a new form is in this test by itself.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client

from tests.conftest import AsUser
from tests.house import ROOT
from tests.test_access import address_of, ours
from tests.world import World

NAUGHTY = ROOT.parent / "shared" / "data" / "hostile" / "blns.json"
HOSTILE = (
    "\0",
    "a\0b",
    "x" * 5000,
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "'; DROP TABLE x;--",
    "\u202eabc",
    "😀",
    " ",
    "-1",
)
HOSTILE_KEYS = ("0", "-1", "9" * 40, "١", "1 OR 1=1", "a|b|c")
# All forms together take all strings; each form all of them would take minutes.
SHARES = 20
# A refusal in words, or done; a login or a missing thing would mean that nothing was tried.
ANSWERED = {HTTPStatus.OK, HTTPStatus.FOUND, HTTPStatus.BAD_REQUEST, HTTPStatus.CONFLICT}
_TYPED = {"text", "search", "email", "url", "tel", "number", "date", "textarea"}


@dataclass
class PostForm:
    """A form on a page: what it would send untouched, and which of that is typed, which chosen."""

    values: dict[str, str] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)


class Forms(HTMLParser):
    """The forms of a page that post to the page itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[PostForm] = []
        self.form: PostForm | None = None
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = PostForm() if given.get("method") == "post" and not given.get("action") else None
            if self.form:
                self.found.append(self.form)
        if self.form is None:
            return
        name = given.get("name", "")
        if tag == "option" and self.select:
            if "selected" in given or not self.form.values.get(self.select):
                self.form.values[self.select] = given.get("value", "")
        elif name and tag in {"input", "textarea", "select"}:
            self._control(self.form, name, given.get("type", tag if tag != "input" else "text"), given)

    def _control(self, form: PostForm, name: str, kind: str, given: dict[str, str]) -> None:
        if kind in _TYPED:
            form.typed.append(name)
            form.values.setdefault(name, given.get("value", ""))
        elif kind in {"radio", "checkbox", "select"}:
            form.chosen.append(name)
            if "checked" in given or kind == "radio":
                form.values.setdefault(name, given.get("value", ""))
            self.select = name if kind == "select" else ""
        elif kind == "hidden":
            form.values[name] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        if tag == "select":
            self.select = ""


def forms_of(browser: Client, address: str) -> list[PostForm]:
    reader = Forms()
    reader.feed(browser.get(address).content.decode())
    return [form for form in reader.found if form.typed or form.chosen]


def pages(world: World, browser: Client) -> list[str]:
    """Every page of who is who that this person may open."""
    addresses = [each for each in ours() if each.view.__module__.startswith("actors.views")]
    found = [address_of(each.name, world) for each in addresses]
    return [path for path in found if is_page(browser.get(path))]


def is_page(answer: Any) -> bool:
    return bool(answer.status_code == HTTPStatus.OK and answer["Content-Type"].startswith("text/html"))


@pytest.fixture(params=["fatima", "beheer"])
def browser(request: pytest.FixtureRequest, world: World, as_user: AsUser) -> Client:
    """The wijkmanager's window, and that of who runs the gemeente."""
    return as_user(getattr(world, request.param))


def attacks(form: PostForm, turn: int) -> Iterator[dict[str, str]]:
    """The same in every field, wrong choices, and this form's share of the naughty strings."""
    for text in HOSTILE:
        yield dict.fromkeys(form.typed, text)
    for key in HOSTILE_KEYS:
        yield dict.fromkeys(form.chosen, key)
    strings = json.loads(NAUGHTY.read_text(encoding="utf-8")) if NAUGHTY.exists() and form.typed else []
    strings, step = strings[turn % SHARES :: SHARES], max(len(form.typed), 1)
    for start in range(0, len(strings), step):
        yield dict(zip(form.typed, strings[start : start + step], strict=False))


def test_every_form_takes_hostile_words(world: World, browser: Client) -> None:
    tried = 0
    for address in pages(world, browser):
        for place, form in enumerate(forms_of(browser, address)):
            tried += 1
            fresh = form
            for attack in attacks(form, tried):
                answer = browser.post(address, fresh.values | attack)
                assert answer.status_code in ANSWERED, (address, attack)
                if answer.status_code == HTTPStatus.FOUND:
                    # Done, so the next is a post of its own: another version, another key.
                    again = forms_of(browser, address)
                    if place >= len(again):
                        break  # what it was about is gone
                    fresh = again[place]
    assert tried >= 5


@pytest.mark.parametrize("text", HOSTILE)
def test_every_list_takes_hostile_questions(world: World, browser: Client, text: str) -> None:
    names = ("q", "wijk", "kind", "group", "connecting", "theme", "buurt", "department", "eerder", "later", "weergave")
    more = ("groep", "vanaf", "blad", "rij", "wat", "in", "naam", "meer", "archief")
    for address in pages(world, browser):
        answer = browser.get(address, dict.fromkeys((*names, *more), text))
        assert answer.status_code in ANSWERED | {HTTPStatus.NOT_FOUND}, (address, text)
