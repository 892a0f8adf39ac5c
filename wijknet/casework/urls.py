"""Addresses of this app. The page of one case stands in wijknet.urls, with the other things."""

from django.urls import URLPattern, path

from wijknet.casework.views import agreements, cases, handovers, moments, notebook, rounds, signals, snoozes, take_up

urlpatterns: list[URLPattern] = [
    path("kladblok/", notebook.notebook, name="notebook"),
    path("kladblok/nieuw/", notebook.new, name="jot-new"),
    path("rondje/", rounds.walking_list, name="round"),
    path("kladblok/afronden/", notebook.sort_chosen, name="jot-sort-chosen"),
    path("kladblok/<int:pk>/afronden/", notebook.sort, name="jot-sort"),
    path("kladblok/<int:pk>/terug/", notebook.undo, name="jot-undo"),
    path("contactmomenten/", moments.moments, name="moments"),
    path("contactmomenten/nieuw/", moments.new, name="moment-new"),
    path("contactmomenten/<int:pk>/", moments.moment, name="moment"),
    path("contactmomenten/<int:pk>/wijzigen/", moments.change, name="moment-change"),
    path("afspraken/", agreements.agreements, name="agreements"),
    path("afspraken/<int:pk>/", agreements.agreement, name="agreement"),
    path("afspraken/<int:pk>/afronden/", agreements.close, name="agreement-close"),
    path("afspraken/<int:pk>/uitstellen/", snoozes.snooze_agreement, name="agreement-snooze"),
    path("afspraken/<int:pk>/heropenen/", agreements.reopen, name="agreement-reopen"),
    path("overdragen/", handovers.handover, name="handover"),
    path("overdragen/<int:pk>/terughalen/", handovers.back, name="handover-back"),
    path("signalen/", signals.signals, name="signals"),
    path("signalen/nieuw/", signals.new, name="signal-new"),
    path("signalen/<int:pk>/", signals.signal, name="signal"),
    path("signalen/<int:pk>/weer-gehoord/", signals.again, name="signal-again"),
    path("verbindingen/", cases.cases, name="cases"),
    path("verbindingen/nieuw/", take_up.take_up, name="case-new"),
    path("verbindingen/<int:pk>/stap/", cases.step, name="case-step"),
    path("verbindingen/<int:pk>/uitstellen/", snoozes.snooze_case, name="case-snooze"),
    path("verbindingen/<int:pk>/koppelen/", cases.link, name="case-link"),
    path("verbindingen/<int:pk>/sluiten/", cases.close, name="case-close"),
    path("verbindingen/<int:pk>/heropenen/", cases.reopen, name="case-reopen"),
]
