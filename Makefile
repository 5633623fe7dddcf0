# What there is to do here: `make` lists it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# Where pyenv keeps the other Pythons; those on PATH already are found as well.
PYTHONS := $(foreach v,3.11 3.12 3.13,$(lastword $(sort $(wildcard $(HOME)/.pyenv/versions/$(v).*/bin))))
space := $(subst ,, )

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:

.PHONY: help
help: ## List what there is to do
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: demo
demo: $(VENV)/.demo ## Start the sandbox and the example; CHECK=1 walks through it and ends
	@$(BIN)/python example_project/demo.py $(if $(CHECK),--check)

.PHONY: test
test: $(VENV)/.test ## Run the tests on this Python; ARGS="-k name" for some
	$(BIN)/python -X dev -m pytest $(ARGS)

.PHONY: lint
lint: $(VENV)/.lint ## Check style, formatting, types and layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy --config-file tests/typing/without_plugin.ini tests/typing
	$(BIN)/lint-imports

.PHONY: matrix
matrix: $(VENV)/.matrix ## Run the tests on all supported Pythons and Djangos
	PATH="$(subst $(space),,$(addsuffix :,$(PYTHONS)))$$PATH" $(BIN)/tox run-parallel -p auto --parallel-no-spinner $(ARGS)

.PHONY: bench
bench: $(VENV)/.bench ## Measure; figures in build/bench.json
	@mkdir -p build
	$(BIN)/python -m bench $(ARGS)

.PHONY: docs
docs: $(VENV)/.docs ## Build the documentation in build/docs
	$(BIN)/python -m sphinx -W --keep-going -q docs build/docs

.PHONY: package
package: $(VENV)/.package ## Build the wheel and the sdist in dist, and check them
	rm -rf dist
	$(BIN)/python -m build --outdir dist .
	$(BIN)/python -m twine check --strict dist/*

.PHONY: clean
clean: ## Remove what was built, the virtual environment as well
	rm -rf $(VENV) .tox build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# A stamp for each set of packages, so that a second call installs nothing.
$(VENV)/.demo: NEEDS := -e '.[sandbox]'
$(VENV)/.bench: NEEDS := -e '.[sandbox]'
$(VENV)/.test: NEEDS := -e '.[sandbox]' --group test
$(VENV)/.lint: NEEDS := -e '.[sandbox]' --group lint
$(VENV)/.docs: NEEDS := -e . --group docs
$(VENV)/.matrix: NEEDS := 'tox>=4.22'
$(VENV)/.package: NEEDS := build twine

$(VENV)/.%: pyproject.toml | $(VENV)/.pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(NEEDS)
	@touch $@

$(VENV)/.pip:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	@touch $@
