"""What a load balancer hears."""

from typing import Any

import pytest
from django.db import DatabaseError
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from wijknet.api import views


def test_alive_asks_nothing_of_the_database(client: Client) -> None:
    """No database mark: a query would fail this test."""
    response = client.get("/livez")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_ready_when_everything_works(client: Client) -> None:
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["database", "cache", "migrations"])
def test_what_fails_is_named(client: Client, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    def away() -> Any:
        raise DatabaseError("geheim")

    monkeypatch.setattr(views, f"_{name}", away)
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, {"status": "failing", "failing": [name]})


@pytest.mark.django_db
def test_a_migration_that_did_not_run_is_not_ready(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "_answered", set())
    with monkeypatch.context() as patch:
        patch.setattr(MigrationExecutor, "migration_plan", lambda self, targets: ["0002"])
        assert client.get("/readyz").json() == {"status": "failing", "failing": ["migrations"]}
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_the_files_of_migrations_are_read_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.get("/readyz")
    monkeypatch.setattr(views, "MigrationExecutor", None)
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_a_cache_that_forgets_is_not_ready(client: Client, settings: Any) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    assert client.get("/readyz").json() == {"status": "failing", "failing": ["cache"]}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/livez", "/readyz"])
def test_health_is_only_read(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
    assert client.head(address).status_code == 200
