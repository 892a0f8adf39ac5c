"""Where who runs a gemeente starts: what still waits for a choice, and the way to everything they look after."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from wijknet.access import Function, requires, viewer_of
from wijknet.accounts.models import Assignment
from wijknet.areas.models import Area, MunicipalitySettings
from wijknet.ui.pieces import Action, Todo

# So many wijken are named in one line; the list has the others.
NAMED = 3


@requires(Function.MUNICIPALITY_ADMIN)
@require_safe
def my_municipality(request: HttpRequest) -> HttpResponse:
    """What waits for a choice in my gemeenten, and what I can look after."""
    rows = MunicipalitySettings.objects.visible_to(viewer_of(request)).select_related("municipality")
    chosen = list(rows.order_by("municipality__name"))
    empty = wijken_without_manager([row.municipality_id for row in chosen])
    shown = [{"area": row.municipality, "todos": open_choices(row, empty)} for row in chosen]
    return render(request, "pages/my_municipality.html", {"municipalities": shown})


def wijken_without_manager(municipality_ids: Iterable[int]) -> list[Area]:
    """Wijken in which nobody is wijkmanager today, by name. Two queries."""
    held = Assignment.objects.current().filter(function=Function.WIJKMANAGER)
    taken = set(held.values_list("area", flat=True))
    wijken = Area.objects.wijken().filter(municipality__in=list(municipality_ids)).order_by("name")
    return [wijk for wijk in wijken if not {wijk.pk, wijk.municipality_id} & taken]


def open_choices(row: MunicipalitySettings, unmanaged: list[Area]) -> list[Todo]:
    """What a gemeente should choose before residents and colleagues rely on it."""
    empty = [wijk.name for wijk in unmanaged if wijk.municipality_id == row.municipality_id]
    url = reverse("municipality-settings", args=[row.municipality.slug])
    todos = []
    if empty:
        names = ", ".join(empty[:NAMED]) + (f" en {len(empty) - NAMED} meer" if len(empty) > NAMED else "")
        todos.append(
            _todo("people", "Wijken zonder wijkmanager", names, reverse("colleague-invite"), "Nodig iemand uit")
        )
    if not row.phone:
        why = "een bewoner weet nu niet wie hij belt als wij te laat zijn"
        todos.append(_todo("phone", "Geen telefoonnummer voor bewoners", why, f"{url}#id_phone", "Vul in"))
    if not (row.report_url and row.help_url and row.mediation_url):
        why = "meldpunt, wijkteam of buurtbemiddeling"
        todos.append(_todo("refer", "Niet elk adres om naar te verwijzen is er", why, f"{url}#id_report_url", "Vul in"))
    if not row.second_factor_required:
        why = "collega's loggen in met alleen een wachtwoord"
        todos.append(
            _todo("lock", "De tweede stap is niet verplicht", why, f"{url}#id_second_factor_required", "Bekijk")
        )
    if row.works_council_on is None:
        why = "zonder instemming van de ondernemingsraad ziet niemand uren en rollen"
        todos.append(_todo("clock", "Uren en rollen staan uit", why, f"{url}#id_works_council_on", "Bekijk"))
    return todos


def _todo(icon: str, what: str, why: str, url: str, label: str) -> Todo:
    return Todo(icon=icon, what=what, url=url, why=why, action=Action(label=label, url=url))
