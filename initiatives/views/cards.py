"""Initiatiefkaarten: an idea on A6 to lay on the bar of the community centre, with a code that leads to its page."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from initiatives.forms.cards import CardsForm
from initiatives.models import Initiative, Phase, Picture
from initiatives.views.desk import READS, user_of
from wijknet.access import requires
from wijknet.areas.models import Area
from wijknet.files.documents import code_of, make_document
from wijknet.files.services import download, files_of_all, read_file
from wijknet.ui.dates import today

STORY_SHOWN = 170


@requires(*READS)
@require_safe
def cards(request: HttpRequest) -> HttpResponse:
    """Choose, and with `maak` in the address get the sheets: four cards on an A4, with marks to cut by."""
    asked = "maak" in request.GET
    form = CardsForm(request.GET if asked else None, user=user_of(request), initial={"leeg": 0})
    if asked and form.is_valid():
        try:
            content = sheets(list(form.cleaned_data["kies"]), form.blank_for(), form.cleaned_data["leeg"] or 0)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return download(content, name=f"kaarten {today():%Y-%m-%d}.pdf", content_type="application/pdf")
    return render(request, "initiatives/desk/cards.html", {"form": form})


def sheets(chosen: list[Initiative], wijk: Area | None, blank: int) -> bytes:
    """The PDF. Each picture and code goes beside the words under a name of ours."""
    files: dict[str, bytes] = {}
    shown = pictures_of(chosen)
    found = [card_of(one, files, shown.get(one.pk)) for one in chosen]
    if wijk is not None:
        found += [blank_card(wijk, files)] * blank
    data = {"title": _("Kaarten van initiatieven"), "author": "WijkNet", "cards": found}
    return make_document("cards", data, files=files)


def pictures_of(chosen: list[Initiative]) -> dict[int, tuple[str, bytes]]:
    """What stands on the picture and its bytes, for the ideas of which somebody approved one."""
    rows = Picture.objects.filter(submission__initiative__in=chosen, approved_at__isnull=False)
    about = {pk: (initiative, alt) for pk, initiative, alt in rows.values_list("pk", "submission__initiative", "alt")}
    found = {}
    for stored in files_of_all(Picture, about):
        initiative, alt = about[stored.owner_pk]
        try:
            found[initiative] = (alt, read_file(stored))
        except FileNotFoundError:
            continue
    return found


def card_of(one: Initiative, files: dict[str, bytes], picture: tuple[str, bytes] | None) -> dict[str, Any]:
    place = f"{one.area.name}, {one.municipality.name}"
    card = {
        "above": _("Idee van %(who)s") % {"who": one.said_by},
        "title": one.title,
        "facts": " · ".join(filter(None, (place, one.place_text, one.get_phase_display()))),
        "story": Truncator(" ".join(one.story.split())).chars(STORY_SHOWN),
        "question": question_of(Phase(one.phase)),
        "scan": _("Scan de code en lees het hele idee"),
        "lines": 3 if picture else 4,
        "write": _("Schrijf hier wat jij ervan vindt of wat je kunt doen."),
        "picture": "",
        "picture-alt": "",
    }
    if picture:
        name = f"foto-{one.pk}.jpg"
        card |= {"picture": name, "picture-alt": picture[0]}
        files[name] = picture[1]
    return card | scanned(reverse("initiative-card", args=[one.reference]), f"code-{one.pk}.svg", files)


def blank_card(wijk: Area, files: dict[str, bytes]) -> dict[str, Any]:
    """For an idea that nobody told yet: the code opens the form of this wijk."""
    place = f"{wijk.name}, {wijk.municipality.name}" if wijk.municipality else wijk.name
    card = {
        "above": place,
        "title": _("Heb jij een idee?"),
        "facts": "",
        "story": _("Voor je straat, je buren of je wijk. Klein mag ook."),
        "question": _("Wat zou jij hier beter maken?"),
        "scan": _("Scan de code en vertel het ons"),
        "lines": 6,
        "write": _("Of schrijf het hier en geef de kaart terug."),
        "picture": "",
        "picture-alt": "",
    }
    return card | scanned(f"{reverse('initiative-submit')}?wijk={wijk.code}", "code-leeg.svg", files)


def scanned(path: str, name: str, files: dict[str, bytes]) -> dict[str, str]:
    """The code for a phone, and the same address to type."""
    address = settings.SITE_URL + path
    files[name] = code_of(address)
    return {"code": name, "code-alt": _("Code voor de camera van je telefoon"), "address": address.split("://")[-1]}


def question_of(phase: Phase) -> str:
    """What to ask somebody who passes by, at this point of the idea."""
    questions = {
        Phase.IDEA: _("Wat vind jij van dit idee?"),
        Phase.CHAMPION: _("Wil jij meedenken?"),
        Phase.PLAN: _("Wat mist er nog in dit plan?"),
        Phase.COOPERATION: _("Wie ken jij die kan helpen?"),
        Phase.EXECUTION: _("Wil jij een keer meedoen?"),
        Phase.SUCCEEDED: _("Wat moet hierna komen?"),
        Phase.STOPPED: _("Wie wil dit opnieuw proberen?"),
        Phase.STRANDED: _("Wie helpt dit weer op gang?"),
    }
    return questions[phase]
