""" "Vertel je idee": four choices, then one question per page. Works without JavaScript, account or cookie.

The form lives in a draft whose random key is in the address, so two tabs are two forms, and the address alone
is enough to go on after a time-out, a restart or on another device.
"""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from initiatives.forms.place import PlaceForm
from initiatives.forms.public import FirstIdeaForm, IdeaForm, WhoForm
from initiatives.models import Draft, Kind
from initiatives.services import keep_draft, submit
from initiatives.services.submit import DRAFT_DAYS, token_of
from initiatives.views.limits import refuse_too_many
from wijknet.access import public
from wijknet.areas.models import Area, MunicipalitySettings
from wijknet.privacy.forms import before_all_read
from wijknet.ui.forms import Form

COOKIE = "wn_formulieren"
COOKIE_PATH = "/initiatieven/indienen/"
OFFERED = 3
# What is kept of one field as it was typed, right or wrong.
KEPT_LENGTH = 20_000

STEPS = ("idee", "plek", "wie", "controleren")
KINDS = {"idee": Kind.IDEA, "vraag": Kind.QUESTION}


def step_labels(kind: str) -> list[str]:
    return [_("Je idee") if kind == Kind.IDEA else _("Je vraag"), _("De plek"), _("Wie ben je"), _("Controleren")]


@public
@never_cache
def choose(request: HttpRequest) -> HttpResponse:
    """Four choices, and the forms that were begun on this device."""
    here = Area.objects.wijken().filter(code=request.GET.get("wijk", "")[:10]).select_related("municipality").first()
    rows = MunicipalitySettings.objects.select_related("municipality").order_by("municipality__name")
    if here is not None:
        rows = rows.filter(municipality=here.municipality)
    gemeenten = list(rows[:20])
    only = gemeenten[0] if len(gemeenten) == 1 else None
    elsewhere = reverse("initiative-elsewhere")
    context = {
        "here": here,
        "only": only,
        "days": only.answer_within_days if only else 5,
        "report_url": only.report_url if only and only.report_url else f"{elsewhere}#kapot",
        "help_url": only.help_url if only and only.help_url else f"{elsewhere}#hulp",
        "drafts": Draft.objects.open().filter(pk__in=begun_here(request), initiative=None),
    }
    return render(request, "initiatives/public/choose.html", context)


@public
def elsewhere(request: HttpRequest) -> HttpResponse:
    """Where to go with something broken or when one needs help oneself, per gemeente."""
    rows = MunicipalitySettings.objects.select_related("municipality").order_by("municipality__name")
    return render(request, "initiatives/public/elsewhere.html", {"gemeenten": rows})


@public
@never_cache
def start(request: HttpRequest, kind: str) -> HttpResponse:
    """Step one; its first good POST makes the draft."""
    code = request.GET.get("wijk", "")[:10]
    form = FirstIdeaForm(request.POST or None, kind=KINDS[kind], initial={"wijk": code})
    if request.method == "POST":
        if limited := refuse_too_many(request, "initiative_start"):
            return limited
        if form.is_valid():
            draft = keep_draft(key=None, kind=KINDS[kind], step="idee", values=typed(request, IdeaForm))
            if wijk := form.cleaned_data["wijk"]:
                draft = keep_draft(key=draft.key, kind=draft.kind, step="plek", values={"wijk": wijk})
            after = "later" if "later" in request.POST else "plek"
            return remember(request, draft, redirect("initiative-step", draft.key, after))
    return show_step(request, form, kind=KINDS[kind], step="idee", draft=None)


@public
@never_cache
def step(request: HttpRequest, key: UUID, step: str) -> HttpResponse:
    """One step of a form that was begun: show it with what stands in it, or keep what was typed and go on."""
    if step not in (*STEPS, "later"):
        raise Http404
    draft = Draft.objects.open().select_related("picture").filter(key=key).first()
    if request.method == "POST" and draft is None:
        return revive(request, step)
    if draft is None:
        return render(request, "initiatives/public/gone.html", status=404)
    if draft.initiative_id:
        return redirect("initiative-follow", token_of(draft))
    if step == "later":
        way_back = reverse("initiative-step", args=[key, first_open(draft)])
        context = {"draft": draft, "way_back": way_back, "address": settings.SITE_URL + way_back}
        return render(request, "initiatives/public/later.html", context)
    if step == "controleren":
        return check(request, draft)
    if request.method == "POST":
        values = typed(request, form_of(step))
        draft = keep_draft(key=key, kind=draft.kind, step=step, values=values)
        if draft.initiative_id:
            return redirect("initiative-follow", token_of(draft))
        form = form_of(step)(request.POST, **options(draft.kind, step))
        if "later" in request.POST:
            return remember(request, draft, redirect("initiative-step", key, "later"))
        if form.is_valid():
            return remember(request, draft, redirect("initiative-step", key, STEPS[STEPS.index(step) + 1]))
    elif "nakijken" in request.GET:
        form = bound(draft, step)
    else:
        form = form_of(step)(initial=draft.data.get(step, {}) | pointed_at(request, step), **options(draft.kind, step))
    return show_step(request, form, kind=draft.kind, step=step, draft=draft)


def check(request: HttpRequest, draft: Draft) -> HttpResponse:
    """The last step: everything on one page; its POST stores it."""
    forms: dict[str, Any] = {name: bound(draft, name) for name in STEPS[:3]}
    for name, form in forms.items():
        if not form.is_valid():
            return redirect(reverse("initiative-step", args=[draft.key, name]) + "?nakijken")
    idea, place, who = forms["idee"].idea(), forms["plek"].place(), forms["wie"].who()
    if request.method == "POST":
        _initiative, token = submit(draft=draft, idea=idea, place=place, who=who)
        response = redirect("initiative-follow", token)
        forget(request, draft, response)
        return response
    context = {
        "draft": draft,
        "picture": getattr(draft, "picture", None),
        "idea": idea,
        "place": place,
        "who": who,
        "steps": step_labels(draft.kind),
        "step": 4,
        "is_idea": draft.kind == Kind.IDEA,
        "all_read": before_all_read(idea.title, idea.story) if draft.kind == Kind.IDEA and who.may_publish else "",
    }
    return render(request, "initiatives/public/check.html", context)


def revive(request: HttpRequest, step: str) -> HttpResponse:
    """What was typed in a form that is gone (too old, or removed) goes on in a new one."""
    if step not in STEPS[:3]:
        return render(request, "initiatives/public/gone.html", status=404)
    if limited := refuse_too_many(request, "initiative_start"):
        return limited
    kind = Kind.QUESTION if request.POST.get("kind") == Kind.QUESTION else Kind.IDEA
    draft = keep_draft(key=None, kind=kind, step=step, values=typed(request, form_of(step)))
    messages.info(request, _("Je formulier was te oud. Wat je net typte, hebben we bewaard."))
    return remember(request, draft, redirect("initiative-step", draft.key, first_open(draft)))


def show_step(request: HttpRequest, form: Form, *, kind: str, step: str, draft: Draft | None) -> HttpResponse:
    number = STEPS.index(step)
    done = draft.data if draft else {}
    back = (
        reverse("initiative-step", args=[draft.key, STEPS[number - 1]])
        if draft and number
        else reverse("initiative-submit")
    )
    context = {
        "form": form,
        "draft": draft,
        "kind": kind,
        "is_idea": kind == Kind.IDEA,
        "steps": step_labels(kind),
        "step": number + 1,
        "next_label": step_labels(kind)[number + 1],
        "back_url": back,
        "back_label": _("Terug naar %(step)s") % {"step": step_labels(kind)[number - 1]} if number else _("Terug"),
        "so_far": so_far(done, step) if draft else [],
    }
    return render(request, f"initiatives/public/step_{step}.html", context)


def so_far(data: dict[str, dict[str, str]], step: str) -> list[tuple[str, str, str]]:
    """What stands in the other steps: label, words, step."""
    found = []
    if step != "idee" and (title := data.get("idee", {}).get("title")):
        found.append((_("Wat je vertelt"), title, "idee"))
    plek = data.get("plek", {})
    if step != "plek" and (words := plek.get("place_text") or plek.get("postcode") or plek.get("wijk")):
        area = Area.objects.filter(code=plek.get("wijk", "")).first()
        found.append((_("De plek"), f"{words}, {area.name}" if area and words != area.code else words, "plek"))
    return found


def pointed_at(request: HttpRequest, step: str) -> dict[str, str]:
    """The wijk that was chosen on the map stands in the form, until the form is sent on."""
    code = request.GET.get("wijk", "")[:10]
    return {"wijk": code, "postcode": ""} if step == "plek" and code else {}


def form_of(step: str) -> type[Any]:
    forms: dict[str, type[Any]] = {"idee": IdeaForm, "plek": PlaceForm, "wie": WhoForm}
    return forms[step]


def options(kind: str, step: str) -> dict[str, Any]:
    return {} if step == "plek" else {"kind": kind}


def bound(draft: Draft, step: str) -> Any:
    """A step with what is kept of it, to be judged."""
    return form_of(step)(draft.data.get(step, {}), **options(draft.kind, step))


def first_open(draft: Draft) -> str:
    """The first step that is not filled in well yet."""
    return next((name for name in STEPS[:3] if not bound(draft, name).is_valid()), "controleren")


def typed(request: HttpRequest, form: type[Any]) -> dict[str, str]:
    """What came in for the fields of a step, as it was typed, but for signs that no database can hold."""
    return {
        name: value.replace("\x00", "\ufffd")[:KEPT_LENGTH]
        for name in form.base_fields
        if isinstance(value := request.POST.get(name), str)
    }


def begun_here(request: HttpRequest) -> list[UUID]:
    """Keys of the forms that were begun on this device, newest first."""
    keys = []
    for text in request.COOKIES.get(COOKIE, "").split(".")[:OFFERED]:
        try:
            keys.append(UUID(text))
        except ValueError:
            continue
    return keys


def remember(request: HttpRequest, draft: Draft, response: HttpResponse) -> HttpResponse:
    """Offer this form again on this device; the cookie goes to these pages only."""
    others = [key for key in begun_here(request) if key != draft.key]
    _set(response, [draft.key, *others][:OFFERED])
    return response


def forget(request: HttpRequest, draft: Draft, response: HttpResponse) -> None:
    _set(response, [key for key in begun_here(request) if key != draft.key])


def _set(response: HttpResponse, keys: list[UUID]) -> None:
    response.set_cookie(
        COOKIE,
        ".".join(key.hex for key in keys),
        max_age=DRAFT_DAYS * 86_400 if keys else 0,
        path=COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
