"""What the style page shows: every piece in every state, with people and places that are invented."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.html import format_html

from wijknet.roles import Role
from wijknet.ui.forms import Cards, Chips, ChipsGrid, Form, ManyChips
from wijknet.ui.icons import ICONS
from wijknet.ui.pieces import (
    Action,
    Bar,
    CaseCard,
    Column,
    Entry,
    Figure,
    Half,
    Letter,
    Phase,
    Todo,
    bars,
    results,
)

HOW = [("straat", "Straat"), ("bezoek", "Bezoek"), ("telefoon", "Telefoon")]
WIJKEN = [("", "Kies een wijk"), ("klarendal", "Klarendal"), ("geitenkamp", "Geitenkamp")]
WHO = [
    ("bakker", "Bakkerij Yıldız"),
    ("flat", "Singelflat"),
    ("zorg", "Mantelzorgers"),
    ("iemand", "Iemand, geen naam"),
]
NEEDS = [("geld", "Geld"), ("plek", "Een plek"), ("hulp", "Hulp van anderen")]


class Fields(Form):
    """Every kind of field."""

    name = forms.CharField(label="Je voornaam", initial="Samira")
    mail = forms.EmailField(label="Je e-mailadres", help_text="Hierheen sturen we een link.")
    phone = forms.CharField(label="Je telefoonnummer", required=False, widget=forms.TelInput)
    people = forms.IntegerField(label="Hoeveel mensen?", required=False)
    day = forms.DateField(label="Op welke dag?", required=False)
    wijk = forms.ChoiceField(label="Wijk", choices=WIJKEN)
    wijken = forms.MultipleChoiceField(label="Wijken", choices=WIJKEN[1:], required=False)
    story = forms.CharField(label="Wat speelt er?", widget=forms.Textarea, help_text="Eén regel is genoeg.")
    photo = forms.FileField(label="Foto", required=False, help_text="Hoogstens 5 MB.")
    secret = forms.CharField(label="Wachtwoord", required=False, widget=forms.PasswordInput)


class Choices(Form):
    """Every kind of choice."""

    leader = forms.ChoiceField(
        label="Ben jij de trekker?", choices=[("ja", "Ja"), ("nee", "Nee, die zoek ik nog")], widget=forms.RadioSelect
    )
    needs = forms.MultipleChoiceField(label="Wat heb je nodig?", choices=NEEDS, widget=forms.CheckboxSelectMultiple)
    how = forms.ChoiceField(
        label="Hoe?",
        choices=HOW,
        widget=ChipsGrid(icons={"straat": "walk", "bezoek": "door", "telefoon": "phone"}),
    )
    wish = forms.ChoiceField(label="Voor wie wil je dit bewaren?", choices=HOW, widget=Chips)
    who = forms.MultipleChoiceField(
        label="Met wie?", choices=WHO, widget=ManyChips(icons={"flat": "place", "zorg": "people"})
    )
    problem = forms.ChoiceField(
        label="Wat is er aan de hand?",
        choices=[("a", "Iemand heeft een vraag over de gemeente"), ("b", "Een probleem blijft liggen")],
        widget=Cards(helps={"a": "Je zoekt een antwoord.", "b": "Je zoekt wie het kan oplossen."}),
    )
    agree = forms.BooleanField(label="Ik heb dit gelezen", help_text="Je kunt dit later intrekken.")


class Filter(Form):
    kind = forms.ChoiceField(label="Soort", choices=[("", "alle soorten"), ("winkel", "winkel")], required=False)
    q = forms.CharField(label="Naam of woord", required=False, widget=forms.SearchInput)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    day: date
    title: str
    url: str
    text: str


LIFE = Half(name="Bakkerij Yıldız", detail="winkel")
CARDS = [
    CaseCard(
        title="Gekoppeld, gemeente aan zet",
        url="#s-kaart",
        role=Role.BRIDGER,
        life=LIFE,
        system=Half(name="Beheer openbare ruimte", detail="Petra Mulder", turn="aan zet · 2 werkdagen"),
        meta="Reactie vóór di 1 december 2026",
    ),
    CaseCard(
        title="Gekoppeld, te laat",
        url="#s-kaart",
        role=Role.BRIDGER,
        life=Half(name="Appgroep Akkerstraat", detail="46 leden"),
        system=Half(name="Bureau Verkeer", detail="Joris Hendriks", turn="aan zet · 5 werkdagen te laat", late=True),
        meta="Reactie was afgesproken voor di 17 november 2026",
        tag="zonder namen",
    ),
    CaseCard(
        title="Nog geen ambtenaar",
        url="#s-kaart",
        role=Role.BRIDGER,
        life=Half(name="Bewoners Singelflat", detail="informeel netwerk"),
        system=Half(
            name="Bureau Verkeer",
            detail="Past bij thema en wijk: mobiliteit, Klarendal.",
            proposal=True,
            action=Action(label="Koppel", url="#s-kaart", primary=True),
        ),
        meta="Nieuw",
        turn="jij bent aan zet · vandaag",
    ),
]
TODOS = [
    Todo(
        icon="agreement",
        what="Afspraak die te laat is",
        url="#s-lijst",
        when="1 werkdag te laat",
        why="van di 17 november",
        late=True,
        action=Action(label="Vertel wat er is gebeurd", url="#s-lijst", primary=True),
    ),
    Todo(
        icon="clock",
        what="Volgende stap",
        url="#s-lijst",
        when="Vandaag",
        why="Te hard rijden in de Akkerstraat",
        action=Action(label="Vraag het na", url="#s-lijst"),
    ),
    Todo(icon="idea", what="Nieuw idee: Buurtfeest zonder afval", url="#s-lijst", why="gisteren gestuurd"),
]
ENTRIES = [
    Entry(icon="walk", title="Gesprek op straat", when="do 19 november 2026, 16:10 · Fatima"),
    Entry(
        icon="role-bridger",
        title="Stap: vraag gesteld aan Bureau Verkeer",
        when="do 19 november 2026",
        role=Role.BRIDGER,
        url="#s-tijd",
    ),
    Entry(icon="agreement", title="Afspraak nagekomen", when="vr 20 november 2026", text="De bakkerij is gebeld."),
    Entry(
        icon="lock", title="Gesprek van een collega", when="ma 9 november 2026", tag="de inhoud ziet alleen die collega"
    ),
]
PHASES = [
    Phase(label="Idee", detail="3 september", state="done"),
    Phase(label="Trekker gevonden", detail="12 september", state="done"),
    Phase(label="Plan", detail="hier ben je nu", state="current"),
    Phase(label="Samenwerking"),
    Phase(label="Uitvoering"),
    Phase(label="Geslaagd"),
]
LETTERS = [
    Letter(name="Jij", when="ma 23 november 2026, 19:04", text="Ik wil met alle straten koken.", side="me"),
    Letter(name="Fatima (demo)", function="wijkmanager", when="di 24 november 2026, 09:12", text="Wat een mooi idee."),
    Letter(name="WijkNet", when="wo 2 december 2026, 07:00", text="We zijn te laat met ons antwoord.", side="auto"),
]
FIGURES = [
    Figure(label="Mensen wonen hier", value="7.285", compare="Arnhem: 167.632"),
    Figure(label="Woningen", value="4.144", compare="Arnhem: 80.665"),
    Figure(label="Mensen per woning", value="1,8", compare="Arnhem: 2,1 · door ons berekend"),
]
NOW = [
    ("Jij bent aan zet", "Antwoord als je kunt vóór di 1 december 2026.", ""),
    ("Wij zijn aan zet. En we zijn te laat.", "De nieuwe datum is ma 7 december 2026.", "late"),
    ("Nog niemand", "Je idee staat stil. Zoek je iemand die meedoet?", "quiet"),
]
SWATCHES = [
    ("ground", "warm wit papier", ""),
    ("sunken", "menu, banen", ""),
    ("surface", "kaarten, velden", ""),
    ("ink", "tekst", ""),
    ("muted", "bijtekst", ""),
    ("action", "alles waar je op klikt", ""),
    ("soft", "nu, gekozen", ""),
    ("role", "Verbinder, altijd met teken", "fixer"),
    ("role", "Bruggenbouwer", "bridger"),
    ("role", "Bemiddelaar", "broker"),
    ("role", "Ondernemer", "entrepreneur"),
    ("success", "gelukt", ""),
    ("warning", "let op", ""),
    ("danger", "fout, te laat", ""),
]
MAP = format_html(
    '<svg viewBox="0 0 320 180" role="img" aria-labelledby="{key}"><title id="{key}">{title}</title>'
    '<path class="land" d="M10 10H310V170H10z"/><path class="here" d="M90 40H230L250 140H110z"/>'
    '<text class="here-label" x="170" y="96">Klarendal</text></svg>',
    key="kaart-s",
    title="Kaart: Klarendal ligt in Arnhem.",
)


HEADS = [
    Column(label="Naam"),
    Column(label="Soort"),
    Column(label="Bereikt", numeric=True),
    Column(label="Laatst gesproken"),
]


def samples() -> dict[str, Any]:
    """The context of the style page."""
    empty = {"mail": "samira@voorbeeld", "name": ""}
    return {
        "icons": list(ICONS),
        "swatches": SWATCHES,
        "fields": Fields(prefix="goed"),
        "wrong": Fields(data={f"fout-{name}": text for name, text in empty.items()}, prefix="fout"),
        "choices": Choices(
            prefix="keus", initial={"leader": "ja", "needs": ["geld"], "how": "straat", "who": ["flat"]}
        ),
        "wrong_choices": Choices(data={}, prefix="miskeus"),
        "filter_form": Filter(),
        "cards": CARDS,
        "todos": TODOS,
        "entries": ENTRIES,
        "phases": PHASES,
        "letters": LETTERS,
        "figures": FIGURES,
        "now": NOW,
        "heads": HEADS,
        "chart": bars([("informeren", 14), ("signaleren", 5), ("bemiddelen", 3.5)], "keer"),
        "role_chart": [
            Bar(label="Bruggenbouwer", words="5", share=36, role=Role.BRIDGER, detail="opgeloste wijkproblemen")
        ],
        "results": results({Role.FIXER: (14, 6), Role.BRIDGER: (5, 5), Role.BROKER: (3, 3)}),
        "life": [LIFE, Half(name="Twee buren", turn="aan zet · vandaag")],
        "system": [Half(name="Bureau Vergunningen", detail="gemeente", turn="aan zet · 2 werkdagen")],
        "roles": list(Role),
        "steps": ["Je idee", "De plek", "Wie ben je", "Controleren"],
        "map": MAP,
        "map_items": [("Singelstraat, bij de flat", "", "9 mensen"), ("Klarendalseweg", "#s-kaartje", "5 mensen")],
        "happenings": [
            Happening(day=date(2026, 11, 26), title="Veilig naar school", url="#s-agenda", text="19:30, De Linden")
        ],
        "ways": [
            ("idea", "Ik heb een idee", "#s-publiek", "Voor je straat of je wijk.", "3 minuten"),
            ("repair", "Er is iets kapot of vies", "#s-publiek", "Meld het bij het meldpunt.", "andere site"),
        ],
        "facts": [
            ("Je idee", "Kookavond voor alle straten"),
            ("De plek", "Klarendalseweg, in Klarendal"),
            ("Leeg", ""),
        ],
        "empty_action": Action(label="Bekijk het rondje", url="#s-lijst", icon="walk"),
    }
