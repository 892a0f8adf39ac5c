"""What who is who holds of people, why, and how long. Places, organisations and groups are not people."""

from wijknet.declare import Erase, Ground, NotPersonal, PersonalData

_REACHABLE = "Bereikbaar zijn over deze plek, voor wie in de wijk verbindt."
_MAY_NAME = "Vrije tekst over een plek; wie een mens noemt, ziet een waarschuwing. Wordt nagelezen bij een verzoek."

DECLARATIONS = (
    PersonalData(
        model="actors.Person",
        fields=("name", "phone", "email", "consent_text", "told_how"),
        whose="aanspreekpunt van een organisatie of plek",
        ground=Ground.LEGITIMATE_FUNCTION,
        purpose="Weten wie je over een plek kunt spreken: door een openbare of beroepsmatige functie, of met eigen "
        "toestemming.",
        term="Tot de functie eindigt, de toestemming wordt ingetrokken of de datum 'bewaren tot' voorbij is. "
        "Wie het na een maand niet weet, verdwijnt.",
        erase=Erase.DELETE_ROW,
        days=0,
        since="retain_until",
    ),
    PersonalData(
        model="actors.PersonFunction",
        fields=("title",),
        whose="aanspreekpunt van een organisatie of plek",
        ground=Ground.LEGITIMATE_FUNCTION,
        purpose="Weten waarover iemand te spreken is.",
        term="Gaat weg met de persoon.",
        erase=Erase.DELETE_ROW,
    ),
    PersonalData(
        model="actors.Actor",
        fields=("phone", "email"),
        whose="wie de telefoon of mail van een kleine onderneming zelf beantwoordt",
        ground=Ground.LEGITIMATE_FUNCTION,
        purpose=_REACHABLE,
        term="Tot de plek is gearchiveerd; dan een jaar.",
        erase=Erase.EMPTY,
        days=366,
        since="archived_on",
    ),
    PersonalData(
        model="actors.MunicipalContact",
        fields=("name", "function", "phone", "email"),
        whose="medewerker van de gemeente",
        ground=Ground.PUBLIC_TASK,
        purpose="De juiste collega van de gemeente vinden bij een vraag uit de wijk.",
        term="Tot de collega is gearchiveerd; dan een jaar.",
        erase=Erase.EMPTY,
        days=366,
        since="archived_on",
    ),
    PersonalData(
        model="actors.MunicipalContact",
        fields=("sort_name", "search_text"),
        whose="medewerker van de gemeente",
        ground=Ground.PUBLIC_TASK,
        purpose="Zoeken en sorteren op afdeling en naam.",
        term="Gaat weg met het gemeentecontact.",
        erase=Erase.EMPTY,
    ),
    PersonalData(
        model="actors.Actor",
        fields=("connecting_why", "wants", "offers", "known_through"),
        whose="wie in de tekst zou worden genoemd",
        ground=Ground.PUBLIC_TASK,
        purpose=_MAY_NAME,
        term="Tot de plek is gearchiveerd; dan een jaar.",
        erase=Erase.REVIEW,
        days=366,
        since="archived_on",
    ),
    PersonalData(
        model="actors.InformalNetwork",
        fields=("about", "known_through", "meeting_text"),
        whose="wie in de tekst zou worden genoemd",
        ground=Ground.PUBLIC_TASK,
        purpose=_MAY_NAME,
        term="Tot het netwerk is gearchiveerd; dan een jaar.",
        erase=Erase.REVIEW,
        days=366,
        since="archived_on",
    ),
    PersonalData(
        model="actors.Approach",
        fields=("why",),
        whose="wie in de tekst zou worden genoemd",
        ground=Ground.PUBLIC_TASK,
        purpose="Zien hoe vaak een plek al is gevraagd, en waarvoor.",
        term="Een jaar.",
        erase=Erase.DELETE_ROW,
        days=366,
        since="on",
    ),
    NotPersonal(
        model="actors.ActorKind",
        fields=("name",),
        why="Een soort organisatie of plek.",
    ),
    NotPersonal(
        model="actors.Actor",
        fields=("name", "sort_name", "other_names", "street", "house_number", "postcode", "search_text"),
        why="Naam en adres van een organisatie of plek, die openbaar zijn; nooit van een mens thuis.",
    ),
    NotPersonal(
        model="actors.InformalNetwork",
        fields=("name", "sort_name", "search_text"),
        why="De naam van een groep die samenkomt; wie erin zitten staat nergens.",
    ),
    NotPersonal(
        model="actors.Tie",
        fields=("source_text",),
        why="Welke organisatie of groep het zei. Een bewoner staat er als 'een bewoner'.",
    ),
    NotPersonal(
        model="actors.Reach",
        fields=("source_text",),
        why="Welke organisatie of groep het zei. Een bewoner staat er als 'een bewoner'.",
    ),
)
