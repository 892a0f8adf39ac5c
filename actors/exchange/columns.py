"""The columns of every file of who is who, and the words by which people head them.

To know one more word for a column, add it here: capitals, accents and signs do not matter.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from actors.models import Person, Reach, Tie
from actors.rhythm import RHYTHMS
from wijknet.ui.text import fold


class Cell(StrEnum):
    """How a cell of the column is read; see `cells`."""

    LINE = "line"
    FREE = "free"
    LIST = "list"
    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    POSTCODE = "postcode"
    DAY = "day"
    COUNT = "count"
    DEGREES = "degrees"
    YES = "yes"
    WORD = "word"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """`name` in code, `head` above our own export, `also` what others write there. `words` are the choices of a
    WORD, folded, with the value that each stands for."""

    name: str
    head: str
    also: tuple[str, ...] = ()
    cell: Cell = Cell.LINE
    length: int = 200
    required: bool = False
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One kind of file. `fills` are required columns for which one answer can stand for all rows."""

    name: str
    label: str
    explanation: str
    columns: tuple[Column, ...]
    fills: tuple[str, ...] = ()

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


def _words(choices: Mapping[str, str] | list[tuple[str, str]], **more: str) -> dict[str, str]:
    pairs = dict(choices)
    return {fold(str(label)): str(value) for value, label in pairs.items()} | {
        fold(word.replace("_", " ")): value for word, value in more.items()
    }


_NUMBER = Column(name="number", head="WijkNet-nummer", also=("wijknet id", "id in wijknet"), cell=Cell.COUNT)
_WIJK = Column(
    name="area", head="Wijk", also=("wijknaam", "wijkcode", "stadswijk", "gebied", "cbs wijk"), required=True
)
_PHONE = Column(
    name="phone",
    head="Telefoon",
    also=("telefoonnummer", "telefoonnummers", "tel", "telnr", "tel nr", "tel.", "mobiel", "06", "phone", "gsm"),
    cell=Cell.PHONE,
    length=40,
)
_EMAIL = Column(
    name="email",
    head="E-mail",
    also=("e-mailadres", "emailadres", "e-mail adressen", "mail", "mailadres", "email", "e-mail adres"),
    cell=Cell.EMAIL,
    length=254,
)
_THEMES = Column(name="themes", head="Thema's", also=("thema", "onderwerp", "onderwerpen"), cell=Cell.LIST, length=600)
_OTHER_NAMES = Column(
    name="other_names",
    head="Andere namen",
    also=("alternatieve naam", "afkorting", "bijnaam", "ook bekend als", "roepnaam"),
)
_KNOWN_THROUGH = Column(
    name="known_through", head="Hoe we hier kwamen", also=("via", "via wie", "bron contact"), cell=Cell.FREE
)
_SOURCE = Column(
    name="source_text", head="Wie zei dit", also=("bron", "volgens", "gezegd door"), cell=Cell.FREE, length=120
)
_RHYTHM = Column(
    name="rhythm_days",
    head="Hoe vaak spreek je elkaar",
    also=("ritme", "contactfrequentie", "hoe vaak"),
    cell=Cell.WORD,
    words={fold(label): str(days) for days, label in RHYTHMS},
)
_MUNICIPALITY = Column(name="municipality", head="Gemeente", also=("gemeentenaam", "gemeentecode"))

ACTORS = Sheet(
    name="actors",
    label="Organisaties en plekken",
    explanation="Winkels, scholen, buurthuizen, verenigingen. Nooit mensen.",
    fills=("kind", "area"),
    columns=(
        _NUMBER,
        Column(
            name="name",
            head="Naam",
            also=(
                *("organisatie", "naam organisatie", "organisatienaam", "naam van de organisatie", "officiele naam"),
                *("bedrijfsnaam", "instelling", "plek", "locatie", "naam plek", "vereniging", "naam locatie", "actor"),
            ),
            length=120,
            required=True,
        ),
        _OTHER_NAMES,
        Column(
            name="kind",
            head="Soort",
            also=("soort organisatie", "type", "categorie", "soort plek", "type organisatie", "branche", "rubriek"),
            length=60,
            required=True,
        ),
        _WIJK,
        Column(
            name="active_in",
            head="Ook actief in",
            also=("actief in", "werkgebied", "wijken"),
            cell=Cell.LIST,
            length=600,
        ),
        Column(name="address", head="Adres", also=("bezoekadres", "adresgegevens", "adressen", "volledig adres")),
        Column(name="street", head="Straat", also=("straatnaam", "openbare ruimte"), length=100),
        Column(
            name="house_number",
            head="Huisnummer",
            also=("huisnr", "nr", "nummer", "huisnummer en toevoeging"),
            length=20,
        ),
        Column(name="postcode", head="Postcode", also=("pc", "zip"), cell=Cell.POSTCODE, length=7),
        Column(name="city", head="Plaats", also=("woonplaats", "vestigingsplaats", "stad", "plaatsnaam"), length=80),
        _PHONE,
        _EMAIL,
        Column(
            name="website",
            head="Website",
            also=("webadres", "internet", "internetpagina's", "internetpagina", "url", "site", "www"),
            cell=Cell.URL,
        ),
        _THEMES,
        Column(name="connecting", head="Verbindend", also=("verbindende actor", "sleutelplek"), cell=Cell.YES),
        Column(name="connecting_why", head="Waarom verbindend", cell=Cell.FREE, length=1000),
        Column(name="ask_first", head="Vraag hier eerst", cell=Cell.YES),
        Column(name="wants", head="Wil graag", also=("zoekt", "wensen", "vraag"), cell=Cell.FREE, length=500),
        Column(
            name="offers", head="Biedt", also=("aanbod", "heeft te bieden", "activiteiten"), cell=Cell.FREE, length=500
        ),
        _KNOWN_THROUGH,
        _RHYTHM,
        Column(name="public", head="Openbaar", also=("publiek", "mag openbaar"), cell=Cell.YES),
        Column(name="lat", head="Breedtegraad", also=("lat", "latitude", "breedte"), cell=Cell.DEGREES),
        Column(name="lon", head="Lengtegraad", also=("lon", "lng", "longitude", "lengte"), cell=Cell.DEGREES),
    ),
)

PEOPLE = Sheet(
    name="people",
    label="Aanspreekpunten bij een plek",
    explanation="Mensen met een openbare of beroepsmatige functie, of met eigen toestemming.",
    fills=("ground",),
    columns=(
        Column(
            name="actor",
            head="Plek",
            also=("organisatie", "naam organisatie", "bij", "werkgever", "bedrijf", "actor", "instelling"),
            length=120,
            required=True,
        ),
        Column(
            name="name",
            head="Naam",
            also=("contactpersoon", "naam contactpersoon", "persoon", "volledige naam", "aanspreekpunt"),
            length=120,
            required=True,
        ),
        Column(name="title", head="Functie", also=("rol", "functietitel", "taak"), length=80, required=True),
        Column(name="start", head="Sinds", also=("vanaf", "startdatum", "begindatum"), cell=Cell.DAY),
        _PHONE,
        _EMAIL,
        Column(
            name="ground",
            head="Waarom",
            also=("grond", "grondslag"),
            cell=Cell.WORD,
            required=True,
            words=_words(list(Person.Ground.choices), functie="FUNCTION", toestemming="CONSENT"),
        ),
        Column(
            name="consent_text", head="Toestemming in eigen woorden", also=("toestemming",), cell=Cell.FREE, length=500
        ),
        Column(name="told_on", head="Verteld op", also=("geinformeerd op",), cell=Cell.DAY),
        Column(name="told_how", head="Hoe verteld", also=("hoe geinformeerd",), length=100),
        Column(name="retain_until", head="Bewaren tot", also=("bewaartermijn",), cell=Cell.DAY),
    ),
)

CONTACTS = Sheet(
    name="contacts",
    label="Gemeentecontacten",
    explanation="Loketten, teams en collega’s bij de gemeente.",
    columns=(
        _NUMBER,
        Column(
            name="department",
            head="Afdeling",
            also=("team", "afdeling of team", "dienst", "cluster", "bureau", "loket", "organisatieonderdeel"),
            length=100,
            required=True,
        ),
        Column(
            name="name", head="Naam", also=("medewerker", "contactpersoon", "collega", "volledige naam"), length=120
        ),
        Column(name="function", head="Functie", also=("rol", "functietitel"), length=100),
        _THEMES,
        Column(name="wijken", head="Wijken", also=("wijk", "werkgebied", "gebied"), cell=Cell.LIST, length=600),
        _PHONE,
        _EMAIL,
        Column(name="absent_until", head="Afwezig tot en met", also=("afwezig tot",), cell=Cell.DAY),
        Column(
            name="deputy",
            head="Vervanger",
            also=("vervanging", "achterwacht", "plaatsvervanger", "waarnemer"),
            length=230,
        ),
        _MUNICIPALITY,
    ),
)

NETWORKS = Sheet(
    name="networks",
    label="Informele netwerken",
    explanation="Groepen die samenkomen zonder bestuur. Nooit een lijst van bewoners.",
    fills=("area",),
    columns=(
        _NUMBER,
        Column(
            name="name",
            head="Naam",
            also=("netwerk", "groep", "naam netwerk", "naam groep", "informeel netwerk"),
            length=120,
            required=True,
        ),
        _OTHER_NAMES,
        _WIJK,
        Column(
            name="about",
            head="Waar gaat het over",
            also=("omschrijving", "onderwerp", "doel"),
            cell=Cell.FREE,
            length=1000,
        ),
        Column(name="meeting_place", head="Plek van samenkomst", also=("waar", "locatie", "plek"), length=120),
        Column(name="rhythm", head="Wanneer", also=("dag en tijd", "hoe vaak samen"), length=100),
        Column(
            name="size",
            head="Ongeveer hoeveel mensen",
            also=("aantal", "grootte", "omvang", "hoeveel mensen"),
            cell=Cell.COUNT,
        ),
        Column(name="language", head="Taal", also=("talen", "voertaal"), length=80),
        Column(name="actors", head="Wie doen mee", also=("deelnemers", "organisaties"), cell=Cell.LIST, length=2000),
        _KNOWN_THROUGH,
        _RHYTHM,
    ),
)

TIES = Sheet(
    name="ties",
    label="Relaties: wie kent wie",
    explanation="Tussen organisaties, plekken en netwerken. Nooit tussen mensen.",
    fills=("strength",),
    columns=(
        Column(name="source", head="Van", also=("source", "from", "bron", "a"), length=120, required=True),
        Column(
            name="kind",
            head="Relatie",
            also=("soort relatie", "type", "label"),
            cell=Cell.WORD,
            words=_words(list(Tie.Kind.choices), werkt_samen="WORKS_WITH", verwijst_door="REFERS", botst="CLASHES"),
        ),
        Column(name="target", head="Met", also=("naar", "target", "to", "met wie", "b"), length=120, required=True),
        Column(
            name="strength",
            head="Hoe nauw",
            also=("sterkte", "hoe goed", "strength"),
            cell=Cell.WORD,
            required=True,
            words=_words([(str(value), str(label)) for value, label in Tie.Strength.choices])
            | {"1": "1", "3": "3", "5": "5", "soms": "1", "goed": "3", "samen": "5"},
        ),
        Column(name="start", head="Sinds", also=("vanaf",), cell=Cell.DAY),
        _SOURCE,
        Column(name="on", head="Laatst bevestigd", also=("bevestigd op", "datum"), cell=Cell.DAY),
    ),
)

REACH = Sheet(
    name="reach",
    label="Bereik: wie bereikt welke groep",
    explanation="Welke bewonersgroep via wie te bereiken is.",
    fills=("level",),
    columns=(
        Column(
            name="side",
            head="Plek of netwerk",
            also=("organisatie", "plek", "netwerk", "wie"),
            length=120,
            required=True,
        ),
        Column(name="group", head="Bewonersgroep", also=("groep", "doelgroep"), length=100, required=True),
        Column(
            name="level",
            head="Bereik",
            also=("hoe", "vertrouwen"),
            cell=Cell.WORD,
            required=True,
            words=_words(list(Reach.Level.choices), ja="REACHES", vertrouwd="TRUSTED", onbekend="UNKNOWN"),
        ),
        _SOURCE,
        Column(name="on", head="Laatst bevestigd", also=("bevestigd op", "datum"), cell=Cell.DAY),
    ),
)

SHEETS = {sheet.name: sheet for sheet in (ACTORS, PEOPLE, CONTACTS, NETWORKS, TIES, REACH)}
