"""A wijk of which nothing is known: filled by hand and by file, made one of two, and asked who reaches whom."""

from pathlib import Path

import pytest
from django.urls import reverse

from actors.models import Actor, ImportRun, Reach
from tests.accessibility import axe_violations, sideways_scroll
from tests.browser import PHONE, Browse, Visit
from tests.files.make import xlsx
from wijknet.accounts.models import User
from wijknet.areas.models import Area

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("kinds")]

BAKERY, PRACTICE, SCHOOL = "Bakkerij Het Nieuwe Brood", "Huisarts De Linden", "Basisschool De Werf"
GROUP = "Ouderen die alleen wonen"
FILE = [
    ["Organisatie", "Type", "Adres", "Tel."],
    [PRACTICE, "Huisartsenpraktijk", "Akkerstraat 1, 6822 AB Arnhem", "026 123 45 67"],
    [SCHOOL, "School", "Vinkenstraat 9, 6822 AC Arnhem", "026 765 43 21"],
    ["Bakkerij Nieuwe Brood", "Winkel", "Hommelstraat 12, 6822 AB Arnhem", ""],
    ["Raket", "Ruimteschip", "", ""],
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "wijk.xlsx"
    path.write_bytes(xlsx(FILE))
    return path


def by_hand(visit: Visit) -> None:
    """Looked for, not there, added where one stands."""
    visit.goto(reverse("actors"))
    assert "Hier staat nog niemand" in visit.page.inner_text("main")
    visit.page.get_by_role("link", name="Plek toevoegen").first.click()
    visit.page.fill("[name=name]", BAKERY)
    visit.page.select_option("select[name=kind]", label="Winkel")
    visit.page.get_by_role("button", name="Plek toevoegen").click()
    assert visit.page.url.endswith(Actor.objects.get(name=BAKERY).get_absolute_url())


def check_file(visit: Visit, path: Path) -> None:
    page = visit.goto(reverse("import-new"))
    page.locator("input[name=kind]").first.check()
    page.set_input_files("input[type=file]", path)
    page.get_by_role("button", name="Bestand bekijken").click()
    page.get_by_role("button", name="Rijen controleren").click()
    page.wait_for_selector("text=Klopt dit?")
    assert "Ruimteschip" in page.inner_text("main")
    assert sideways_scroll(visit) == []


def import_the_good(visit: Visit) -> None:
    page = visit.page
    page.get_by_label("Sla rijen met een fout over").check()
    page.get_by_role("button", name="3 rijen inlezen").click()
    page.wait_for_selector("text=Het bestand is ingelezen")
    assert ImportRun.objects.get().counts["new"] == 3


def one_of_two(visit: Visit) -> None:
    """The baker of the hand and the baker of the file are one: the name of the one, the address of the other."""
    page = visit.goto(reverse("duplicates"))
    page.get_by_role("link", name="Voeg samen").click()
    page.get_by_label(BAKERY, exact=True).check()
    page.get_by_role("button", name="Samenvoegen").click()
    page.wait_for_selector("text=Het is nu één plek")
    no_worse(visit)


def first_group(visit: Visit, wijk: Area) -> None:
    """The matrix has nothing to show yet and says what comes first."""
    page = visit.goto(matrix_of(wijk))
    page.get_by_role("link", name="Groep toevoegen").click()
    page.fill("[name=name]", GROUP)
    page.get_by_label("levensfase").check()
    page.fill("[name=size]", "620")
    page.fill("[name=source]", "schatting van het wijkteam")
    page.fill("[name=year]", "2026")
    page.get_by_role("button", name="Groep toevoegen").click()
    page.wait_for_selector(f"text={GROUP}")


def matrix_of(wijk: Area) -> str:
    assert wijk.municipality is not None
    return reverse("reach-matrix", args=[wijk.municipality.slug, wijk.slug])


def by_keyboard(visit: Visit, wijk: Area) -> None:
    """Open a cell, go to a word, choose it: nothing but Enter and Tab."""
    page = visit.goto(matrix_of(wijk))
    assert "bereiken we nog via niemand" in page.inner_text("main")
    page.locator("summary").filter(has_text=BAKERY).focus()
    for key in ("Enter", "Tab", "Enter"):
        page.keyboard.press(key)
    page.wait_for_selector(f"text=Bewaard: {BAKERY}")


def one_by_one(visit: Visit, wijk: Area) -> None:
    """The work list of one group, on a phone."""
    page = visit.goto(matrix_of(wijk))
    page.get_by_role("link", name=GROUP).click()
    for left in (2, 1):
        page.wait_for_selector(f"text=Nog {left} te vragen")
        page.locator(".wn-asklist button", has_text="bereikt").first.click()
    page.wait_for_selector("text=Je hebt alle plekken en netwerken gehad.")
    no_worse(visit)


def no_worse(visit: Visit) -> None:
    assert axe_violations(visit.page) == []
    assert sideways_scroll(visit) == []


def test_a_wijk_filled_from_nothing(browse: Browse, fatima: User, klarendal: Area, file: Path) -> None:
    phone = browse(fatima, viewport=PHONE)
    by_hand(phone)
    laptop = browse(fatima)
    check_file(laptop, file)
    no_worse(laptop)
    import_the_good(laptop)
    one_of_two(phone)
    assert set(Actor.objects.values_list("name", flat=True)) == {BAKERY, PRACTICE, SCHOOL}
    assert Actor.objects.get(name=BAKERY).street == "Hommelstraat"
    first_group(laptop, klarendal)
    by_keyboard(laptop, klarendal)
    one_by_one(phone, klarendal)
    assert dict(Reach.objects.values_list("actor__name", "level")) == {
        BAKERY: "TRUSTED",
        PRACTICE: "REACHES",
        SCHOOL: "REACHES",
    }


def test_the_same_file_without_javascript_on_a_phone(browse: Browse, fatima: User, file: Path) -> None:
    phone = browse(fatima, viewport=PHONE, javascript=False)
    check_file(phone, file)
    import_the_good(phone)
    assert Actor.objects.count() == 3
