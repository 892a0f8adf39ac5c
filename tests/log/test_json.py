"""A log line tells what happened and never about whom."""

import json
import logging
import sys
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import path

from wijknet.access import public
from wijknet.log.json import AllowedKeysFormatter
from wijknet.log.request import current_request_id
from wijknet.urls import urlpatterns as real

PERSON = "fatima@arnhem.example"


@public
def broken(request: Any, name: str = "") -> Any:
    """Knows too much and says it all when it falls."""
    logging.getLogger("wijknet.somewhere").warning("found", extra={"email": PERSON, "count": 2})
    raise LookupError(f"no such person: {PERSON}")


urlpatterns = [*real, path("kapot/<str:name>/", broken)]


def line(*args: Any, logger: str = "wijknet.mail.services", **more: Any) -> dict[str, Any]:
    record = logging.LogRecord(logger, logging.INFO, "/srv/app/services.py", 7, args[0], tuple(args[1:]), None, "send")
    record.__dict__.update(more)
    told: dict[str, Any] = json.loads(AllowedKeysFormatter().format(record))
    return told


def test_a_line_is_json_with_fixed_words_and_the_number_of_the_request() -> None:
    token = current_request_id.set("abc123")
    told = line("request", status=200, route="account/", email=PERSON, user="Fatima")
    current_request_id.reset(token)
    assert (told["message"], told["request_id"], told["status"], told["route"]) == (
        "request",
        "abc123",
        200,
        "account/",
    )
    assert set(told) == {"at", "level", "logger", "request_id", "message", "status", "route"}


def test_arguments_of_a_message_stay_out() -> None:
    assert line("no mail for %s", PERSON)["message"] == "no mail for %s"


def test_a_message_of_others_that_may_be_filled_in_already_stays_out() -> None:
    told = line(f"Invalid HTTP_HOST header: '{PERSON}'", logger="django.security.DisallowedHost")
    assert told["message"] == "services.py:7 send"


def test_an_error_tells_its_kind_and_places_and_not_its_words() -> None:
    try:
        raise ValueError(PERSON)
    except ValueError:
        told = line("job_failed", exc_info=sys.exc_info())
    assert told["error"] == "ValueError"
    assert told["trace"][-1].startswith("test_json.py:")
    assert PERSON not in json.dumps(told)


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_nothing_that_was_planted_comes_out(capsys: pytest.CaptureFixture[str]) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(AllowedKeysFormatter())
    logging.getLogger().addHandler(handler)
    try:
        client = Client(raise_request_exception=False)
        response = client.post(f"/kapot/{PERSON}/?e={PERSON}", {"email": PERSON}, headers={"User-Agent": PERSON})
    finally:
        logging.getLogger().removeHandler(handler)
    said = capsys.readouterr().err
    assert response.status_code == 500
    assert "LookupError" in said
    assert '"count": 2' in said
    assert "kapot/<str:name>/" in said
    assert response["X-Request-ID"] in said
    assert PERSON not in said
