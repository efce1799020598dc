#define _GNU_SOURCE

#include "CNcurses.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

extern char **environ;

static const int event_signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH};
static const int crash_signals[] = {SIGABRT, SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP};
#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

static char reset_text[512];
static size_t reset_length;
static struct termios saved_modes;
static bool has_saved_modes;
static volatile sig_atomic_t is_active;
static int guardian_pipe = -1;

static int pipe_ends[2] = {-1, -1};
static struct sigaction previous_event_actions[COUNT(event_signals)];
static struct sigaction previous_crash_actions[COUNT(crash_signals)];
static struct sigaction previous_pipe_action;
static bool is_installed;

// ---- Rescue

// Async-signal-safe: write and tcsetattr only.
static void rescue(void) {
  if (!is_active) return;
  is_active = 0;
  size_t done = 0;
  while (done < reset_length) {
    ssize_t count = write(STDOUT_FILENO, reset_text + done, reset_length - done);
    if (count <= 0) break;
    done += (size_t)count;
  }
  if (has_saved_modes) tcsetattr(STDIN_FILENO, TCSANOW, &saved_modes);
  // A second repair would move the cursor under what the shell has written since.
  if (guardian_pipe >= 0) {
    ssize_t ignored = write(guardian_pipe, "q", 1);
    (void)ignored;
  }
}

void cncurses_arm(const char *reset, size_t length) {
  static bool registered;
  reset_length = length < sizeof reset_text ? length : sizeof reset_text;
  memcpy(reset_text, reset, reset_length);
  has_saved_modes = tcgetattr(STDIN_FILENO, &saved_modes) == 0;
  if (!registered) atexit(rescue);
  registered = true;
}

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
  rescue();
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

// ---- Guardian

static pid_t guardian = -1;

// Runs in the child. Async-signal-safe calls only: other threads' locks may be held for ever here.
static void guard(int end) {
  // A group of its own: it neither stops with the program nor counts as part of the job.
  setpgid(0, 0);
  prctl(PR_SET_NAME, "tty-guardian");
  struct sigaction ignore = {.sa_handler = SIG_IGN};
  const int ignored[] = {SIGINT, SIGQUIT, SIGTSTP, SIGTTOU, SIGTTIN, SIGPIPE, SIGHUP};
  for (int i = 0; i < COUNT(ignored); i++) sigaction(ignored[i], &ignore, NULL);
  if (end > 3) close_range(3, (unsigned)end - 1, 0);
  close_range((unsigned)end + 1, ~0u, 0);

  char byte = 0;
  ssize_t count;
  // '1': our modes are on; '0': they are off; 'q' and the end of the pipe: the program is done.
  while ((count = read(end, &byte, 1)) > 0 || (count < 0 && errno == EINTR)) {
    if (count > 0 && byte == 'q') _exit(0);
    if (count > 0) is_active = byte == '1';
  }
  struct termios now;
  // A shell that has taken the terminal over has already set it up, and keeps ISIG on; leave that alone.
  if (tcgetattr(STDIN_FILENO, &now) != 0 || (now.c_lflag & (ISIG | ICANON)) != 0) has_saved_modes = false;
  rescue();
  _exit(0);
}

void cncurses_start_guardian(void) {
  if (guardian > 0) return;
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return;
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  guardian = fork();
  if (guardian == 0) {
    for (int i = 0; i < COUNT(crash_signals); i++) signal(crash_signals[i], SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    close(ends[1]);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    guard(ends[0]);
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  close(ends[0]);
  if (guardian < 0) {
    close(ends[1]);
    return;
  }
  guardian_pipe = ends[1];
}

void cncurses_end_guardian(void) {
  if (guardian <= 0) return;
  ssize_t ignored = write(guardian_pipe, "q", 1);
  (void)ignored;
  close(guardian_pipe);
  while (waitpid(guardian, NULL, 0) < 0 && errno == EINTR) {}
  guardian = -1;
  guardian_pipe = -1;
}

void cncurses_set_active(bool active) {
  is_active = active;
  if (guardian_pipe < 0) return;
  ssize_t ignored = write(guardian_pipe, active ? "1" : "0", 1);
  (void)ignored;
}

// ---- Other programs

int cncurses_make_wake(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

int cncurses_run(char *const *arguments) {
  posix_spawnattr_t attributes;
  if (posix_spawnattr_init(&attributes) != 0) return 127;
  sigset_t standard, none;
  sigemptyset(&none);
  sigemptyset(&standard);
  for (int i = 0; i < COUNT(event_signals); i++) sigaddset(&standard, event_signals[i]);
  sigaddset(&standard, SIGPIPE);
  posix_spawnattr_setsigdefault(&attributes, &standard);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  pid_t child;
  int failure = posix_spawnp(&child, arguments[0], NULL, &attributes, arguments, environ);
  posix_spawnattr_destroy(&attributes);
  if (failure != 0) return 127;
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return 127;
  }
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
