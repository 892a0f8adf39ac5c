"""What the code on a printed card opens: the idea for everybody, the contact log for who works in its wijk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from initiatives.models import Initiative
from wijknet.access import Function, public
from wijknet.accounts.models import User


@public
@never_cache
@require_safe
def card(request: HttpRequest, reference: str) -> HttpResponse:
    """A card stays on a counter for years, so an idea that is gone gets a page that says so."""
    rows = Initiative.objects.filter(reference=reference)
    found = rows.only("reference", "area", "municipality").first()
    user = request.user
    if found and isinstance(user, User) and user.works_in(found.area_id, found.municipality_id, Function.WIJKMANAGER):
        return redirect(f"{reverse('moment-new')}?initiative={found.pk}")
    if found is None or not Initiative.objects.public().filter(pk=found.pk).exists():
        return render(request, "pages/card_gone.html", status=404)
    return redirect(found)
