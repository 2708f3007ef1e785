# What a change needs, by name. The commands themselves stand in CONTRIBUTING.md.
PYTHON ?= .venv/bin/python
BIN := $(dir $(PYTHON))

.PHONY: check test slow golden locale readme pictures bench mutation

check:  ## what the gate checks beside the tests
	$(BIN)ruff check .
	$(BIN)ruff format --check .
	$(BIN)mypy
	$(BIN)lint-imports

test:  ## all tests but the slow ones
	$(BIN)pytest -n auto

slow:  ## the tests that take minutes: every call to the disk, 1,500 power cuts, long runs of the store's model
	$(BIN)pytest -n auto -m slow

golden:  ## the expected texts and screens written anew; read the difference before committing it
	GIKTUI_GOLDEN=write $(BIN)pytest -n auto tests/tui tests/diff tests/writers tests/test_examples.py

locale:  ## the English catalogue brought up to date; prints what is left to translate
	$(PYTHON) giktui/locale/update.py

readme:  ## README's table of commands
	$(PYTHON) tests/readme.py

pictures:  ## README's pictures, drawn by the app itself
	$(PYTHON) tests/pictures/draw.py

bench:  ## every benchmark with short settings, and which bars hold
	$(PYTHON) tests/bench

mutation:  ## how much of what is changed in totals, sums, journal and undo the tests notice (long; HOW_MANY a module)
	PATH="$(abspath $(BIN)):$$PATH" PYTHONPATH=. $(PYTHON) tests/mutation.py $(or $(HOW_MANY),20)
