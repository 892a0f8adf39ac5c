"""The operator's pages of places: what was loaded is read only, what a gemeente chose is logged."""

import pytest
from django.contrib.admin.sites import site
from django.db import models
from django.test import Client, RequestFactory
from django.urls import reverse

from wijknet.accounts.models import User
from wijknet.areas.models import Area, Border, Figure, Indicator, MunicipalitySettings, Postcode, ResidentGroup, Theme
from wijknet.log.models import LogEntry

pytestmark = pytest.mark.django_db
LOADED = (Area, Border, Figure, Postcode)


@pytest.fixture
def operator(client: Client) -> Client:
    user = User.objects.create_user("operator@wijknet.example", "een-lang-wachtwoord", name="Operator (test)")
    user.is_staff = user.is_superuser = True
    user.save()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.parametrize("model", LOADED)
def test_what_was_loaded_cannot_be_changed_by_hand(model: type[models.Model], rf: RequestFactory) -> None:
    request = rf.get("/")
    page = site.get_model_admin(model)
    assert not page.has_add_permission(request)
    assert not page.has_change_permission(request)
    assert not page.has_delete_permission(request)


@pytest.mark.parametrize("model", [*LOADED, Indicator, MunicipalitySettings, Theme, ResidentGroup])
def test_every_table_has_a_page_that_opens(model: type[models.Model], operator: Client, klarendal: Area) -> None:
    indicator = Indicator.objects.create(code="x", name="X", source="CBS")
    Figure.objects.create(area=klarendal, indicator=indicator, year=2024, value=3, source="CBS")
    Border.objects.create(area=klarendal, year=2024, name="Klarendal", source="CBS")
    Postcode.objects.create(postcode="6822AB", area=klarendal)
    page = operator.get(reverse(f"admin:areas_{model._meta.model_name}_changelist"))
    assert page.status_code == 200


def test_a_change_of_settings_is_logged(operator: Client, arnhem: Area) -> None:
    settings = MunicipalitySettings.objects.get(municipality=arnhem)
    address = reverse("admin:areas_municipalitysettings_change", args=[settings.pk])
    form = operator.get(address).context["adminform"].form
    data = {name: "" if form[name].value() is None else form[name].value() for name in form.fields}
    data.pop("second_factor_required", None)
    assert operator.post(address, data | {"minimum_group_size": "25"}).status_code == 302
    assert MunicipalitySettings.objects.get().minimum_group_size == 25
    entry = LogEntry.objects.get(model="areas.MunicipalitySettings")
    assert (entry.verb, entry.fields) == ("change", ["minimum_group_size"])
