# Everything a developer or a user types; `make help` lists it.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STATIC := src/baton/api/static/index.html
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes
LOCK := $(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --universal \
	--custom-compile-command "make lock" --no-annotate pyproject.toml
# Two workers; a file's tests stay in one of them, so that what they share is made once.
WORKERS := -n 2 --dist loadfile
ON_BOTH := $(addprefix tests/,both kernel modules_change_log connect/test_mirror.py cli/test_postgres.py \
	api/test_documents.py api/test_events.py api/test_security.py)
WEB_SOURCES := $(shell find web -path web/node_modules -prune -o -type f -print 2>/dev/null)

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 24

run: $(VENV)/run.installed $(STATIC) ## install what is missing, prepare the demo company, serve it
	@PYTHONOPTIMIZE=1 $(BIN)/baton serve --demo $(ARGS)

test: $(VENV)/dev.installed $(STATIC) ## check and test everything
	@$(PYTHON) tests/prepare.py
	@$(BIN)/python tests/postgres_server.py & \
		$(MAKE) --no-print-directory lint && $(MAKE) --no-print-directory test-web && wait $$!
	@$(MAKE) --no-print-directory test-sqlite
	@$(MAKE) --no-print-directory test-postgres
	@$(MAKE) --no-print-directory test-browser
	@$(MAKE) --no-print-directory test-browser-postgres

test-sqlite: $(VENV)/dev.installed ## the tests that need no server, no browser and no Spark
	@$(BIN)/pytest $(WORKERS) -m "not browser and not spark and not postgres"

test-postgres: $(VENV)/dev.installed ## what concerns the ERP's database again, on PostgreSQL
	@$(BIN)/pytest --postgres $(WORKERS) $(ON_BOTH)

test-browser: $(VENV)/dev.installed $(STATIC) ## Chromium and Spark: each wants the machine for itself
	@$(BIN)/pytest -m "browser or spark"

test-browser-postgres: $(VENV)/dev.installed $(STATIC) ## the way of an order in Chromium, on PostgreSQL
	@$(BIN)/pytest --postgres tests/browser/test_sales.py

test-web: $(VENV)/dev.installed $(STATIC) ## check and test the browser app
	@$(BIN)/python hatch_build.py run lint
	@$(BIN)/python hatch_build.py run test

lint: $(VENV)/dev.installed ## style, types, import contracts
	@$(BIN)/ruff check src tests benchmarks
	@$(BIN)/ruff format --check src tests benchmarks
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(VENV)/dev.installed ## put the code into shape
	@$(BIN)/ruff check --fix src tests benchmarks
	@$(BIN)/ruff format src tests benchmarks

bench: $(VENV)/dev.installed ## measure against the named peers (docs/benchmarks.md)
	@for file in benchmarks/bench_*.py; do echo "== $$file"; $(BIN)/python $$file $(ARGS) || exit 1; done

web: $(STATIC) ## build the browser app

lock: | $(BIN)/python ## make the lock files anew from pyproject.toml
	@$(LOCK) -o requirements.lock
	@$(LOCK) -c requirements.lock --extra build -o requirements-build.lock
	@$(LOCK) -c requirements.lock --extra build --extra dev --extra spark -o requirements-dev.lock

clean: ## remove what was built; data and locks stay
	rm -rf $(VENV) web/node_modules src/baton/api/static .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is missing: sudo apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed, this is $$($(PYTHON) -V): say which one with PYTHON=…"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv module is missing: sudo apt-get install python3-venv"; exit 1; }

$(VENV)/run.installed: requirements-build.lock pyproject.toml | $(BIN)/python
	@echo "Installing what Baton needs (a minute or two) …"
	@$(PIP) -r requirements-build.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.installed: requirements-dev.lock pyproject.toml | $(BIN)/python
	@echo "Installing what Baton's tests need (two minutes or so) …"
	@$(PIP) -r requirements-dev.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/run.installed

$(STATIC): $(WEB_SOURCES) hatch_build.py | $(VENV)/run.installed
	@echo "Building the browser app …"
	@$(BIN)/python hatch_build.py
	@touch $@

.PHONY: help run test test-sqlite test-postgres test-browser test-browser-postgres test-web lint format bench web lock clean
