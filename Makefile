# Every command here works on a fresh machine: Python 3.11+, git and make are enough.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
UV      = UV_PROJECT_ENVIRONMENT=$(VENV) $(BIN)/uv

$(VENV)/.ready: pyproject.toml uv.lock
	test -x $(BIN)/uv || { $(PYTHON) -m venv $(VENV) && $(BIN)/pip install --quiet uv; }
	$(UV) sync --quiet --frozen --inexact
	touch $@

.PHONY: help
help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 24

.PHONY: setup
setup: $(VENV)/.ready ## install everything into .venv, from the lock

.PHONY: check
check: lint types test ## all that must pass before a merge

.PHONY: test
test: setup ## run the tests
	$(BIN)/python -m pytest -q -n auto

.PHONY: lint
lint: setup ## ruff, import-linter, zizmor
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/zizmor --offline --no-progress --persona pedantic .github

.PHONY: types
types: setup ## mypy --strict
	$(BIN)/mypy
