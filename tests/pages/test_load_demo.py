"""A demo is filled once, only in a demo, and says who can sign in."""

from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from pytest_django import Settings

from tests.conftest import AsUser
from wijknet.accounts.models import User
from wijknet.pages.demo import people

BOOKKEEPING = {"sessions.Session", "contenttypes.ContentType", "auth.Permission"}


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for model in apps.get_models(include_auto_created=True)
        if model._meta.label not in BOOKKEEPING
    }


@pytest.fixture
def demo(db: None, settings: Settings) -> None:
    settings.DEMO = True


@pytest.fixture
def demo_filled(demo: None) -> None:
    run()


def run() -> str:
    out = StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


def test_outside_a_demo_it_refuses(db: None) -> None:
    with pytest.raises(CommandError, match="WIJKNET_MODE=demo"):
        call_command("load_demo")
    assert not User.objects.exists()


def test_a_second_run_changes_nothing(demo: None) -> None:
    said = run()
    first = everything()
    assert run() == said
    assert everything() == first


def test_who_is_named_can_sign_in(demo: None) -> None:
    said = run()
    assert people.SIGN_IN_WITH in said
    for colleague in people.COLLEAGUES:
        assert colleague.email in said
        sent = {"login": colleague.email, "password": people.SIGN_IN_WITH}
        answer = Client().post("/accounts/inloggen/?next=/", {**sent, "next": "/"})
        assert answer.status_code == 302, colleague.email


def test_people_are_marked_as_made_up(demo: None) -> None:
    run()
    assert all(user.name.endswith("(demo)") for user in User.objects.all())


def test_the_profile_of_klarendal_is_online(demo: None, client: Client) -> None:
    run()
    page = client.get("/wijken/arnhem/klarendal/").content.decode()
    assert "Hoe leren buren uit verschillende straten elkaar kennen?" in page
    assert "Wijkteam Noord (demo)" in page
    assert "Fatima, wijkmanager en verbinder" in page
    for text in (
        "Editie 2",
        "We hebben geen plan nodig, wel een sleutel van de zaal.",
        "Elke donderdag is er een open tafel in het buurthuis.",
        "In elke wijk is een plek waar je zomaar binnenloopt.",
        "Klarendaalse krant (demo)",
        "Groen tegen de hitte (demo)",
        "Wies, maatje",
        "Bibliotheek Het Leesraam (demo)",
        "<li>In het voorjaar komen er bomen.</li>",
    ):
        assert text in page, text
    # A place of a sensitive kind stands nowhere, whatever was ticked; the draft neither.
    assert "Huis van gebed Klarendal" not in page
    assert "taalcafé" not in page


def test_two_editions_of_klarendal_can_be_compared(demo_filled: None, as_user: AsUser) -> None:
    beheer = as_user(User.objects.get(email="beheer@demo.example"))
    page = beheer.get("/wijkprofielen/arnhem/klarendal/edities/vergelijken/").content.decode()
    assert "<mark>uit verschillende straten</mark>" in page
    assert "3 plekken, 1 netwerk</td>" in page
    draft = beheer.get("/wijkprofielen/arnhem/klarendal/").content.decode()
    assert "taalcafé" in draft
    assert "toestemming tot en met" in draft


@pytest.mark.parametrize(
    ("model", "count"),
    [
        ("actors.Actor", 40),
        ("actors.InformalNetwork", 8),
        ("actors.MunicipalContact", 10),
        ("casework.ContactMoment", 60),
        ("casework.Case", 12),
        ("casework.Signal", 6),
        ("initiatives.Initiative", 15),
    ],
)
def test_there_is_enough_to_look_at(demo_filled: None, model: str, count: int) -> None:
    assert apps.get_model(model)._default_manager.count() >= count
