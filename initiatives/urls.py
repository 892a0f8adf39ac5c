"""Addresses of this app. The page of one public initiative stands on the roof, in wijknet.urls."""

from django.urls import URLPattern, path, re_path

from initiatives.views import decisions, desk, follow, intake, pictures, public, sender_text, submit, texts

INDIENEN = "initiatieven/indienen/"
VOLGEN = "initiatieven/volgen/<str:token>/"
BEHEER = "initiatieven/beheer/"
TEKSTEN = "instellingen/<slug:municipality>/teksten/"
ONE = rf"^{BEHEER}(?P<reference>WN-\d{{4}}-\d{{4,9}})/"

urlpatterns: list[URLPattern] = [
    path("initiatieven/", public.initiatives, name="initiatives"),
    path("initiatieven/feed.atom", public.initiatives_atom, name="initiatives-atom"),
    path("initiatieven/feed.json", public.initiatives_json, name="initiatives-json"),
    path("initiatieven/inbedden/<slug:municipality>/", public.initiatives_embed, name="initiatives-embed"),
    path(INDIENEN, submit.choose, name="initiative-submit"),
    path(f"{INDIENEN}ergens-anders/", submit.elsewhere, name="initiative-elsewhere"),
    re_path(rf"^{INDIENEN}(?P<kind>idee|vraag)/$", submit.start, name="initiative-start"),
    path(f"{INDIENEN}<uuid:key>/kaart/", submit.on_the_map, name="initiative-map"),
    path(f"{INDIENEN}<uuid:key>/foto/", pictures.of_form, name="initiative-picture"),
    path(f"{INDIENEN}<uuid:key>/foto/beeld.jpg", pictures.of_form_file, name="initiative-picture-file"),
    path(f"{INDIENEN}<uuid:key>/<slug:step>/", submit.step, name="initiative-step"),
    path("initiatieven/volgen/", follow.lost, name="initiative-lost"),
    path(VOLGEN, follow.follow, name="initiative-follow"),
    path(f"{VOLGEN}bericht/", follow.write, name="initiative-follow-write"),
    path(f"{VOLGEN}wijzigen/", follow.change, name="initiative-follow-change"),
    path(f"{VOLGEN}intrekken/", follow.take_back, name="initiative-follow-withdraw"),
    path(f"{VOLGEN}bevestigen/", follow.confirm, name="initiative-follow-confirm"),
    path(f"{VOLGEN}link/", follow.link_again, name="initiative-follow-link"),
    path(f"{VOLGEN}print/", follow.on_paper, name="initiative-follow-paper"),
    path(f"{VOLGEN}foto/", pictures.of_sender, name="initiative-follow-picture"),
    path(f"{VOLGEN}foto/beeld.jpg", pictures.of_sender_file, name="initiative-follow-picture-file"),
    re_path(
        r"^initiatieven/(?P<reference>WN-\d{4}-\d{4,9})/foto\.jpg$",
        pictures.of_site,
        name="initiative-site-picture",
    ),
    path(f"{VOLGEN}tekst/", sender_text.look, name="initiative-follow-text"),
    path(f"{VOLGEN}nieuwe-link/", follow.new_link, name="initiative-follow-new-link"),
    path(BEHEER, desk.queue, name="initiatives-desk"),
    path(f"{BEHEER}opschrijven/", intake.write_down, name="initiative-intake"),
    re_path(f"{ONE}$", desk.initiative, name="initiative-desk"),
    re_path(f"{ONE}bekijken/$", desk.look, name="initiative-look"),
    re_path(f"{ONE}openbaar/$", decisions.publish, name="initiative-publish"),
    re_path(f"{ONE}niet-plaatsen/$", decisions.not_place, name="initiative-not-place"),
    re_path(f"{ONE}terugzetten/$", desk.reopen, name="initiative-reopen"),
    re_path(f"{ONE}tekst/$", decisions.edit, name="initiative-edit"),
    re_path(f"{ONE}voorstel/$", decisions.proposal, name="initiative-proposal"),
    re_path(f"{ONE}akkoord/$", decisions.agree, name="initiative-agree"),
    re_path(f"{ONE}niet-akkoord/$", decisions.disagree, name="initiative-disagree"),
    re_path(f"{ONE}opmerking/$", desk.remark, name="initiative-remark"),
    re_path(f"{ONE}bericht/$", desk.answer, name="initiative-answer"),
    re_path(f"{ONE}beurt/$", desk.turn, name="initiative-turn"),
    re_path(f"{ONE}fase/$", desk.phase, name="initiative-phase"),
    re_path(f"{ONE}link/$", intake.renew_link, name="initiative-renew-link"),
    re_path(rf"{ONE}foto\.jpg$", pictures.of_desk_file, name="initiative-desk-picture"),
    re_path(f"{ONE}foto/goedkeuren/$", pictures.approve, name="initiative-picture-approve"),
    re_path(f"{ONE}foto/wissen/$", pictures.remove, name="initiative-picture-remove"),
    path(TEKSTEN, texts.texts, name="standard-texts"),
    path(f"{TEKSTEN}nieuw/", texts.new, name="standard-text-new"),
    path(f"{TEKSTEN}<slug:key>/", texts.change, name="standard-text"),
    path(f"{TEKSTEN}<slug:key>/weg/", texts.remove, name="standard-text-remove"),
]
