# Every target installs what it needs. `make help` lists them.
.PHONY: help setup build test test-sweeps lint demo run golden requirements coverage release clean \
	crash-test anomaly old-kernels soak isolation slow-clients fuzz mutations differential compare-tiktoken container bench-acks bench-codecs bench-linear bench-tokenizer edit-times

SECONDS ?= 60
MINUTES ?= 10
ROUNDS ?= 20
CASES ?= 20000
# A test that fails before a pipe fails the target.
SHELL = /bin/bash
.SHELLFLAGS = -o pipefail -c

help: ## what can be made
	@awk -F':.*## ' '/^## / { print "\n" substr($$0, 4) } /^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' Makefile

## Every day

build: setup ## the program and its tests, for debugging
	@Scripts/build.sh --build-tests --enable-code-coverage

test: build ## the tests: a line a suite, failures whole, the count last
	@Scripts/setup.sh tests
	@Scripts/check/test.py --coverage

lint: setup ## formatting, import direction, file sizes, no clock in a test
	Scripts/check/lint.sh

demo: release ## the bot with a simulated Synology Chat and model on this machine; no NAS, no key, no network
	@.build/release/synology-chatgpt demo $(DEMO)

run: release ## the bot itself, with the settings of the environment
	.build/release/synology-chatgpt serve

## When it is needed

test-sweeps: build ## the tests that can try everything: every call that may fail, every character, every place of a cut
	@Scripts/setup.sh tests
	@Scripts/check/test.py --coverage --sweeps

golden: build ## records the golden transcripts again; always red: read them, then run make test
	RECORD_GOLDENS=1 Scripts/check/test.py --filter Golden

requirements: coverage ## the matrix of requirements and tests, also as Reports/requirements.html; the README's figures
	Scripts/check/requirements.sh

coverage: test ## line coverage of the pure modules (gate: 97 %)
	Scripts/check/coverage.sh

release: setup ## the program alone, optimized
	@Scripts/build.sh -c release --product synology-chatgpt

clean: ## removes everything that was built
	rm -rf .build .build-* Reports

## Research: faults, load, comparisons; minutes each

crash-test: build ## kills the engine, and the whole bot, ROUNDS times each; checks that nothing is lost (ROUNDS=20)
	Scripts/stress/crash-test.py --rounds $(ROUNDS)
	ROUNDS=$(ROUNDS) Scripts/check/test.py --filter ServiceTests.CrashTests
	@grep 'crash test:' Reports/filtered.log

anomaly: build ## every single write, sync, opening, reading and allocation of SQLite, and every allocation of libcurl, fails once, and from then on
	EVERY=1 SWEEP=1 Scripts/check/test.py --filter 'ServiceTests.DiskAnomalyTests|HTTPClientTests.CurlAnomalyTests'
	@grep anomaly: Reports/filtered.log

old-kernels: build ## a whole life, https included, below filters that take away what old kernels and container engines lack
	Scripts/check/test.py --filter AppTests.OldKernelTests
	@grep 'old kernels:' Reports/filtered.log

soak: release ## the whole bot for MINUTES with 500 users and simulators that misbehave; memory, losses, history (MINUTES=10)
	Scripts/stress/soak.py --minutes $(MINUTES)

isolation: release ## how much silent model calls and a NAS that refuses every post delay other users (gate: 100 ms)
	Scripts/stress/isolation.py

slow-clients: release ## idle, slow and stuck clients against the bot while commands are timed (IDLE=10000, CLIENTS=1000, URL=…)
	Scripts/stress/slow-clients.sh

fuzz: setup ## every parser's fuzzer for SECONDS each (SECONDS=60)
	Scripts/fuzz/run.sh $(SECONDS)

mutations: setup ## deliberate faults in the pure modules: each must turn a test red (ONLY=http-)
	Scripts/check/mutations.py $(ONLY)

differential: setup ## the codecs against other readers: Python's json and urllib, httpx-sse, h11, llhttp (CASES=20000)
	Scripts/compare/codecs.sh $(CASES)

compare-tiktoken: release ## the tokenizer against the real tiktoken for MINUTES (MINUTES=10)
	MINUTES=$(MINUTES) Scripts/compare/tiktoken.sh

container: setup ## the container files, without an engine: the stages are replayed in a bare Debian (root)
	Scripts/check/container.py --replay

bench-acks: release ## durable acknowledgements a second under wrk (ROUNDS=3)
	Scripts/bench/acks.sh

bench-codecs: setup ## JSON, form and event-stream codecs beside their peers
	Scripts/bench/codecs.sh

bench-linear: setup ## what must take time in proportion to a text's length: the splitter and the tokenizer, over every kind of text
	Scripts/bench/linear.sh

bench-tokenizer: setup ## the tokenizer beside its peers (ROUNDS=7; SMALL=1 is a quick look without them)
	Scripts/bench/tokenizer.sh

edit-times: build ## what a developer waits for after an edit in each module: the build, and the module's tests
	Scripts/bench/edit-times.py

setup:
	@Scripts/setup.sh
