"""Say yes or no to a koppelkans, take that back, and write what a partner wants and brings."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from initiatives.forms.matches import PartnerForm
from initiatives.models import Match, Partner
from initiatives.scoring import Sort
from initiatives.services import change_partner, judge_match, remove_partner, reopen_match
from initiatives.views.desk import user_of, writable
from wijknet.access import Function, get_visible_or_404, require_function, requires
from wijknet.areas.models import Area
from wijknet.jobs.services import enqueue
from wijknet.privacy.forms import tell_masked
from wijknet.ui.conflict import Conflict, conflict_response

# What of the address of the list a button brings back.
_KEPT = ("wijk", "soort", "staat")


@requires(Function.WIJKMANAGER)
@require_POST
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """`antwoord` is ja, nee or terug; `van` says on which page the button stood, `vraag` what was chosen there."""
    user = user_of(request)
    match: Match = get_visible_or_404(Match.objects.with_sides(), user, pk=pk)
    require_function(user, match, Function.WIJKMANAGER)
    answer = request.POST.get("antwoord", "")
    try:
        if answer == "terug":
            reopen_match(match=match, by=user)
            messages.success(request, _("Teruggedraaid. Het is weer een voorstel."))
        elif answer in {"ja", "nee"}:
            judge_match(match=match, accepted=answer == "ja", by=user)
            messages.success(request, said(match) if answer == "ja" else _("We stellen dit niet meer voor."))
        else:
            messages.error(request, _("Kies of het past of niet."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(back_to(request, match))


def said(match: Match) -> str:
    """What a yes made, and what comes next."""
    name = match.target_name
    return {
        Sort.PARTNER: _("%(name)s is nu partner. Neem contact op, of pak het samen op.") % {"name": name},
        Sort.IDEA: _("We vragen het allebei. Zij zien elkaars gegevens pas na twee keer ja."),
    }.get(match.sort, _("Gekoppeld aan %(name)s.") % {"name": name})


def back_to(request: HttpRequest, match: Match) -> str:
    """The page of the idea where the button stood, or the list with the same choices."""
    reference = request.POST.get("van", "")
    for idea in (match.initiative, match.other):
        if idea is not None and idea.reference == reference:
            return f"{idea.get_desk_url()}#koppelkansen"
    asked = QueryDict(request.POST.get("vraag", "")[:500])
    kept = QueryDict(mutable=True)
    for name in _KEPT:
        if value := asked.get(name):
            kept[name] = value
    return f"{reverse('matches')}{'?' if kept else ''}{kept.urlencode()}"


@requires(Function.WIJKMANAGER)
@require_POST
def search(request: HttpRequest) -> HttpResponse:
    """Search one wijk again, in the background; asked twice in a minute is once."""
    code = request.POST.get("wijk", "")
    area: Area | None = Area.objects.wijken_of(user_of(request), Function.WIJKMANAGER).filter(code=code[:10]).first()
    if area is None:
        messages.error(request, _("Kies eerst een wijk waar je werkt."))
        return redirect("matches")
    minute = timezone.now().strftime("%Y%m%d%H%M")
    enqueue("initiatives.services.search_wijk", key=f"koppelkansen-{area.pk}-{minute}", target_pk=area.pk)
    messages.success(request, _("We zoeken opnieuw. Ververs deze pagina over een minuut."))
    return redirect(f"{reverse('matches')}?wijk={area.code}")


@requires(Function.WIJKMANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def partner(request: HttpRequest, reference: str, partner: int) -> HttpResponse:
    """What a partner of this idea wants and brings."""
    found = writable(request, reference)
    row = get_object_or_404(Partner.objects.select_related("actor"), initiative=found, pk=partner)
    known = {"goal": row.goal, "contribution": row.contribution, "version": row.version}
    form = PartnerForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("goal", "contribution", "version")}
        try:
            change_partner(partner=row, by=user_of(request), **facts)
        except Conflict as conflict:
            return conflict_response(request, conflict, form, back=found.get_desk_url())
        messages.success(request, _("Bewaard."))
        tell_masked(request, form)
        return redirect(f"{found.get_desk_url()}#koppelkansen")
    context = {"initiative": found, "partner": row, "form": form}
    return render(request, "initiatives/desk/partner.html", context, status=400 if form.errors else 200)


@requires(Function.WIJKMANAGER)
@require_POST
def partner_end(request: HttpRequest, reference: str, partner: int) -> HttpResponse:
    found = writable(request, reference)
    row = Partner.objects.filter(initiative=found, pk=partner).first()
    if row is not None:
        remove_partner(partner=row, by=user_of(request))
    messages.success(request, _("Dit is geen partner meer."))
    return redirect(f"{found.get_desk_url()}#koppelkansen")
