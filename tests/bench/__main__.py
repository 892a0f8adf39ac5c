"""`make bench`, or `python -m tests.bench --sizes 1000,1000000 --databases postgres`."""

import argparse
import sys

from tests.bench.runner import main

parser = argparse.ArgumentParser(prog="python -m tests.bench", description="How fast pages are, against a bare page.")
parser.add_argument("--sizes", default="1000,50000", help="numbers of contact moments, with commas between")
parser.add_argument("--databases", default="sqlite,postgres", help="sqlite, postgres, or both")
parser.add_argument("--pages", default="", help="only these pages, with commas between")
chosen = parser.parse_args()
sys.exit(
    bool(
        main(
            [int(size) for size in chosen.sizes.split(",")],
            chosen.databases.replace("both", "sqlite,postgres").split(","),
            set(filter(None, chosen.pages.split(","))),
        )
    )
)
