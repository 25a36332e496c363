# Everything runs in a virtual environment of its own (.venv); only Python 3.11 or newer and make are needed.
PYTHON ?= $(shell for python in python3.11 python3 python3.12 python3.13 python3.14 python; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v "$$python" && break; done)
VENV := .venv
BIN := $(VENV)/bin
BROWSER := $(VENV)/browser
READY := $(VENV)/ready
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check install

.DEFAULT_GOAL := help
.PHONY: help demo test assure lint bench screenshots serve editor sbom

help: ## what can be made
	@sed -n 's/^\([a-z]*\): .*##/  make \1:/p' $(MAKEFILE_LIST)

demo: $(READY) ## load the graph, check it, answer a question, write out/ (Turtle, gap map)
	@$(BIN)/vakgraph demo --out out

PORT ?= 8080

# A file stays with one worker, for its tests share what they load. WORKERS=0 runs all in one process.
WORKERS ?= auto

test: $(READY) $(BROWSER) editor ## every test, lint and types included; a matter of minutes
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

assure: $(READY) $(BROWSER) editor ## the long random runs and comparisons, with a table in out/assurance.md; an hour and a half
	@$(PIP) atheris 2>/dev/null || echo 'atheris does not install here: that part of the fuzzing is left out.' >&2
	@$(BIN)/python tests/assure.py

lint: $(READY) ## ruff and mypy
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy --strict vakgraph

bench: $(READY) ## measure beside others, into tests/bench/RESULTS.md; SIZES="100000 1000000 10000000" for more
	@$(PIP) -e '.[bench]'
	@$(BIN)/python -m tests.bench $(SIZES)

sbom: $(READY) ## what the program stands on, as CycloneDX in out/, and which of it has a known hole
	@$(BIN)/python tests/sbom.py

serve: $(READY) editor ## the pages in a browser, at http://127.0.0.1:8080/; PORT=0 picks a free port
	@$(BIN)/python -c 'import starlette, uvicorn, python_multipart' 2>/dev/null || $(PIP) -e '.[web]'
	@$(BIN)/vakgraph serve --port $(PORT)

screenshots: $(READY) $(BROWSER) editor ## the main pages as pictures, into out/screenshots/
	@$(BIN)/python tests/screenshots.py

# Quiet where it stands already; without npm the pages keep their plain form, and that is said.
editor: $(READY) ## the SPARQL editor of the pages, from its sources in editor/; takes npm
	@$(BIN)/python editor/bundle.py

# Debian's Chromium, to look at the pages with: where it cannot be had, those tests are skipped and say so.
$(BROWSER): $(READY)
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
		echo 'Installing Chromium, to look at the pages with ...' >&2 && export DEBIAN_FRONTEND=noninteractive && \
		{ apt-get -qq -o Acquire::Retries=0 -o Acquire::http::Timeout=20 update && \
		apt-get -qq -y --no-install-recommends install chromium; } >/dev/null 2>&1 </dev/null; } || \
		echo 'No Chromium here: the tests that look at the pages are skipped.' >&2
	@touch $@

$(READY): pyproject.toml
	@[ -n '$(PYTHON)' ] || { echo 'vakgraph needs Python 3.11 or newer: install it, or name it: make PYTHON=/path/to/python3.11' >&2; exit 2; }
	@'$(PYTHON)' -m venv $(VENV) || { echo 'Python could not make a virtual environment: install its venv module (Debian: python3-venv).' >&2; exit 2; }
	@echo 'Setting up $(VENV), the first time only ...' >&2
	@$(PIP) -e '.[test]'
	@touch $@
