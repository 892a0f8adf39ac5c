"""Who belongs to a case on the side of the systeemwereld: somebody at the gemeente, or a partner."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from actors.approaches import all_asked_lately
from actors.models import Actor, MunicipalContact
from actors.querysets import ActorQuerySet
from wijknet.access import Function, requires
from wijknet.accounts.models import User
from wijknet.casework import services
from wijknet.casework.contacts import contacts_of, propose
from wijknet.casework.forms.cases import PartnerForm
from wijknet.casework.models import Case
from wijknet.casework.views.cases import writable
from wijknet.casework.views.place import user_of

# Partners to choose from without a word typed; the search finds the others.
MOST_PARTNERS = 8


@requires(Function.WIJKMANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """One button per gemeente contact, best first with its reason; below it the partners of the wijk, by name."""
    viewer, found = user_of(request), writable(request, pk)
    proposals = propose(contacts_of([found.municipality_id]), area=found.area, theme_id=found.theme_id)
    parties = found.sides
    possible = partners(viewer, found).exclude(pk__in=[party.actor_id for party in parties if party.actor_id])
    if request.method == "POST":
        # On a card the button carries the contact in its address.
        asked = request.POST.get("contact") or request.GET.get("contact")
        contact = next((p.contact for p in proposals if str(p.contact.pk) == asked), None)
        partner = request.POST.get("partner", "")
        if contact is None and partner.isascii() and partner.isdigit() and len(partner) < 19:
            return linked(request, viewer, found, partners(viewer, found).filter(pk=partner).first())
        return linked(request, viewer, found, contact)
    form = PartnerForm(request.GET or None)
    words = form.cleaned_data["naam"] if form.is_valid() else ""
    shown = list((possible.with_words(words) if words else possible).order_by("sort_name", "pk")[:MOST_PARTNERS])
    linked_already = {party.municipal_contact_id for party in parties}
    context = {
        "case": found,
        "proposals": [proposal for proposal in proposals if proposal.contact.pk not in linked_already],
        "filter_form": form,
        "partners": list(zip(shown, all_asked_lately(viewer, shown), strict=True)),
    }
    return render(request, "casework/case_link.html", context)


def partners(viewer: User, case: Case) -> ActorQuerySet:
    """Formal organisations that work in this wijk. Of a sensitive kind nothing is asked."""
    rows = Actor.objects.visible_to(viewer).current().in_area(case.area).in_network()
    found: ActorQuerySet = rows.filter(kind__formal=True).select_related("kind")
    return found


def linked(request: HttpRequest, viewer: User, found: Case, whom: MunicipalContact | Actor | None) -> HttpResponse:
    if whom is None:
        raise Http404("Niet gevonden.")
    try:
        services.link_contact(by=viewer, case=found, contact=whom)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"{whom} staat nu bij de verbinding.")
    return redirect(found)
