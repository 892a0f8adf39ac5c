"""What keys hold of people: which colleague sent in a form. A link keeps a hash and no name."""

from wijknet.declare import Erase, Ground, NotPersonal, PersonalData

DECLARATIONS = (
    PersonalData(
        model="tokens.RequestKey",
        fields=("owner_id",),
        whose="collega die een formulier instuurde",
        ground=Ground.PUBLIC_TASK,
        purpose="Een formulier dat twee keer wordt gestuurd één keer bewaren.",
        term="30 dagen.",
        erase=Erase.DELETE_ROW,
        days=30,
        since="created_at",
    ),
    NotPersonal(
        model="tokens.PersonalLink",
        fields=("token_hash",),
        why="Een hash van een willekeurige sleutel; wie hem leest, kan er niets mee openen.",
    ),
)
