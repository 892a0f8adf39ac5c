"""The texts that people agree to, word for word.

A text that was shown never changes: better words are a new version beside it. The form shows the newest
version; a Consent names key and version, so that it can always be shown what someone agreed to.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentText:
    """One text in one version (Dutch, B1). `purpose` says in a few words what the consent is for."""

    key: str
    version: int
    text: str
    purpose: str


TEXTS = (
    ConsentText(
        key="publish_initiative",
        version=1,
        text=(
            "Mijn idee mag op de website van de wijk staan. Mijn naam, e-mailadres en telefoonnummer komen er niet bij."
        ),
        purpose="Het idee openbaar maken",
    ),
    ConsentText(
        key="keep_contact",
        version=1,
        text=(
            "De gemeente mag mijn naam, e-mailadres en telefoonnummer bewaren om mij te antwoorden. "
            "Eén jaar nadat mijn idee klaar is of stopt, worden ze gewist."
        ),
        purpose="Antwoord geven",
    ),
    ConsentText(
        key="show_first_name",
        version=1,
        text="Mijn voornaam mag bij mijn idee op de website staan. Ik kan dat later weer stoppen.",
        purpose="De voornaam bij het idee",
    ),
    ConsentText(
        key="show_picture",
        version=1,
        text=(
            "Ik maakte de foto zelf. Staan er mensen op? Dan vinden zij het goed. De foto mag bij mijn idee op de "
            "website staan, als de wijkmanager hem heeft bekeken. Ik kan hem altijd weghalen."
        ),
        purpose="Een foto bij het idee",
    ),
    ConsentText(
        key="reach_adult",
        version=1,
        text="Mijn ouder of school weet dat ik dit vertel. De wijkmanager mag hen bellen of mailen.",
        purpose="Een kind antwoorden via ouder of school",
    ),
    ConsentText(
        key="hear_answer",
        version=1,
        text=(
            "De gemeente mag mijn e-mailadres bewaren om mij te mailen wat er met mijn zorg gebeurt. "
            "30 dagen na het antwoord wordt het gewist. Komt er geen antwoord, dan na een jaar. "
            "Ik kan altijd stoppen."
        ),
        purpose="Antwoord krijgen op een zorg die meer mensen hebben",
    ),
    ConsentText(
        key="meet_neighbour",
        version=1,
        text=(
            "Deze buur mag mijn voornaam en de titel van mijn idee zien. Zegt de buur ook ja, dan mag de buur ook mijn "
            "e-mailadres en telefoonnummer zien. Ik kan elke dag stoppen."
        ),
        purpose="Kennismaken met een buur die een idee heeft dat op het mijne lijkt",
    ),
    ConsentText(
        key="join_team",
        version=1,
        text=(
            "Wie aan dit idee meewerkt mag mijn voornaam zien, en hoe ik te bereiken ben. De wijkmanager ook. "
            "Ik kan elke dag stoppen, met een link. Dan wordt alles meteen gewist. Anders gebeurt dat een jaar na de "
            "laatste stap van het idee."
        ),
        purpose="Een idee trekken of meehelpen",
    ),
    ConsentText(
        key="show_team_name",
        version=1,
        text="Mijn voornaam mag bij dit idee op de website staan. Ik kan dat later weer stoppen.",
        purpose="De voornaam van wie meehelpt bij het idee",
    ),
    ConsentText(
        key="join_circle",
        version=1,
        text=(
            "De andere mensen in de kring mogen mijn voornaam zien. Zij lezen ook wat ik in de kring schrijf. "
            "De wijkmanager leest mee. Mijn e-mailadres zien zij niet. Ik kan elke dag stoppen, met één knop. "
            "Dan gaat alles weg wat ik in de kring schreef."
        ),
        purpose="Meedoen aan de kring van initiatiefnemers",
    ),
    ConsentText(
        key="be_contact",
        version=1,
        text=(
            "Ik wil aanspreekpunt zijn voor deze plek. De gemeente mag daarvoor mijn naam, telefoonnummer en "
            "e-mailadres bewaren. Alleen medewerkers die in mijn wijk werken, zien ze. Ik kan elke dag stoppen, met "
            "een link."
        ),
        purpose="Aanspreekpunt zijn voor een plek",
    ),
    ConsentText(
        key="quote_in_profile",
        version=1,
        text=(
            "Mijn woorden mogen in het wijkprofiel staan, op de website van de wijk. Mijn naam komt er niet bij. "
            "Ik kan elke dag stoppen. Dan gaan mijn woorden overal weg, ook uit oude edities."
        ),
        purpose="Een citaat in het wijkprofiel",
    ),
)


def newest(key: str) -> ConsentText:
    """The text that a form shows now; KeyError for a key that does not exist."""
    versions = [text for text in TEXTS if text.key == key]
    if not versions:
        raise KeyError(key)
    return max(versions, key=lambda text: text.version)


def find(key: str, version: int) -> ConsentText:
    """The text as someone agreed to it; KeyError when it never was."""
    for text in TEXTS:
        if (text.key, text.version) == (key, version):
            return text
    raise KeyError((key, version))
