"""Take something up, write a step, finish it."""

from datetime import date
from typing import Any

from django import forms

from actors.forms.party import PartiesField
from actors.forms.who import WhoForm
from actors.models import MunicipalContact
from wijknet.access import Viewer
from wijknet.areas.models import Area, Theme
from wijknet.casework.contacts import Proposal
from wijknet.casework.models import Case
from wijknet.casework.services import Next
from wijknet.casework.services.rows import Side
from wijknet.privacy.forms import StaffText, remember_stored
from wijknet.roles import BY_ROLE, PROBLEMS, ROLE_CHOICES, Role
from wijknet.ui import dates
from wijknet.ui.forms import Cards, Chips, Form, RequestKeyForm, VersionForm

# Working days within which we say to come back, unless chosen otherwise.
DUE_DAYS = 5
# A list to choose from on a form; the page of the case has them all.
MOST_CONTACTS = 8
TURNS = [(turn.value, str(turn.label).capitalize()) for turn in Case.Turn]
NOBODY_YET = ""
PROBLEM_HELP = {problem.code: f"Dan ben je {BY_ROLE[problem.role].label.lower()}." for problem in PROBLEMS}


class NextForm(Form):
    """What is going on, what comes next, who has to move, and by when."""

    problem = forms.ChoiceField(
        label="Wat is er aan de hand?",
        choices=[(problem.code, problem.words) for problem in PROBLEMS],
        widget=Cards(helps=PROBLEM_HELP),
    )
    next_step = StaffText(label="Wat is de volgende stap?", max_length=300)
    turn = forms.ChoiceField(label="Wie is aan zet?", choices=TURNS, initial=Case.Turn.ME, widget=Chips())
    due = forms.DateField(label="Uiterlijk op")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("due", dates.add_working_days(dates.today(), DUE_DAYS))

    def clean_due(self) -> date:
        due: date = self.cleaned_data["due"]
        if due < dates.today():
            raise forms.ValidationError("Kies vandaag of een dag die nog komt.")
        return due

    def following(self) -> Next:
        data = self.cleaned_data
        return Next(problem=data["problem"], step=data["next_step"], turn=data["turn"], due=data["due"])


class CaseForm(NextForm, WhoForm, RequestKeyForm):
    """Take something up, filled in as far as the thing it starts from knows."""

    who = "life"

    title = StaffText(label="Hoe noem je het?", max_length=150)
    question = StaffText(
        label="Wat is de vraag?",
        help_text="Zo dat iemand in de wijk het herkent.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    area = forms.ChoiceField(label="Welke wijk?", widget=Chips())
    theme = forms.ModelChoiceField(Theme.objects.none(), label="Thema", required=False, empty_label="Nog geen thema")
    life = PartiesField(label="Voor wie in de wijk?", required=False, nobody=False)
    contact = forms.ChoiceField(label="Wie bij de gemeente?", required=False, widget=Cards())

    field_order = ("problem", "title", "question", "area", "theme", "words", "life", "contact")

    def __init__(self, *args: Any, viewer: Viewer, wijken: list[Area], place: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wijken = {wijk.code: wijk for wijk in wijken}
        area: Any = self.fields["area"]
        area.choices = [(code, wijk.name) for code, wijk in self.wijken.items()]
        self.initial.setdefault("area", place.code)
        theme: Any = self.fields["theme"]
        theme.queryset = Theme.objects.filter(municipality=place.municipality_id)
        self.start_who(viewer, place)

    def propose(self, proposals: list[Proposal]) -> None:
        """The contacts to choose from, best first, each with its reason."""
        proposals = proposals[:MOST_CONTACTS]
        if proposals and proposals[0].exact:
            self.initial.setdefault("contact", str(proposals[0].contact.pk))
        self.contacts = {str(proposal.contact.pk): proposal.contact for proposal in proposals}
        contact: Any = self.fields["contact"]
        contact.choices = [
            *((str(proposal.contact.pk), str(proposal.contact)) for proposal in proposals),
            (NOBODY_YET, "Nog niemand"),
        ]
        contact.widget.option_helps = {
            **{str(proposal.contact.pk): proposal.reason for proposal in proposals},
            NOBODY_YET: "Op de kaart staat dan een voorstel.",
        }

    def chosen_contact(self) -> MunicipalContact | None:
        return self.contacts.get(self.cleaned_data["contact"])

    def sides(self) -> list[Side]:
        """Leefwereld; a person with a function stands for the organisation."""
        chosen = [thing for thing in self.cleaned_data["life"] if thing is not None]
        return [thing if isinstance(thing, Side) else thing.actor for thing in chosen]


class StepForm(NextForm, RequestKeyForm, VersionForm):
    """What was done, and what comes next."""

    what = StaffText(label="Wat heb je gedaan?", max_length=300)

    field_order = ("what", "problem", "next_step", "turn", "due")


class ClosingForm(VersionForm):
    """The result in both worlds, in the words of the role; also when it did not work out."""

    reached_life = forms.TypedChoiceField(
        label="Leefwereld", coerce=lambda value: value == "ja", choices=(), widget=forms.RadioSelect
    )
    result_life = StaffText(
        label="Wat is er veranderd in de wijk?", max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    reached_system = forms.TypedChoiceField(
        label="Systeemwereld", coerce=lambda value: value == "ja", choices=(), widget=forms.RadioSelect
    )
    result_system = StaffText(
        label="Wat is er veranderd bij de gemeente of de partners?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    show_public = forms.BooleanField(
        label="Zet dit resultaat ook bij het initiatief",
        help_text="De afzender ziet het, en is het initiatief openbaar, dan iedereen. Noem geen namen.",
        required=False,
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if case.initiative_id is None:
            del self.fields["show_public"]
        self.initial.update(version=case.version, result_life=case.result_life, result_system=case.result_system)
        remember_stored(self)
        role = BY_ROLE[Role(case.role)]
        life: Any = self.fields["reached_life"]
        life.choices = [("ja", f"Gelukt: {role.to_life}"), ("nee", f"Niet gelukt: het blijft bij {role.from_life}")]
        system: Any = self.fields["reached_system"]
        system.choices = [
            ("ja", f"Gelukt: {role.to_system}"),
            ("nee", f"Niet gelukt: het blijft bij {role.from_system}"),
        ]


class CaseFilter(Form):
    """What the list of cases can be narrowed by; each stands in the address."""

    rol = forms.ChoiceField(label="Rol", required=False, choices=[("", "alle"), *ROLE_CHOICES])
    zet = forms.ChoiceField(
        label="Wie is aan zet?",
        required=False,
        choices=[("", "iedereen"), ("ME", "ik"), ("SYSTEM", "de gemeente"), ("LIFE", "de wijk")],
    )
    staat = forms.ChoiceField(
        label="Welke",
        required=False,
        choices=[("", "open"), ("laat", "te laat"), ("veel-te-laat", "veel te laat"), ("klaar", "afgerond")],
    )
    wie = forms.ChoiceField(label="Van wie", required=False, choices=[("", "de wijk"), ("ik", "mij")])


class PartnerForm(Form):
    """`?naam=`: which organisation becomes a partner."""

    naam = forms.CharField(label="Naam van een organisatie", required=False, max_length=80, widget=forms.SearchInput)
