"""Addresses of this app."""

from django.urls import URLPattern, path

from wijknet.areas import views

urlpatterns: list[URLPattern] = [
    path("kaart/grenzen/", views.borders, name="borders"),
    path("instellingen/<slug:municipality>/cijfers/", views.shown_figures, name="shown-figures"),
    path("instellingen/<slug:municipality>/", views.municipality_settings, name="municipality-settings"),
]
