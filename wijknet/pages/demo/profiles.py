"""The wijkprofiel of Klarendal: an edition of last spring, the one that is online, and what came after in the draft.

With the wijkprogramma and with quotes; made after groups, plans and channels, which an edition freezes as well.
"""

from datetime import timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from wijknet.accounts.models import User
from wijknet.areas.models import Area, Theme
from wijknet.pages.demo import KLARENDAL
from wijknet.profiles.around import frozen_around
from wijknet.profiles.figures import frozen, headline_figures
from wijknet.profiles.models import Profile, ProfileEdition
from wijknet.profiles.services import add_quote, publish_edition, save_draft, save_programme
from wijknet.ui.dates import today

KEY = UUID("5d3c8a52-6f0e-4e0b-9a57-0c6b7f6e2d01")
SIGNED = "Wijkteam Noord (demo)"
# How long ago the first edition was published, and how long before that the wijk was asked.
FIRST = timedelta(days=230)
ASKED = timedelta(days=30)
# What stood in the first edition and reads otherwise now; the rest is the same.
FIRST_TEXTS = {
    "question": "Hoe leren buren elkaar kennen?",
    "who": (
        "<p>Gezinnen die hier al lang zijn, wonen naast studenten. Veel mensen huren.</p>"
        "<p>Wie hier lang woont, kent de eigen straat goed.</p>"
    ),
    "makes": "<p>Mensen helpen elkaar via het buurthuis. Groepen kennen elkaar nog weinig.</p>",
    "developments": "<p>Er komt een plan voor het plein bij het buurthuis.</p>",
}
TEXTS = {
    "question": "Hoe leren buren uit verschillende straten elkaar kennen?",
    "who": (
        "<p>Gezinnen die hier al lang zijn, wonen naast studenten en nieuwe makers. Veel mensen huren. "
        "Op straat hoor je veel talen.</p>"
        "<p>Wie hier lang woont, kent de eigen straat goed. Nieuwe buren kennen vooral elkaar.</p>"
    ),
    "breathes": (
        "<p>De dag begint bij de bakker. Om drie uur vullen ouders het schoolplein. Op donderdag is het theeuur.</p>"
        "<p>In de zomer staan de stoelen buiten. In de winter is het buurthuis de warme plek.</p>"
    ),
    "makes": (
        "<p>Mensen helpen elkaar via de straat-app en het buurthuis. Groepen kennen elkaar nog weinig. "
        "Daar werken we samen aan.</p><p>Er is geen groot plan nodig. Wel een sleutel van de zaal.</p>"
    ),
    "developments": (
        "<p>Het plein bij het buurthuis wordt dit jaar groener. Bewoners kiezen mee wat er komt.</p>"
        "<ul><li>In het voorjaar komen er bomen.</li><li>In de zomer volgen de bankjes.</li></ul>"
    ),
    "programme": (
        "<p>We beginnen klein, met wie er al is. Elk half jaar kijken we samen wat er lukte en wat er beter kan.</p>"
    ),
}
# What the draft says since then: the preview marks it.
NEWER = {"developments": f"{TEXTS['developments']}<p>Nieuw: in de bibliotheek opent een taalcafé.</p>"}
# Per theme of the gemeente what is done here, and with whom.
PROGRAMME = {
    "Elkaar ontmoeten": (
        "Elke donderdag is er een open tafel in het buurthuis. In de zomer eten we op straat.",
        "Buurthuis Het Atelier (demo), Theeuur Het Kopje (demo)",
    ),
    "Groen en spelen": (
        "Elke straat krijgt een groene gevel. De speeltuin gaat ook op zondag open.",
        "Speeltuin De Zwaan (demo), groep Geveltuinen (demo)",
    ),
    "Opgroeien en leren": (
        "Oefenen met taal, aan tafel en op het schoolplein.",
        "Basisschool De Werf (demo), Bibliotheek Het Leesraam (demo)",
    ),
}
# Part, words, who says it as everybody reads it, and of whom the yes came.
QUOTES = (
    ("who", "Hier ben je na een week geen vreemde meer.", "een bewoner", "Samira (demo)"),
    ("breathes", "Wie iets wil weten, vraagt het bij het brood.", "een ondernemer", "Emre (demo)"),
    ("makes", "We hebben geen plan nodig, wel een sleutel van de zaal.", "een vrijwilliger", "Wies (demo)"),
)


def load() -> None:
    wijk = Area.objects.select_related("municipality").get(code=KLARENDAL)
    if ProfileEdition.objects.filter(area=wijk).exists():
        return
    beheer = User.objects.get(email="beheer@demo.example")
    first_edition(wijk, beheer)
    draft = save_draft(area=wijk, texts=TEXTS, version=Profile.objects.get(area=wijk).version, by=beheer)
    themes = {theme.name: theme.pk for theme in Theme.objects.filter(municipality=wijk.municipality)}
    programme = {themes[name]: words for name, words in PROGRAMME.items() if name in themes}
    draft = save_programme(area=wijk, programme=programme, version=draft.version, by=beheer)
    for part, text, said_by, given_by in QUOTES:
        add_quote(
            area=wijk,
            key=uuid5(NAMESPACE_URL, f"wijknet-demo/quote/{part}"),
            by=beheer,
            part=part,
            text=text,
            said_by=said_by,
            given_by=given_by,
            consent_on=today() - ASKED,
            until=today() + timedelta(days=365),
        )
    draft.refresh_from_db()
    publish_edition(profile=draft, version=draft.version, signed_name=SIGNED, key=KEY, by=beheer)
    save_draft(area=wijk, texts=TEXTS | NEWER, version=draft.version, by=beheer)


def first_edition(wijk: Area, by: User) -> None:
    """As it was published then. An edition never changes, so its day is given when it is made."""
    draft = save_draft(area=wijk, texts=TEXTS | FIRST_TEXTS, version=1, by=by)
    around = frozen_around(wijk)
    # The wijk had just begun to write down through what it tells its news.
    around["channels"] = around["channels"][:1]
    known = {channel["name"] for channel in around["channels"]}
    for group in around["groups"]:
        group["channels"] = [name for name in group["channels"] if name in known]
    ProfileEdition.objects.create(
        profile=draft,
        municipality_id=draft.municipality_id,
        area=wijk,
        number=1,
        published_at=timezone.now() - FIRST,
        published_by=by,
        signed_name=SIGNED,
        content=draft.texts(),
        figures=frozen(headline_figures(wijk)),
        around=around,
        border_year=wijk.border_year,
    )
