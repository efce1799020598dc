#define _GNU_SOURCE
#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1

#include "CNcurses.h"

#include <curses.h>
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>
#include <wchar.h>

// Capabilities that term.h defines as macros, over names we use.
#undef columns
#undef lines

static SCREEN *screen;

// Only LC_CTYPE: numbers must read and print the same everywhere.
bool cncurses_set_locale(void) {
  if (setlocale(LC_CTYPE, "") == NULL) {
    // The named locale is not installed here; if it is a UTF-8 one, the plain one does as well.
    const char *names[] = {getenv("LC_ALL"), getenv("LC_CTYPE"), getenv("LANG")};
    for (int i = 0; i < 3; i++) {
      if (names[i] == NULL || names[i][0] == 0) continue;
      if (strcasestr(names[i], "utf-8") || strcasestr(names[i], "utf8")) setlocale(LC_CTYPE, "C.UTF-8");
      break;
    }
  }
  return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

static void set_modes(void) {
  raw();
  noecho();
  nonl();
  // Input is read and decoded by the caller; this only asks the terminal for its application keys.
  keypad(stdscr, TRUE);
  intrflush(stdscr, FALSE);
  set_escdelay(25);
  // Without this, a refresh stops half way when a key waits.
  typeahead(-1);
  leaveok(stdscr, FALSE);
  scrollok(stdscr, FALSE);
}

bool cncurses_open(void) {
  // initscr would end the process for an unknown terminal.
  screen = newterm(NULL, stdout, stdin);
  if (screen == NULL) return false;
  set_term(screen);
  // A terminal whose cursor cannot be placed, such as "dumb", shows frames as a heap of lines.
  if (cursor_address == NULL) {
    endwin();
    delscreen(screen);
    screen = NULL;
    return false;
  }
  set_modes();
  if (has_colors()) {
    start_color();
    use_default_colors();
  }
  curs_set(0);
  return true;
}

void cncurses_leave(void) {
  curs_set(1);
  endwin();
}

void cncurses_resume(void) {
  reset_prog_mode();
  set_modes();
  clearok(curscr, TRUE);
  refresh();
}

// Bytes for the terminal that are not of a frame; curses' own buffer is empty between frames.
static struct {
  char bytes[1024];
  size_t length;
} direct;

static void flush_direct(void) {
  size_t done = 0;
  while (done < direct.length) {
    ssize_t count = write(STDOUT_FILENO, direct.bytes + done, direct.length - done);
    if (count > 0)
      done += (size_t)count;
    else if (count == 0 || errno != EINTR)
      break;
  }
  direct.length = 0;
}

static int put_direct(int byte) {
  if (direct.length == sizeof direct.bytes) flush_direct();
  direct.bytes[direct.length++] = (char)byte;
  return byte;
}

void cncurses_reclaim(void) {
  // Curses believes that it is still on the other screen with its cursor hidden, and would not ask for either again.
  if (enter_ca_mode != NULL) tputs(enter_ca_mode, 1, put_direct);
  flush_direct();
  curs_set(1);
  cncurses_resume();
}

void cncurses_close(void) {
  if (screen == NULL) return;
  curs_set(1);
  endwin();
  delscreen(screen);
  screen = NULL;
}

void cncurses_terminal_size(int *rows, int *columns) {
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0) {
    *rows = size.ws_row;
    *columns = size.ws_col;
    return;
  }
  *rows = LINES > 0 ? LINES : 24;
  *columns = COLS > 0 ? COLS : 80;
}

void cncurses_resize(int rows, int columns) {
  if (is_term_resized(rows, columns)) resizeterm(rows, columns);
}

int cncurses_color_count(void) { return has_colors() ? COLORS : 0; }

int cncurses_pair_count(void) { return has_colors() ? COLOR_PAIRS : 0; }

bool cncurses_define_pair(int pair, int foreground, int background) {
  return init_extended_pair(pair, foreground, background) == OK;
}

const char *cncurses_key_sequence(const char *name) {
  const char *sequence = tigetstr(name);
  return sequence == (const char *)-1 ? NULL : sequence;
}

int cncurses_scalar_width(uint32_t scalar) { return wcwidth((wchar_t)scalar); }

static attr_t curses_attributes(int attributes) {
  attr_t result = A_NORMAL;
  if (attributes & CNCURSES_BOLD) result |= A_BOLD;
  if (attributes & CNCURSES_DIM) result |= A_DIM;
  if (attributes & CNCURSES_UNDERLINE) result |= A_UNDERLINE;
  if (attributes & CNCURSES_REVERSE) result |= A_REVERSE;
  if (attributes & CNCURSES_ITALIC) result |= A_ITALIC;
  return result;
}

void cncurses_put(int row, int column, const uint32_t *scalars, int count, int attributes, int pair) {
  wchar_t text[CCHARW_MAX + 1];
  int length = 0;
  for (; length < count && length < CCHARW_MAX; length++) text[length] = (wchar_t)scalars[length];
  text[length] = 0;
  cchar_t cell;
  int extended = pair;
  if (setcchar(&cell, text, curses_attributes(attributes), 0, &extended) != OK) return;
  mvadd_wch(row, column, &cell);
}

void cncurses_erase(void) { erase(); }

void cncurses_forget(void) { clearok(curscr, TRUE); }

void cncurses_forget_row(int row) { wredrawln(stdscr, row, 1); }

void cncurses_put_over(int row, int column, const char *text, size_t length, int attributes, int pair) {
  if (cursor_address == NULL) return;
  tputs(tparm(cursor_address, row, column), 1, put_direct);
  int extended = pair;
  // Curses notes the attributes that this leaves, so they are taken back in the same way.
  vid_puts(curses_attributes(attributes), 0, &extended, put_direct);
  for (size_t i = 0; i < length; i++) put_direct((unsigned char)text[i]);
  int none = 0;
  vid_puts(A_NORMAL, 0, &none, put_direct);
}

void cncurses_end_put_over(void) {
  // Where curses believes the cursor to be.
  if (cursor_address != NULL) tputs(tparm(cursor_address, getcury(curscr), getcurx(curscr)), 1, put_direct);
  flush_direct();
}

void cncurses_refresh(int cursor_row, int cursor_column) {
  if (cursor_row >= 0) {
    move(cursor_row, cursor_column);
    curs_set(1);
  } else {
    curs_set(0);
  }
  refresh();
}
