# Cổng HĐND. Two commands are enough: `make run` and `make test`.
PYTHON ?= python3
VENV ?= .venv
PORT ?= 8000
CHROMIUM := $(or $(shell command -v chromium 2>/dev/null),$(shell command -v chromium-browser 2>/dev/null),$(shell command -v google-chrome 2>/dev/null))
TEST_LOCK := $(if $(CHROMIUM),e2e,test)
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
PYTEST := $(BIN)/python -m pytest -n auto --dist worksteal -rfEs
MEASURED := $(if $(COVERAGE),--cov --cov-report=)
SOURCES := .

.PHONY: setup run dev test check types format lock pictures

# Each lock leaves a stamp, so that a second run needs no network.
$(VENV)/.stamp-%: requirements/%.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

setup: $(VENV)/.stamp-base
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) collectstatic --no-input --verbosity 0
	@$(if $(DATABASE_URL),echo "DATABASE_URL is set: no sample data and no sample logins.",$(MANAGE) load_sample --logins --if-empty)

run: setup
	@echo "http://127.0.0.1:$(PORT)"
	@$(if $(DATABASE_URL),:,cat $${VAR_DIR:-var}/logins.tsv 2>/dev/null || true)
	@exec $(BIN)/gunicorn hdnd_portal.wsgi --bind 127.0.0.1:$(PORT)

dev: setup
	@DEBUG=1 $(MANAGE) runserver 127.0.0.1:$(PORT)

# Once on SQLite; once more on PostgreSQL and Redis where TEST_DATABASE_URL names one. COVERAGE=1 measures the last run.
test: $(VENV)/.stamp-$(TEST_LOCK)
	@echo "== Tests on SQLite"
	@env -u TEST_DATABASE_URL -u TEST_CACHE_URL $(PYTEST) $(if $(TEST_DATABASE_URL),,$(MEASURED)) $(PYTEST_ARGS)
	@if [ -n "$${TEST_DATABASE_URL:-}" ]; then \
		echo "== Tests on PostgreSQL and Redis"; $(PYTEST) $(MEASURED) $(PYTEST_ARGS); \
	else echo "== PostgreSQL and Redis: not tried, TEST_DATABASE_URL names none"; fi
	@$(if $(COVERAGE),$(BIN)/python .ci/coverage_by_app.py)

check: $(VENV)/.stamp-test
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/lint-imports --no-cache
	$(BIN)/djade --check $$(git ls-files 'templates/*.html')
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/mypy
	$(MANAGE) makemigrations --check --dry-run
	@PRODUCTION=1 SECRET_KEY=$$($(BIN)/python -c "import secrets; print(secrets.token_urlsafe(64))") ALLOWED_HOSTS=example.vn \
		BASE_URL=https://example.vn DATABASE_URL=sqlite:///$$(mktemp -d)/check.sqlite3 $(MANAGE) check --deploy --fail-level WARNING

# mypy with django-stubs; pyproject.toml lists the modules that must have type hints.
types: $(VENV)/.stamp-test
	$(BIN)/mypy

format: $(VENV)/.stamp-test
	$(BIN)/ruff format $(SOURCES)
	$(BIN)/ruff check --fix $(SOURCES)
	$(BIN)/djade $$(git ls-files 'templates/*.html')

lock: $(VENV)/.stamp-test
	for extra in "" test e2e; do \
		$(BIN)/uv pip compile --quiet pyproject.toml $${extra:+--extra test} $$([ "$$extra" != e2e ] || echo --extra e2e) \
			--generate-hashes --no-header --python-version 3.11.2 -o requirements/$${extra:-base}.txt; \
	done

# The pictures of docs/pictures/, taken again; needs Chromium and poppler-utils.
pictures: $(VENV)/.stamp-e2e
	$(BIN)/python docs/pictures/take.py
