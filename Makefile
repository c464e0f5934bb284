# make: environment, install, build.  make test: everything that CI runs.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: build test shown lock spark bench fuzz audit sbom clean
build: .venv/ready
	@$(BIN)/python hatch_build.py
	@$(BIN)/graph-builder build --data data --output output

.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "graph-builder needs Python 3.11 or later")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

test: .venv/ready
	$(BIN)/python hatch_build.py
	$(BIN)/python hatch_build.py lint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/graph-builder check data --pictures $(if $(wildcard ../shared/texts),--texts ../shared/texts)
	$(BIN)/graph-builder tidy --check data
	$(BIN)/graph-builder schema --check data
	$(BIN)/python -m pytest

shown: .venv/ready # after a change of what README, the guide or a notebook shows
	$(BIN)/graph-builder schema data
	$(BIN)/python -m graph_builder.views.explorer_types > graph_builder/views/explorer/src/payload.ts
	$(BIN)/python -m graph_builder.views.explorer_types asking > graph_builder/views/explorer/src/ask/asking.ts
	$(BIN)/python -m graph_builder.lectures.live > graph_builder/views/explorer/src/stage/known.ts
	$(BIN)/python tests/shown.py

lock: # after a change of dependencies
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --extra dev --extra shacl --extra web --extra lectures pyproject.toml build-requirements.in -o requirements.lock
	echo "pyspark>=4.0" | $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes - -o requirements-spark.lock

spark: .venv/ready # Spark beside the rest, for `assemble --spark` and its tests; it needs Java 17 or later
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --require-hashes -r requirements-spark.lock

bench: .venv/ready
	$(BIN)/python tests/benchmarks/run.py
	$(BIN)/python tests/benchmarks/peers.py

fuzz: .venv/ready # for the night: over 100,000 inputs, led by coverage
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/fuzz/requirements.txt
	$(BIN)/python tests/fuzz/nightly.py

.venv-audit/ready: requirements-audit.lock
	$(PYTHON) -m venv .venv-audit
	.venv-audit/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-audit.lock
	@touch $@

audit: .venv/ready .venv-audit/ready # asks the services that know of weaknesses: the only target that needs the network to check
	.venv-audit/bin/pip-audit --require-hashes --disable-pip -r requirements.lock
	$(BIN)/python -c "import subprocess, sys, hatch_build as h; sys.exit(subprocess.run([*h.node_and_npm(), 'audit'], cwd=h.HERE).returncode)"

sbom: .venv/ready .venv-audit/ready # bills of materials of the program and of what stands in its pages
	$(BIN)/python hatch_build.py
	$(BIN)/python sbom.py output/sbom --tools .venv-audit/bin

clean:
	rm -rf .venv .venv-audit .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find output -mindepth 1 ! -name README.md -delete
