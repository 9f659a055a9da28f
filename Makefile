# make help lists the targets.
GO ?= go
BIN = bin/naql
LDFLAGS = -s -w

.PHONY: help build test lint check demo faults soak bench trouble names verify tokens test-llama fuzz image clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

build: ## the static binary in bin/
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags "$(LDFLAGS)" -o $(BIN) ./cmd/naql

test: ## all tests that take no outside texts
	$(GO) test ./...

lint: ## gofmt, vet, staticcheck
	@test -z "$$(gofmt -l .)" || { gofmt -l .; echo 'run gofmt -w .'; exit 1; }
	$(GO) vet ./...
	$(GO) tool staticcheck ./...

check: lint test ## what a change has to pass

demo: build ## the sample stories, once
	$(BIN) demo --once

faults: ## break it from outside: kills, lost answers, partitions, a full store, a bad endpoint
	@mkdir -p bin
	@NAQL_FAULTS=short NAQL_FAULTS_TABLE=$(CURDIR)/bin/faults.md $(GO) test -count=1 -timeout 20m ./faults && cat bin/faults.md

soak: ## the same at length: half an hour and more
	@mkdir -p bin
	@NAQL_FAULTS=long NAQL_FAULTS_TABLE=$(CURDIR)/bin/soak.md $(GO) test -count=1 -timeout 90m -v ./faults && cat bin/soak.md

bench: build ## start-up, size, demo, CPU and memory per article beside a plain script
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags "$(LDFLAGS)" -o bin/plainscript ./bench/plainscript
	$(GO) run ./bench -naql $(BIN) -script bin/plainscript

trouble: build ## the figures before an endpoint in trouble: 500, 429, storm, overhead
	@$(GO) run ./bench -naql $(BIN) -trouble

names: ## the figures of the glossary; NAQL_TESTDATA names a folder with texts to judge
	@$(GO) run ./bench/names

verify: build ## the figures of the checks; NAQL_TESTDATA as for names
	@$(GO) run ./bench/verify -naql $(BIN)

tokens: ## what the prompts take, in tokens of o200k
	@$(GO) test -count=1 -v -run '^TestTokens$$' ./prompts

FUZZTIME ?= 30s
test-llama: ## a real llama.cpp server with a small model; needs Python
	llamatest/run.sh

fuzz: ## every parser for FUZZTIME each
	@grep -rlE '^func Fuzz' --include='*_test.go' . | while read f; do \
	  for t in $$(grep -oE '^func Fuzz[A-Za-z0-9]*' $$f | cut -c6-); do \
	    echo "$$f $$t"; $(GO) test -run '^$$' -fuzz "^$$t\$$" -fuzztime $(FUZZTIME) ./$$(dirname $$f) || exit 1; \
	  done; done

image: ## container images naql and naql-llmfake
	docker build --target naql -t naql . && docker build --target llmfake -t naql-llmfake .

clean: ## remove what was built
	rm -rf bin
