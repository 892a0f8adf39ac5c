"""What the filter bars of the lists share: words, the wijk of the switcher, and choices that cost one query."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django import forms
from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijknet.ui.forms import Form

_PLACE_IN_LIST = ("eerder", "later")


class ListFilter(django_filters.FilterSet):
    """Wrong values in the address are left out: a list is never an error."""

    q = django_filters.CharFilter(label=_("Zoek"), method="with_words", max_length=100)
    wijk = django_filters.CharFilter(method="in_wijk", widget=forms.HiddenInput, max_length=10)

    weergave = django_filters.CharFilter(method="as_it_is", widget=forms.HiddenInput, max_length=10)

    # Fields that are not in the first load: a filter form of eight fields costs more than the page.
    more: tuple[str, ...] = ()

    class Meta:
        form = Form
        fields: tuple[str, ...] = ()

    def __init__(self, data: QueryDict, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        if "meer" not in data and not any(data.get(name) for name in self.more):
            for name in self.more:
                del self.filters[name]

    @property
    def has_more(self) -> bool:
        """Whether there are fields that were left out."""
        return any(name not in self.filters for name in self.more)

    def as_it_is(self, queryset: Any, name: str, value: str) -> QuerySet[Any]:
        """How the list is shown does not change what is in it."""
        found: QuerySet[Any] = queryset
        return found

    def choose(self, name: str, things: Iterable[Model]) -> None:
        """The options of one field, as plain choices: a model choice field asks again for what was chosen."""
        self.filters[name].extra["choices"] = [(str(thing.pk), str(thing)) for thing in things]

    def with_words(self, queryset: Any, name: str, value: str) -> QuerySet[Any]:
        found: QuerySet[Any] = queryset.with_words(value)
        return found

    def reaching(self, queryset: Any, name: str, value: str) -> QuerySet[Any]:
        found: QuerySet[Any] = queryset.filter(reach__group=value, reach__level__in=["REACHES", "TRUSTED"])
        return found

    def in_wijk(self, queryset: Any, name: str, value: str) -> QuerySet[Any]:
        raise NotImplementedError

    def active(self, query: QueryDict) -> list[tuple[str, str]]:
        """What is filtered on, in words, each with the address of the list without it."""
        found = []
        chosen = self.form.cleaned_data if self.form.is_valid() else getattr(self.form, "cleaned_data", {})
        for name, value in chosen.items():
            if not value or name == "weergave":
                continue
            rest = query.copy()
            for key in (name, *_PLACE_IN_LIST):
                rest.pop(key, None)
            field = self.form.fields[name]
            words = dict(getattr(field, "choices", ())).get(value, value)
            label = gettext("deze wijk") if name == "wijk" else str(words)
            found.append((label, f"?{rest.urlencode()}"))
        return found
