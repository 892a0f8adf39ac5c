"""What few requests need is not in the memory of every web process."""

import subprocess
import sys

from tests.house import ROOT
from wijknet.later import LATER, wait_with_packages

STARTED = """
import sys
from wijknet.wsgi import application
from wijknet import server
server.when_ready(None)
print(*sorted({part for name in sys.modules for part in (name, name.split(".")[0])}))
"""
# What a package of LATER reads as soon as it is read itself.
READ_ALONG = {"numpy._core", "shapely.geometry", "openpyxl.workbook", "igraph.drawing", "icalendar.cal", "fido2"}
READ_ALONG |= {"rapidfuzz.fuzz", "segno.encoder", "PIL._imaging", "nh3.nh3", "cryptography", "highspy._core", "qrcode"}

SLOW = """
import time
first = 1
time.sleep(0.2)
last = first + 1
"""


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_web_process_starts_without_them() -> None:
    read = set(run(f"import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'wijknet.settings'{STARTED}").split())
    assert "wijknet.casework" in read
    assert read & READ_ALONG <= {"cryptography"}


def test_each_can_be_read_and_works_as_usual() -> None:
    names = ", ".join(sorted(LATER))
    said = run(f"""
import wijknet
import {names}
import numpy as np, openpyxl, shapely, types
assert {{type(np), type(shapely)}} != {{types.ModuleType}}
print(np.array([1, 2]).sum(), shapely.Point(1, 2).x, openpyxl.Workbook().active.title, PIL.Image.new("L", (2, 3)).size)
assert type(np) is types.ModuleType, "once read, a module is a plain one"
import shapely.geometry
from icalendar import Event
import igraph.drawing
assert not hasattr(np, "no_such_name")
""")
    assert said == "3 1.0 Sheet (2, 3)\n"


def test_a_second_thread_waits_until_it_is_read() -> None:
    said = run(f"""
import pathlib, sys, tempfile, threading
import wijknet.later
wijknet.later.LATER = frozenset({{"slow_one"}})
wijknet.later.wait_with_packages()
folder = tempfile.mkdtemp()
(pathlib.Path(folder) / "slow_one.py").write_text({SLOW!r})
sys.path.insert(0, folder)
import slow_one
found = []
threads = [threading.Thread(target=lambda: found.append(slow_one.last)) for _ in range(5)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(found)
""")
    assert said == "[2, 2, 2, 2, 2]\n"


def test_a_package_that_cannot_be_read_says_so_each_time() -> None:
    said = run("""
import pathlib, sys, tempfile
import wijknet.later
wijknet.later.LATER = frozenset({"broken_one"})
folder = tempfile.mkdtemp()
(pathlib.Path(folder) / "broken_one.py").write_text("raise RuntimeError('no library')")
sys.path.insert(0, folder)
import broken_one
for _ in range(2):
    try:
        broken_one.anything
    except RuntimeError as error:
        print(error)
""")
    assert said == "no library\n" * 2


def test_one_finder_is_enough() -> None:
    before = list(sys.meta_path)
    wait_with_packages()
    assert sys.meta_path == before
