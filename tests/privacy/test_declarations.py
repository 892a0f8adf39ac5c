"""Every field that looks personal is declared or cleared: one that nobody thought of fails here."""

import re
from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.test.utils import isolate_apps

from wijknet.declare import NotPersonal, PersonalData, cleared, declared

# A word in the name of a field that tells of people.
TELLING = re.compile(
    r"(^|_)(names?|email|mail|phone|tel|street|house|postcode|address|birth|sender|signed|by|note|quote|to|ip|agent"
    r"|password|secret|token|hash|session|recorded|told|said|contact|user|owner|actor|subject)(_|$)"
)
# Anything may be written here.
FREE = (models.TextField, models.JSONField, models.EmailField, models.GenericIPAddressField, models.FileField)
# Tables of Django that describe the program itself.
OF_THE_PROGRAM = {ContentType._meta.label}


def looks_personal(field: Any) -> bool:
    """Free text always; short text when its name tells of people. Links to rows tell through the row they point to."""
    if isinstance(field, FREE):
        return True
    return (
        isinstance(field, models.CharField)
        and not field.choices
        and not isinstance(field, models.SlugField)
        and not field.name.endswith("_label")  # the kind of a row
        and TELLING.search(field.name) is not None
    )


def undeclared(kinds: Iterable[type[models.Model]]) -> list[str]:
    """Fields that look personal and of which nobody said whose they are or why they are not."""
    every: list[PersonalData | NotPersonal] = [*declared(), *cleared()]
    known = {(declaration.model.lower(), name) for declaration in every for name in declaration.fields}
    return [
        f"{kind._meta.label}.{field.name}"
        for kind in kinds
        if kind._meta.label not in OF_THE_PROGRAM
        for field in kind._meta.local_concrete_fields
        if looks_personal(field) and (kind._meta.label_lower, field.name) not in known
    ]


def test_every_field_that_looks_personal_is_declared_or_cleared() -> None:
    assert undeclared(apps.get_models(include_auto_created=True)) == []


@isolate_apps("actors")
def test_a_planted_field_is_found() -> None:
    class Neighbour(models.Model):
        sender_name = models.CharField(max_length=10)
        story = models.TextField()
        mood = models.CharField(max_length=10)
        kind = models.CharField(max_length=10, choices=[("A", "a")])

        class Meta:
            app_label = "actors"

    assert undeclared([Neighbour]) == ["actors.Neighbour.sender_name", "actors.Neighbour.story"]


@pytest.mark.parametrize("declaration", [*declared(), *cleared()], ids=lambda d: f"{d.model} {' '.join(d.fields)}")
def test_a_declaration_names_fields_that_exist_and_says_something(declaration: PersonalData | NotPersonal) -> None:
    kind = apps.get_model(declaration.model)
    names = {name for field in kind._meta.concrete_fields for name in (field.name, field.attname)}
    assert declaration.fields
    assert set(declaration.fields) <= names
    if isinstance(declaration, NotPersonal):
        assert len(declaration.why) > 10
        return
    assert declaration.whose
    assert declaration.purpose
    assert declaration.term
    assert (declaration.days is None) == (declaration.since == "")
    assert not declaration.since or declaration.since in names


def test_no_field_is_both_personal_and_not() -> None:
    personal = {(d.model, name) for d in declared() for name in d.fields}
    assert not personal & {(d.model, name) for d in cleared() for name in d.fields}


def test_every_app_of_ours_hands_in_its_declarations() -> None:
    handed_in: list[object] = [*declared(), *cleared()]
    for config in apps.get_app_configs():
        if config.name.split(".")[0] in {"wijknet", "actors", "initiatives"} and list(config.get_models()):
            module = f"{config.name}.personal_data"
            assert find_spec(module), f"{module} is missing"
            assert all(d in handed_in for d in import_module(module).DECLARATIONS), module
