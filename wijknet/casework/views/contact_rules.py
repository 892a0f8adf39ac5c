"""Who gets what: which department serves which theme in which wijk, kept by who runs the gemeente."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from actors.forms import ContactChangeForm, ContactNewForm
from actors.models import MunicipalContact
from actors.services import add_municipal_contact, change_municipal_contact, remove_theme
from wijknet.access import Function, requires, viewer_of
from wijknet.areas.models import Area, Theme
from wijknet.casework.contacts import Contacts, Learned, contacts_of, propose
from wijknet.casework.forms.contact_rules import TryForm
from wijknet.ui.conflict import Conflict, conflict_response
from wijknet.ui.forms import attempt

ADMIN = Function.MUNICIPALITY_ADMIN
FORM_METHODS = ["GET", "HEAD", "POST"]
# The proposal, and who would be next.
SHOWN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """One contact at a theme: where it serves (empty: the whole gemeente), and what it did before."""

    contact: MunicipalContact
    where: str
    learned: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One theme: who serves it, and which departments answered about it without standing here."""

    theme: Theme
    served: list[Served]
    others: list[tuple[str, Learned]]


@requires(ADMIN)
@require_safe
def rules(request: HttpRequest, municipality: str) -> HttpResponse:
    """Every theme with who serves it, and a box to try it out."""
    here = my_gemeente(request, municipality)
    wijken = list(Area.objects.wijken().filter(municipality=here).order_by("name"))
    themes = list(Theme.objects.filter(municipality=here))
    contacts = contacts_of([here.pk])
    names = {wijk.pk: wijk.name for wijk in wijken}
    form = TryForm(request.GET or None, wijken=wijken, themes=themes)
    context: dict[str, Any] = {
        "municipality": here,
        "rules": [rule_of(theme, contacts, names) for theme in themes],
        "without": [contact for contact in contacts if not contacts.themes.get(contact.pk)],
        "filter_form": form,
    }
    if form.is_bound and form.is_valid() and form.cleaned_data["plek"]:
        place, theme = form.cleaned_data["plek"], form.chosen_theme()
        found = propose(contacts, area=place, theme_id=theme.pk if theme else None)[:SHOWN]
        context |= {"place": place, "theme": theme, "found": found}
    return render(request, "casework/contact_rules.html", context)


def rule_of(theme: Theme, contacts: Contacts, names: dict[int, str]) -> Rule:
    served = [
        Served(
            contact=contact,
            where=", ".join(sorted(names.get(key, "") for key in contacts.wijken.get(contact.pk, ()))),
            learned=contacts.learned_of(contact, theme.pk).words,
        )
        for contact in contacts
        if theme.pk in contacts.themes.get(contact.pk, {})
    ]
    known = {one.contact.department for one in served}
    others = [
        (department, learned)
        for (key, department), learned in contacts.learned.items()
        if key == theme.pk and department not in known and learned.counts
    ]
    return Rule(theme=theme, served=served, others=sorted(others, key=lambda pair: pair[0]))


@requires(ADMIN)
@require_http_methods(FORM_METHODS)
def new(request: HttpRequest, municipality: str) -> HttpResponse:
    """One more department or desk, for the theme that one came from (`?thema=`)."""
    here = my_gemeente(request, municipality)
    asked = request.GET.get("thema", "")
    initial = {"themes": [int(asked)]} if asked.isascii() and asked.isdigit() and len(asked) < 18 else {}
    form = ContactNewForm(here, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        key, viewer = facts.pop("request_key"), viewer_of(request)
        contact = attempt(form, lambda: add_municipal_contact(by=viewer, municipality=here, key=key, **facts))
        if contact:
            messages.success(request, f"{contact} staat erbij.")
            return redirect("contact-rules", here.slug)
    context = {"form": form, "municipality": here}
    return render(request, "casework/contact_rule_form.html", context, status=400 if form.errors else 200)


@requires(ADMIN)
@require_http_methods(FORM_METHODS)
def change(request: HttpRequest, municipality: str, pk: int) -> HttpResponse:
    """What a department serves and where, who stands in, and how it is reached."""
    here, contact = contact_here(request, municipality, pk)
    name = str(contact)
    form = ContactChangeForm(request.POST or None, instance=contact)
    if request.method == "POST" and form.is_valid():
        facts, viewer = dict(form.cleaned_data), viewer_of(request)
        try:
            if attempt(form, lambda: change_municipal_contact(contact=contact, by=viewer, **facts)):
                messages.success(request, f"Wat je veranderde bij {name} is bewaard.")
                return redirect("contact-rules", here.slug)
        except Conflict as conflict:
            return conflict_response(request, conflict, form, back=request.path)
    context = {"form": form, "municipality": here, "name": name}
    return render(request, "casework/contact_rule_form.html", context, status=400 if form.errors else 200)


@requires(ADMIN)
@require_POST
def remove(request: HttpRequest, municipality: str, pk: int, theme: int) -> HttpResponse:
    """A contact does not serve this theme any more; the contact itself stays."""
    here, contact = contact_here(request, municipality, pk)
    found = get_object_or_404(Theme, pk=theme, municipality=here)
    remove_theme(contact=contact, theme=found, by=viewer_of(request))
    messages.success(request, f"{contact} staat niet meer bij {found.name.lower()}.")
    return redirect("contact-rules", here.slug)


def my_gemeente(request: HttpRequest, slug: str) -> Area:
    """The gemeente of this address, for who runs it; another does not exist: 404."""
    mine = Area.objects.municipalities().filter(pk__in=viewer_of(request).municipality_ids(ADMIN))
    found: Area = get_object_or_404(mine, slug=slug)
    return found


def contact_here(request: HttpRequest, slug: str, pk: int) -> tuple[Area, MunicipalContact]:
    here = my_gemeente(request, slug)
    rows = MunicipalContact.objects.current().filter(municipality=here).select_related("deputy")
    return here, get_object_or_404(rows, pk=pk)
