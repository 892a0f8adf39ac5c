"""What the operator sees of places: figures and borders as they were loaded, and what a gemeente chose.

Places, figures, borders and postcodes come from files (`load_areas`, `load_figures`, `load_postcodes`) and are
read only here: a correction by hand would be undone by the next load, or hide what the source says.
"""

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest

from wijknet.areas.models import (
    Area,
    Border,
    Figure,
    Indicator,
    MunicipalitySettings,
    Postcode,
    ResidentGroup,
    Theme,
)
from wijknet.log.admin import LoggedAdmin, ReadOnlyAdmin


@admin.register(Area)
class AreaAdmin(ReadOnlyAdmin):
    list_display = ("code", "name", "level", "municipality", "border_year")
    list_filter = ("level",)
    list_select_related = ("municipality",)
    search_fields = ("code", "name")
    ordering = ("code",)
    show_full_result_count = False


@admin.register(Border)
class BorderAdmin(ReadOnlyAdmin):
    list_display = ("area", "name", "year", "source")
    list_filter = ("year",)
    list_select_related = ("area",)
    search_fields = ("area__code", "name")
    ordering = ("area__code", "-year")
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Without the outlines, which a list does not show."""
        return super().get_queryset(request).defer("geometry")


@admin.register(Indicator)
class IndicatorAdmin(LoggedAdmin):
    """The words of an indicator may be made plainer; its code, unit and source are those of the publisher."""

    list_display = ("name", "group", "unit", "source", "counts_people")
    list_filter = ("group", "counts_people")
    search_fields = ("code", "name")
    readonly_fields = ("code", "unit", "decimals", "source")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(Figure)
class FigureAdmin(ReadOnlyAdmin):
    list_display = ("area", "indicator", "year", "value", "missing", "source")
    list_filter = ("year", "missing")
    list_select_related = ("area", "indicator")
    search_fields = ("area__code", "indicator__code")
    ordering = ("-pk",)
    show_full_result_count = False


@admin.register(Postcode)
class PostcodeAdmin(ReadOnlyAdmin):
    list_display = ("postcode", "house_from", "house_to", "area")
    list_select_related = ("area",)
    search_fields = ("postcode",)
    ordering = ("postcode",)
    show_full_result_count = False


@admin.register(MunicipalitySettings)
class MunicipalitySettingsAdmin(LoggedAdmin):
    """One row per gemeente, made when the gemeente is loaded."""

    list_display = ("municipality", "minimum_group_size", "answer_within_days", "second_factor_required", "phone")
    list_select_related = ("municipality",)
    search_fields = ("municipality__name", "municipality__code")
    readonly_fields = ("municipality",)
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Theme)
class ThemeAdmin(LoggedAdmin):
    list_display = ("name", "municipality", "grant_criterion")
    list_select_related = ("municipality",)
    search_fields = ("name", "municipality__name")
    autocomplete_fields = ("municipality",)


@admin.register(ResidentGroup)
class ResidentGroupAdmin(LoggedAdmin):
    list_display = ("name", "area", "size", "is_estimate", "source", "year")
    list_select_related = ("area",)
    search_fields = ("name", "area__code", "area__name")
    autocomplete_fields = ("municipality", "area")
