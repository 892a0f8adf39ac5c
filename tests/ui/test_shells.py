"""The frames around pages, and the pieces that the style page cannot show."""

from typing import Any

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory

from tests.conftest import AsUser
from wijknet.access import Function
from wijknet.accounts.models import Assignment, User
from wijknet.areas.models import Area
from wijknet.ui.forms import Form, ManyChips
from wijknet.ui.paging import KeyPage

MENU = [
    {"label": "Vandaag", "url": "/dashboard/", "icon": "today", "current": True, "thumb": True},
    {"label": "Signalen", "url": "/signalen/", "icon": "signal", "count": 3, "count_label": "nieuw"},
]


@pytest.fixture
def request_of(rf: RequestFactory) -> HttpRequest:
    request = rf.get("/x/?soort=winkel&eerder=oud")
    request.user = AnonymousUser()
    return request


def staff(request: HttpRequest, **frame: Any) -> str:
    return render_to_string("ui/staff.html", {"menu": MENU, "thumbs": MENU[:1]} | frame, request)


def test_menu_says_where_one_is_and_what_waits(request_of: HttpRequest) -> None:
    html = staff(request_of)
    assert html.count('<a href="/dashboard/" aria-current="page">') == 3  # side, sheet and thumb
    assert '<span class="wn-count">3<span class="wn-hide"> nieuw</span></span>' in html
    assert html.count('<a class="utrecht-skip-link') == 1
    assert '<main class="wn-main" id="inhoud"' in html


def test_logging_and_the_notebook_show_once_they_exist(request_of: HttpRequest) -> None:
    assert "Contactmoment" not in staff(request_of)
    html = staff(request_of, log_url="/contactmomenten/nieuw/", jot_url="/kladblok/nieuw/")
    assert html.count('href="/contactmomenten/nieuw/"') == 2  # side and thumb
    assert 'action="/kladblok/nieuw/"' in html


@pytest.mark.usefixtures("geitenkamp")
def test_frame_of_a_wijkmanager(fatima: User, as_user: AsUser, klarendal: Area) -> None:
    html = as_user(fatima).get("/stijl/").content.decode()
    assert '<form class="wn-side__me" method="post" action="/accounts/uitloggen/">' in html
    assert klarendal.name in html
    assert "wn-switch__list" not in html  # one wijk: nothing to switch


def test_the_chosen_wijk_goes_along_from_list_to_list(
    fatima: User, as_user: AsUser, klarendal: Area, geitenkamp: Area
) -> None:
    Assignment.objects.create(user=fatima, area=geitenkamp, function=Function.WIJKMANAGER)
    browser = as_user(fatima)
    html = browser.get(f"/contactmomenten/?wijk={geitenkamp.code}").content.decode()
    assert f'href="/actoren/?wijk={geitenkamp.code}"' in html
    assert f'href="/contactmomenten/?wijk={klarendal.code}"' in html  # the switcher stays on the list
    assert 'href="/contactmomenten/">Alle wijken' in html
    # From a page that is no list the switcher leads to the list of today, and a foreign code is nobody's wijk.
    assert f'href="/dashboard/?wijk={klarendal.code}"' in browser.get("/signalen/nieuw/").content.decode()
    assert "?wijk=WK999999" not in browser.get("/actoren/?wijk=WK999999").content.decode().split("<main")[0]


def test_demo_says_so(request_of: HttpRequest) -> None:
    assert "verzonnen" in staff(request_of, demo=True)
    assert "verzonnen" not in staff(request_of, demo=False)


@pytest.mark.parametrize("shell", ["ui/staff.html", "ui/public.html", "ui/document.html"])
def test_title_begins_with_fout_when_the_form_has_errors(request_of: HttpRequest, shell: str) -> None:
    class One(Form):
        name = forms.CharField()

    assert "<title>Fout: " in render_to_string(shell, {"form": One(data={})}, request_of)
    assert "<title>Fout: " not in render_to_string(shell, {"form": One()}, request_of)


def test_messages_are_announced(request_of: HttpRequest) -> None:
    said = [Message(constants.SUCCESS, "Opgeslagen <b>"), Message(constants.ERROR, "Niet gelukt")]
    html = render_to_string("ui/_messages.html", {"messages": said}, request_of)
    assert '<div class="wn-messages" role="status">' in html
    assert '<p class="wn-toast">' in html
    assert "Opgeslagen &lt;b&gt;" in html
    assert "utrecht-alert--error" in html


def test_paging_keeps_the_filter_and_forgets_the_other_way(request_of: HttpRequest) -> None:
    page: KeyPage[Any] = KeyPage(items=[], earlier="2026-1", later="2026-9")
    html = render_to_string("ui/_pagination.html", {"page": page}, request_of)
    assert 'href="?soort=winkel&amp;eerder=2026-1"' in html
    assert 'href="?soort=winkel&amp;later=2026-9"' in html
    assert render_to_string("ui/_pagination.html", {"page": KeyPage(items=[], earlier="", later="")}).strip() == ""


def test_picker_works_without_script_and_can_search_on_the_server(request_of: HttpRequest) -> None:
    class Who(Form):
        who = forms.MultipleChoiceField(label="Met wie?", choices=[("a", "Bakkerij")], widget=ManyChips)

    context = {"field": Who()["who"], "label": "Zoek een naam", "words": "namen"}
    here = render_to_string("ui/_picker.html", context, request_of)
    assert "data-picker-filter hidden" in here
    assert 'id="id_who_0"' in here
    assert "hx-get" not in here
    assert 'hx-get="/zoek/"' in render_to_string("ui/_picker.html", context | {"url": "/zoek/"}, request_of)


def test_crumbs_and_facts(request_of: HttpRequest) -> None:
    crumbs = render_to_string("ui/_crumbs.html", {"crumbs": [("Wijken", "/wijken/"), ("Arnhem", "/wijken/a/")]})
    assert crumbs.count("utrecht-breadcrumb-nav__separator") == 1
    facts = render_to_string("ui/_facts.html", {"facts": [("Leeg", ""), ("Plek", "<i>")]})
    assert "Leeg" not in facts
    assert "&lt;i&gt;" in facts


@pytest.mark.parametrize("kind", ["txt", "html"])
def test_mail_layout(kind: str) -> None:
    text = render_to_string(f"mail/base.{kind}", {})
    assert "Groet van WijkNet" in text
    assert "http" not in text
    if kind == "html":
        assert "#0d5560" in text
        assert "style=" not in text
