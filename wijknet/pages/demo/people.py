"""Who can sign in to a demo, with one password that everybody may know."""

from dataclasses import dataclass
from datetime import date

from wijknet.access import FUNCTION_LABELS, Function
from wijknet.accounts.models import Assignment, User
from wijknet.areas.models import Area, MunicipalitySettings
from wijknet.pages.demo import ARNHEM, GEITENKAMP, GOEREE, KLARENDAL, ST_MARTEN, STAD

SIGN_IN_WITH = "welkom-in-de-wijk"
# In the other gemeente the hours are off, as they are everywhere at first.
WORKS_COUNCIL_ON = date(2026, 3, 10)
PHONES = {ARNHEM: "14 026", GOEREE: "14 0187"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Someone of the demo: `functions` in every one of `areas` (CBS codes)."""

    email: str
    name: str
    areas: tuple[str, ...] = ()
    functions: tuple[Function, ...] = ()
    operator: bool = False


COLLEAGUES = (
    Colleague(
        email="fatima@demo.example",
        name="Fatima el Amrani (demo)",
        areas=(KLARENDAL, ST_MARTEN),
        functions=(Function.WIJKMANAGER,),
    ),
    Colleague(
        email="anna@demo.example", name="Anna de Groot (demo)", areas=(GEITENKAMP,), functions=(Function.WIJKMANAGER,)
    ),
    Colleague(
        email="maria@demo.example",
        name="Maria van Dam (demo)",
        areas=(STAD,),
        functions=(Function.WIJKMANAGER,),
    ),
    Colleague(email="sara@demo.example", name="Sara Bos (demo)", areas=(KLARENDAL,), functions=(Function.WIJKMANAGER,)),
    Colleague(email="joris@demo.example", name="Joris Peters (demo)", areas=(KLARENDAL,), functions=(Function.READER,)),
    Colleague(
        email="beheer@demo.example",
        name="Beheer Arnhem (demo)",
        areas=(ARNHEM,),
        functions=(Function.MUNICIPALITY_ADMIN, Function.CURATOR),
    ),
    Colleague(email="operator@demo.example", name="Technisch beheer (demo)", operator=True),
)


def load() -> None:
    """Make who is missing, give them what they lack; who changed their password keeps it."""
    places = {area.code: area for area in Area.objects.filter(code__in={c for one in COLLEAGUES for c in one.areas})}
    for colleague in COLLEAGUES:
        user = User.objects.filter(email=colleague.email).first() or make(colleague)
        for code in colleague.areas:
            for function in colleague.functions:
                Assignment.objects.get_or_create(user=user, area=places[code], function=function, end=None)
    for code, phone in PHONES.items():
        MunicipalitySettings.objects.filter(municipality__code=code, phone="").update(phone=phone)
    arnhem = MunicipalitySettings.objects.filter(municipality__code=ARNHEM, works_council_on=None)
    arnhem.update(works_council_on=WORKS_COUNCIL_ON)


def make(colleague: Colleague) -> User:
    if colleague.operator:
        return User.objects.create_superuser(colleague.email, SIGN_IN_WITH, name=colleague.name)
    return User.objects.create_user(colleague.email, SIGN_IN_WITH, name=colleague.name)


def introduction() -> list[str]:
    """Lines for the terminal: who can sign in, as what, where."""
    names = dict(Area.objects.filter(code__in={c for one in COLLEAGUES for c in one.areas}).values_list("code", "name"))
    lines = [f"Who can sign in (password of all: {SIGN_IN_WITH}):"]
    for colleague in COLLEAGUES:
        what = ", ".join(FUNCTION_LABELS[function] for function in colleague.functions) or "technisch beheer: /beheer/"
        where = ", ".join(names[code] for code in colleague.areas)
        lines.append(f"  {colleague.email:<22} {what}{f' · {where}' if where else ''}")
    return lines
