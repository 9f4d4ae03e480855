# The targets, with what each does: make help

PYTHON ?= python3
NEWS ?= corpus/sample
OUT ?= outputs
FORMAT ?= xlsx
VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime
INSTALLED := $(VENV)/.installed
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
EVALUATION := .evaluation
SAMPLE := $(EVALUATION)/sample
DATA ?= data
GOLD := $(sort $(wildcard corpus/gold/*.jsonl))

.DEFAULT_GOAL := help
.PHONY: help setup extract export report nightly test soak bench evaluate train-ner evaluate-ner compare floors calibrate generated \
  lint format lock clean $(SAMPLE)

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 16

setup: $(INSTALLED) ## create .venv with all that tests, training and benchmarks need, torch included

# Installs again only after the lock or the project's own dependencies have changed.
$(INSTALLED): requirements.lock $(RUNTIME)
	@echo "Installing what development needs into $(VENV); this takes a few minutes, once."
	@$(PIP) -r $<
	@touch $@

$(RUNTIME): requirements-runtime.lock pyproject.toml
	@command -v $(PYTHON) > /dev/null || \
	  { echo "Python 3.11 or newer is needed. On Debian: apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed, this is $$($(PYTHON) --version)." \
	         "Name a newer one: make setup PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2> /dev/null || \
	  { echo "Python's venv module is needed. On Debian: apt-get install python3-venv"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what extraction needs into $(VENV); this takes a minute or two, once."
	@$(PIP) -r $<
	@$(PIP) --no-deps -e .
	@touch $@

extract: $(RUNTIME) ## extract NEWS (default corpus/sample) into tables in OUT (default outputs)
	$(BIN)/wartafakta extract "$(NEWS)" --out "$(OUT)"

export: $(RUNTIME) ## write the tables in OUT as FORMAT (xlsx, csv, duckdb) into OUT/export
	$(BIN)/wartafakta export "$(OUT)" --format $(FORMAT)

report: extract ## write the review page of NEWS into OUT/report
	$(BIN)/wartafakta report "$(OUT)"

nightly: $(RUNTIME) ## what a nightly job runs: extract what is new in NEWS into OUT, JSON lines to standard error
	$(BIN)/wartafakta extract "$(NEWS)" --out "$(OUT)" --log json
	$(BIN)/wartafakta status "$(OUT)"

test: setup ## run the tests
	$(BIN)/python -m pytest --numprocesses auto

soak: setup ## the long tests of nightly runs: 20,000 articles, 50 kills, full disks (half an hour)
	$(BIN)/python -m pytest --soak -s tests/test_nightly.py

bench: setup ## measure speed against the alternatives, into docs/performance.md (half an hour)
	$(BIN)/python scripts/benchmark.py --write

evaluate: $(RUNTIME) ## measure accuracy on corpus/, mistakes in .evaluation/evaluation.html
	$(BIN)/wartafakta extract corpus/sample corpus/extended --out $(EVALUATION)
	$(BIN)/wartafakta evaluate $(EVALUATION) $(GOLD) --html $(EVALUATION)/evaluation.html

train-ner: setup ## train the tagger from the corpora in DATA, and ship it
	$(BIN)/wartafakta train-ner "$(DATA)"

evaluate-ner: setup ## F1 of the tagger on the dev set in DATA and on headlines in capitals, both runtimes
	@set -e; for tagger in onnx stanza; do \
	  $(BIN)/wartafakta evaluate-ner "$(DATA)/ner/idner-news-2k/dev.txt" --tagger $$tagger; \
	  $(BIN)/wartafakta evaluate-ner "$(DATA)/ner/idner-news-2k/dev.txt" --tagger $$tagger --own-tokens; \
	  $(BIN)/wartafakta evaluate-ner tests/data/ner-capitals.txt --tagger $$tagger; \
	  $(BIN)/wartafakta evaluate-ner tests/data/ner-capitals-2.txt --tagger $$tagger; \
	done

compare: $(RUNTIME) ## list facts of corpus/ gained, lost and changed since BASE=COMMIT, or from BASE to TO
	@test -n "$(BASE)" || { echo "Name a commit: make compare BASE=HEAD"; exit 2; }
	$(BIN)/python scripts/compare_commits.py $(BASE) $(TO)

floors: evaluate ## raise the floors in corpus/floors.toml to the figures measured
	$(BIN)/wartafakta gate $(EVALUATION) --raise

calibrate: $(RUNTIME) ## fit confidence to corpus/, into rules/confidence.toml
	$(BIN)/wartafakta calibrate corpus/sample corpus/extended $(GOLD:%=--gold=%) --write

lint: setup ## check style, types and the examples of the rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/wartafakta rules check

format: setup ## format the code
	$(BIN)/ruff format .

$(SAMPLE): setup
	$(BIN)/wartafakta extract corpus/sample --out $@

generated: evaluate $(SAMPLE) ## write again what is made from the corpus: figures in the pages, data dictionary, notebooks
	$(BIN)/python scripts/update_readme.py $(SAMPLE) $(EVALUATION) $(GOLD)
	$(BIN)/python scripts/update_accuracy.py $(EVALUATION) $(GOLD)
	$(BIN)/python -m pipeline.tables.dictionary $(SAMPLE) > docs/data-dictionary.md
	$(BIN)/python scripts/run_notebooks.py $(SAMPLE)

# The CPU and CUDA builds of torch share a version; the lock names the version alone and fits both.
COMPILE = $(BIN)/pip-compile --quiet --allow-unsafe --strip-extras --no-header --annotation-style line \
  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options
lock: setup ## lock the dependencies again after a change in pyproject.toml
	$(COMPILE) -o requirements-runtime.lock pyproject.toml
	$(COMPILE) -P torch==2.13.0 --extra dev --extra stanza --extra train -o requirements.lock pyproject.toml
	sed -i 's/+cpu//; /^$$/d' requirements.lock requirements-runtime.lock

clean: ## remove what setup, tests and evaluation made; tables stay
	rm -rf $(VENV) $(EVALUATION) .ci/artefacts .hypothesis .mypy_cache .pytest_cache .ruff_cache
