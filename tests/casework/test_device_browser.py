"""Writing on a phone that is locked or without network: sealed on the phone, and sent once to its owner."""

import os
import random

import pytest
from playwright.sync_api import Dialog, Locator, Page, Route, expect

from tests.browser import PHONE, Browse, Visit
from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.casework.models import Jotting

pytestmark = pytest.mark.browser
LINE = "Bakker Yildiz: lantaarn stuk"
NOTEBOOK, DEVICE, LIST = "/kladblok/", "/kladblok/zonder-inloggen/", "/afspraken/"
# `make faults` walks many more.
CYCLES = int(os.environ.get("CYCLES", "25"))
READY = """() => new Promise(resolve => {
    const look = async () => {
        const found = (await indexedDB.databases()).some(each => each.name === "wijknet-kladblok");
        const worker = await navigator.serviceWorker.getRegistration();
        if (!found || !worker?.active || !navigator.serviceWorker.controller) return setTimeout(look, 50);
        const opened = indexedDB.open("wijknet-kladblok");
        opened.onsuccess = () => {
            const asked = opened.result.transaction("keys").objectStore("keys").count();
            asked.onsuccess = () => { opened.result.close(); asked.result ? resolve() : setTimeout(look, 50); };
        };
    };
    look();
})"""
STORED = """async () => {
    const opened = await new Promise(resolve => {
        const request = indexedDB.open("wijknet-kladblok");
        request.onsuccess = () => resolve(request.result);
    });
    const all = name => new Promise(resolve => {
        const asked = opened.transaction(name).objectStore(name).getAll();
        asked.onsuccess = () => resolve(asked.result);
    });
    const text = value => value instanceof ArrayBuffer || ArrayBuffer.isView(value)
        ? new TextDecoder("latin1").decode(value) : value;
    const said = JSON.stringify([...await all("keys"), ...await all("lines")], (_, value) => text(value));
    const lines = (await all("lines")).length;
    opened.close();
    let kept = "";
    for (const name of await caches.keys())
        for (const request of await (await caches.open(name)).keys())
            if (!/[.](js|css|svg)/.test(request.url)) kept += await (await caches.match(request)).text();
    return { lines, said, kept };
}"""


@pytest.fixture
def phone(browse: Browse, fatima: User, klarendal: Area) -> Visit:
    """The phone of fatima, on which she opened her notebook once."""
    visit = browse(fatima, viewport=PHONE)
    get_ready(visit)
    return visit


def get_ready(visit: Visit) -> None:
    visit.goto(NOTEBOOK).evaluate(READY)


def offline(visit: Visit, off: bool = True) -> None:
    """Without network the browser itself complains in the console; that is no problem of ours."""
    visit.allowed = {503} if off else set()
    visit.page.context.set_offline(off)


def field_of(page: Page) -> Locator:
    """On whatever page one can write on."""
    return page.locator("[data-device-form] textarea, form[data-keep=jot] [name=line]").first


def write(page: Page, line: str) -> None:
    field = field_of(page)
    field.fill(line)
    field.locator("xpath=ancestor::form").get_by_role("button", name="Bewaar regel").click()


def test_a_line_in_time_stays_on_the_page(phone: Visit) -> None:
    page = phone.goto(LIST)
    write(page, LINE)
    expect(page.get_by_text("Je regel staat in je kladblok.")).to_be_visible()
    expect(page.locator("#klad")).to_have_value("")
    assert Jotting.objects.get().line == LINE
    assert page.evaluate(STORED)["lines"] == 0


def test_without_network_a_line_waits_and_goes_by_itself(phone: Visit) -> None:
    page = phone.goto(LIST)
    offline(phone)
    write(page, LINE)
    expect(page.get_by_text("Nog niet verstuurd (1)")).to_be_visible()
    write(page, "Tweede regel")
    expect(page.get_by_text("Nog niet verstuurd (2)")).to_be_visible()
    assert not Jotting.objects.exists()
    offline(phone, False)
    expect(page.get_by_text("2 regels zijn alsnog verstuurd.")).to_be_visible()
    assert {found.line for found in Jotting.objects.all()} == {LINE, "Tweede regel"}
    expect(page.locator("[data-mine]")).to_be_hidden()


def test_without_network_every_page_becomes_the_field(phone: Visit, fatima: User) -> None:
    offline(phone)
    phone.page.goto(phone.base + LIST)
    page = phone.page
    expect(page.get_by_role("heading", name="Schrijf een regel")).to_be_visible()
    write(page, LINE)
    expect(page.get_by_text("Nog niet verstuurd (1)")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Nog niet verstuurd (1)")).to_be_visible()
    stored = page.evaluate(STORED)
    for text in (LINE, "Yildiz", fatima.name, fatima.email, "Klarendal"):
        assert text not in stored["said"] + stored["kept"]
    offline(phone, False)
    page.goto(phone.base + NOTEBOOK)
    expect(page.locator(".wn-lines")).to_contain_text(LINE)
    assert Jotting.objects.count() == 1


def test_a_locked_phone_adds_and_reads_nothing_until_its_owner_is_back(
    phone: Visit, fatima: User, anna: User, browse: Browse
) -> None:
    context = phone.page.context
    cookies = context.cookies()
    context.clear_cookies()
    page = phone.goto("/accounts/inloggen/")
    page.get_by_role("link", name="Schrijf een regel, ook zonder in te loggen").click()
    write(page, LINE)
    expect(page.get_by_text("Nog niet verstuurd (1)")).to_be_visible()
    assert LINE not in page.evaluate(STORED)["said"]
    assert LINE not in page.content()
    others = browse(anna)
    context.add_cookies(others.page.context.cookies())  # type: ignore[arg-type]
    phone.goto(LIST)
    expect(page.get_by_text("Van iemand anders, nog niet verstuurd (1)")).to_be_visible()
    get_ready(phone)
    assert not Jotting.objects.exists()
    context.clear_cookies()
    context.add_cookies(cookies)  # type: ignore[arg-type]
    phone.goto(LIST)
    expect(page.get_by_text("1 regel is alsnog verstuurd.")).to_be_visible()
    assert (Jotting.objects.get().line, Jotting.objects.get().by) == (LINE, fatima)


def test_waiting_lines_go_only_when_asked_twice(phone: Visit) -> None:
    phone.page.context.clear_cookies()
    page = phone.goto(DEVICE)
    write(page, LINE)
    page.get_by_text("Regels van dit apparaat weggooien").click()
    for left in (1, 0):
        page.once("dialog", Dialog.accept if left == 0 else Dialog.dismiss)
        page.get_by_role("button", name="Gooi niet verstuurde regels weg").click()
        if left == 0:
            expect(page.locator("[data-mine]")).to_be_hidden()
        assert page.evaluate(STORED)["lines"] == left


def test_a_device_that_nobody_used_offers_nothing(browse: Browse, db: None) -> None:
    page = browse(None, viewport=PHONE).goto("/accounts/inloggen/")
    expect(page.get_by_text("ook zonder in te loggen")).to_be_hidden()
    page = browse(None, viewport=PHONE).goto(DEVICE)
    expect(page.get_by_text("Dat kan op dit apparaat nog niet.")).to_be_visible()
    expect(page.locator("[data-device-form]")).to_be_hidden()


def test_cycles_of_network_and_of_being_killed_lose_nothing_and_double_nothing(phone: Visit) -> None:
    """Answers get lost on the way back, and the browser is closed while it writes."""
    chance, network = random.Random(20261122), random.Random(3)
    context = phone.page.context

    def lose_some(route: Route) -> None:
        if network.random() < 0.7:
            route.continue_()
            return
        route.fetch()
        route.abort()

    context.route("**/kladblok/nazenden/**", lose_some)
    sure, tried = set(), []
    page = phone.page
    for number in range(CYCLES):
        offline(phone, chance.random() < 0.5)
        page.goto(phone.base + chance.choice([LIST, DEVICE]))
        tried.append(f"Regel {number}")
        write(page, tried[-1])
        if chance.random() < 0.3:
            page.wait_for_timeout(chance.randrange(30))
        else:
            # The field is emptied once the line is kept; what is said may be about an earlier line.
            expect(field_of(page)).to_have_value("")
            sure.add(tried[-1])
        if chance.random() < 0.4:
            page.close()
            page = context.new_page()
    offline(phone, False)
    phone.allowed = {503}
    context.unroute_all(behavior="wait")
    page.goto(phone.base + LIST)
    left = CYCLES + 1
    while 0 < page.evaluate(STORED)["lines"] < left:
        left = page.evaluate(STORED)["lines"]
        page.wait_for_timeout(2000)
    assert page.evaluate(STORED)["lines"] == 0
    arrived = [found.line for found in Jotting.objects.all()]
    assert len(set(arrived)) == len(arrived)
    assert sure <= set(arrived) <= set(tried)
