// What a crash handler, or the guardian, needs to give the terminal back as it was found.
#pragma once

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

struct cncurses_rescue {
  // Whether our modes are on; only then is there something to undo.
  volatile sig_atomic_t is_active;
  volatile size_t length;
  char reset[512];
  volatile bool has_modes;
  struct termios modes;
};

// This process's own notes, or a page that its guardian reads too.
extern struct cncurses_rescue *cncurses_rescue_notes;

// Undoes the modes once. Async-signal-safe: write and tcsetattr only. The terminal is standard output.
void cncurses_rescue(struct cncurses_rescue *notes);
