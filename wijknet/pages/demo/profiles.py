"""The wijkprofiel of Klarendal, with one edition online."""

from uuid import UUID

from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.pages.demo import KLARENDAL
from wijknet.profiles.models import ProfileEdition
from wijknet.profiles.services import publish_edition, save_draft

KEY = UUID("5d3c8a52-6f0e-4e0b-9a57-0c6b7f6e2d01")
SIGNED = "Wijkteam Noord (demo)"
TEXTS = {
    "question": "Hoe leren buren uit verschillende straten elkaar kennen?",
    "who": (
        "Gezinnen die hier al lang zijn, wonen naast studenten en nieuwe makers. Veel mensen huren. "
        "Op straat hoor je veel talen.\n\n"
        "Wie hier lang woont, kent de eigen straat goed. Nieuwe buren kennen vooral elkaar."
    ),
    "breathes": (
        "De dag begint bij de bakker. Om drie uur vullen ouders het schoolplein. Op donderdag is het theeuur.\n\n"
        "In de zomer staan de stoelen buiten. In de winter is het buurthuis de warme plek."
    ),
    "makes": (
        "Mensen helpen elkaar via de straat-app en het buurthuis. Groepen kennen elkaar nog weinig. "
        "Daar werken we samen aan.\n\nEr is geen groot plan nodig. Wel een sleutel van de zaal."
    ),
    "developments": "Het plein bij het buurthuis wordt dit jaar groener. Bewoners kiezen mee wat er komt.",
    "programme": (
        "Veilig op straat: kinderen lopen veilig naar school.\n\n"
        "Groene straten: elke straat heeft een groene gevel.\n\n"
        "Elkaar ontmoeten: er is elke week een open tafel."
    ),
}


def load() -> None:
    wijk = Area.objects.get(code=KLARENDAL)
    if ProfileEdition.objects.filter(area=wijk).exists():
        return
    beheer = User.objects.get(email="beheer@demo.example")
    draft = save_draft(area=wijk, texts=TEXTS, version=1, by=beheer)
    publish_edition(profile=draft, version=draft.version, signed_name=SIGNED, key=KEY, by=beheer)
