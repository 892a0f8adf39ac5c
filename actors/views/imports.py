"""Files in: a page per step. Works without JavaScript; with it, the page of a running import renews itself."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from actors.exchange.columns import SHEETS
from actors.forms.imports import ImportAskForm, ImportColumnsForm, ImportLookForm, ImportStartForm
from actors.models import ImportRun
from actors.permissions import IMPORTERS
from actors.services.imports import (
    ask_import,
    ask_undo,
    choose_columns,
    discard_import,
    key_of,
    start_import,
    undo_key_of,
    view_file,
    wrong_rows,
)
from actors.views.actors import FORM_METHODS, may_write_somewhere
from actors.views.network_questions import NETWORK_HEADS, NETWORK_STEPS, network_questions, network_url
from wijknet.access import Viewer, get_visible_or_404, requires, viewer_of
from wijknet.access.limits import limited
from wijknet.files.services import download, files_of, read_file
from wijknet.files.sheets import FORMATS, Unreadable, write_sheet
from wijknet.jobs.models import Task
from wijknet.jobs.services import find_task, progress_of
from wijknet.ui.forms import attempt

STEPS = [lazy("Bestand"), lazy("Kolommen"), lazy("Nakijken"), lazy("Klaar")]
_SHOWN = 50


def run_of(viewer: Viewer, pk: int) -> ImportRun:
    run: ImportRun = get_visible_or_404(ImportRun.objects.select_related("municipality", "by"), viewer, pk=pk)
    return run


@requires(*IMPORTERS)
@require_GET
def import_list(request: HttpRequest) -> HttpResponse:
    runs = ImportRun.objects.visible_to(viewer_of(request)).select_related("by").order_by("-started_at")[:_SHOWN]
    return render(request, "actors/imports.html", {"runs": runs, "sheets": SHEETS.values()})


@requires(*IMPORTERS)
@require_http_methods(FORM_METHODS)
@limited("import")
def import_new(request: HttpRequest) -> HttpResponse:
    """`?wat=` chooses what stands in the file."""
    viewer = viewer_of(request)
    form = ImportStartForm(
        viewer, request.POST or None, request.FILES or None, initial={"kind": request.GET.get("wat")}
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        run = attempt(
            form,
            lambda: start_import(
                by=viewer,
                municipality=given["municipality"],
                kind=given["kind"],
                content=given["file"].read(),
                name=given["file"].name,
                key=given["request_key"],
            ),
        )
        if run:
            return redirect("import-columns", run.pk)
    context = {"form": form, "steps": STEPS}
    return render(request, "actors/import_new.html", context, status=400 if form.errors else 200)


@requires(*IMPORTERS)
@require_http_methods(FORM_METHODS)
@limited("import")
def import_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """`?blad=` and `?rij=` look at another sheet, or take another row for the headers. Of a network: its questions."""
    viewer = viewer_of(request)
    run = run_of(viewer, pk)
    if run.state not in {ImportRun.State.NEW, ImportRun.State.CHECKED, ImportRun.State.FAILED}:
        return redirect(run)
    if run.kind == ImportRun.Kind.GRAPH:
        return network_questions(request, run, viewer)
    asked = request.GET.get("rij", "")
    head_row = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
    try:
        again = "blad" in request.GET or "rij" in request.GET
        seen = view_file(
            run, sheet=request.GET.get("blad", run.sheet), head_row=head_row or (0 if again else run.head_row)
        )
    except Unreadable as refusal:
        return render(request, "actors/import_unreadable.html", {"run": run, "why": str(refusal)}, status=400)
    if run.state != ImportRun.State.NEW and not again:
        seen = replace(seen, guess=run.mapping)
    look = ImportLookForm(seen.sheets, initial={"blad": seen.sheet, "rij": seen.head_row})
    form = ImportColumnsForm(run, seen, viewer, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        checked = attempt(
            form,
            lambda: choose_columns(
                run=run,
                by=viewer,
                sheet=seen.sheet,
                head_row=seen.head_row,
                mapping=form.mapping(),
                fills=form.answers(),
            ),
        )
        if checked:
            return redirect(checked)
    context = {"form": form, "look": look, "run": run, "seen": seen, "steps": STEPS}
    return render(request, "actors/import_columns.html", context, status=400 if form.errors else 200)


@requires(*IMPORTERS)
@require_http_methods(FORM_METHODS)
@limited("import")
def import_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One import, at whatever step it is. A post asks the worker to import what was checked."""
    viewer = viewer_of(request)
    run = run_of(viewer, pk)
    if run.state == ImportRun.State.NEW:
        return redirect("import-columns", run.pk)
    form = ImportAskForm(run, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        asked = attempt(form, lambda: ask_import(run=run, by=viewer, **form.cleaned_data))
        if asked:
            return redirect(asked)
    steps = NETWORK_STEPS if run.kind == ImportRun.Kind.GRAPH else STEPS
    context = {"run": run, "form": form, "steps": steps, "changes": _changes(run), **_running(run)}
    context["list_url"] = _list_url(run, viewer)
    return render(request, "actors/import.html", context, status=400 if form.errors else 200)


@requires(*IMPORTERS)
@require_GET
def import_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is, as the fragment that asks for itself again; when it is done the whole page comes."""
    run = run_of(viewer_of(request), pk)
    running = _running(run)
    response = render(request, "actors/_import_progress.html", {"run": run, **running})
    if not running["busy"]:
        response["HX-Refresh"] = "true"
    return response


@requires(*IMPORTERS)
@require_GET
def import_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was sent, for who may see the import; of a network what was kept of it."""
    run = run_of(viewer_of(request), pk)
    stored = files_of(run)
    if not stored:
        raise Http404("Niet gevonden.")
    kept = "application/json" if run.kind == ImportRun.Kind.GRAPH else stored[0].content_type
    return download(read_file(stored[0]), name=stored[0].name, content_type=kept)


@requires(*IMPORTERS)
@require_GET
def import_wrong(request: HttpRequest, pk: int) -> HttpResponse:
    """The wrong rows as they were sent, and why: to mend and send again."""
    viewer = viewer_of(request)
    run = run_of(viewer, pk)
    try:
        heads, rows = wrong_rows(run, viewer)
    except Unreadable as refusal:
        return render(request, "actors/import_unreadable.html", {"run": run, "why": str(refusal)}, status=400)
    content = write_sheet("csv", title=_("Fout"), heads=heads, rows=rows)
    return download(content, name="rijen-met-een-fout.csv", content_type=FORMATS["csv"])


@requires(*IMPORTERS)
@require_http_methods(FORM_METHODS)
def import_undo(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = viewer_of(request)
    run = run_of(viewer, pk)
    if request.method == "POST":
        undone = ask_undo(run=run, by=viewer)
        return redirect(undone)
    context = {
        "question": _("Alles uit dit bestand terugdraaien?"),
        "explanation": _(
            "Wat nieuw was, gaat weg. Wat veranderde, wordt weer zoals het was. "
            "Wat iemand daarna veranderde of gebruikte, blijft."
        ),
        "yes": _("Terugdraaien"),
        "back_url": run.get_absolute_url(),
        "danger": True,
    }
    return render(request, "ui/confirm.html", context)


@requires(*IMPORTERS)
@require_POST
def import_discard(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = viewer_of(request)
    run = run_of(viewer, pk)
    try:
        discard_import(run=run, by=viewer)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(run)
    messages.success(request, _("Het bestand is weg. Er is niets ingelezen."))
    return redirect("imports")


@requires(*IMPORTERS)
@require_GET
def import_example(request: HttpRequest, kind: str) -> HttpResponse:
    """An empty file with our own headers, to fill in."""
    sheet = SHEETS.get(kind)
    if sheet is None:
        raise Http404("Niet gevonden.")
    heads = [column.head for column in sheet.columns if column.name not in {"number", "address"}]
    content = write_sheet("xlsx", title=sheet.label, heads=heads, rows=[])
    return download(content, name=f"voorbeeld-{sheet.name}.xlsx", content_type=FORMATS["xlsx"])


def _running(run: ImportRun) -> dict[str, Any]:
    """Whether the worker has it, how far it is, and whether the worker gave up."""
    busy = run.state in {ImportRun.State.ASKED, ImportRun.State.UNDOING}
    if not busy:
        return {"busy": False}
    key = key_of(run) if run.state == ImportRun.State.ASKED else undo_key_of(run)
    task = find_task(key)
    broken = task is not None and task.state == Task.State.FAILED
    return {"busy": not broken, "broken": broken, "progress": progress_of(key), "again_url": _again_url(run)}


def _list_url(run: ImportRun, viewer: Viewer) -> str:
    """Where one sees what came in; who only runs the gemeente does not read who is who."""
    if not may_write_somewhere(viewer):
        return ""
    if run.kind == ImportRun.Kind.GRAPH:
        return network_url(run, viewer)
    route = {"contacts": "municipal-contacts", "networks": "networks"}.get(run.kind, "actors")
    return reverse(route)


def _again_url(run: ImportRun) -> str:
    return reverse("import" if run.state == ImportRun.State.ASKED else "import-undo", args=[run.pk])


def _changes(run: ImportRun) -> list[tuple[str, str, str]]:
    """Place in the file, thing, and the heads of what changes; what we do not know by name goes by its own name."""
    heads = {column.name: column.head for column in (SHEETS[run.kind].columns if run.kind in SHEETS else ())}
    heads |= NETWORK_HEADS
    words = [", ".join(heads.get(name, name) for name in change["fields"]) for change in run.changes]
    return [
        (run.place(change["row"]).capitalize(), change["what"], fields)
        for change, fields in zip(run.changes, words, strict=True)
    ]
