#define _GNU_SOURCE

#include "CNcurses.h"
#include "CNcursesRescue.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

extern char **environ;

static const int event_signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH};
static const int crash_signals[] = {SIGABRT, SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP};
#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

static int pipe_ends[2] = {-1, -1};
static struct sigaction previous_event_actions[COUNT(event_signals)];
static struct sigaction previous_crash_actions[COUNT(crash_signals)];
static struct sigaction previous_pipe_action;
static bool is_installed;

// ---- Rescue

static struct cncurses_rescue own_rescue;
struct cncurses_rescue *cncurses_rescue_notes = &own_rescue;

void cncurses_rescue(struct cncurses_rescue *notes) {
  if (!notes->is_active) return;
  notes->is_active = 0;
  size_t done = 0;
  size_t length = notes->length <= sizeof notes->reset ? notes->length : 0;
  while (done < length) {
    ssize_t count = write(STDOUT_FILENO, notes->reset + done, length - done);
    if (count <= 0) break;
    done += (size_t)count;
  }
  if (notes->has_modes) tcsetattr(STDOUT_FILENO, TCSANOW, &notes->modes);
}

static void rescue_own(void) { cncurses_rescue(cncurses_rescue_notes); }

void cncurses_arm(const char *reset, size_t length) {
  static bool registered;
  struct cncurses_rescue *notes = cncurses_rescue_notes;
  notes->length = length < sizeof notes->reset ? length : sizeof notes->reset;
  memcpy(notes->reset, reset, notes->length);
  notes->has_modes = tcgetattr(STDOUT_FILENO, &notes->modes) == 0;
  if (!registered) atexit(rescue_own);
  registered = true;
}

void cncurses_rearm(const char *reset, size_t length) {
  struct cncurses_rescue *notes = cncurses_rescue_notes;
  // Whoever rescues meanwhile sends nothing rather than halves of two.
  notes->length = 0;
  if (length > sizeof notes->reset) return;
  memcpy(notes->reset, reset, length);
  notes->length = length;
}

void cncurses_set_active(bool active) { cncurses_rescue_notes->is_active = active; }

bool cncurses_is_active(void) { return cncurses_rescue_notes->is_active; }

// ---- Handlers

static void report_signal(int number) {
  int saved = errno;
  unsigned char byte = (unsigned char)number;
  // A full pipe has enough news in it.
  ssize_t ignored = write(pipe_ends[1], &byte, 1);
  (void)ignored;
  errno = saved;
}

// The handler is installed to run once, so raising the signal again ends the process as it would have.
static void crash(int number) {
  rescue_own();
  raise(number);
}

static void set_event_handlers(void) {
  struct sigaction action = {.sa_handler = report_signal, .sa_flags = SA_RESTART};
  sigfillset(&action.sa_mask);
  for (int i = 0; i < COUNT(event_signals); i++) sigaction(event_signals[i], &action, NULL);
}

int cncurses_install_signals(void) {
  // The pipe is made once and never closed: a late handler must find it.
  if (pipe_ends[0] < 0 && pipe2(pipe_ends, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
  if (is_installed) return pipe_ends[0];
  is_installed = true;

  // A stack overflow needs another stack to be handled on.
  static char stack[65536];
  stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack};
  sigaltstack(&alternate, NULL);

  for (int i = 0; i < COUNT(event_signals); i++)
    sigaction(event_signals[i], NULL, &previous_event_actions[i]);
  set_event_handlers();

  struct sigaction action = {.sa_handler = crash, .sa_flags = SA_ONSTACK | SA_RESETHAND | SA_NODEFER};
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < COUNT(crash_signals); i++)
    sigaction(crash_signals[i], &action, &previous_crash_actions[i]);

  struct sigaction ignore = {.sa_handler = SIG_IGN};
  sigaction(SIGPIPE, &ignore, &previous_pipe_action);
  return pipe_ends[0];
}

void cncurses_restore_signals(void) {
  if (!is_installed) return;
  is_installed = false;
  for (int i = 0; i < COUNT(event_signals); i++)
    sigaction(event_signals[i], &previous_event_actions[i], NULL);
  for (int i = 0; i < COUNT(crash_signals); i++)
    sigaction(crash_signals[i], &previous_crash_actions[i], NULL);
  sigaction(SIGPIPE, &previous_pipe_action, NULL);
  // Where the terminal has gone, its hang-up may still be on the way; the program is ending already.
  struct termios modes;
  if (tcgetattr(STDIN_FILENO, &modes) != 0) signal(SIGHUP, SIG_IGN);
}

void cncurses_yield_signals(bool yield) {
  if (!yield) {
    set_event_handlers();
    return;
  }
  struct sigaction ignore = {.sa_handler = SIG_IGN};
  struct sigaction standard = {.sa_handler = SIG_DFL};
  sigaction(SIGINT, &ignore, NULL);
  sigaction(SIGQUIT, &ignore, NULL);
  sigaction(SIGTSTP, &standard, NULL);
}

// The group, not only this process, so that a parent in it, git for one, stops as well. SIGTSTP, not
// SIGSTOP: the kernel drops it where no shell is there to resume us.
void cncurses_stop(int signal_pipe) {
  struct sigaction standard = {.sa_handler = SIG_DFL};
  struct sigaction before;
  sigaction(SIGTSTP, &standard, &before);
  kill(0, SIGTSTP);
  // Another thread may take the signal; wait here until it has stopped us and CONT has come.
  struct pollfd wait = {.fd = signal_pipe, .events = POLLIN};
  while (poll(&wait, 1, 100) < 0 && errno == EINTR) {}
  sigaction(SIGTSTP, &before, NULL);
}

// ---- Other programs

int cncurses_make_wake(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

// A started program has the usual handlers, and none of our signals blocked.
static int start(char *const *arguments, const posix_spawn_file_actions_t *files, short flags, pid_t *child) {
  posix_spawnattr_t attributes;
  int failure = posix_spawnattr_init(&attributes);
  if (failure != 0) return failure;
  sigset_t standard, none;
  sigemptyset(&none);
  sigemptyset(&standard);
  for (int i = 0; i < COUNT(event_signals); i++) sigaddset(&standard, event_signals[i]);
  sigaddset(&standard, SIGPIPE);
  posix_spawnattr_setsigdefault(&attributes, &standard);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | flags);
  failure = posix_spawnp(child, arguments[0], files, &attributes, arguments, environ);
  posix_spawnattr_destroy(&attributes);
  return failure;
}

static int exit_status(int status) {
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int cncurses_run(char *const *arguments) {
  pid_t child;
  if (start(arguments, NULL, 0, &child) != 0) return 127;
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return 127;
  }
  return exit_status(status);
}

int cncurses_feed(char *const *arguments, const uint8_t *bytes, size_t count, int milliseconds) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return 127;
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, ends[0], STDIN_FILENO);
  posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child;
  // Its own session: what stops or interrupts us is not meant for it.
  int failure = start(arguments, &files, POSIX_SPAWN_SETSID, &child);
  posix_spawn_file_actions_destroy(&files);
  close(ends[0]);
  if (failure != 0) {
    close(ends[1]);
    return 127;
  }
  fcntl(ends[1], F_SETFL, O_NONBLOCK);
  while (count > 0) {
    ssize_t written = write(ends[1], bytes, count);
    if (written > 0) {
      bytes += written;
      count -= (size_t)written;
    } else if (errno == EAGAIN) {
      struct pollfd room = {.fd = ends[1], .events = POLLOUT};
      if (poll(&room, 1, milliseconds) <= 0) break;
    } else if (errno != EINTR) {
      break;
    }
  }
  close(ends[1]);
  int status = 0;
  const int step = 10;
  for (int waited = 0; waited <= milliseconds; waited += step) {
    if (waitpid(child, &status, WNOHANG) == child) return count == 0 ? exit_status(status) : 127;
    poll(NULL, 0, step);
  }
  kill(child, SIGTERM);
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
  return 127;
}
