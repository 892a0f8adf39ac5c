"""What a mail scanner opens: every personal link, looked at with GET and HEAD, changes nothing.

Scanners open each link in a mail before its reader does, and follow what the page links to. Only a button may answer.
"""

import re
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from tests.access_table import TABLE
from tests.test_access import address_of
from tests.world import World

# Made by looking at a page at all, not by what a link stands for.
BOOKKEEPING = {"sessions.Session", "contenttypes.ContentType", "auth.Permission"}
LINKS = [name for name, row in TABLE.items() if "token" in row.arguments and row.statuses[0] == 200]


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for model in apps.get_models(include_auto_created=True)
        if model._meta.label not in BOOKKEEPING
    }


@pytest.mark.parametrize("name", LINKS)
def test_opening_a_personal_link_changes_nothing(name: str, world: World, client: Client) -> None:
    address = address_of(name, world)
    before = everything()
    looked, opened = client.head(address), client.get(address)
    assert (looked.status_code, opened.status_code) == (200, 200)
    assert everything() == before


def test_following_each_link_of_such_a_page_changes_nothing(world: World, client: Client) -> None:
    """The three answers of the radar, the support, the place at an evening: no link on these pages is an answer."""
    before, followed = everything(), 0
    for name in ("check-in-answer", "support", "registration", "initiative-follow"):
        address = address_of(name, world)
        page = client.get(address).content.decode()
        links = {link for link in re.findall(r'href="([^"#]+)"', page) if link.startswith(("?", address))}
        followed += len(links)
        for link in links:
            assert client.get(address + link if link.startswith("?") else link).status_code == 200, link
    assert followed >= 2
    assert everything() == before


def test_the_form_to_come_may_be_looked_at(world: World, client: Client) -> None:
    """A mail or an app that shows a preview asks for the head only."""
    event = world.talk_evening
    for name in ("event", "event-sign-up"):
        assert client.head(reverse(name, args=[event.pk])).status_code == 200
