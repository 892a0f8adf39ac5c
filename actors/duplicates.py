"""Which records are probably the same place, written down twice.

Plain reckoning without tables: it takes `Candidate`s and gives `Match`es with a score and the reasons, in Dutch, for
the list of likely duplicates, the hint while typing and the preview of a file. Names are compared without accents,
articles and words that only tell the trade ("café", "stichting"); an address, telephone or web address weighs in.
Against it speak another address, another trade behind the same door, another part of town in the name, and another
wijk: a chain with two shops is two places.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from math import cos, hypot, radians

import rapidfuzz

from wijknet.ui.phones import plain_number
from wijknet.ui.text import fold

# From this score on it is worth a look. Set on the development half of tests/actors/data/duplicates.csv.
LIKELY = 0.7
# More records than this under one key say nothing; the key is then taken per wijk, or left out.
MOST_PER_KEY = 60
# A word in names behind so many doors (in a large gemeente: one in 500 records) does not tell which one it is.
MOST_DOORS = 3


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ARTICLES = _words("de het een t n s van der den ter ten te bij in op aan en of voor the and")
# Words that tell the trade, per trade: they do not make a name alike, and two trades are two places.
_TRADES = {
    "bakker": "bakker bakkerij banketbakkerij patisserie",
    "slager": "slager slagerij poelier",
    "groente": "groente groenten groentehal groenteboer fruit",
    "ijs": "ijssalon ijsboer gelateria",
    "bloemen": "bloem bloemen bloemist bloemisterij",
    "kapper": "kapper kapsalon barbier barbershop kappers",
    "fiets": "fietsen fietsenmaker fietsenwinkel tweewielers rijwielen rijwielhandel",
    "auto": "garage autobedrijf autogarage",
    "rijschool": "rijschool autorijschool verkeersschool",
    "bouw": "loodgieter installatiebedrijf aannemer schilder schildersbedrijf",
    "drogist": "drogist drogisterij",
    "super": "supermarkt buurtsuper",
    "eten": "cafe eetcafe grandcafe koffiehuis eethuis restaurant lunchroom theehuis theetuin pizzeria bistro",
    "snack": "snackbar cafetaria frietzaak friture",
    "reizen": "reisbureau",
    "kringloop": "kringloop kringloopwinkel weggeefwinkel",
    "huisarts": "huisarts huisartsen huisartsenpraktijk",
    "tandarts": "tandarts tandartsen tandartspraktijk mondzorg",
    "fysio": "fysio fysiotherapie fysiotherapeut",
    "apotheek": "apotheek",
    "wonen": "verpleeghuis verzorgingshuis woonzorgcentrum zorgcentrum zorghuis huize",
    "thuiszorg": "wijkverpleging thuiszorg",
    "school": "school basisschool obs cbs kbs rkbs daltonschool montessorischool",
    "opvang": "kinderopvang kinderdagverblijf kdv bso opvang",
    "peuters": "peuterspeelzaal peutergroep",
    "buurthuis": "mfc multifunctioneel buurthuis buurtcentrum wijkcentrum wijkgebouw dorpshuis ontmoetingscentrum",
    "bieb": "bibliotheek bieb",
    "politie": "politie politiebureau",
    "wijkagent": "wijkagent",
    "wijkteam": "wijkteam",
    "wijkraad": "wijkraad wijkplatform",
    "bewoners": "bewonerscommissie bewonersgroep bewonersvereniging",
    "huurders": "huurdersvereniging huurdersraad",
    "corporatie": "woningcorporatie woonstichting woonbedrijf woningstichting woningbouwvereniging",
    "sport": "sportvereniging sv",
    "voetbal": "voetbal voetbalvereniging voetbalclub vv",
    "tennis": "tennisvereniging tennisclub",
    "korfbal": "korfbalclub korfbalvereniging",
    "fitness": "sportschool fitness gym",
    "speeltuin": "speeltuin speeltuinvereniging",
    "jeugd": "jeugdhonk jongerencentrum jongerenhonk jeugdcentrum",
    "tuinen": "tuinvereniging buurttuin stadstuin moestuin buurtmoestuin volkstuin volkstuinen volkstuinvereniging vtv",
    "scouting": "scouting",
    "markt": "markt weekmarkt",
    "hobby": "breiclub biljartclub schaakclub kaartclub naailes naaiatelier soos ouderensoos",
}
_TRADE_OF = {word: trade for trade, words in _TRADES.items() for word in words.split()}
# Words that say nothing at all about which one it is.
_EMPTY = _words("stichting vereniging praktijk winkel kantoor bv vof locatie sociaal openbare xl")
# Parts of town, floors and teams: the same name with another one is another place.
_PARTS = _words("noord oost zuid west centrum midden binnenstad boven beneden jeugd senioren")
_FREE_MAIL = re.compile(r"(gmail|hotmail|outlook|live|icloud|me|ziggo|kpnmail|planet|xs4all|yahoo|home|hetnet)\.\w+")
# A number of a whole organisation is no sign of one place.
_SHARED_NUMBER = re.compile(r"0[89]00|14\d{3,4}$|1\d\d$")
_METRES_PER_DEGREE = 111_320
# Two words that differ by a letter are the same word.
_SAME_WORD = 0.8
# A door further on is still the same house; so far apart is certainly another.
_DOORS_NEAR, _METRES_NEAR, _METRES_FAR = 2, 40, 250


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """What is compared of one record. `town` is the gemeente: records of two gemeenten are never the same.
    `wijk` is empty while it is not chosen."""

    pk: int
    name: str
    wijk: int | str
    town: int | str
    other_names: str = ""
    kind: int | str = ""
    street: str = ""
    house_number: str = ""
    postcode: str = ""
    lon: float | None = None
    lat: float | None = None
    phone: str = ""
    email: str = ""
    website: str = ""

    @cached_property
    def names(self) -> list["_Name"]:
        every = [self.name, *self.other_names.split(",")]
        return [name for text in every if (name := _Name(text)).words]

    @cached_property
    def trades(self) -> set[str]:
        return set().union(*(name.trades for name in self.names))

    @cached_property
    def parts(self) -> set[str]:
        return set().union(*(name.parts for name in self.names))

    @cached_property
    def number(self) -> str:
        """Telephone, when it is that of one place."""
        plain = plain_number(self.phone) if self.phone else ""
        return "" if _SHARED_NUMBER.match(plain) else plain

    @cached_property
    def host(self) -> str:
        text = self.website if "//" in self.website else f"//{self.website}"
        found = re.match(r"(?:\w+:)?//(?:www\.)?([\w.-]+)", text)
        return found[1].casefold() if found else ""

    @cached_property
    def mail_host(self) -> str:
        host = self.email.rpartition("@")[2].casefold()
        return "" if _FREE_MAIL.fullmatch(host) else host

    @cached_property
    def road(self) -> str:
        return re.sub(r"[^a-z0-9]", "", fold(self.street))

    @cached_property
    def door(self) -> int | None:
        found = re.match(r"\s*(\d{1,5})", self.house_number)
        return int(found[1]) if found else None

    @cached_property
    def code(self) -> str:
        return self.postcode.replace(" ", "").upper()


class _Name:
    """One name, taken apart: what it is called, what trade it says, and which part of town."""

    __slots__ = ("core", "parts", "trades", "whole", "words")

    def __init__(self, text: str) -> None:
        plain = _as_heard(re.sub(r"(?<=\b\w)\.(?=\w\b|\s|$)", "", fold(text)))
        words = re.findall(r"[^\W_]+", plain)
        self.words = [word for word in words if word not in _ARTICLES] or words
        self.trades = {trade for word in self.words if (trade := _trade(word))}
        self.parts = {word for word in self.words if word in _PARTS or word.isdigit()}
        self.core = [w for w in self.words if not _trade(w) and w not in _EMPTY and w not in self.parts]
        self.whole = "".join(self.words)


def _as_heard(text: str) -> str:
    """Spellings that sound the same: Fontein and Fontijn, Sluis and Sluys."""
    return re.sub("ij|ei", "y", text.replace("uy", "ui"))


_TRADE_OF_FOLDED = {_as_heard(word): trade for word, trade in _TRADE_OF.items()}


# How the name of a group often ends; each is a trade of its own.
_GROUPS = ("club", "vereniging", "soos", "koor", "school", "groep")


def _trade(word: str) -> str:
    """What it does, by this word; a club that is not in the table is a trade of its own."""
    return _TRADE_OF_FOLDED.get(word) or (word if word.endswith(_GROUPS) else "")


@dataclass(frozen=True, slots=True)
class Match:
    """Two records that may be one, how sure (0–1), and why, in Dutch."""

    one: int
    other: int
    score: float
    why: tuple[str, ...] = field(default=())


def compare(one: Candidate, other: Candidate, common: frozenset[str] = frozenset()) -> Match:
    """How much these two look like the same place. `common` are words that many names here have."""
    if one.town != other.town or not (one.names and other.names):
        return Match(one.pk, other.pk, 0.0)
    same_kind = bool(one.kind) and one.kind == other.kind
    name = max(_alike(a, b, common, same_kind) for a in one.names for b in other.names)
    if bool(one.trades) != bool(other.trades) and not _long_name(one, other):
        # A club is often called after the building where it meets.
        is_group = any(trade.endswith(_GROUPS) for trade in one.trades | other.trades)
        name *= 0.6 if is_group or (one.kind and other.kind and not same_kind) else 0.8
    if one.parts != other.parts:
        name *= 0.85
    place, contact = _nearness(one, other), _contact(one, other)
    score = 0.55 * name + 0.35 * max(place, 0.0) + 0.3 * contact
    if name < 0.5 and contact < 1:
        # Neighbours in one building share a door, and sometimes a web address.
        score = min(score, 0.5)
    if place < 0 and contact < 1:
        score = min(score, 0.4)
    if place == 0 and contact == 0:
        # Nothing but the name: only in the same wijk (or none chosen yet), and only when it is all but the same.
        score = name * 0.72 if one.wijk == other.wijk or not one.wijk else min(score, 0.5)
    if _speaks_against(one, other):
        score = min(score, 0.45)
    return Match(one.pk, other.pk, round(min(score, 1.0), 3), _reasons(name, place, one, other))


def likely_pairs(records: Iterable[Candidate]) -> list[Match]:
    """The pairs worth a look, surest first. Only records that share a key are compared, never all with all."""
    known = {record.pk: record for record in records}
    blocks: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for record in known.values():
        for key in _keys(record):
            blocks[key].append(record.pk)
    pairs = {pair for keys in blocks.values() for pair in _pairs_of(keys, known)}
    common = common_words(known.values())
    found = (compare(known[one], known[other], common) for one, other in pairs)
    return sorted((match for match in found if match.score >= LIKELY), key=lambda m: (-m.score, m.one, m.other))


def common_words(records: Collection[Candidate]) -> frozenset[str]:
    """Words in the names of places behind many different doors, such as the name of the town."""
    doors: dict[str, set[tuple[str, int | None]]] = defaultdict(set)
    for record in records:
        for word in {word for name in record.names for word in name.core if record.road}:
            doors[word].add((record.road, record.door))
    most = max(MOST_DOORS, len(records) // 500)
    return frozenset(word for word, behind in doors.items() if len(behind) >= most)


def likely_matches(new: Candidate, records: Iterable[Candidate]) -> list[Match]:
    """Which of these records the new one may be, surest first."""
    found = (compare(new, record) for record in records)
    return sorted((match for match in found if match.score >= LIKELY), key=lambda match: (-match.score, match.other))


def name_keys(name: str, other_names: str = "") -> set[str]:
    """The beginnings of the words that make the name; two names that are alike nearly always share one."""
    names = [part for text in (name, *other_names.split(",")) if (part := _Name(text)).words]
    return {word[:4] for part in names for word in (part.core or part.words)}


def _pairs_of(keys: Sequence[int], known: dict[int, Candidate]) -> Iterator[tuple[int, int]]:
    if len(keys) <= MOST_PER_KEY:
        yield from combinations(sorted(keys), 2)
        return
    per_wijk: dict[int | str, list[int]] = defaultdict(list)
    for pk in keys:
        per_wijk[known[pk].wijk].append(pk)
    for some in per_wijk.values():
        if len(some) <= MOST_PER_KEY:
            yield from combinations(sorted(some), 2)


def _keys(record: Candidate) -> Iterator[tuple[object, ...]]:
    for word in name_keys(record.name, record.other_names):
        yield record.town, "name", word
    if record.road:
        yield record.town, "door", record.road, record.door
    for what, value in (("phone", record.number), ("mail", record.mail_host), ("web", record.host)):
        if value:
            yield record.town, what, value


def _alike(one: _Name, other: _Name, common: frozenset[str], same_kind: bool) -> float:
    """0–1: how much two names say the same."""
    if one.whole == other.whole:
        return 1.0
    if not (one.core and other.core):
        return rapidfuzz.fuzz.ratio(one.whole, other.whole) / 100 * (0.9 if one.core or other.core else 1.0)
    joined = rapidfuzz.fuzz.ratio("".join(one.core), "".join(other.core)) / 100
    if joined >= _SAME_WORD:
        return joined
    left, left_other = _left_over(one, other, common), _left_over(other, one, common)
    shared = [word for word in one.core if word not in common and word not in left]
    if not shared:
        return rapidfuzz.fuzz.ratio(one.whole, other.whole) / 100 * 0.9 if common else joined
    if left and left_other:
        # Each has a word of its own: two clubs in one building, named after it.
        return min(0.6, max(joined, rapidfuzz.fuzz.token_sort_ratio(" ".join(one.core), " ".join(other.core)) / 100))
    # "De Poort" may be short for "Inloop De Poort", or be the building where that is; the kind tells.
    return 0.9 if same_kind or not (left or left_other) else 0.6


def _left_over(one: _Name, other: _Name, common: frozenset[str]) -> list[str]:
    """The telling words of the one that are not in the other, give or take a letter; and its trade."""
    left = [
        word
        for word in one.core
        if word not in common and not any(rapidfuzz.fuzz.ratio(word, known) / 100 >= _SAME_WORD for known in other.core)
    ]
    return left + sorted(one.trades - other.trades)


def _nearness(one: Candidate, other: Candidate) -> float:
    """1 behind the same door, 0 when nothing is known, -1 somewhere else."""
    if one.road and other.road:
        if rapidfuzz.fuzz.ratio(one.road, other.road) < 88:
            return -1.0
        if one.door is None or other.door is None:
            return 0.8 if one.door == other.door else 0.4
        apart = abs(one.door - other.door)
        return 1.0 if apart == 0 else 0.7 if apart <= _DOORS_NEAR else -1.0
    metres = _metres(one, other)
    if metres is not None:
        return 0.9 if metres <= _METRES_NEAR else -1.0 if metres > _METRES_FAR else 0.0
    return 0.3 if one.code and one.code == other.code else 0.0


def _metres(one: Candidate, other: Candidate) -> float | None:
    if one.lon is None or one.lat is None or other.lon is None or other.lat is None:
        return None
    east = (one.lon - other.lon) * cos(radians(one.lat))
    return hypot(east, one.lat - other.lat) * _METRES_PER_DEGREE


def _contact(one: Candidate, other: Candidate) -> float:
    """1 with the same telephone or mailbox, less with the same domain."""
    same_number = bool(one.number) and one.number == other.number
    same_mail = bool(one.email) and one.email.casefold() == other.email.casefold()
    if same_number or same_mail:
        return 1.0
    hosts = {one.host, one.mail_host} & {other.host, other.mail_host}
    return 0.7 if hosts - {""} else 0.0


def _speaks_against(one: Candidate, other: Candidate) -> bool:
    """Another trade or another part of town in every name: neighbours, or branches."""
    if any(a.whole == b.whole for a in one.names for b in other.names):
        return False
    return bool(one.trades and other.trades and not one.trades & other.trades) or bool(
        one.parts and other.parts and not one.parts & other.parts
    )


def _long_name(one: Candidate, other: Candidate) -> bool:
    """They share a name of two words or more, which two places seldom do."""
    return any(len(a.core) > 1 and a.core == b.core for a in one.names for b in other.names)


def _reasons(name: float, place: float, one: Candidate, other: Candidate) -> tuple[str, ...]:
    why = ["zelfde naam" if name >= 0.97 else "naam lijkt erop"] if name >= 0.5 else []
    if place >= 0.9:
        why.append("zelfde adres")
    elif place > 0:
        why.append("adres vlakbij")
    if one.number and one.number == other.number:
        why.append("zelfde telefoon")
    if one.email and one.email.casefold() == other.email.casefold():
        why.append("zelfde e-mail")
    elif {one.host, one.mail_host} & {other.host, other.mail_host} - {""}:
        why.append("zelfde website")
    return tuple(why)
