"""A network file: the questions that it leaves open, in the place of the columns of a table."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as lazy

from actors.forms.network_questions import NetworkQuestionsForm
from actors.models import ImportRun
from actors.services.imports import choose_columns, network_of
from wijknet.access import STAFF, Viewer
from wijknet.areas.models import Area
from wijknet.files.sheets import Unreadable
from wijknet.ui.forms import attempt

NETWORK_STEPS = [lazy("Bestand"), lazy("Vragen"), lazy("Nakijken"), lazy("Klaar")]
# What of a network may change, in words.
NETWORK_HEADS = {"strength": "Hoe nauw", "actors": "Wie doen mee", "meeting_place": "Plek van samenkomst"}


def network_questions(request: HttpRequest, run: ImportRun, viewer: Viewer) -> HttpResponse:
    """Called by the page of the columns, which looked whether this viewer may."""
    try:
        network = network_of(run)
    except Unreadable as refusal:
        return render(request, "actors/import_unreadable.html", {"run": run, "why": str(refusal)}, status=400)
    form = NetworkQuestionsForm(run, network, viewer, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        checked = attempt(
            form,
            lambda: choose_columns(run=run, by=viewer, sheet="", head_row=1, mapping=run.mapping, fills=form.answers()),
        )
        if checked:
            return redirect(checked)
    like = [run.place(number) for number in run.mapping.get("like_people", [])]
    context = {
        "form": form,
        "run": run,
        "network": network,
        "like": like,
        "more": run.mapping.get("like", 0) - len(like),
        "steps": NETWORK_STEPS,
    }
    return render(request, "actors/import_network.html", context, status=400 if form.errors else 200)


def network_url(run: ImportRun, viewer: Viewer) -> str:
    """The list of the network that it became part of; nothing for who does not read there."""
    area = Area.objects.wijken_of(viewer, *STAFF).filter(code=run.fills.get("area", "")).first()
    return reverse("network-whole", args=[area.municipality.slug, area.slug]) if area and area.municipality else ""
