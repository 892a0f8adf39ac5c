"""The bench's measure stays what it was, and every limit of a page is one that the bench can check."""

import hashlib

from tests.bench.client import FormFields
from tests.bench.pages import PAGES
from tests.bench.posts import POSTS
from tests.house import ROOT

FLOOR = "e95f845c2c10eff9d41ddddc0399f2c788df905ddcc4c8e587799127579fcd35"


def test_the_floor_is_frozen() -> None:
    """Another floor would make every earlier figure worthless."""
    text = (ROOT / "tests" / "bench" / "floor.py").read_bytes().replace(b"\r\n", b"\n")
    assert hashlib.sha256(text).hexdigest() == FLOOR


def test_every_post_can_be_made() -> None:
    assert {page.key for page in PAGES if page.posts} == set(POSTS)


def test_fields_are_read_as_a_browser_sends_them() -> None:
    html = """<input name=a value=1><input type=checkbox name=b><input type=checkbox name=c checked>
    <select name=d><option value=x>x<option value=y selected>y</select><textarea name=e></textarea>
    <select name=f><option value=first>1<option value=second>2</select><input type=submit name=g>"""
    assert FormFields(html).values == {"a": "1", "c": "on", "d": "y", "e": "", "f": "first"}
