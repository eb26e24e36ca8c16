# Every command here works on a fresh machine: Python 3.11+, git and make are enough.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
UV      = UV_PROJECT_ENVIRONMENT=$(VENV) UV_PYTHON_DOWNLOADS=never UV_SYSTEM_CERTS=1 $(BIN)/uv
PYTEST  = $(BIN)/python -m pytest
# What the Action installs: the lock, less the client of the other forge.
ACTION_REQUIREMENTS = { \
	echo '\# What the Action installs: the lock without the client of GitLab. `make requirements` writes it anew.'; \
	$(UV) export --frozen --quiet --no-dev --no-emit-project --no-header --no-annotate --format requirements-txt \
	  --no-emit-package python-gitlab --no-emit-package requests-toolbelt; }

$(VENV)/.ready: pyproject.toml uv.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 ...")'
	@test -x $(BIN)/uv || { $(PYTHON) -m venv $(VENV) && $(BIN)/pip install --quiet uv; }
	$(UV) sync --quiet --frozen --inexact
	@touch $@

.PHONY: help
help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 24

.PHONY: setup
setup: $(VENV)/.ready ## install everything into .venv, from the lock

.PHONY: demo
demo: setup ## track the example postmortems in a throw-away repository
	@PATH="$(CURDIR)/$(BIN):$$PATH" examples/demo

.PHONY: check
check: lint types test ## all that must pass before a merge

.PHONY: test
test: setup ## run the tests
	$(PYTEST) -n auto -m "not benchmark and not thirdparty and not browser"

.PHONY: browser
browser: setup ## look at the report with the Chromium of the system; installs playwright
	$(UV) pip install --quiet --python $(BIN)/python playwright
	$(PYTEST) -m browser tests/browser

.PHONY: lint
lint: setup ## ruff, import-linter, and linters for the workflows
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache
	@$(ACTION_REQUIREMENTS) | cmp - action/requirements.txt || { echo 'run make requirements'; exit 1; }
	$(BIN)/zizmor --offline --no-progress --quiet --persona pedantic .github action.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-actions action.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml
	$(BIN)/python -m tests.component | \
	  $(BIN)/check-jsonschema --builtin-schema vendor.gitlab-ci --data-transform gitlab-ci --default-filetype yaml -
	$(BIN)/check-jsonschema --check-metaschema schemas/*.json

.PHONY: requirements
requirements: setup ## write what the Action installs, from the lock
	@$(ACTION_REQUIREMENTS) > action/requirements.txt

.PHONY: types
types: setup ## mypy --strict
	$(BIN)/mypy

.PHONY: bench
bench: setup ## measure time, memory and requests, and how they grow
	$(BIN)/python -m tests.benchmarks.bench_check
	$(BIN)/python -m tests.benchmarks.bench_read
	$(BIN)/python -m tests.benchmarks.bench_start
	$(BIN)/python -m tests.benchmarks.bench_sync
	$(BIN)/python -m tests.benchmarks.bench_requests
	$(BIN)/python -m tests.benchmarks.bench_rollup_requests

FUZZ_SECONDS ?= 3600

.PHONY: fuzz
fuzz: setup ## look for a document that breaks a promise, for an hour or FUZZ_SECONDS
	$(UV) pip install --quiet --python $(BIN)/python --target .fuzz/python --require-hashes -r tests/fuzz/requirements.txt
	$(BIN)/python -m tests.fuzz.seeds .fuzz/seeds
	@mkdir -p .fuzz/corpus
	PYTHONPATH=.fuzz/python $(BIN)/python -m tests.fuzz.run -max_total_time=$(FUZZ_SECONDS) -timeout=10 -rss_limit_mb=1024 \
	  -max_len=20000 -dict=tests/fuzz/pieces.dict -artifact_prefix=.fuzz/ .fuzz/corpus .fuzz/seeds

.PHONY: thirdparty
thirdparty: setup ## check against what GitHub publishes; fetches what that needs
	$(BIN)/python -m tests.thirdparty.install
	$(PYTEST) -m thirdparty tests/thirdparty

.PHONY: wheel
wheel: setup ## build the wheel into dist/
	$(UV) build --wheel

.PHONY: dist
dist: setup ## build wheel and source into dist/, as a release does
	$(UV) build

.PHONY: version
version: ## print the version
	@sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml
