"""Who to speak to at a place: the page of one person, what they must be told, and how they go."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from actors.forms import PersonChangeForm, PersonForm, ToldForm
from actors.mails import STOP, stop_address
from actors.models import Actor, Person, PersonFunction
from actors.permissions import may_change_actor
from actors.services import (
    add_person_function,
    change_person,
    end_person_function,
    erase_person,
    give_stop_link,
    note_met,
    tell_person,
)
from actors.services.people import CONSENT_TEXT, NO_PERSONS_HERE
from actors.views.actors import FORM_METHODS, actor_to_change
from wijknet.access import STAFF, Function, get_visible_or_404, limited, public, requires, viewer_of
from wijknet.log.services import note_read
from wijknet.privacy.forms import tell_masked
from wijknet.privacy.texts import newest
from wijknet.tokens.services import find_link
from wijknet.ui.conflict import Conflict, conflict_response
from wijknet.ui.forms import attempt


def function_at(request: HttpRequest, actor: Actor, pk: int) -> PersonFunction:
    """Someone who is to speak to at this actor now; whoever looks is in the read log."""
    found: PersonFunction | None = actor.functions.shown().filter(pk=pk).first()
    if found is None or actor.kind.sensitive:
        raise Http404("Niet gevonden.")
    note_read(request, found.person)
    found.actor = actor
    return found


def page_of(function: PersonFunction) -> str:
    return reverse("person", args=[function.actor_id, function.pk])


@requires(Function.WIJKMANAGER)
@require_http_methods(FORM_METHODS)
def person_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A first or a new face at this actor."""
    viewer = viewer_of(request)
    actor = actor_to_change(viewer, pk)
    if actor.kind.sensitive:
        return render(request, "actors/person_refused.html", {"actor": actor, "why": _(NO_PERSONS_HERE)})
    here = list(actor.functions.shown())
    for function in here:
        note_read(request, function.person)
    form = PersonForm(actor, request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        key = facts.pop("request_key")
        made = attempt(form, lambda: add_person_function(by=viewer, actor=actor, key=key, **facts))
        if made:
            messages.success(request, _("Het aanspreekpunt is bewaard."))
            tell_masked(request, form)
            if facts["ground"] == Person.Ground.CONSENT and not facts["email"]:
                return redirect("person-link", actor.pk, made.pk)
            return redirect("new-face", actor.pk) if facts.get("replaces") else redirect(actor)
    context = {"form": form, "actor": actor, "here": here}
    return render(request, "actors/person_new.html", context, status=400 if form.errors else 200)


@requires(Function.WIJKMANAGER)
@require_POST
def actor_met(request: HttpRequest, pk: int) -> HttpResponse:
    """We met the new face already."""
    viewer = viewer_of(request)
    actor = note_met(actor=actor_to_change(viewer, pk), by=viewer)
    messages.success(request, _("Goed. Kennismaken staat niet meer bij Vandaag."))
    return redirect(actor)


@requires(*STAFF)
@require_GET
def person(request: HttpRequest, pk: int, function: int) -> HttpResponse:
    """Everything that is kept of one person at this place, and why."""
    viewer = viewer_of(request)
    actors = Actor.objects.select_related("kind", "area").prefetch_related("active_in")
    actor: Actor = get_visible_or_404(actors, viewer, pk=pk)
    found = function_at(request, actor, function)
    context = {"actor": actor, "function": found, "may_change": may_change_actor(viewer, actor)}
    return render(request, "actors/person.html", context)


@requires(Function.WIJKMANAGER)
@require_http_methods(FORM_METHODS)
def person_change(request: HttpRequest, pk: int, function: int) -> HttpResponse:
    viewer = viewer_of(request)
    found = function_at(request, actor_to_change(viewer, pk), function)
    name = str(found.person)
    form = PersonChangeForm(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        try:
            if attempt(form, lambda: change_person(function=found, by=viewer, **facts)):
                messages.success(request, _("De gegevens zijn bewaard."))
                return redirect(page_of(found))
        except Conflict as conflict:
            return conflict_response(request, conflict, form, back=page_of(found))
    context = {"form": form, "name": name, "back_url": page_of(found)}
    return render(request, "actors/person_change.html", context, status=400 if form.errors else 200)


@requires(Function.WIJKMANAGER)
@require_http_methods(FORM_METHODS)
def person_told(request: HttpRequest, pk: int, function: int) -> HttpResponse:
    """I told them: how, and when."""
    viewer = viewer_of(request)
    found = function_at(request, actor_to_change(viewer, pk), function)
    form = ToldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        how, on = form.cleaned_data["how"], form.cleaned_data["on"]
        if attempt(form, lambda: tell_person(person=found.person, by=viewer, how=how, on=on)):
            messages.success(request, _("Goed. %(name)s weet het.") % {"name": found.person})
            return redirect(page_of(found))
    context = {
        "question": _("Weet %(name)s dat hij of zij in WijkNet staat?") % {"name": found.person},
        "explanation": _("Vertel wat we bewaren en waarom. Stoppen kan elke dag."),
        "yes": _("Ik heb het verteld"),
        "back_url": page_of(found),
        "form": form,
    }
    return render(request, "ui/confirm.html", context, status=400 if form.errors else 200)


@requires(Function.WIJKMANAGER)
@require_http_methods(FORM_METHODS)
def person_link(request: HttpRequest, pk: int, function: int) -> HttpResponse:
    """The link with which this person stops. It is shown once, in the answer to the post, and kept nowhere."""
    viewer = viewer_of(request)
    actor = actor_to_change(viewer, pk)
    found = function_at(request, actor, function)
    address = ""
    if request.method == "POST":
        token = give_stop_link(person=found.person, actor=actor, by=viewer)
        if not token:
            messages.success(request, _("We mailen de link."))
            return redirect(page_of(found))
        address = stop_address(token)
    context = {"function": found, "actor": actor, "address": address, "back_url": page_of(found)}
    return render(request, "actors/person_link.html", context)


@requires(Function.WIJKMANAGER)
@require_http_methods(FORM_METHODS)
def person_end(request: HttpRequest, pk: int, function: int) -> HttpResponse:
    """This person is no longer who to speak to."""
    viewer = viewer_of(request)
    actor = actor_to_change(viewer, pk)
    leaving: PersonFunction | None = actor.functions.current().select_related("person").filter(pk=function).first()
    if leaving is None:
        raise Http404("Niet gevonden.")
    note_read(request, leaving.person)
    if request.method == "POST":
        end_person_function(function=leaving, by=viewer)
        messages.success(request, _("Deze persoon staat niet meer bij %(actor)s.") % {"actor": actor})
        return redirect(actor)
    context = {
        "question": _("%(name)s weghalen bij %(actor)s?") % {"name": leaving.person, "actor": actor},
        "explanation": _("Niemand ziet deze persoon dan nog bij deze plek."),
        "yes": _("Weghalen"),
        "back_url": actor.get_absolute_url(),
    }
    return render(request, "ui/confirm.html", context)


@requires(Function.WIJKMANAGER)
@require_http_methods(FORM_METHODS)
def person_erase(request: HttpRequest, pk: int, function: int) -> HttpResponse:
    """The person asked us to: all of it, at once, for good."""
    viewer = viewer_of(request)
    actor = actor_to_change(viewer, pk)
    found = function_at(request, actor, function)
    if request.method == "POST":
        erase_person(person=found.person, by=viewer)
        messages.success(request, _("De gegevens zijn gewist."))
        return redirect(actor)
    context = {
        "question": _("Alles van %(name)s wissen?") % {"name": found.person},
        "explanation": _("Dat kun je niet terugdraaien. Wat met de plek is besproken, blijft bij de plek."),
        "yes": _("Alles wissen"),
        "danger": True,
        "back_url": page_of(found),
    }
    return render(request, "ui/confirm.html", context)


@public
@never_cache
@require_http_methods(FORM_METHODS)
@limited("person_stop")
def person_stop(request: HttpRequest, token: str) -> HttpResponse:
    """The person's own page, by link: what is kept, and the button that ends it. Opening it changes nothing."""
    link = find_link(token, purpose=STOP)
    people = Person.objects.may_appear()
    found: Person | None = people.filter(pk=link.target_pk).first() if link else None
    if found is None:
        response = render(request, "actors/public/person_gone.html", status=HTTPStatus.NOT_FOUND)
    elif request.method == "POST":
        erase_person(person=found, by=None)
        response = render(request, "actors/public/person_stopped.html")
    else:
        functions = found.functions.current().select_related("actor__area")
        context = {"person": found, "functions": functions, "agreed": newest(CONSENT_TEXT).text}
        response = render(request, "actors/public/person_stop.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    # Only the name of the site is told to what is linked here; a stricter word would break our own form.
    response["Referrer-Policy"] = "strict-origin"
    return response
