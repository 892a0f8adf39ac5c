"""Columns for free text: whatever path a text takes to the table, a BSN or IBAN does not arrive.

Each makes the form field that asks first (`wijknet.privacy.forms.StaffText`). Migrations see Django's own fields.
"""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from wijknet.privacy.forms import StaffText
from wijknet.privacy.numbers import mask

if TYPE_CHECKING:
    _Field = models.Field[str, str]
    _Text = models.TextField[str, str]
    _Line = models.CharField[str, str]
else:
    _Field, _Text, _Line = models.Field, models.TextField, models.CharField


class _Masked(_Field):
    """What both columns share."""

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, f"django.db.models.{self.get_internal_type()}", args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """The row in memory reads as the one in the table, so that the log and search text do too."""
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = mask(value).text
            setattr(model_instance, self.attname, value)
        return value

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        """Also when a queryset writes, which knows no row."""
        return super().get_db_prep_save(mask(value).text if isinstance(value, str) else value, connection)

    def formfield(self, *args: Any, **kwargs: Any) -> forms.Field | None:
        return super().formfield(*args, **{"form_class": StaffText} | kwargs)


class MaskedText(_Masked, _Text):
    """Text of several lines."""


class MaskedLine(_Masked, _Line):
    """One line."""
