# Two commands matter: `make demo` and `make test`. Both set up .venv first, and again only when the lock changes.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: demo test lint types imports unit lock benchmark clean
.DELETE_ON_ERROR:

demo: $(READY)
	@rm -rf demo
	@$(BIN)/litcurate curate examples/review.pdf --registries mirror:examples/mirror --out demo/dataset --quiet
	@$(BIN)/litcurate export demo/dataset --format csv --to demo/csv > demo/files.txt
	@printf '\n%s tables as CSV in demo/csv, the dataset in demo/dataset/litcurate.sqlite\n\n' "$$(grep -c '^demo/csv/[a-z_]*\.csv$$' demo/files.txt)"
	@echo '$$ litcurate show demo/dataset ref-2'
	@$(BIN)/litcurate show demo/dataset ref-2

test: lint types imports unit

lint: $(READY)
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .

types: $(READY)
	$(BIN)/mypy

imports: $(READY)
	$(BIN)/lint-imports --no-cache

unit: $(READY)
	$(BIN)/pytest --numprocesses auto --dist loadfile

benchmark: $(READY)
	$(BIN)/python benchmarks/curating.py

# The lock names versions and hashes, and no index: yours is used.
lock: $(READY)
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --extra dev \
		--custom-compile-command 'make lock' --output-file requirements.lock pyproject.toml

# The lock is a constraint too: pip looks for sqlalchemy[asyncio], which the lock does not name, beside sqlalchemy.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "litcurate needs Python 3.11 or newer: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock -c requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)

clean:
	rm -rf .venv demo .mypy_cache .ruff_cache .pytest_cache
