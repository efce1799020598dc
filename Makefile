# make run    build what is needed and open the program
# make test   build and run every test
# make build  the release program only
# make format / make lint    lay out the sources / check that they are
# make install PREFIX=…      a copy that runs without the Swift toolchain, with its manual page

PREFIX ?= /usr/local
SWIFT ?= swift
# The release program carries the Swift runtime inside, so that it runs where no toolchain is.
RELEASE = -c release --static-swift-stdlib
PROGRAM = .build/release/metaaligner
MANUAL = .build/metaaligner.1
SOURCES = Sources Tests Package.swift

.PHONY: run test build man format lint install clean

run: build
	$(PROGRAM)

test: build
	METAALIGNER_PROGRAM="$(CURDIR)/$(PROGRAM)" $(SWIFT) test --no-parallel --disable-xctest

build: .build/packages-installed
	$(SWIFT) build $(RELEASE) --product metaaligner

.build/packages-installed: scripts/install-packages
	scripts/install-packages
	@mkdir -p .build && touch $@

format:
	$(SWIFT) format --in-place --recursive $(SOURCES)

lint:
	$(SWIFT) format lint --strict --parallel --recursive $(SOURCES)

# The manual page is made from the tables that the program itself uses.
man: build
	$(PROGRAM) man > $(MANUAL)

install: build man
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/man/man1" \
	  "$(DESTDIR)$(PREFIX)/share/metaaligner/models/default" \
	  "$(DESTDIR)$(PREFIX)/share/metaaligner/themes"
	install -m 755 $(PROGRAM) "$(DESTDIR)$(PREFIX)/bin/metaaligner"
	install -m 644 $(MANUAL) "$(DESTDIR)$(PREFIX)/share/man/man1/metaaligner.1"
	install -m 644 objectives.json "$(DESTDIR)$(PREFIX)/share/metaaligner/"
	install -m 644 themes/*.json "$(DESTDIR)$(PREFIX)/share/metaaligner/themes/"
	install -m 644 models/default/* "$(DESTDIR)$(PREFIX)/share/metaaligner/models/default/"

clean:
	$(SWIFT) package clean
