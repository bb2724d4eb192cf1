# Each target is a script, so that it can be read, run and tested without make.
.PHONY: help setup run test simulate faults check bench format

help:
	@echo "make setup    .venv with everything, and .venv/bin/lotbook"
	@echo "make run      the server on PORT (8000), with a demonstration farm on the first start"
	@echo "make test     every test"
	@echo "make simulate phones and a server with everything that goes wrong between them, 200,000 runs"
	@echo "make faults   kills servers, databases and browsers a hundred times, and counts"
	@echo "make check    style, types, imports, migrations, licences"
	@echo "make bench    the figures behind every claim of speed"
	@echo "make format   put the code into the style that make check wants"

setup:
	@scripts/setup

run:
	@scripts/run

test:
	@scripts/test

simulate:
	@scripts/simulate

faults:
	@scripts/faults

check:
	@scripts/check

bench:
	@scripts/bench

format:
	@scripts/format
