"""Which fields of a profile are about a person: who wrote and signed it, and what is told in the texts."""

from wijknet.declare import Erase, Ground, NotPersonal, PersonalData

_STAFF = "collega van de gemeente"

DECLARATIONS = (
    PersonalData(
        model="profiles.Profile",
        fields=("updated_by_id", "read_by_id"),
        whose=_STAFF,
        ground=Ground.PUBLIC_TASK,
        purpose="Weten met wie je over het concept kunt overleggen.",
        term="Zolang de collega een account heeft.",
        erase=Erase.EMPTY,
    ),
    PersonalData(
        model="profiles.Profile",
        fields=("question", "who", "breathes", "makes", "developments", "programme"),
        whose="wie in de tekst wordt genoemd",
        ground=Ground.PUBLIC_TASK,
        purpose="Vertellen hoe het in de wijk gaat. De schrijver noemt plekken en groepen, geen mensen.",
        term="Tot de tekst wordt herschreven.",
        erase=Erase.REVIEW,
    ),
    PersonalData(
        model="profiles.ProgrammeItem",
        fields=("doing", "with_whom"),
        whose="wie in de tekst wordt genoemd",
        ground=Ground.PUBLIC_TASK,
        purpose="Vertellen wat er in de wijk gebeurt en met welke plekken en groepen. Geen mensen.",
        term="Tot de tekst wordt herschreven.",
        erase=Erase.REVIEW,
    ),
    PersonalData(
        model="profiles.ProfileEdition",
        fields=("published_by_id", "signed_name"),
        whose=_STAFF,
        ground=Ground.PUBLIC_TASK,
        purpose="Laten zien wie de editie heeft vastgesteld.",
        term="Zolang de editie openbaar is; het account van de collega gaat eerder.",
        erase=Erase.EMPTY,
    ),
    PersonalData(
        model="profiles.Quote",
        fields=("text", "said_by", "given_by"),
        whose="wie iets over de wijk zei",
        ground=Ground.CONSENT,
        purpose="Ervaring van mensen naast de cijfers zetten, in hun eigen woorden.",
        term="Tot de datum 'toestemming tot en met', of tot iemand stopt.",
        erase=Erase.DELETE_ROW,
        days=0,
        since="until",
    ),
    PersonalData(
        model="profiles.EditionQuote",
        fields=("text", "said_by"),
        whose="wie iets over de wijk zei",
        ground=Ground.CONSENT,
        purpose="De editie laten zien zoals zij was, met wat mensen zeiden.",
        term="Tot de datum 'toestemming tot en met', of tot iemand stopt. Dan staat er dat het citaat weg is.",
        erase=Erase.EMPTY,
        days=0,
        since="until",
    ),
    PersonalData(
        model="profiles.ProfilePicture",
        fields=("alt", "caption", "credit", "gone_why", "added_by_id"),
        whose="wie de foto maakte of erop staat, en de collega die hem toevoegde",
        ground=Ground.CONSENT,
        purpose="Laten zien waar de tekst over gaat. De redacteur zegt dat wie erop staat het goed vindt.",
        term="Zolang een editie de foto toont en niemand vraagt hem weg te halen; anders tot 30 dagen na de tekst.",
        erase=Erase.REVIEW,
    ),
    NotPersonal(
        model="profiles.ProfileEdition",
        fields=("content", "figures", "around"),
        why="Openbare tekst over een wijk en openbare cijfers; mensen worden er niet in genoemd.",
    ),
)
