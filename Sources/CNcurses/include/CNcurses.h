// The part of ncurses that the program uses, without its macros, globals and varargs, which Swift cannot
// call; and the signal handlers, which must be C because nothing else is safe in them.
//
// One screen a process; every function belongs to the thread that opened it.
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

// Attributes of a cell, or-ed.
enum {
  CNCURSES_BOLD = 1,
  CNCURSES_DIM = 2,
  CNCURSES_UNDERLINE = 4,
  CNCURSES_REVERSE = 8,
  CNCURSES_ITALIC = 16,
};

// ---- Screen (CNcurses.c)

/// Sets the character locale from the environment; true where it is UTF-8.
bool cncurses_set_locale(void);
/// Opens the screen on stdin and stdout: raw, no echo, alternate screen. False for an unknown terminal.
bool cncurses_open(void);
/// Leaves the screen as endwin does; cncurses_resume comes back.
void cncurses_leave(void);
/// Enters the screen again after cncurses_leave.
void cncurses_resume(void);
/// Enters the screen again where somebody else, the guardian say, has left it since the last refresh.
void cncurses_reclaim(void);
/// Frees the screen for good.
void cncurses_close(void);

/// The terminal's extent, asked of the kernel; falls back to what terminfo says.
void cncurses_terminal_size(int *rows, int *columns);
/// Tells ncurses of a new extent.
void cncurses_resize(int rows, int columns);

/// How many colours terminfo lists; 0 for none.
int cncurses_color_count(void);
/// How many colour pairs there may be.
int cncurses_pair_count(void);
/// Defines a colour pair from 1; -1 stands for the terminal's own colour.
bool cncurses_define_pair(int pair, int foreground, int background);
/// The sequence terminfo lists for a key capability ("kcuu1"); NULL for none.
const char *cncurses_key_sequence(const char *name);

/// Cells that curses will take a scalar for; 0 for a mark, -1 for one that it cannot show.
int cncurses_scalar_width(uint32_t scalar);
/// Puts one scalar and the marks on it into the screen in memory.
void cncurses_put(int row, int column, const uint32_t *scalars, int count, int attributes, int pair);
/// Puts spaces into the whole screen in memory.
void cncurses_erase(void);
/// Makes the next refresh send every cell.
void cncurses_forget(void);
/// Makes the next refresh send every cell of a row.
void cncurses_forget_row(int row);
/// Writes text over cells that a refresh has just sent, past curses, which goes on to believe in what it sent.
void cncurses_put_over(int row, int column, const char *text, size_t length, int attributes, int pair);
/// Sends what was written over, and puts the cursor back.
void cncurses_end_put_over(void);
/// Sends what changed, with the cursor at a cell; a negative row hides it.
void cncurses_refresh(int cursor_row, int cursor_column);

// ---- Signals and rescue (CNcursesSignals.c)

/// Remembers the terminal's modes, and what undoes ours, for the rescue of the terminal in a crash.
void cncurses_arm(const char *reset, size_t length);
/// Changes what undoes our modes, while they are on.
void cncurses_rearm(const char *reset, size_t length);
/// Says whether our modes are on; only then is there something to rescue.
void cncurses_set_active(bool active);
/// Whether our modes are on, and nobody has undone them for us.
bool cncurses_is_active(void);
/// Installs all handlers; returns the end of the pipe that signal numbers come out of, -1 on failure.
int cncurses_install_signals(void);
/// Puts the handlers that were there before back.
void cncurses_restore_signals(void);
/// While another program has the terminal: INT and QUIT are not ours, TSTP stops us too.
void cncurses_yield_signals(bool yield);
/// Stops the process group as ^Z does; returns after it goes on, or at once where nothing can resume it.
void cncurses_stop(int signal_pipe);
/// Makes the descriptor that ends a wait; -1 on failure.
int cncurses_make_wake(void);

// ---- Guardian (CNcursesGuardian.c)

/// Forks: the program goes on in the child, and this process, which never returns, becomes its guardian.
///
/// The guardian passes signals on, stops, goes on and ends as the program does, and repairs the terminal on standard
/// output where the program could not. To be called while there is one thread; without a fork all goes on as it was.
void cncurses_start_guardian(void);

// ---- Pseudo-terminals (CNcursesPair.c)

/// Opens a pseudo-terminal and writes the name of its program's end: the other end, which does not block; -1 and errno.
int cncurses_open_pair(int rows, int columns, char *name, size_t capacity);
/// Gives it another size.
void cncurses_resize_pair(int main, int rows, int columns);
/// Starts a program as the leader of a session whose terminal it is: 0, or an error's number.
int cncurses_start_in_pair(const char *name, const char *path, char *const *arguments,
                           char *const *environment, pid_t *process);

// ---- Other programs (CNcursesSignals.c)

/// Runs a program and waits: its status, 128 + n after signal n, 127 where it could not be started.
int cncurses_run(char *const *arguments);
/// Runs a program in a session of its own with these bytes as its input and no output: its status as above, 127 where it
/// has not ended in time.
int cncurses_feed(char *const *arguments, const uint8_t *bytes, size_t count, int milliseconds);
