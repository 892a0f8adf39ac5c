"""What each phase asks, what helps and who helps: one place for the words that the desk and the sender both read."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from initiatives.models import Phase

Words = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseHelp:
    """One phase in plain words. `asks` is one thing to do now, `helps` are short tips, `who` says who can help."""

    asks: Words
    helps: tuple[Words, ...]
    who: Words


HELP: dict[str, PhaseHelp] = {
    Phase.IDEA: PhaseHelp(
        asks=_("Zoek iemand die het idee vasthoudt: een trekker."),
        helps=(
            _("Vertel het idee aan drie buren. Vraag wie mee wil doen."),
            _("Liever samen? Twee trekkers mag ook."),
        ),
        who=_("De wijkmanager kent mensen en plekken in de wijk. Vraag wie je kunt spreken."),
    ),
    Phase.CHAMPION: PhaseHelp(
        asks=_("Maak van het idee een klein plan."),
        helps=(
            _("Schrijf op: wat, waar, wanneer en met wie. Een half blaadje is genoeg."),
            _("Begin klein. Wat kun je binnen een maand proberen?"),
        ),
        who=_("De wijkmanager leest mee. Ook een buur die al eens iets deed kan helpen."),
    ),
    Phase.PLAN: PhaseHelp(
        asks=_("Zoek uit wie mee moet doen en wat het kost."),
        helps=(
            _("Vraag eerst wat er al is: een plek, gereedschap, mensen."),
            _("Komt het op straat of in het park? Vraag dan vroeg of het mag."),
        ),
        who=_("De wijkmanager zoekt de juiste persoon bij de gemeente. Zo hoef jij niet te zoeken."),
    ),
    Phase.COOPERATION: PhaseHelp(
        asks=_("Spreek af wie wat doet, en voor welke dag."),
        helps=(
            _("Kies na elk overleg één ding dat daarna gebeurt."),
            _("Schrijf op wie aan zet is. Dan wacht niemand op elkaar."),
        ),
        who=_("De wijkmanager brengt je in contact met de gemeente en partners."),
    ),
    Phase.EXECUTION: PhaseHelp(
        asks=_("Doe het, en laat zien wat er gebeurt."),
        helps=(
            _("Verdeel het werk. Eén mens kan niet alles."),
            _("Zet de dag in de agenda, dan komen er meer mensen."),
        ),
        who=_("Buren die eerder ja zeiden. De wijkmanager helpt als iets vastloopt."),
    ),
    Phase.SUCCEEDED: PhaseHelp(
        asks=_("Vertel de wijk wat er gelukt is."),
        helps=(_("Bedank wie meedeed. Maak een foto van het resultaat."),),
        who=_("De wijkmanager zet het op de site, als jij dat wilt."),
    ),
    Phase.STOPPED: PhaseHelp(
        asks=_("Je hoeft niets te doen."),
        helps=(_("Een idee mag stoppen. Wat je leerde helpt een ander."),),
        who=_("Wil je later toch verder? Schrijf de wijkmanager."),
    ),
    Phase.STRANDED: PhaseHelp(
        asks=_("Zeg wat je nodig hebt om weer verder te gaan."),
        helps=(
            _("Kies één kleine stap voor de komende twee weken."),
            _("Even rust mag ook. Spreek dan een datum af."),
        ),
        who=_("De wijkmanager kijkt met je mee wie nu kan helpen."),
    ),
}
