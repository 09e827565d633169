# Every command of the project. `make demo` and `make test` do all their set-up themselves.
.DEFAULT_GOAL := help
.PHONY: help install lock static demo test test-core check format score bench backtest messages

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := build/bootstrap/bin/uv
REQUIREMENTS := requirements/runtime.txt requirements/build.txt requirements/dev.txt

help: ## Show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

build/bootstrap/bin/uv: requirements/bootstrap.txt
	$(PYTHON) -m venv build/bootstrap
	build/bootstrap/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt
	@touch $@

$(VENV)/.installed: $(UV) $(REQUIREMENTS) pyproject.toml tools/dependencies.py requirements/runtime.in
	@test -x $(BIN)/python || $(UV) venv --quiet --python $(PYTHON) $(VENV)
	$(UV) pip sync --quiet --python $(BIN)/python --require-hashes $(REQUIREMENTS)
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

install: $(VENV)/.installed ## Make .venv from the pinned requirements

lock: $(UV) ## Compile requirements/*.in to pinned files with hashes
	@for name in bootstrap runtime build dev; do \
	  $(UV) pip compile --quiet --generate-hashes --no-header --no-annotate --python-version 3.11 requirements/$$name.in -o requirements/$$name.txt || exit 1; \
	done

static: install ## Build fonts, scripts, catalogues and static files
	$(BIN)/vaocuoc build

demo: static ## Fill the demonstration and serve it
	$(BIN)/vaocuoc demo

test: static ## Install what tests need of the system where allowed, then run every test on both databases
	@tools/system-packages
	$(BIN)/python -m pytest -n auto --dist worksteal -q --no-migrations
	$(BIN)/python tools/with_postgresql.py --throwaway $(BIN)/python -m pytest -n auto --dist worksteal -q --no-migrations -m "not journey and not system" tests/database

check: static ## Format, lint, types, layers, templates, migrations, catalogue, docs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --quiet --lint src
	$(BIN)/vaocuoc manage makemigrations --check --dry-run
	$(BIN)/python tools/check_catalogue.py
	$(BIN)/python tools/write_reference.py --check
	$(BIN)/python tools/check_tree.py

format: install ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix --quiet . || true

messages: install ## Bring the English catalogue up to date with the source strings
	$(BIN)/python tools/extract_messages.py

score: install ## Score the reader on the annotated corpus, where it is at hand
	@test -d ../shared/corpus/dev || { echo "The annotated corpus is not at hand: nothing scored."; exit 0; }; \
	$(BIN)/python ../shared/corpus/score.py -- $(BIN)/vaocuoc read --format json

bench: install ## Speed, as ratios measured in one run, with memory
	$(BIN)/python -m bench.reading
	$(BIN)/python -m bench
	$(BIN)/python -m bench.register
	$(BIN)/python tools/with_postgresql.py $(BIN)/python -m bench.register
	$(BIN)/python -m bench.assigning
	$(BIN)/python -m bench.bulk
	$(BIN)/python -m bench.waiting
	$(BIN)/python -m bench.pages
	$(BIN)/python -m bench.signs
	$(BIN)/python -m bench.trail
	$(BIN)/python -m bench.national
	BENCH_UPKEEP=2,20 $(BIN)/python -m bench.upkeep

backtest: install ## Judge the forecasts by series whose future is known: make backtest FILE=series.csv.gz
	@test -n "$(FILE)" || { echo "Say which series: make backtest FILE=series.csv.gz"; exit 2; }
	$(BIN)/python -m bench.backtest "$(FILE)"
