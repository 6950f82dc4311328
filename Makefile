# Everything here is a thin name for a command of ./oasis, which sets up what it needs by itself.
PYTHON ?= python3
PORT ?= 8000
SITE ?= .site
DEMO ?= 1
export PORT SITE DEMO DEMO_FIRMS DEMO_VISITS DEMO_SALES ADMIN_PASSWORD

OASIS = @$(PYTHON) ./oasis

.PHONY: run test benchmark goldens lint types format

run:        ; $(OASIS) run
test:       ; $(OASIS) test
benchmark:  ; $(OASIS) benchmark
goldens:    ; $(OASIS) goldens
lint:       ; $(OASIS) lint
types:      ; $(OASIS) types
format:     ; $(OASIS) format
