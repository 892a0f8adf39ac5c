"""Which fields of a profile are about a person: who wrote and signed it, and what is told in the texts."""

from wijknet.declare import Erase, Ground, NotPersonal, PersonalData

_STAFF = "collega van de gemeente"

DECLARATIONS = (
    PersonalData(
        model="profiles.Profile",
        fields=("updated_by_id",),
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
        model="profiles.ProfileEdition",
        fields=("published_by_id", "signed_name"),
        whose=_STAFF,
        ground=Ground.PUBLIC_TASK,
        purpose="Laten zien wie de editie heeft vastgesteld.",
        term="Zolang de editie openbaar is; het account van de collega gaat eerder.",
        erase=Erase.EMPTY,
    ),
    NotPersonal(
        model="profiles.ProfileEdition",
        fields=("content", "figures"),
        why="Openbare tekst over een wijk en openbare cijfers; mensen worden er niet in genoemd.",
    ),
)
