"""The notebook: write a line now, work it out at the end of the day."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from actors.forms.party import NEAR, fetch
from wijknet.access import Function, get_visible_or_404, requires
from wijknet.accounts.models import User
from wijknet.areas.models import Theme
from wijknet.casework import services
from wijknet.casework.forms import JottingForm, SortForm
from wijknet.casework.models import Jotting, Signal
from wijknet.casework.proposals import Proposal, known_to, propose
from wijknet.casework.views.place import explain, place_among, user_of, wijk_asked, wijken_to_write
from wijknet.privacy.forms import tell_masked
from wijknet.ui import dates

MOST = 50
DONE = 20
SAID: dict[str, str] = {
    Jotting.Outcome.MOMENT: "Contactmoment opgeslagen.",
    Jotting.Outcome.AGREEMENT: "Je afspraak staat bij Afspraken.",
    Jotting.Outcome.SIGNAL: "Het telt mee als signaal.",
    Jotting.Outcome.THROWN: "Je regel is weg.",
}


@requires(Function.WIJKMANAGER)
@require_safe
def notebook(request: HttpRequest) -> HttpResponse:
    """My lines, and nobody else's."""
    return page(request, user_of(request), JottingForm())


@requires(Function.WIJKMANAGER)
@require_POST
def new(request: HttpRequest) -> HttpResponse:
    """Keep a line, and go back to where it was written."""
    viewer = user_of(request)
    form = JottingForm(request.POST)
    if not keep_line(request, viewer, form):
        return page(request, viewer, form)
    return redirect(back(request))


def keep_line(request: HttpRequest, viewer: User, form: JottingForm) -> bool:
    """Store what was written and say so; False when something must be put right first."""
    if not form.is_valid():
        return False
    try:
        services.write_jotting(
            by=viewer,
            key=form.cleaned_data["uuid"],
            line=form.cleaned_data["line"],
            area=wijk_asked(request, viewer),
            written_at=form.cleaned_data["written_at"],
        )
    except ValidationError as error:
        explain(form, error)
        return False
    messages.success(request, "Je regel staat in je kladblok.")
    tell_masked(request, form)
    return True


def back(request: HttpRequest) -> str:
    """The page of ours that the line was written on."""
    asked = request.POST.get("next", "")
    return asked if asked.startswith("/") and url_has_allowed_host_and_scheme(asked, None) else reverse("notebook")


@requires(Function.WIJKMANAGER)
@require_POST
def sort(request: HttpRequest, pk: int) -> HttpResponse:
    """Make of one line what its writer says it is."""
    viewer = user_of(request)
    jotting = get_visible_or_404(Jotting.objects.all(), viewer, pk=pk)
    outcome = request.POST.get("outcome", "")
    if outcome not in Jotting.Outcome.values:
        messages.error(request, "Kies wat de regel wordt. Je regel staat er nog.")
        return to_sort()
    desk = Desk(viewer)
    row = desk.row(jotting, request.POST)
    if row.form.is_valid():
        try:
            services.work_out(by=viewer, jotting=jotting, into=desk.into(row, outcome))
        except ValidationError as error:
            explain(row.form, error)
    if row.form.errors and jotting.is_open:
        return page(request, viewer, JottingForm(), wrong=row)
    messages.success(request, f"{SAID[outcome]} Maak je het liever ongedaan? Dat kan hieronder.")
    return to_sort()


@requires(Function.WIJKMANAGER)
@require_POST
def sort_chosen(request: HttpRequest) -> HttpResponse:
    """Do with each chosen line what its filled button says; what cannot be done stays, and is said."""
    viewer = user_of(request)
    keys = [
        int(key) for key in request.POST.getlist("line")[:MOST] if key.isascii() and key.isdigit() and len(key) < 19
    ]
    done, left = 0, 0
    desk = Desk(viewer)
    for jotting in Jotting.objects.visible_to(viewer).open().filter(pk__in=keys).order_by("written_at", "pk"):
        row = desk.row(jotting)
        if row.form.private and row.proposal.likely != Jotting.Outcome.THROWN:
            left += 1
            continue
        try:
            services.work_out(by=viewer, jotting=jotting, into=desk.into(row, row.proposal.likely))
            done += 1
        except ValidationError:
            left += 1
    if done:
        messages.success(request, "1 regel is uitgewerkt." if done == 1 else f"{done} regels zijn uitgewerkt.")
    if left or not done:
        messages.error(request, "Niet alles is gelukt. Bekijk wat er nog staat." if left else "Kies eerst een regel.")
    return to_sort()


@requires(Function.WIJKMANAGER)
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a line again."""
    viewer = user_of(request)
    jotting = get_visible_or_404(Jotting.objects.all(), viewer, pk=pk)
    try:
        services.take_back(by=viewer, jotting=jotting)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "Ongedaan gemaakt. Je regel staat er weer.")
    return to_sort()


def to_sort() -> HttpResponse:
    return redirect(f"{reverse('notebook')}#afronden")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line as it stands to be worked out."""

    proposal: Proposal
    form: SortForm


class Desk:
    """What working out needs to know, asked once for all lines."""

    def __init__(self, viewer: User) -> None:
        self.viewer = viewer
        self.wijken = wijken_to_write(viewer)
        self.known = known_to(viewer, self.wijken)
        self.near = [choice for kind, most in NEAR.items() for choice in self._latest(kind)[:most]]

    def _latest(self, kind: str) -> list[tuple[str, str]]:
        """Those of one kind, as choices: what is known stands in the order of speaking to them."""
        return [(name.value, name.label) for name in self.known.names if name.value.startswith(f"{kind}-")]

    def row(self, jotting: Jotting, data: QueryDict | None = None) -> Row:
        proposal = propose(jotting, self.known)
        place = place_among(self.wijken, *proposal.areas)
        form = SortForm(data, proposal=proposal, near=self.near, wijken=self.wijken, place=place)
        return Row(proposal=proposal, form=form)

    def into(self, row: Row, outcome: str) -> services.WorkedOut:
        """What was chosen in the form; what was not sent is as it was recognised."""
        chosen = {name: row.form[name].initial for name in row.form.fields}
        if row.form.is_bound:
            chosen |= {name: value for name, value in row.form.cleaned_data.items() if name in row.form.data}
        party = fetch(self.viewer, [str(chosen["who"])]).get(str(chosen["who"]))
        signal, theme = row.proposal.found.signal, row.proposal.found.theme
        heard = Signal.objects.visible_to(self.viewer).open().filter(pk=signal.pk).first() if signal else None
        by_code = {wijk.code: wijk for wijk in self.wijken}
        area = by_code.get(str(chosen["area"])) or self.wijken[0]
        return services.WorkedOut(
            outcome=outcome,
            area=area,
            party=party,
            due=chosen["due"] or row.proposal.due,
            street=str(chosen["street"]),
            theme=Theme.objects.filter(pk=theme, municipality=area.municipality_id).first() if theme else None,
            signal=heard if heard is not None and heard.area_id == area.pk else None,
        )


def page(request: HttpRequest, viewer: User, form: JottingForm, *, wrong: Row | None = None) -> HttpResponse:
    """The whole notebook; `wrong` is a line of which something must be put right first."""
    mine = Jotting.objects.visible_to(viewer)
    today = dates.today()
    done = mine.worked_out().select_related("moment", "agreement", "signal").order_by("-worked_out_on", "-pk")[:DONE]
    lines = list(mine.open().order_by("-written_at", "-pk")[:MOST])
    desk = Desk(viewer)
    rows = [wrong if wrong and wrong.proposal.jotting.pk == line.pk else desk.row(line) for line in lines]
    ready = mine.worked_out().filter(worked_out_on=today).count()
    context = {
        "form": form,
        "ready": ready,
        "all_lines": ready + len(lines),
        "tabs": [("Overdag", "#inhoud", True), (f"Dag afronden ({len(lines)})", "#afronden", False)],
        "today": today,
        "written": list(mine.on(today).order_by("-written_at", "-pk")[:MOST]),
        "rows": rows,
        "done": list(done),
        "one_wijk": len(desk.wijken) == 1,
        "all_chosen": request.GET.get("kies") == "alles",
    }
    return render(request, "casework/notebook.html", context)
