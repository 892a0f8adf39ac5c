"""A demo is filled once, only in a demo, and says who can sign in."""

from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from pytest_django import Settings

from tests.conftest import make_area
from wijknet.accounts.models import User
from wijknet.pages.demo import people
from wijknet.pages.management.commands import load_demo

BOOKKEEPING = {"sessions.Session", "contenttypes.ContentType", "auth.Permission"}


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for model in apps.get_models(include_auto_created=True)
        if model._meta.label not in BOOKKEEPING
    }


@pytest.fixture
def places(db: None, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """The places of the demo without their figures and borders: loading those has tests of its own."""
    settings.DEMO = True
    arnhem, goeree = make_area("GEMEENTE", "GM0202", "Arnhem"), make_area("GEMEENTE", "GM1924", "Goeree-Overflakkee")
    for code, name in (("WK020206", "St. Marten/Sonsbeek"), ("WK020207", "Klarendal"), ("WK020210", "Geitenkamp")):
        make_area("WIJK", code, name, arnhem)
    make_area("WIJK", "WK192412", "Stad aan 't Haringvliet", goeree)
    monkeypatch.setattr(load_demo, "call_command", lambda *_args, **_options: None)


def run() -> str:
    out = StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


def test_outside_a_demo_it_refuses(db: None) -> None:
    with pytest.raises(CommandError, match="WIJKNET_MODE=demo"):
        call_command("load_demo")
    assert not User.objects.exists()


def test_a_second_run_changes_nothing(places: None) -> None:
    said = run()
    first = everything()
    assert run() == said
    assert everything() == first


def test_who_is_named_can_sign_in(places: None) -> None:
    said = run()
    assert people.SIGN_IN_WITH in said
    for colleague in people.COLLEAGUES:
        assert colleague.email in said
        sent = {"login": colleague.email, "password": people.SIGN_IN_WITH}
        answer = Client().post("/accounts/inloggen/?next=/", {**sent, "next": "/"})
        assert answer.status_code == 302, colleague.email


def test_people_are_marked_as_made_up(places: None) -> None:
    run()
    assert all(user.name.endswith("(demo)") for user in User.objects.all())


def test_the_profile_of_klarendal_is_online(places: None, client: Client) -> None:
    run()
    page = client.get("/wijken/arnhem/klarendal/").content.decode()
    assert "Hoe leren buren uit verschillende straten elkaar kennen?" in page
    assert "Wijkteam Noord (demo)" in page
    assert "Fatima, wijkmanager en verbinder" in page
