# make site | serve | test | check | bench | lock | clean. Everything is set up on the way, in .venv.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: site serve test check lint venv lock bench clean
.DEFAULT_GOAL := site

site: $(VENV)/.site ## build beside the published folder, then swap
	$(BIN)/cchc publish site

serve: $(VENV)/.site ## preview that reloads as you write
	$(BIN)/mkdocs serve

check: $(VENV)/.site ## mistakes in posts and procedures, and the quota
	$(BIN)/cchc check
	-$(BIN)/cchc quota

test: $(VENV)/.dev browser lint ## everything: style, types, tests in a real browser
	$(BIN)/python -m pytest

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

venv: $(VENV)/.site

# Debian may ship python3 without venv: as root install it, else say how.
$(BIN)/python:
	@command -v $(PYTHON) >/dev/null 2>&1 || { echo "cchc needs Python 3.11 or newer ($(PYTHON) was not found)." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "cchc needs Python 3.11 or newer; call: make PYTHON=python3.12" >&2; exit 1; }
	@if ! $(PYTHON) -c 'import ensurepip' >/dev/null 2>&1; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv; \
	  else \
	    echo "Python's venv is missing; ask an administrator to run: apt-get install python3-venv" >&2; exit 1; \
	  fi; \
	fi
	$(PYTHON) -m venv $(VENV)

# pip refuses hashes and an editable install in one call.
$(VENV)/.site: requirements.lock pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install -q --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.site
	$(BIN)/python -m pip install -q --require-hashes -r requirements-dev.lock
	@touch $@

.PHONY: browser
browser:
	@for name in chromium chromium-browser google-chrome google-chrome-stable microsoft-edge; do \
	  if command -v $$name >/dev/null 2>&1; then exit 0; fi; \
	done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium; \
	else \
	  echo "The tests need a browser; ask an administrator to run: apt-get install chromium" >&2; exit 1; \
	fi

bench: $(VENV)/.bench browser ## speed and memory beside a peer, about 15 minutes; writes the guide's page
	$(BIN)/python -m benchmarks.run --report

$(VENV)/.bench: requirements-bench.lock $(VENV)/.site
	$(BIN)/python -m pip install -q --require-hashes -r requirements-bench.lock
	@touch $@

lock: ## newest versions, with a hash of every file; needs uv
	uv pip compile -q --upgrade --universal --generate-hashes --no-header --no-annotate --python-version 3.11 \
	  --extra build pyproject.toml -o requirements.lock
	uv pip compile -q --upgrade --universal --generate-hashes --no-header --no-annotate --python-version 3.11 \
	  --extra build --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	uv pip compile -q --upgrade --universal --generate-hashes --no-header --no-annotate --python-version 3.11 \
	  --extra build --extra bench -c requirements-dev.lock pyproject.toml -o requirements-bench.lock

clean:
	rm -rf $(VENV) .cache site
