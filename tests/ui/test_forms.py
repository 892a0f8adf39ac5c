"""What the base forms add: words that say what to do, the NUL guard, the request key and the version."""

from uuid import UUID

import pytest
from django import forms
from django.test import Client, RequestFactory

from tests.accessibility import html_errors
from wijknet.areas.models import Area, Theme
from wijknet.ui.conflict import Conflict, conflict_response
from wijknet.ui.forms import NUL_MESSAGE, Form, ModelForm, RequestKeyForm, VersionForm
from wijknet.ui.typed import typed_values


class AreaForm(RequestKeyForm, ModelForm):
    class Meta:
        model = Area
        fields = ["name"]


class IdeaForm(VersionForm, Form):
    title = forms.CharField(label="Titel", max_length=5)
    kind = forms.ChoiceField(label="Soort", choices=[("a", "Feest"), ("b", "Tuin")])


@pytest.mark.parametrize(
    ("field", "data", "message"),
    [
        (forms.CharField(label="Je voornaam"), "", "Vul in: Je voornaam"),
        (forms.BooleanField(label="Akkoord"), "", "Zet een vinkje bij: Akkoord"),
        (forms.ChoiceField(label="Wijk", choices=[("a", "A")]), "", "Maak een keuze bij: Wijk"),
        (forms.ChoiceField(label="Wijk", choices=[("a", "A")]), "z", "Kies iets uit de lijst."),
        (forms.EmailField(), "samira", "Vul een e-mailadres in, bijvoorbeeld naam@voorbeeld.nl"),
        (forms.URLField(assume_scheme="https"), "::", "Vul een webadres in, bijvoorbeeld https://voorbeeld.nl"),
        (forms.DateField(), "morgen", "Vul een datum in, bijvoorbeeld 24-11-2026"),
        (forms.IntegerField(), "twaalf", "Vul een heel getal in, bijvoorbeeld 12"),
        (
            forms.CharField(max_length=5),
            "te lang",
            "Maak de tekst korter: hoogstens 5 tekens. Nu zijn het er 7.",
        ),
        (forms.CharField(), "a\x00b", str(NUL_MESSAGE)),
        (forms.CharField(widget=forms.Textarea), "a\x00b", str(NUL_MESSAGE)),
        (forms.EmailField(), "a\x00@b.nl", str(NUL_MESSAGE)),
        (forms.CharField(error_messages={"required": "Eigen woorden"}), "", "Eigen woorden"),
    ],
)
def test_messages_say_what_to_do(field: forms.Field, data: str, message: str) -> None:
    form = type("OneField", (Form,), {"x": field})(data={"x": data})
    assert message in form.errors["x"]


def test_dates_are_read_as_written_and_shown_to_the_browser() -> None:
    class Day(Form):
        on = forms.DateField()

    form = Day(data={"on": "24-11-2026"})
    assert form.is_valid()
    assert form.cleaned_data["on"].isoformat() == "2026-11-24"
    assert 'type="date"' in str(Day(initial=form.cleaned_data)["on"])
    assert 'value="2026-11-24"' in str(Day(initial=form.cleaned_data)["on"])


def test_request_key_differs_per_form_and_stays_when_it_comes_back() -> None:
    first, second = AreaForm(), AreaForm()
    key = first["request_key"].value()
    assert UUID(key).version == 4
    assert key != second["request_key"].value()
    assert AreaForm(data={"request_key": str(key)})["request_key"].value() == str(key)
    assert list(AreaForm().fields) == ["name", "request_key"]


def test_version_comes_along_and_is_needed() -> None:
    assert IdeaForm(initial={"version": 4})["version"].value() == 4
    assert "version" in IdeaForm(data={"title": "Feest", "kind": "a"}).errors


def test_conflict_shows_both_texts_and_sends_mine_again(db: None, rf: RequestFactory) -> None:
    current = Theme(pk=7)
    current.title, current.kind, current.version = "Feest", "b", 3  # type: ignore[attr-defined]
    request = rf.post("/x/?a=1", {"title": "Dans", "kind": "a", "version": "2", "password": "geheim"})
    form = IdeaForm(data=request.POST)
    assert form.is_valid()
    response = conflict_response(request, Conflict(current, form.cleaned_data), form, back="/x/")
    html = response.content.decode()
    assert response.status_code == 409
    for words in ("Feest", "Dans", "Tuin", 'name="version" value="3"', 'name="title" value="Dans"', 'href="/x/"'):
        assert words in html
    assert "geheim" not in html
    assert html_errors(html) == []


def test_typed_values_leave_out_secrets_but_not_the_postcode(rf: RequestFactory) -> None:
    sent = {"postcode": "6822 AB", "password1": "x", "otp": "x", "mfa-code": "x", "csrfmiddlewaretoken": "x"}
    assert typed_values(rf.post("/", sent).POST) == [("postcode", "6822 AB")]


def test_nul_in_an_address_is_refused(client: Client) -> None:
    assert client.get("/?q=a%00b").status_code == 400
    assert client.get("/wijken/%00/").status_code == 400
