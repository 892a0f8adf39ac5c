"""Words for points and lines in a network file: the same going out and coming in."""

import re

from actors.exchange.columns import TIES
from actors.models import Tie
from wijknet.ui.text import fold

# Besides ties: an organisation or place takes part in an informal network, or that meets there.
PART, PLACE = "PART", "PLACE"
LINE_WORDS = {str(kind): str(kind.label) for kind in Tie.Kind} | {PART: "doet mee", PLACE: "komt daar samen"}
NETWORK_WORD = "informeel netwerk"
# These go from one to the other; all other kinds read the same both ways.
ONE_WAY = {Tie.Kind.REFERS.value, Tie.Kind.SUPPORTS.value}
WEIGHT, START, END = "weight", "sinds", "tot"

_KINDS = dict(TIES.column("kind").words) | {fold(word): kind for kind, word in LINE_WORDS.items()}


def line_kind(word: str) -> str:
    """The kind of a line by the word in a file; empty when it is none of ours."""
    return _KINDS.get(fold(word), "")


# Words by which a file says that a point is a human; a network of WijkNet never has one.
PERSON_WORDS = {
    *("mens", "mensen", "persoon", "personen", "individu", "bewoner", "bewoners", "buurtbewoner", "inwoner", "burger"),
    *("vrijwilliger", "medewerker", "sleutelfiguur", "ambtenaar", "raadslid", "wethouder", "geinterviewde", "lid"),
    *("person", "persons", "people", "human", "individual", "individuals", "resident", "citizen", "employee"),
    *("interviewee", "volunteer", "member", "friend", "contact", "contactpersoon", "man", "vrouw", "woman"),
}


def says_person(word: str) -> bool:
    """Whether the kind of a point is a human, alone or as one of its words ("Persoon (bewoner)")."""
    return any(part in PERSON_WORDS for part in re.findall(r"[a-z]+", fold(word)))
