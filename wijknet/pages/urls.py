"""Addresses of this app."""

from django.conf import settings
from django.urls import URLPattern, path

from wijknet.pages import style

urlpatterns: list[URLPattern] = []
if settings.DEBUG or settings.TESTING:
    urlpatterns.append(path("stijl/", style.style, name="style"))
