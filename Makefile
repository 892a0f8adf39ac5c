# Everything that people and machines run. Needs Python 3.11 and make; the rest is fetched into this folder.

PYTHON ?= $(shell for p in python3.11 python3 python; do $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PORT ?= 8000
RUN := .venv/bin/python

.PHONY: setup demo test lint bench faults a11y lock screenshots

setup:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is not on PATH; name it with PYTHON=/path/to/python"; exit 1; }
	@test -x $(RUN) || $(PYTHON) -m venv .venv
	@cmp -s requirements-dev.txt .venv/installed.txt || \
		{ .venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt \
		&& cp requirements-dev.txt .venv/installed.txt; }
	@$(RUN) manage.py frontend

demo: setup
	@exec $(RUN) manage.py demo --port $(PORT)

lint: setup
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	find templates -name '*.html' -print0 | xargs -0 .venv/bin/djade --target-version 5.2 --check
	$(RUN) manage.py makemigrations --check --dry-run

test: lint
	.venv/bin/pytest -n 2 --db sqlite -m "not browser and not matrix"
	.venv/bin/pytest -n 2 --db postgres -m "not browser and not matrix"
	.venv/bin/pytest -n 2 --db sqlite -m "browser and not matrix" --reruns 1 --only-rerun '^(Timeout)?Error: '

bench: setup
	$(RUN) -m tests.bench
	$(RUN) -m tests.bench.network
	$(RUN) -m tests.bench.picture
	$(RUN) -m tests.bench.matches
	$(RUN) -m tests.bench.country

faults: setup
	CLICKS=1000 .venv/bin/pytest -n 2 --db sqlite tests/initiatives/test_submit_at_once.py -k "twice or clicks"
	CLICKS=1000 .venv/bin/pytest -n 2 --db postgres tests/initiatives/test_submit_at_once.py -k "twice or clicks"
	CYCLES=1000 .venv/bin/pytest --db sqlite -m browser tests/casework/test_device_browser.py -k cycles

a11y: setup
	.venv/bin/pytest -n 2 --db sqlite -m matrix

screenshots: setup
	$(RUN) -m tests.screenshots

lock: setup
	$(RUN) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-header pyproject.toml --output-file requirements.txt
	$(RUN) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-header pyproject.toml --group dev --constraint requirements.txt --output-file requirements-dev.txt
