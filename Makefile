# The verbs of the house. Each sets up what it needs on a machine with Python 3.11 and make.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
UV ?= uv
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq install

.PHONY: demo run test check soak bench bench-all bench-nation bench-clock talks pictures papers lock fresh clean

demo: .venv/.run          ## a sample province as a page: no account, no network
	@$(BIN)/renluyen demo

run: .venv/.run           ## the bot, with config.toml
	@$(BIN)/renluyen run

test: .venv/.dev          ## the whole suite
	$(BIN)/pytest -n 3

check: .venv/.dev         ## format, lint, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

soak: .venv/.dev          ## the long tests: 200 kills, deciders at once on 200 forms, 150 years, a province of 47 297, a year of reminders
	$(BIN)/pytest -n 2 --dist loadgroup --soak -o faulthandler_timeout=0 \
		tests/test_kills.py tests/test_soak_year.py tests/test_year_machine.py tests/test_simulate.py \
		tests/test_soak_clock.py tests/test_soak_sending.py

bench: .venv/.dev .venv-bench/.done    ## what a message costs, beside our peers; a province's report (docs/performance.md)
	$(BIN)/python -m bench
	$(BIN)/python -m bench.reporting

bench-all: .venv/.dev .venv-bench/.done    ## the same with 1000 chats, a real network, Redis, slow reads
	$(BIN)/python -m bench --scenes daily many far slow

bench-nation: .venv/.dev  ## the report of a million members on PostgreSQL: ten minutes, 3 GB
	$(BIN)/python -m bench.reporting --members 1000000 --databases PostgreSQL --times 1

bench-clock: .venv/.dev .venv-bench/.done    ## reminders: planning a province's, sending beside our peers, answers meanwhile
	$(BIN)/python -m bench.planning
	$(BIN)/python -m bench.sending
	$(BIN)/python -m bench --scenes calm told

papers: .venv/.dev        ## every paper in LibreOffice (Debian: libreoffice-writer-nogui libreoffice-calc-nogui poppler-utils)
	$(BIN)/pytest -q tests/papers_in_libreoffice.py

talks: .venv/.dev         ## write the main conversations to docs/talks
	RENLUYEN_WRITE_TALKS=1 $(BIN)/pytest -q tests/test_talks.py

pictures: .venv/.dev      ## take the READMEs' pictures (Debian: chromium fonts-noto-core fonts-noto-color-emoji)
	RENLUYEN_REQUIRE_ALL=1 RENLUYEN_WRITE_PICTURES=1 $(BIN)/pytest -q tests/test_pictures.py

fresh:                    ## install into an empty environment from an empty folder, as somebody new would
	./.ci/fresh

lock:                     ## resolve the dependencies anew (needs uv)
	$(UV) pip compile pyproject.toml --extra aiogram --group build --group dev --generate-hashes --universal \
		--python-version 3.11 --no-header --quiet --output-file requirements-dev.lock
	$(UV) pip compile pyproject.toml --extra aiogram --group build --constraint requirements-dev.lock --generate-hashes \
		--universal --python-version 3.11 --no-header --quiet --output-file requirements.lock

clean:
	rm -rf .venv .venv-bench .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist

# What is typed into `make demo` is for the demo: nothing that sets it up may read it.

.venv/bin/python:
	$(PYTHON) -m venv .venv </dev/null

.venv/.run: requirements.lock pyproject.toml | .venv/bin/python
	$(PIP) --require-hashes -r requirements.lock </dev/null
	$(PIP) --no-deps --no-build-isolation --editable . </dev/null
	@touch $@

.venv/.dev: requirements-dev.lock pyproject.toml | .venv/bin/python
	$(PIP) --require-hashes -r requirements-dev.lock </dev/null
	$(PIP) --no-deps --no-build-isolation --editable . </dev/null
	@touch $@ .venv/.run

.venv-bench/.done: bench/requirements.txt
	$(PYTHON) -m venv .venv-bench </dev/null
	.venv-bench/bin/python -m pip --disable-pip-version-check -qq install -r bench/requirements.txt </dev/null
	@touch $@
