"""Settings tell what is wrong: in production nothing unsafe starts, and each wrong value is named with its remedy."""

import os
import re
import subprocess
import sys

import pytest

from tests.house import ROOT

PRODUCTION: dict[str, str | None] = {
    "WIJKNET_MODE": "production",
    "SECRET_KEY": "k3Jw-9sQ_zT7vB2nX8mL5pR1yH6gF4dC0aE-uIoW_qYtPxNbVj",
    "ALLOWED_HOSTS": "wijknet.example",
    "SITE_URL": "https://wijknet.example",
    "DATABASE_URL": "postgres://wijknet@/wijknet?host=/run/postgresql",
    "EMAIL_URL": "smtp+tls://wijknet:secret@mail.example:587",
    "FROM_EMAIL": "WijkNet <post@wijknet.example>",
}
WRONG = [
    ("WIJKNET_MODE", "productie"),
    ("DEBUG", "true"),
    ("DEBUG", "misschien"),
    ("SECRET_KEY", None),
    ("SECRET_KEY", "kort"),
    ("ALLOWED_HOSTS", None),
    ("SITE_URL", None),
    ("SITE_URL", "http://wijknet.example"),
    ("DATABASE_URL", "mysql://wijknet@localhost/wijknet"),
    ("DATABASE_URL", "geen adres"),
    ("TRUSTED_PROXY_COUNT", "veel"),
    ("EMAIL_URL", "postduif://dak"),
    ("LOG_LEVEL", "hard"),
]


def variables() -> set[str]:
    """The variables that settings.py reads."""
    text = (ROOT / "wijknet" / "settings.py").read_text(encoding="utf-8")
    return set(re.findall(r"_read\(\s*\"\w+\",\s*\"([A-Z_]+)\"", text))


def manage(arguments: list[str], changes: dict[str, str | None]) -> subprocess.CompletedProcess[str]:
    """A management command in a process of its own, with these variables and no others of ours."""
    env = {name: value for name, value in os.environ.items() if name not in variables()} | {"PYTHONWARNINGS": "ignore"}
    env |= {name: value for name, value in changes.items() if value is not None}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def test_production_is_clean() -> None:
    done = manage(["check", "--deploy", "--fail-level", "WARNING"], PRODUCTION)
    assert done.returncode == 0, done.stderr


def test_production_check_can_fail() -> None:
    done = manage(["check", "--deploy", "--fail-level", "WARNING"], {})
    assert done.returncode != 0


@pytest.mark.parametrize(("variable", "value"), WRONG)
def test_a_wrong_value_is_named_with_its_remedy(variable: str, value: str | None) -> None:
    done = manage(["check"], PRODUCTION | {variable: value})
    assert done.returncode != 0
    last = done.stderr.strip().splitlines()[-1]
    assert f"{variable}: " in last
    assert ".env.example" in last


def test_every_variable_is_documented() -> None:
    documented = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))
    assert documented == variables()
