"""Imports, relations, templates and names go down only; each check is shown to fail on a planted violation."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from tests.house import PACKAGES, ROOT, files, floor_of, floors, package_of, python_files, tree

LINTER = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
TOP_LEVEL = {
    *{"wijknet", "actors", "initiatives", "templates", "static", "tests", "locale", ".ci"},
    *{"manage.py", "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"},
    *{"publiccode.yml", "Makefile", "Containerfile", "package.json", "package-lock.json", "build.mjs", ".npmrc"},
    *{"requirements.txt", "requirements-dev.txt", ".env.example", ".env", ".gitignore", ".gitattributes"},
    *{".htmlvalidate.json", ".containerignore", ".dockerignore"},
}
# Folders of templates that are named after a package of others, and whose look they are.
TEMPLATE_OWNERS = {
    "account": "wijknet.accounts",
    "allauth": "wijknet.accounts",
    "mfa": "wijknet.accounts",
    "usersessions": "wijknet.accounts",
    "nlds": "wijknet.ui",
    "django": "wijknet.ui",
    "errors": "wijknet.pages",
    "admin": "wijknet.pages",
}
TEMPLATE_REFERENCE = re.compile(r"""\{%-?\s*(?:include|extends)\s+["']([^"']+)["']""")


def import_linter(root: Path) -> str:
    """What import-linter says about a copy of the house."""
    command = [sys.executable, "-c", LINTER, "--no-cache", "--config", str(root / "pyproject.toml")]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False).stdout


def copy_house(target: Path) -> Path:
    for name in PACKAGES:
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", target)
    return target


def test_imports_go_down_only() -> None:
    said = import_linter(ROOT)
    assert "0 broken" in said, said


def test_import_contracts_can_fail(tmp_path: Path) -> None:
    planted = {
        "wijknet/areas/planted.py": "from wijknet.casework import apps\n",
        "wijknet/log/planted.py": "from wijknet.mail import apps\n",
        "wijknet/jobs/querysets.py": "from wijknet.jobs import views\n",
        "wijknet/jobs/views.py": "",
        "wijknet/roles.py": "import django\n",
        "actors/planted.py": "import igraph\nfrom wijknet import settings\n",
    }
    root = copy_house(tmp_path)
    for name, text in planted.items():
        (root / name).write_text(text, encoding="utf-8")
    said = import_linter(root)
    assert "5 broken" in said, said
    for edge in (
        "wijknet.areas is not allowed to import wijknet.casework",
        "wijknet.log is not allowed to import wijknet.mail",
        "wijknet.jobs.querysets is not allowed to import wijknet.jobs.views",
        "wijknet.roles is not allowed to import django",
        "actors is not allowed to import igraph",
    ):
        assert edge in said, said


def test_every_package_stands_on_a_floor_and_nothing_is_excused() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    assert settings["exclude_type_checking_imports"] is True
    assert [contract["ignore_imports"] for contract in settings["contracts"]] == [[]] * len(settings["contracts"])
    modules = {path.parent for path in python_files(tests=False) if path.name == "__init__.py"}
    named = {".".join(folder.relative_to(ROOT).parts) for folder in modules}
    named |= {f"wijknet.{path.stem}" for path in (ROOT / "wijknet").glob("*.py")}
    standing = {package_of(name) for name in named} - {"wijknet", "wijknet.settings", "wijknet.__init__"}
    assert standing <= set(floors())


def test_top_level_is_fixed() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    if not listed:
        pytest.skip("not a git checkout")
    assert {name.split("/")[0] for name in listed.split("\0") if name} <= TOP_LEVEL


def upward_relations(candidates: Iterable[type[models.Model]]) -> Iterator[str]:
    """Relations of our models that point to a higher floor."""
    for model in candidates:
        for field in (*model._meta.fields, *model._meta.many_to_many):
            target = field.remote_field.model if field.remote_field else None
            if isinstance(target, type) and floor_of(target.__module__) > floor_of(model.__module__):
                yield f"{model._meta.label}.{field.name} → {target._meta.label}"


def test_relations_point_down_or_level() -> None:
    ours = [model for model in apps.get_models(include_auto_created=True) if floor_of(model.__module__)]
    assert ours
    assert list(upward_relations(ours)) == []


@isolate_apps("wijknet.log", "wijknet.areas")
def test_relation_check_can_fail() -> None:
    class High(models.Model):
        class Meta:
            app_label = "areas"

    class Low(models.Model):
        high = models.ForeignKey(High, on_delete=models.CASCADE)

        class Meta:
            app_label = "log"

    High.__module__, Low.__module__ = "wijknet.areas.models", "wijknet.log.models"
    assert list(upward_relations([High, Low])) == ["log.Low.high → areas.High"]


def template_owner(name: str) -> str:
    """The package whose template this is; what lies at the top belongs to the look."""
    folder = name.split("/", maxsplit=1)[0] if "/" in name else "ui"
    owner = TEMPLATE_OWNERS.get(folder, folder)
    return owner if floor_of(owner) else f"wijknet.{folder}"


def upward_templates(root: Path) -> Iterator[str]:
    """Templates that include or extend one of a higher floor. Addresses by name ({% url %}) are free."""
    for path in files(root / "templates"):
        name = path.relative_to(root / "templates").as_posix()
        for other in TEMPLATE_REFERENCE.findall(path.read_text(encoding="utf-8")):
            if floor_of(template_owner(other)) > floor_of(template_owner(name)):
                yield f"{name} → {other}"


def test_templates_name_no_upper_floor() -> None:
    assert list(upward_templates(ROOT)) == []


def test_every_template_folder_belongs_to_an_app() -> None:
    folders = {path.name for path in (ROOT / "templates").glob("*/") if any(files(path))}
    unknown = {name for name in folders if not floor_of(template_owner(f"{name}/x")) and name != "documents"}
    assert unknown == set()


def test_template_check_can_fail(tmp_path: Path) -> None:
    planted = tmp_path / "templates" / "actors" / "page.html"
    planted.parent.mkdir(parents=True)
    planted.write_text('{% extends "base.html" %}{% include "casework/_card.html" %}{% url "case" 1 %}', "utf-8")
    assert list(upward_templates(tmp_path)) == ["actors/page.html → casework/_card.html"]


def spoken_names(module: ast.Module) -> Iterator[str]:
    """String literals of a module, docstrings left out."""
    prose = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value


def upward_names(root: Path) -> Iterator[str]:
    """String literals that name a model, module or template of a higher floor."""
    labels = {package.split(".")[-1]: floor for package, floor in floors().items()}
    known = "|".join(labels)
    pattern = re.compile(rf"^(?:wijknet\.)?({known})(?:(?:\.[a-z_]+)*\.[A-Z]\w*|/[\w/.-]+\.html)$")
    for path in python_files(root, tests=False):
        module = ".".join(path.relative_to(root).with_suffix("").parts)
        floor = floor_of(module)
        for name in spoken_names(tree(path)) if floor else ():
            found = pattern.match(name)
            if found and labels[found[1]] > floor:
                yield f"{module}: {name}"


def test_modules_name_no_upper_floor() -> None:
    assert list(upward_names(ROOT)) == []


def test_name_check_can_fail(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "planted.py").write_text(
        '"""casework.Case in prose is fine."""\nA = "casework.Case"\nB = "profiles/_card.html"\nC = "areas.Area"\n',
        "utf-8",
    )
    assert list(upward_names(tmp_path)) == ["actors.planted: casework.Case", "actors.planted: profiles/_card.html"]


def folders_without_init(root: Path) -> Iterator[str]:
    for folder in sorted({path.parent for path in python_files(root)}):
        if not (folder / "__init__.py").exists():
            yield folder.relative_to(root).as_posix()


def test_every_folder_with_python_has_an_init() -> None:
    assert list(folders_without_init(ROOT)) == []


def test_init_check_can_fail(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "models.py").touch()
    assert list(folders_without_init(tmp_path)) == ["actors"]
