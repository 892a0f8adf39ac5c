"""Addresses of this app."""

from django.urls import URLPattern, path

from wijknet.profiles.views import drafts, editions, pictures, programme, quotes

WIJK = "wijkprofielen/<slug:municipality>/<slug:wijk>/"

urlpatterns: list[URLPattern] = [
    path("wijkprofielen/", drafts.profiles, name="profiles"),
    path(WIJK, drafts.profile, name="profile"),
    path(f"{WIJK}bewaren/", drafts.autosave, name="profile-autosave"),
    path(f"{WIJK}publiceren/", drafts.publish, name="profile-publish"),
    path(f"{WIJK}meelezen/", drafts.read_along, name="profile-agree"),
    path(f"{WIJK}programma/", programme.programme, name="profile-programme"),
    path(f"{WIJK}citaten/nieuw/", quotes.quote_new, name="quote-new"),
    path(f"{WIJK}citaten/<int:pk>/weg/", quotes.quote_erase, name="quote-erase"),
    path(f"{WIJK}citaten/<int:pk>/verlengen/", quotes.quote_extend, name="quote-extend"),
    path(f"{WIJK}fotos/nieuw/", pictures.picture_new, name="profile-picture-new"),
    path(f"{WIJK}fotos/<int:pk>/weg/", pictures.picture_remove, name="profile-picture-remove"),
    path(f"{WIJK}fotos/<int:pk>/overal-weg/", pictures.picture_take_away, name="profile-picture-take-away"),
    path("fotos/<int:pk>.jpg", pictures.picture_file, name="profile-picture"),
    path(f"{WIJK}edities/", editions.editions, name="profile-editions"),
    path(f"{WIJK}edities/vergelijken/", editions.compare, name="profile-compare"),
    path(f"{WIJK}edities/<int:number>/overnemen/", editions.take, name="profile-take"),
    path(f"{WIJK}edities/<int:number>/", editions.edition, name="profile-edition"),
]
