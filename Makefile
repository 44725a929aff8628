# Needs Python 3.11 or later, make and a package registry; everything else goes into .venv.
# Installed versions are those of constraints.txt; an environment is made again only where that file or pyproject.toml changed.

PYTHON ?= python3
DATA ?= ../shared/data
DEVICE ?= cpu
BIN := .venv/bin
TRAIN := .venv-train/bin

.DEFAULT_GOAL := help
.PHONY: help demo test lint train bench wheel clean
.DELETE_ON_ERROR:

help: ## show this list
	@awk -F':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' Makefile

demo: .venv/.installed ## read the bundled case: ledger here, pages in build/demo
	$(BIN)/according demo -o build/demo

test: .venv/.installed-dev ## run the tests
	$(BIN)/python -m pytest

lint: .venv/.installed-dev ## check style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

train: FIT = PYTHONPATH=src $(TRAIN)/python training/train.py $(DATA) --device $(DEVICE)
train: .venv-train/.installed ## make the weights: train (resumes), export, calibrate; DATA=../shared/data DEVICE=cpu
	$(FIT) runs/first --with-names
	$(FIT) runs/second --with-names --start runs/first/network.pt
	for seed in 1 2 3; do \
	  ACCORDING_SEED=$$seed $(FIT) runs/small-$$seed --layers 4 --rate 1 \
	    --start runs/second/network.pt --teacher runs/second/network.pt || exit; done
	$(FIT) runs/last --layers 4 --rate 0.6 --epochs 3 --start runs/small-1/network.pt runs/small-2/network.pt \
	  runs/small-3/network.pt --teacher runs/second/network.pt
	PYTHONPATH=src $(TRAIN)/python training/export.py runs/last/network.pt
	PYTHONPATH=src $(TRAIN)/python training/calibrate.py $(DATA)
	PYTHONPATH=src $(TRAIN)/python training/cuts.py $(dir $(DATA:/=))

# The benchmarks take the folder that holds both the data and the scorers.
bench: SHARED = $(dir $(DATA:/=))
bench: RUN = PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python benchmarks
bench: .venv/.installed ## measure accuracy and speed into benchmarks/results; DATA=../shared/data
	for part in accuracy entities gap coreference muc4 plover evenhanded false_events ecb speed; do \
	  $(RUN)/$$part.py $(SHARED) || exit; done
	$(RUN)/demo.py $(SHARED)score/ledger.py
	$(RUN)/times.py $(DATA)/times/TBAQ $(DATA)/times/wikiwars --ledgers $(DATA)/gold/dev
	$(RUN)/places.py --lgl $(DATA)/places/lgl.xml
	$(RUN)/compare.py $(SHARED) --predicted
	$(RUN)/size.py $(SHARED)
	$(RUN)/growth.py
	$(RUN)/actor_pairs.py
	$(RUN)/counts.py $(DATA)/gold
	$(RUN)/differences.py $(DATA)/gold

wheel: .venv/.installed-dev ## build the wheel into dist
	rm -rf dist
	$(BIN)/python -m build --wheel --no-isolation

clean: ## remove environments, builds and caches; runs/ is kept
	rm -rf .venv .venv-train build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

.venv/.installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed: make PYTHON=python3.11" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet -c constraints.txt pip
	$(BIN)/python -m pip install --quiet -c constraints.txt -e .
	@touch $@

.venv/.installed-dev: .venv/.installed
	$(BIN)/python -m pip install --quiet -c constraints.txt --group dev
	@touch $@

# It ignores itself, so that neither git nor ruff looks into it.
.venv-train/.installed: pyproject.toml constraints.txt constraints-train.txt
	$(PYTHON) -m venv .venv-train
	@echo '*' > .venv-train/.gitignore
	$(TRAIN)/python -m pip install --quiet -c constraints.txt pip
	$(TRAIN)/python -m pip install --quiet -c constraints.txt -c constraints-train.txt -e '.[train]'
	@touch $@
