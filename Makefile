# Everything runs in a virtual environment of its own (.venv); only Python 3.11 or newer and make are needed.
PYTHON ?= $(shell for python in python3.11 python3 python3.12 python3.13 python3.14 python; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v "$$python" && break; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check install

.DEFAULT_GOAL := help
.PHONY: help demo test assure lint bench serve

help: ## what can be made
	@sed -n 's/^\([a-z]*\): .*##/  make \1:/p' $(MAKEFILE_LIST)

demo: $(READY) ## load the graph, check it, answer a question, write out/ (Turtle, gap map)
	@$(BIN)/vakgraph demo --out out

# A file stays with one worker, for its tests share what they load. WORKERS=0 runs all in one process.
WORKERS ?= auto

test: $(READY) ## every test, lint and types included; a matter of minutes
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile

assure: $(READY) ## the long random runs and comparisons, with a table in out/assurance.md; the better part of an hour
	@$(BIN)/python tests/assure.py

lint: $(READY) ## ruff and mypy
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy --strict vakgraph

bench: $(READY) ## measure beside others, into tests/bench/RESULTS.md; SIZES="100000 1000000" for more
	@$(PIP) -e '.[bench]'
	@$(BIN)/python -m tests.bench $(SIZES)

serve: ## the pages and the SPARQL server
	@echo 'There are no pages to serve yet: the web room comes with a later version.' >&2; exit 2

$(READY): pyproject.toml
	@[ -n '$(PYTHON)' ] || { echo 'vakgraph needs Python 3.11 or newer: install it, or name it: make PYTHON=/path/to/python3.11' >&2; exit 2; }
	@'$(PYTHON)' -m venv $(VENV) || { echo 'Python could not make a virtual environment: install its venv module (Debian: python3-venv).' >&2; exit 2; }
	@echo 'Setting up $(VENV), the first time only ...' >&2
	@$(PIP) -e '.[test]'
	@touch $@
