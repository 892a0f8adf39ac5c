"""An edition is what was published: the database itself refuses to change it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from tests.triggers import triggers_on
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.profiles.models import Profile, ProfileEdition


@pytest.fixture
def edition(klarendal: Area, beheer: User) -> Iterator[ProfileEdition]:
    """An edition while the triggers stand, as in a real install."""
    place: dict[str, Any] = {"area": klarendal, "municipality": klarendal.municipality}
    profile = Profile.objects.create(question="Hoe leren buren elkaar kennen?", **place)
    made = ProfileEdition.objects.create(
        profile=profile,
        number=1,
        published_by=beheer,
        signed_name="Wijkteam Noord (demo)",
        content=profile.texts(),
        figures=[{"code": "AantalInwoners_5", "value": 7285}],
        border_year=2024,
        **place,
    )
    with triggers_on():
        yield made


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number", 2),
        ("content", {"question": "Iets anders?"}),
        ("figures", []),
        ("around", {"groups": []}),
        ("border_year", 2025),
        ("signed_name", "Iemand anders"),
        ("published_at", "2020-01-01T00:00:00Z"),
    ],
)
def test_an_edition_never_changes(edition: ProfileEdition, field: str, value: object) -> None:
    with pytest.raises(DatabaseError, match="Een editie verandert nooit meer"), transaction.atomic():
        ProfileEdition.objects.filter(pk=edition.pk).update(**{field: value})


def test_an_edition_is_not_deleted(edition: ProfileEdition) -> None:
    with pytest.raises(DatabaseError, match="Een editie verandert nooit meer"), transaction.atomic():
        edition.delete()


def test_changing_by_hand_is_refused_too(edition: ProfileEdition) -> None:
    with (
        pytest.raises(DatabaseError, match="Een editie verandert nooit meer"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE profiles_profileedition SET number = 7 WHERE id = %s", [edition.pk])


def test_erasure_of_names_wins(edition: ProfileEdition, beheer: User) -> None:
    ProfileEdition.objects.filter(pk=edition.pk).update(signed_name="")
    User.objects.filter(pk=beheer.pk).delete()
    edition.refresh_from_db()
    assert (edition.signed_name, edition.published_by) == ("", None)
    assert edition.content["question"] == "Hoe leren buren elkaar kennen?"
