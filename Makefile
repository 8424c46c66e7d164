# Two commands on a fresh machine: `make demo` runs the dashboard, `make test` passes the tests.
# Both need Python 3.11 or newer and make the environment in .venv by themselves.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
NEW_ENOUGH := -c "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))"
PYTHONS := $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11

.DELETE_ON_ERROR:
.PHONY: help demo test check bench reference docs screenshots clean

help: ## List what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST) | expand -t 20

demo: $(VENV)/demo.stamp ## Start the dashboard on the demo's own server
	@$(BIN)/python -m tui demo

test: $(VENV)/dev.stamp ## Run every test, warnings are errors
	@$(BIN)/python -m pytest --numprocesses=auto --dist=loadgroup --quiet

check: $(VENV)/dev.stamp ## Check format, lint, types and layers
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/ruff check --quiet
	@$(BIN)/mypy --no-error-summary
	@layers=$$($(BIN)/lint-imports 2>&1) || { echo "$$layers"; exit 1; }
	@echo "format, lint, types and layers are good"

bench: $(VENV)/dev.stamp ## Measure everything that is promised to be fast
	@$(BIN)/python -m tests.benchmarks

reference: $(VENV)/demo.stamp ## Write the pages of the documentation that are made of the program
	@$(BIN)/python -m reference.make

docs: $(VENV)/docs.stamp ## Build the documentation in build/docs, and fail on a broken link
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict
	@echo "the documentation is in build/docs/index.html"

screenshots: $(VENV)/screenshots.stamp ## Draw the pictures of every screen and the tour anew
	@$(BIN)/python -m screenshots.make

clean: ## Remove the environment and everything else that was made
	@rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp is younger than pyproject.toml when all that it asks for is installed.
$(VENV)/demo.stamp: pyproject.toml $(BIN)/python
	@echo "installing asyncdash into $(VENV) ..."
	@$(PIP) install --editable .
	@touch $@

$(VENV)/dev.stamp: pyproject.toml $(BIN)/python
	@echo "installing asyncdash and its tools into $(VENV) ..."
	@$(PIP) install --upgrade 'pip>=25.1' # the first that knows --group
	@$(PIP) install --editable . --group dev
	@touch $@ $(VENV)/demo.stamp

$(VENV)/docs.stamp $(VENV)/screenshots.stamp: $(VENV)/%.stamp: pyproject.toml $(VENV)/dev.stamp
	@echo "installing what makes the $* into $(VENV) ..."
	@$(PIP) install --group $*
	@touch $@

# A shim of a version manager may exist and not run, so each one is tried.
$(BIN)/python:
	@for python in $(PYTHONS); do \
		if $$python $(NEW_ENOUGH) >/dev/null 2>&1; then exec $$python -m venv --clear $(VENV); fi; \
	done; \
	echo "asyncdash needs Python 3.11 or newer with its venv module: install it, or name one: make PYTHON=/path/to/python3" >&2; \
	exit 1
