# make book · make test · make serve · make lab · make notebooks · make offline-book   (each sets up .venv on first use)
# for a class: make assignment CHAPTER=05-1a-centres · class-edition · grade SUBMISSIONS=folder · class-report
# on demand: make pdf · lock · bench · bench-class · again · cluster · claims · mutate · test-oldest · test-wasm · test-machines · vendor
PYTHON ?= python3
BIN    := .venv/bin
STAMP  := .venv/installed
OLD    := .venv-oldest
NBVAL  := --nbval --nbval-current-env --nbval-cell-timeout 120
SPREAD := -n logical
NO_PAGES := build html opening browser glossary living questions finding teaching pdf
NUMBERS := tests $(NO_PAGES:%=--ignore=tests/book/test_%.py) --ignore=tests/tools/test_wheel.py --ignore=tests/tools/test_notebooks.py \
           --ignore=tests/classroom

.PHONY: test-browser book pdf assignment class-edition grade class-report notebooks offline-book vendor test test-oldest test-wasm test-machines again cluster pyodide serve lab lock torch browser bench bench-class mutate claims clean

book: $(STAMP)
	@$(BIN)/python tools/build_book.py

# The book with Python in its pages, for machines without a network: a folder and a zip.
offline-book: book
	@$(BIN)/python tools/offline.py

# The whole book on paper: one PDF, printed by Chromium (on Debian or Ubuntu: apt install chromium fonts-noto-cjk).
pdf: book browser
	@$(BIN)/python tools/pdf

# The runner's edition: plain notebooks with solutions, in a folder and in a zip a chapter.  The pages offer it.
notebooks: book
	@echo "The notebooks, and a zip for each chapter, lie in _build/notebooks"

# One chapter to hand out, and what otter-grader and nbgrader take; class.toml says which exercises and points.
assignment: $(STAMP)
	@$(BIN)/python tools/classroom/choice.py "$(CHAPTER)"
	@$(BIN)/python tools/build_book.py
	@$(BIN)/python tools/classroom/hand_out.py "$(CHAPTER)"

# The pages without solutions, a zip of them with Python inside, and every chapter as an assignment.
class-edition: book
	@$(BIN)/python tools/classroom/class_edition.py

# The editor of the living pages, bundled from npm with its lock.
vendor: $(STAMP)
	@$(BIN)/python tools/vendor.py

# Processes side by side, one a core: each counts with one thread, or they wait for one another.
test test-oldest: export OMP_NUM_THREADS = 1
test: book
	@$(BIN)/ruff check .
	@$(BIN)/python -m pytest tests book $(NBVAL) $(SPREAD)

test-oldest: $(OLD)/installed
	@NPY_DISABLE_CPU_FEATURES="$$($(OLD)/bin/python tools/machines/probe.py simd)" \
	    $(OLD)/bin/python -m pytest $(NUMBERS) book $(NBVAL) $(SPREAD)

# The same numbers on every machine: in WebAssembly, and with the kernels of other processors.
test-wasm: pyodide
	@$(BIN)/python tools/machines --only wasm

test-machines: $(STAMP)
	@$(BIN)/python tools/machines --only "$(ONLY)" --notebooks "$(NOTEBOOKS)" $(if $(NOTEBOOKS),,-- $(NUMBERS))

pyodide: $(STAMP)
	@$(BIN)/python tools/machines/fetch.py

# Slow: every cell of every notebook once more after the last one.
again: export OMP_NUM_THREADS = 1
again: $(STAMP)
	@$(BIN)/python -m pytest tests/rerun.py $(SPREAD)

# Chapter 6.2 on a scheduler and two workers, each a process of its own that does not know this book.
cluster: $(STAMP)
	@$(BIN)/python tools/machines/cluster.py

# What the chapters conclude from data, dealt again with fresh seeds; some minutes.
claims: export OMP_NUM_THREADS = 1
claims: $(STAMP)
	@$(BIN)/python -m pytest tests/claims/claims_*.py $(SPREAD)

# On demand: do the tests notice small faults in dldm? (N=300 SEED=0 ONLY=FILE[:LINE],...)
mutate: export OMP_NUM_THREADS = 1
mutate: book
	@$(BIN)/python tools/mutate.py --n $(or $(N),300) --seed $(or $(SEED),0) --only "$(ONLY)"

# Grade a folder of submissions, each in a sandbox: make grade SUBMISSIONS=folder [CHAPTER=05-1a-centres]
grade: $(STAMP)
	$(if $(SUBMISSIONS),,$(error Say which: make grade SUBMISSIONS=folder))
	@$(BIN)/python tools/classroom/grade.py "$(SUBMISSIONS)" $(if $(CHAPTER),--chapter "$(CHAPTER)") $(GRADE)

# What the class believes, from the results of one folder or of several: make class-report RESULTS="a.csv b.csv"
class-report: $(STAMP)
	$(if $(RESULTS),,$(error Say which: make class-report RESULTS="one/results.csv two/results.csv"))
	@$(BIN)/python tools/classroom/report.py $(RESULTS) --out class-report.html
	@echo "Finished: class-report.html"

# Slow: 200 submissions of every kind, and all known answers through the sandbox.
bench-class: $(STAMP)
	@$(BIN)/python -m benchmarks.classroom.two_hundred
	@$(BIN)/python -m benchmarks.classroom.same_verdicts

serve: book
	@$(BIN)/python tools/preview.py

# A copy of the runner's edition in notebooks/; what the student changed there stays.
lab: notebooks
	@$(BIN)/python tools/notebooks/lab.py

# PyTorch is the one optional peer: without it its tests say that they were skipped, and why.
torch: $(STAMP)
	@$(BIN)/pip install torch==2.13.0

# A browser that looks at every page is optional too: it needs Chromium (on Debian or Ubuntu: apt install chromium).
browser: $(STAMP)
	@$(BIN)/pip install playwright==1.65.2 axe-playwright-python==0.1.8 pypdf==7.1.1

# Every cell of every chapter in its page in Chromium (after make browser pyodide); some minutes.
test-browser: export OMP_NUM_THREADS = 1
test-browser: offline-book
	@$(BIN)/python -m pytest -s tests/book/living_*.py $(SPREAD)

bench: $(STAMP)
	@for file in benchmarks/speed/*.py; do $(BIN)/python -m benchmarks.speed.$$(basename $$file .py) || exit 1; done

lock: $(STAMP)
	@$(BIN)/pip install --quiet uv
	@$(BIN)/uv pip compile --universal --generate-hashes --python-version 3.11 --no-emit-index-url \
	    --custom-compile-command "make lock" --quiet requirements.in -o requirements.txt
	@$(BIN)/uv pip compile --universal --generate-hashes --python-version 3.11 --no-emit-index-url \
	    --custom-compile-command "make lock" --quiet requirements-oldest.in -o requirements-oldest.txt

$(STAMP): requirements.txt tools/set_up.py
	@command -v $(PYTHON) >/dev/null || { echo "No $(PYTHON) found: install Python 3.11 or newer, or say which one: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) tools/set_up.py .venv requirements.txt

$(OLD)/installed: requirements-oldest.txt tools/set_up.py
	@$(PYTHON) tools/set_up.py $(OLD) requirements-oldest.txt

clean:
	rm -rf _build
