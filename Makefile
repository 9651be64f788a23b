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
WEB_SOURCES := $(shell find web -path web/node_modules -prune -o -type f -print 2>/dev/null)

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: $(VENV)/run.installed $(STATIC) ## install what is missing, prepare the demo company, serve it
	@PYTHONOPTIMIZE=1 $(BIN)/baton serve --demo $(ARGS)

test: $(VENV)/dev.installed $(STATIC) ## check and test everything
	@$(PYTHON) tests/prepare.py
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory test-web
	@$(BIN)/pytest -n 2 --dist loadfile -m "not browser and not spark and not postgres" --ignore=tests/api --ignore=tests/demo/test_story.py
	@for file in tests/api/test_*.py; do $(BIN)/pytest $$file || exit 1; done
	@$(BIN)/pytest -m "browser or spark"

test-long: $(VENV)/dev.installed ## PostgreSQL and the whole story of the demo company: many minutes
	@$(BIN)/pytest -m postgres
	@$(BIN)/pytest tests/demo/test_story.py

test-fast: $(VENV)/dev.installed ## the tests that need no server and no browser
	@$(BIN)/pytest -n 2 --dist loadfile -m "not postgres and not browser and not spark"

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

.PHONY: help run test test-fast test-web lint format bench web lock clean
