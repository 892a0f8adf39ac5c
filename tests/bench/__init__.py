"""How fast pages are, as a ratio to a bare Django page on the same machine in the same minute: `make bench`.

`floor.py` is the measure and is frozen; `data.py` fills a database; `pages.py` says what is measured and what it may
cost; `runner.py` measures. Nothing here runs in the test suite, which depends on no clock.
"""
