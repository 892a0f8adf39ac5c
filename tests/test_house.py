"""The rules of the house that a machine can hold; each check is shown to fail on a planted violation."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from django.apps import apps

from tests.house import PACKAGES, ROOT, files, floor_of, python_files, tree

MOST_LINES = 400
MOST_LINES_OF_FUNCTION = 50
MOST_LINES_OF_SETTINGS = 250
VAGUE_NAMES = {"utils", "util", "core", "common", "helpers", "helper", "misc"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
# Written in two halves, so that this file does not name them either.
HOSTS_AND_MACHINES = re.compile(
    "|".join(
        first + second
        for first, second in [
            ("pypi", r"\.org"),
            ("pythonhosted", r"\.org"),
            ("registry", r"\.npmjs"),
            ("npmjs", r"\.(?:org|com)"),
            ("yarnpkg", r"\.com"),
            (r"(?<![\w.-])/work", "/"),
            (r"(?<![\w.-])/root", "/"),
            (r"(?<![\w.-])/home", r"/\w"),
        ]
    )
)
PICTURES = {".png", ".jpg", ".ico", ".xlsx", ".gz", ".woff2", ".pdf", ".zip"}


def is_migration(path: Path) -> bool:
    return path.parent.name == "migrations"


def long_files(root: Path) -> Iterator[str]:
    for path in [*python_files(root), *files(root / "templates"), *files(root / "static")]:
        if path.suffix in {".py", ".html", ".css", ".js", ".txt"} and not is_migration(path):
            lines = len(path.read_text(encoding="utf-8").splitlines())
            if lines > MOST_LINES:
                yield f"{path.relative_to(root)}: {lines} lines"


def long_functions(root: Path) -> Iterator[str]:
    for path in python_files(root):
        for node in () if is_migration(path) else ast.walk(tree(path)):
            if isinstance(node, FUNCTIONS):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > MOST_LINES_OF_FUNCTION:
                    yield f"{path.relative_to(root)}: {node.name} has {lines} lines"


def hidden_imports(root: Path) -> Iterator[str]:
    """Imports of the project inside a function: an import circle in disguise."""
    for path in python_files(root):
        for function in (node for node in ast.walk(tree(path)) if isinstance(node, FUNCTIONS)):
            for node in ast.walk(function):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                if isinstance(node, ast.ImportFrom):
                    names = [node.module or ""]
                if any(name.split(".")[0] in {*PACKAGES, "tests"} for name in names):
                    yield f"{path.relative_to(root)}: {function.name}"


def vague_modules(root: Path) -> Iterator[str]:
    for path in python_files(root):
        if {path.stem, path.parent.name} & VAGUE_NAMES:
            yield path.relative_to(root).as_posix()


def signal_users(root: Path) -> Iterator[str]:
    """Modules that use Django's signals: what happens then stands nowhere near where it is caused."""
    pattern = re.compile(r"^\s*(?:from|import) django(?:\.\w+)*\.(?:dispatch|signals)\b", re.MULTILINE)
    for path in python_files(root, tests=False):
        if pattern.search(path.read_text(encoding="utf-8")):
            yield path.relative_to(root).as_posix()


def inline_styles(root: Path) -> Iterator[str]:
    """The strict Content-Security-Policy drops a style attribute without a word."""
    pattern = re.compile(r"""<[^>]*\sstyle\s*=|["'\s]style=["']|setAttribute\(["']style|cssText""")
    for path in [*python_files(root, tests=False), *files(root / "templates"), *files(root / "static")]:
        if path.suffix in {".py", ".html", ".svg", ".js", ".txt"} and pattern.search(path.read_text(encoding="utf-8")):
            yield path.relative_to(root).as_posix()


def committed(root: Path) -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=False).stdout
    return [root / name for name in listed.split("\0") if name] or list(files(root))


def named_machines(paths: list[Path]) -> Iterator[str]:
    for path in paths:
        if path.is_file() and path.suffix not in PICTURES:
            found = HOSTS_AND_MACHINES.search(path.read_text(encoding="utf-8", errors="replace"))
            if found:
                yield f"{path.name}: {found[0]}"


CHECKS = [long_files, long_functions, hidden_imports, vague_modules, signal_users, inline_styles]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_rule(check: object) -> None:
    assert callable(check)
    assert list(check(ROOT)) == []


PLANTED = {
    "actors/long.py": "\n" * (MOST_LINES + 1),
    "actors/function.py": "def endless():\n" + "    pass\n" * (MOST_LINES_OF_FUNCTION + 1),
    "actors/hidden.py": "def inside():\n    from wijknet.roles import ROLES\n",
    "actors/utils.py": "",
    "actors/heard.py": "from django.db.models.signals import post_save\n",
    "actors/styled.py": "HTML = '<p style=\"color: red\">'\n",
}


def test_rules_can_fail(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    for name, text in PLANTED.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = [list(check(tmp_path)) for check in CHECKS]
    assert [len(violations) for violations in found] == [1] * len(CHECKS), found


def test_no_registry_and_no_machine_is_named() -> None:
    assert list(named_machines(committed(ROOT))) == []


def test_registry_check_can_fail(tmp_path: Path) -> None:
    for number, line in enumerate(("https://files.python" + "hosted.org/x", "see /ro" + "ot/x", "/mijn-work/x")):
        (tmp_path / f"{number}.txt").write_text(line, encoding="utf-8")
    assert len(list(named_machines(list(files(tmp_path))))) == 2


def test_settings_stay_short() -> None:
    text = (ROOT / "wijknet" / "settings.py").read_text(encoding="utf-8")
    assert len(text.splitlines()) < MOST_LINES_OF_SETTINGS


def test_every_app_explains_itself() -> None:
    for config in apps.get_app_configs():
        if floor_of(config.name):
            explained = ast.get_docstring(tree(Path(config.path) / "__init__.py")) or ""
            assert len(explained.splitlines()) >= 3, config.name
            assert "Floor" in explained, config.name


def test_lock_files_pin_every_package_with_hashes() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        packages = re.findall(
            r"^([a-z0-9][\w.-]*)==\S+.*\\$((?:\n    --hash=sha256:[0-9a-f]{64}(?: \\)?)+)", text, re.MULTILINE
        )
        assert len(packages) == len(re.findall(r"^\w", text, re.MULTILINE)), name
    runtime, everything = (
        set(re.findall(r"^\w\S*==\S+", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("requirements.txt", "requirements-dev.txt")
    )
    assert runtime <= everything


def test_publiccode() -> None:
    """What the standard (0.7.0) asks for; https://yml.publiccode.tools/schema.core.html."""
    facts = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    assert facts["publiccodeYmlVersion"] == "0.7.0"
    assert facts["name"] == "WijkNet"
    assert facts["url"].startswith("https://")
    assert facts["platforms"] == ["web"]
    assert facts["categories"]
    assert facts["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    assert facts["softwareType"] == "standalone/web"
    assert facts["legal"]["license"] == "EUPL-1.2"
    assert facts["maintenance"]["type"] == "internal"
    assert all(contact["name"] and "@" in contact["email"] for contact in facts["maintenance"]["contacts"])
    assert facts["localisation"]["localisationReady"] is True
    assert set(facts["description"]) == {"nl", "en"}
    for text in facts["description"].values():
        assert 0 < len(text["shortDescription"]) <= 150
        assert 150 <= len(text["longDescription"]) <= 10_000
        assert 5 <= len(text["features"]) <= 20
    for language in facts["localisation"]["availableLanguages"]:
        assert language == "nl" or (ROOT / "locale" / language).is_dir()


def test_licence_is_the_whole_eupl() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in text
    assert all(f"## {article}. " in text for article in range(1, 16))
