"""Addresses of this app."""

from django.conf import settings
from django.urls import URLPattern, path, re_path

from wijknet.pages import (
    area,
    at_a_glance,
    card,
    event_desk,
    figures,
    history,
    matches,
    my_calendar,
    my_municipality,
    over_time,
    profile_print,
    share,
    start,
    statements,
    style,
    talk,
    way,
    wijken_map,
)

urlpatterns: list[URLPattern] = [
    path("", start.start, name="start"),
    path("wijken/", start.wijken, name="wijken"),
    path("wijken/<slug:municipality>/", start.municipality, name="municipality"),
    path("wijkprofielen/<slug:municipality>/<slug:wijk>/voorbeeld/", area.preview, name="profile-preview"),
    path("actoren/<int:pk>/gesprek/", talk.actor_talk, name="actor-talk"),
    path("netwerken/<int:pk>/gesprek/", talk.network_talk, name="network-talk"),
    path("netwerk/<slug:municipality>/<slug:wijk>/toen-en-nu/", over_time.over_time, name="network-over-time"),
    path("netwerk/<slug:municipality>/<slug:wijk>/weg/", way.way, name="warm-path"),
    path("agenda/mijn/", my_calendar.my_calendar, name="my-calendar"),
    path("agenda/mijn/<str:token>.ics", my_calendar.my_calendar_file, name="my-calendar-file"),
    path("agenda/beheer/<int:pk>/", event_desk.event_desk, name="event-desk"),
    path("instellingen/", my_municipality.my_municipality, name="settings"),
    path("wijken/<slug:municipality>/<slug:wijk>/cijfers/", figures.figures, name="area-figures"),
    path("wijken/<slug:municipality>/<slug:wijk>/oogopslag.pdf", at_a_glance.at_a_glance, name="area-at-a-glance"),
    path("wijken/<slug:municipality>/<slug:wijk>/profiel.pdf", profile_print.profile_print, name="area-profile"),
    path(
        "wijkprofielen/<slug:municipality>/<slug:wijk>/edities/<int:number>/profiel.pdf",
        profile_print.edition_print,
        name="profile-edition-print",
    ),
    path("wijken/<slug:municipality>/<slug:wijk>/deel.png", share.share_picture, name="area-share"),
    path("wijken/<slug:municipality>/<slug:wijk>/tijdlijn/", history.area_timeline, name="area-timeline"),
    re_path(r"^k/(?P<reference>WN-\d{4}-\d{4,9})/$", card.card, name="initiative-card"),
    path("initiatieven/<str:reference>/tijdlijn/", history.initiative_timeline, name="initiative-timeline"),
    path("initiatieven/beheer/koppelkansen/", matches.matches, name="matches"),
    path("kaart/", wijken_map.wijken_map, name="map"),
    path("privacy/", statements.privacy, name="privacy"),
    path("toegankelijkheid/", statements.accessibility, name="accessibility"),
    path("help/", statements.help_page, name="help"),
]
if settings.DEBUG or settings.TESTING:
    urlpatterns.append(path("stijl/", style.style, name="style"))
