"""Overdragen: everything open of mine in a wijk, to a colleague in one go, and back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from actors.models import Tie
from wijknet.access import Function, get_visible_or_404, require_function, requires
from wijknet.casework import services
from wijknet.casework.forms.handovers import HandoverForm
from wijknet.casework.models import Handover
from wijknet.casework.services.handovers import open_agreements, open_cases
from wijknet.casework.views.place import explain, place_among, user_of, wijken_to_write

MOST_ROWS = 100
MOST_GIVEN = 20


@requires(Function.WIJKMANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def handover(request: HttpRequest) -> HttpResponse:
    """What is mine and open here, to whom it may go, and what I gave before."""
    viewer = user_of(request)
    wijken = wijken_to_write(viewer)
    area = place_among(wijken, request.GET.get("wijk"))
    form = HandoverForm(request.POST or None, viewer=viewer, area=area)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.hand_over(by=viewer, area=area, key=data["request_key"], taker=data["taker"], until=data["until"])
        except ValidationError as error:
            explain(form, error)
        else:
            messages.success(request, f"Overgedragen. {data['taker'].first_name} ziet het nu bij Vandaag.")
            return redirect(f"{reverse('handover')}?wijk={area.code}")
    given = Handover.objects.visible_to(viewer).open().filter(giver=viewer).with_names().order_by("-pk")
    ties = Tie.objects.visible_to(viewer).in_area(area).current().to_confirm().with_sides().order_by("pk")
    context = {
        "my_wijken": wijken,
        "current_wijk": area,
        "area": area,
        "form": form,
        "agreements": list(open_agreements(viewer, area).with_names()[:MOST_ROWS]),  # type: ignore[attr-defined]
        "cases": list(open_cases(viewer, area)[:MOST_ROWS]),
        "ties": list(ties[:MOST_ROWS]),
        "given": list(given[:MOST_GIVEN]),
    }
    return render(request, "casework/handover.html", context)


@requires(Function.WIJKMANAGER)
@require_POST
def back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what is still open."""
    viewer = user_of(request)
    found = get_visible_or_404(Handover.objects.filter(giver=viewer).select_related("area"), viewer, pk=pk)
    require_function(viewer, found, Function.WIJKMANAGER)
    services.recall_handover(by=viewer, handover=found)
    messages.success(request, "Teruggehaald. Wat nog openstaat, staat weer bij jou.")
    return redirect(f"{reverse('handover')}?wijk={found.area.code}")
