"""The page on which a sender says whether other words are right. GET shows, only a button acts."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from initiatives.forms.sender import TextAnswerForm
from initiatives.services import answer_proposal
from initiatives.views.differences import open_proposal
from initiatives.views.follow import Opened, for_sender


@for_sender
def look(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Old and new words, and two answers."""
    shown = open_proposal(opened.initiative)
    form = TextAnswerForm(request.POST or None, initial={"proposal": shown.proposal.pk if shown else None})
    if form.is_valid():
        # Only what stood on the page is answered: newer words are looked at first.
        seen = shown is not None and form.cleaned_data["proposal"] == shown.proposal.pk
        agreed, remark = form.cleaned_data["answer"] == "ja", form.cleaned_data["remark"]
        if shown and seen and answer_proposal(proposal=shown.proposal, agreed=agreed, remark=remark):
            said = _("Je tekst is veranderd.") if agreed else _("Je eigen tekst blijft staan.")
            messages.success(request, f"{_('Dank je wel.')} {said}")
        else:
            messages.info(request, _("Deze vraag is niet meer nodig. Kijk wat er nu staat."))
        return redirect(opened.page)
    context = {
        "shown": shown,
        "form": form,
        "initiative": opened.initiative,
        "back_url": opened.page,
        "back_label": _("Terug naar je pagina"),
    }
    return render(request, "initiatives/public/text.html", context)
