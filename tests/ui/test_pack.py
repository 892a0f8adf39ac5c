"""Every kind of field in the template pack: label, description, error, and how they hang together."""

import re
from typing import Any

import pytest
from crispy_forms.layout import HTML, ButtonHolder, Column, Div, Fieldset, Row, Submit
from crispy_forms.utils import render_crispy_form
from django import forms
from django.template import Context, Template

from wijknet.ui.forms import Cards, Chips, ChipsGrid, Form, ManyChips, form_helper

CHOICES = [("a", "Aap"), ("n", "Noot")]


class EveryField(Form):
    text = forms.CharField(label="Je voornaam", help_text="Zoals je buren je noemen.")
    area = forms.CharField(label="Wat speelt er?", widget=forms.Textarea, help_text="Eén regel is genoeg.")
    mail = forms.EmailField(label="Je e-mailadres", help_text="Hierheen sturen we een link.")
    tel = forms.CharField(label="Je telefoonnummer", widget=forms.TelInput, help_text="Bijvoorbeeld 06 12 34 56 78.")
    number = forms.IntegerField(label="Hoeveel mensen?", help_text="Ongeveer is goed.")
    day = forms.DateField(label="Op welke dag?", help_text="Mag ook later.")
    one = forms.ChoiceField(label="Wijk", choices=CHOICES, help_text="Waar het is.")
    many = forms.MultipleChoiceField(label="Buurten", choices=CHOICES, help_text="Meer mag.")
    radio = forms.ChoiceField(label="Trekker?", choices=CHOICES, widget=forms.RadioSelect, help_text="Kies één.")
    chips = forms.ChoiceField(label="Hoe?", choices=CHOICES, widget=Chips(icons={"a": "walk"}), help_text="Kies één.")
    grid = forms.ChoiceField(label="Waar?", choices=CHOICES, widget=ChipsGrid, help_text="Kies één.")
    cards = forms.ChoiceField(label="Wat?", choices=CHOICES, widget=Cards(helps={"a": "Klimt."}), help_text="Kies één.")
    boxes = forms.MultipleChoiceField(
        label="Nodig?", choices=CHOICES, widget=forms.CheckboxSelectMultiple, help_text="Meer mag."
    )
    manychips = forms.MultipleChoiceField(label="Met wie?", choices=CHOICES, widget=ManyChips, help_text="Meer mag.")
    check = forms.BooleanField(label="Ik ga akkoord", help_text="Je kunt dit intrekken.")
    file = forms.FileField(label="Foto", help_text="Hoogstens 5 MB.")
    secret = forms.CharField(label="Wachtwoord", widget=forms.PasswordInput, help_text="Ten minste 12 tekens.")
    hidden = forms.CharField(widget=forms.HiddenInput)


LISTS = {"radio", "chips", "grid", "cards", "boxes", "manychips"}
VISIBLE = [name for name in EveryField.base_fields if name != "hidden"]


def rendered(form: forms.Form) -> str:
    return Template("{% load crispy_forms_tags %}{{ form|crispy }}").render(Context({"form": form}))


def piece(html: str, name: str) -> str:
    """The markup around one field."""
    for part in re.split(r'(?=<div class="utrecht-form-field[ "]|<fieldset)', html):
        if f'id="id_{name}"' in part or f'id="id_{name}_0"' in part:
            return part
    raise AssertionError(f"field {name} is not on the page")


@pytest.mark.parametrize("name", VISIBLE)
def test_label_and_description_belong_to_the_control(name: str) -> None:
    html = rendered(EveryField())
    field = EveryField.base_fields[name]
    if name in LISTS:
        start = html.rindex("<fieldset", 0, html.index(f'id="id_{name}"'))
        part = html[start : html.index("</fieldset>", start)]
        assert re.search(rf">{re.escape(str(field.label))}\s*</legend>", part)
        assert part.count("<label") == part.count("<input") == len(CHOICES)
        for index in range(len(CHOICES)):
            assert f'for="id_{name}_{index}"' in part
            assert f'id="id_{name}_{index}"' in part
    else:
        part = piece(html, name)
        assert re.search(rf'<label class="utrecht-form-label[^"]*" for="id_{name}">{re.escape(str(field.label))}', part)
    assert f'aria-describedby="id_{name}_helptext"' in part
    assert f'id="id_{name}_helptext">{field.help_text}<' in part


@pytest.mark.parametrize("name", VISIBLE)
def test_error_belongs_to_the_control_and_stands_in_the_summary(name: str) -> None:
    form = EveryField(data={"hidden": "x"}, files={})
    html = rendered(form)
    message = str(form.errors[name][0])
    anchor = f"id_{name}_0" if name in LISTS else f"id_{name}"
    assert f'<a href="#{anchor}">{message}</a>' in html
    assert f'aria-describedby="id_{name}_helptext id_{name}_error"' in html
    assert re.search(rf'id="id_{name}_error"><p[^>]*><span class="wn-hide">Fout: </span>{re.escape(message)}</p>', html)
    control = re.search(rf"<(?:input|select|textarea)[^>]*id=\"{anchor}\"[^>]*>", html)
    assert control is not None
    assert 'aria-invalid="true"' in control.group()


def test_optional_is_said_and_required_is_not() -> None:
    class Both(Form):
        needed = forms.CharField(label="Nodig")
        free = forms.CharField(label="Vrij", required=False)
        tick = forms.BooleanField(label="Vinkje", required=False)

    html = rendered(Both())
    assert re.search(r'Vrij <span class="wn-muted">\(niet verplicht\)</span>', html)
    assert html.count("(niet verplicht)") == 1


def test_hidden_fields_have_no_label_and_their_error_is_said() -> None:
    html = rendered(EveryField(data={}))
    assert 'for="id_hidden"' not in html
    assert re.search(r"<li>[^<]*Vul in: hidden", html)


def test_title_of_the_summary_counts() -> None:
    class Two(Form):
        one = forms.CharField()
        two = forms.CharField()

    assert "Er gaat iets mis" in rendered(Two(data={"one": "x"}))
    assert "Er gaan twee dingen mis" in rendered(Two(data={}))


def test_crispy_tag_renders_a_whole_form() -> None:
    class Whole(Form):
        name = forms.CharField(label="Naam")

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.helper = form_helper("Naam opslaan", "name")

    html = render_crispy_form(Whole(data={}), context={"csrf_token": "t"})
    assert "novalidate" in html
    assert html.count('class="wn-errors"') == 1
    assert html.count('id="id_name"') == 1
    assert re.search(r'<button class="[^"]*--primary-action" type="submit"[^>]*>Naam opslaan<', html)


def test_text_from_outside_is_escaped() -> None:
    class Odd(Form):
        one = forms.ChoiceField(label="<b>x</b>", choices=[("<i>", "<script>")], widget=Chips)

    html = rendered(Odd(data={"one": '"><script>'}))
    assert "<script>" not in html
    assert "<b>x" not in html


def test_layout_objects_of_crispy_render_in_this_pack() -> None:
    class Laid(Form):
        one = forms.CharField()
        two = forms.CharField()
        three = forms.CharField()

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.helper = form_helper(
                "Opslaan",
                Fieldset("Samen", "one", css_class="wn-wide"),
                Row("two", css_class="x"),
                Div(Column("three"), HTML("<p>{{ note }}</p>")),
                ButtonHolder(Submit("later", "Bewaar concept", css_class="secondary")),
            )

    html = render_crispy_form(Laid(), context={"csrf_token": "t", "note": "Let op"})
    assert re.search(r"<legend[^>]*>Samen</legend>", html)
    assert 'class="wn-fieldrow x"' in html
    assert "<p>Let op</p>" in html
    assert re.search(r'utrecht-button--secondary-action"[^>]*>Bewaar concept<', html)
    assert html.count("<input") == 4


def test_formset_shows_its_errors_together() -> None:
    class Line(Form):
        text = forms.CharField(label="Regel")

    lines = forms.formset_factory(Line, extra=2)(
        data={"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "form-0-text": "", "form-1-text": ""}
    )
    html = Template("{% load crispy_forms_tags %}{{ lines|crispy }}").render(Context({"lines": lines}))
    assert "Er gaan twee dingen mis" in html
    assert '<a href="#id_form-1-text">' in html
    assert 'name="form-TOTAL_FORMS"' in html
