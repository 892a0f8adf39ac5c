"""Addresses of this app. What a thing looks like as a whole stands in wijknet.pages."""

from django.urls import URLPattern, path

from actors.views import actors, confirm, contacts, groups, kinds, matrix, networks, people, relations, wijk

# One wijk of the network; what stands behind it is of that wijk.
WIJK = "netwerk/<slug:municipality>/<slug:wijk>/"

urlpatterns: list[URLPattern] = [
    path("actoren/", actors.actor_list, name="actors"),
    path("actoren/nieuw/", actors.actor_new, name="actor-new"),
    path("actoren/<int:pk>/bewerken/", actors.actor_change, name="actor-change"),
    path("actoren/<int:pk>/archiveren/", actors.actor_archive, name="actor-archive"),
    path("actoren/<int:pk>/terughalen/", actors.actor_restore, name="actor-restore"),
    path("actoren/<int:pk>/kennisgemaakt/", people.actor_met, name="actor-met"),
    path("actoren/<int:pk>/aanspreekpunt/", people.person_new, name="person-new"),
    path("actoren/<int:pk>/aanspreekpunt/<int:function>/", people.person, name="person"),
    path("actoren/<int:pk>/aanspreekpunt/<int:function>/bewerken/", people.person_change, name="person-change"),
    path("actoren/<int:pk>/aanspreekpunt/<int:function>/verteld/", people.person_told, name="person-told"),
    path("actoren/<int:pk>/aanspreekpunt/<int:function>/link/", people.person_link, name="person-link"),
    path("actoren/<int:pk>/aanspreekpunt/<int:function>/weg/", people.person_end, name="person-end"),
    path("actoren/<int:pk>/aanspreekpunt/<int:function>/wissen/", people.person_erase, name="person-erase"),
    path("aanspreekpunt/<str:token>/", people.person_stop, name="person-stop"),
    path("actoren/<int:pk>/relatie/", relations.actor_tie_new, name="actor-tie-new"),
    path("actoren/<int:pk>/bereik/", relations.actor_reach, name="actor-reach"),
    path("soorten/", kinds.kind_list, name="kinds"),
    path("soorten/nieuw/", kinds.kind_new, name="kind-new"),
    path("soorten/<int:pk>/", kinds.kind_change, name="kind-change"),
    path("soorten/<int:pk>/samenvoegen/", kinds.kind_merge, name="kind-merge"),
    path("soorten/<int:pk>/weg/", kinds.kind_remove, name="kind-remove"),
    path("soorten/<int:pk>/verbergen/", kinds.kind_hide, name="kind-hide"),
    path("soorten/<int:pk>/tonen/", kinds.kind_show, name="kind-show"),
    path("netwerken/", networks.network_list, name="networks"),
    path("netwerken/nieuw/", networks.network_new, name="network-new"),
    path("netwerken/<int:pk>/bewerken/", networks.network_change, name="network-change"),
    path("netwerken/<int:pk>/archiveren/", networks.network_archive, name="network-archive"),
    path("netwerken/<int:pk>/terughalen/", networks.network_restore, name="network-restore"),
    path("netwerken/<int:pk>/relatie/", relations.network_tie_new, name="network-tie-new"),
    path("netwerken/<int:pk>/bereik/", relations.network_reach, name="network-reach"),
    path("netwerk/", wijk.overview, name="network-wijken"),
    path(f"{WIJK}bereik/", matrix.matrix, name="reach-matrix"),
    path(f"{WIJK}klopt-dit-nog/", confirm.still_true, name="still-true"),
    path(f"{WIJK}groepen/", groups.group_list, name="groups"),
    path(f"{WIJK}groepen/nieuw/", groups.group_new, name="group-new"),
    path(f"{WIJK}groepen/<int:pk>/", groups.group_change, name="group-change"),
    path("relaties/<int:pk>/klopt/", relations.tie_confirm, name="tie-confirm"),
    path("relaties/<int:pk>/voorbij/", relations.tie_end, name="tie-end"),
    path("gemeentecontacten/", contacts.contact_list, name="municipal-contacts"),
    path("gemeentecontacten/nieuw/", contacts.contact_new, name="municipal-contact-new"),
    path("gemeentecontacten/<int:pk>/bewerken/", contacts.contact_change, name="municipal-contact-change"),
    path("gemeentecontacten/<int:pk>/archiveren/", contacts.contact_archive, name="municipal-contact-archive"),
    path("gemeentecontacten/<int:pk>/terughalen/", contacts.contact_restore, name="municipal-contact-restore"),
]
