# Everything here also works without make: see README.md.
PY ?= python3
PORT ?= 8000
BIN := .venv/bin
LOCK := $(BIN)/uv pip compile --quiet --no-header --generate-hashes --universal --python-version 3.11
PYTEST := $(BIN)/python -m pytest -n auto $(ARGS)
# Whatever database the shell or .env names, these tests leave it alone.
ON_SQLITE := DATABASE_URL=sqlite://:memory:

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

demo: .stamps/runtime ## set up and serve the demo (PORT=8001, ARGS=--no-serve)
	$(BIN)/python manage.py demo --port $(PORT) $(ARGS)

test: .stamps/test ## tests on SQLite: no browser, no PostgreSQL, no network
	$(ON_SQLITE) $(PYTEST) -m "not browser and not slow"

test-slow: .stamps/test ## the tests that take long, on SQLite
	$(ON_SQLITE) $(PYTEST) -m slow

# What knows no database, or chooses its own.
PURE = ingest/extract ingest/readers ingest/tables vocabulary evaluation \
	commands/test_demo.py test_convert_mesh.py test_production.py test_repository.py test_settings.py test_translations.py

test-postgres: .stamps/test ## the same tests on a PostgreSQL started for them, but for those that have nothing to do with it
	tools/with_postgres $(PYTEST) -m "not browser" $(patsubst %,--ignore=tests/%,$(PURE))

test-browser: .stamps/dev ## the pages in Chromium
	$(ON_SQLITE) $(PYTEST) -m browser

test-all: test test-slow test-postgres test-browser ## all of them

lint: .stamps/dev ## style, types, import contracts, templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet templates

bench: .stamps/dev ## how fast registry records are loaded, against a floor (ARGS="--studies 5000 --rounds 1")
	SECRET_KEY=$${SECRET_KEY:-benchmarks-only-kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk} $(BIN)/python -m benchmarks.registry $(ARGS)

bench-pages: .stamps/dev ## how long pages take on a large database against a small one (ARGS="--small postgres://… --large postgres://…")
	$(BIN)/python -m benchmarks.pages $(ARGS)

bench-as-of: .stamps/dev ## how long pages as of an earlier day take against those of today (ARGS="--database postgres://… --day 2024-06-30")
	$(BIN)/python -m benchmarks.as_of $(ARGS)

bench-search: .stamps/dev ## how long search takes on the database of DATABASE_URL
	$(BIN)/python -m benchmarks.search $(ARGS)

messages: .stamps/dev ## gather the strings of the interface for translation and compile what is translated (needs GNU gettext)
	SECRET_KEY=messages-only $(BIN)/python manage.py makemessages -l zh_Hans --no-wrap --no-obsolete --add-location file -i tests -i benchmarks -i tools
	SECRET_KEY=messages-only $(BIN)/python manage.py compilemessages -l zh_Hans -i .venv

screenshots: .stamps/dev ## take the pictures of the documentation anew, in Chromium
	$(BIN)/python tools/screenshots.py

lock: .stamps/dev ## write requirements*.txt from requirements/*.in, with hashes (ARGS=--upgrade)
	$(LOCK) $(ARGS) requirements/runtime.in -o requirements.txt
	$(LOCK) $(ARGS) requirements/test.in -o requirements-test.txt
	$(LOCK) $(ARGS) requirements/dev.in -o requirements-dev.txt

.venv:
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PY) is not Python 3.11 or newer. Name one: make $(MAKECMDGOALS) PY=python3.12" >&2; exit 1; }
	$(PY) -m venv .venv || { rm -rf .venv; exit 1; }

.stamps/runtime: requirements.txt | .venv
.stamps/test: requirements-test.txt | .venv
.stamps/dev: requirements-dev.txt | .venv
.stamps/%:
	$(BIN)/pip install --quiet --disable-pip-version-check -r $<
	@mkdir -p .stamps && touch $@

.PHONY: help demo test test-slow test-postgres test-browser test-all lint bench bench-pages bench-as-of bench-search messages screenshots lock
