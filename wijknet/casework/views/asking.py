"""What the log asks after a talk: one tap answers it, one tap puts it away."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from actors.models import Tie
from wijknet.access import Function, get_visible_or_404, require_function, requires
from wijknet.casework import services
from wijknet.casework.asking import MetTogether, SpokeFor, question_of
from wijknet.casework.models import ContactMoment
from wijknet.casework.permissions import may_change_moment
from wijknet.casework.views.place import user_of


@requires(Function.WIJKMANAGER)
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The answer to the question with this key; a question that is no longer asked is answered by nobody."""
    viewer = user_of(request)
    moment = get_visible_or_404(ContactMoment.objects.with_parties(), viewer, pk=pk)
    require_function(viewer, moment, Function.WIJKMANAGER)
    if not may_change_moment(viewer, moment):
        raise PermissionDenied("Alleen de schrijver vult aan wat alleen voor de schrijver is.")
    question = question_of(viewer, moment)
    if question is not None and question.key == request.POST.get("key"):
        try:
            words = _answered(request.POST.get("antwoord", ""), question, viewer, moment)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, words)
    return redirect(moment)


def _answered(given: str, question: MetTogether | SpokeFor, viewer: Any, moment: ContactMoment) -> str:
    if isinstance(question, MetTogether) and given in {str(value) for value in Tie.Strength.values}:
        services.answer_met(by=viewer, moment=moment, question=question, strength=int(given))
        return "De relatie is bewaard."
    if isinstance(question, SpokeFor):
        group = next((group for group in question.groups if str(group.pk) == given), None)
        if group is not None:
            services.answer_spoke_for(by=viewer, moment=moment, question=question, group=group)
            return f"Bewaard: {question.side} bereikt {group}."
    if given != "nee":
        raise ValidationError("Kies een van de antwoorden.")
    services.put_aside(by=viewer, moment=moment, key=question.key)
    return "Goed, dat vragen we niet meer."
