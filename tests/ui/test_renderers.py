"""The widgets that we draw ourselves look to the letter as Django's templates draw them."""

from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates, get_default_renderer
from django.utils.functional import lazystr
from django.utils.safestring import SafeString

from wijknet.ui.renderers import DRAWN, Renderer

NASTY = "<b>\"a\" & 'b'</b>"
CHOICES = [("", "Kies"), (1, NASTY), ("Groep <1>", [("a&b", "A"), ("c", lazystr("C & D"))]), (None, "Niets")]
ATTRS = {"id": "id_x", "required": True, "hidden": False, "data-a": NASTY, "maxlength": 5, "title": lazystr("<t>")}


@pytest.mark.parametrize(
    ("widget", "value"),
    [
        (forms.TextInput(), NASTY),
        (forms.TextInput(), None),
        (forms.TextInput(), SafeString("al &amp; veilig")),
        (forms.NumberInput(), 3),
        (forms.EmailInput(), "a@b.example"),
        (forms.URLInput(), "https://a.example/?a=1&b=2"),
        (forms.HiddenInput(), 12),
        (forms.DateInput(), "2026-11-22"),
        (forms.TimeInput(), "12:00"),
        (forms.DateTimeInput(), "2026-11-22 12:00"),
        (forms.CheckboxInput(), True),
        (forms.CheckboxInput(), False),
        (forms.Textarea(), NASTY),
        (forms.Textarea(), ""),
        (forms.Select(choices=CHOICES), 1),
        (forms.Select(choices=CHOICES), "c"),
        (forms.SelectMultiple(choices=CHOICES), ["a&b", 1]),
        (forms.RadioSelect(choices=CHOICES[:2]), 1),
    ],
    ids=lambda value: type(value).__name__,
)
def test_drawn_as_by_the_template(widget: forms.Widget, value: Any) -> None:
    for attrs in ({}, ATTRS):
        ours = widget.render("naam<", value, attrs, renderer=Renderer())
        assert ours == widget.render("naam<", value, attrs, renderer=DjangoTemplates())


def test_it_is_in_use() -> None:
    assert isinstance(get_default_renderer(), Renderer)
    assert "django/forms/widgets/select.html" in DRAWN
