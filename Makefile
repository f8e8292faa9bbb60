# famplan: everything a developer or a first-time user runs.
#   make demo    set up, print the first real results, write a report into demo
#   make test    set up and run every gate (what CI runs, with make test-engines after it)

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
SOURCES := src tests docs benchmarks

.DEFAULT_GOAL := help
.PHONY: help demo test test-engines lint types floors tests docs bench coverage-register coverage-survey format clean

help:
	@echo "make demo     set up, print the first real results, and write a county report into demo"
	@echo "make test     set up, and run every gate: lint types floors tests docs"
	@echo "make test-engines   set up Spark and Dask as well, and count in them (Java 17 or later)"
	@echo "make docs     build the documentation into docs/_build/html"
	@echo "make bench    measure speed, as ratios within one run"
	@echo "make coverage-register   count 200 synthetic counties: do the intervals hold the truth?"
	@echo "make coverage-survey     count 400 synthetic surveys: do the intervals hold the truth?"
	@echo "make format   format and mend what ruff can mend"
	@echo "make clean    remove what the tools leave behind"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "famplan needs Python 3.11 or newer; say: make PYTHON=python3.12 …"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"

# The stamps keep a second `make` from installing again; pyproject.toml decides what is installed.
$(VENV)/.demo: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable ".[all]"
	@touch $@

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable ".[all]" --group dev
	@touch $@ $(VENV)/.demo

$(VENV)/.engines: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable ".[all,dask,spark]" --group test
	@touch $@ $(VENV)/.demo

$(VENV)/.bench: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --group bench
	@touch $@

demo: $(VENV)/.demo
	@$(BIN)/famplan demo --out demo

test: lint types floors tests docs

lint: $(VENV)/.dev
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)

types: $(VENV)/.dev
	$(BIN)/mypy

floors: $(VENV)/.dev
	$(BIN)/lint-imports

# The examples of a page build on each other, so a file is not shared out between processes.
tests: $(VENV)/.dev
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile --cov --cov-report=term

# What `make test` leaves out. An engine that is missing fails here instead of being skipped.
test-engines: $(VENV)/.engines
	FAMPLAN_ENGINES=required $(BIN)/python -m pytest -m "" tests/tabulate/test_engines.py \
		tests/tabulate/contraception/test_use_engines.py \
		tests/tabulate/calendars/test_calendar_engines.py \
		tests/readers/test_engines.py tests/rules/test_engines.py tests/rules/test_tally_engines.py \
		docs/guides

docs: $(VENV)/.dev
	$(BIN)/python -m sphinx -b html -W --keep-going -q docs docs/_build/html

bench: $(VENV)/.dev $(VENV)/.bench
	$(BIN)/python benchmarks/run.py

# A quarter of an hour on two cores, so not among those of `make bench`.
coverage-register: $(VENV)/.dev
	$(BIN)/python benchmarks/coverage_register.py

# Ten to twenty minutes on two cores.
coverage-survey: $(VENV)/.dev
	$(BIN)/python benchmarks/coverage_survey.py

format: $(VENV)/.dev
	$(BIN)/ruff check --fix-only $(SOURCES)
	$(BIN)/ruff format $(SOURCES)

clean:
	rm -rf docs/_build .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .coverage dist
