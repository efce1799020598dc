#define _GNU_SOURCE

#include "CNcurses.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

int cncurses_open_pair(int rows, int columns, char *name, size_t capacity) {
  int main = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (main < 0) return -1;
  int failure = grantpt(main) != 0 || unlockpt(main) != 0 ? errno : ptsname_r(main, name, capacity);
  if (failure != 0) {
    close(main);
    errno = failure;
    return -1;
  }
  cncurses_resize_pair(main, rows, columns);
  fcntl(main, F_SETFL, O_NONBLOCK);
  return main;
}

void cncurses_resize_pair(int main, int rows, int columns) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  ioctl(main, TIOCSWINSZ, &size);
}

int cncurses_start_in_pair(const char *name, const char *path, char *const *arguments,
                           char *const *environment, pid_t *process) {
  posix_spawn_file_actions_t files;
  int failure = posix_spawn_file_actions_init(&files);
  if (failure != 0) return failure;
  posix_spawnattr_t attributes;
  failure = posix_spawnattr_init(&attributes);
  if (failure != 0) {
    posix_spawn_file_actions_destroy(&files);
    return failure;
  }
  // The first terminal that a session's leader opens becomes the session's own.
  posix_spawn_file_actions_addopen(&files, STDIN_FILENO, name, O_RDWR, 0);
  posix_spawn_file_actions_adddup2(&files, STDIN_FILENO, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&files, STDIN_FILENO, STDERR_FILENO);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK);
  failure = posix_spawn(process, path, &files, &attributes, arguments, environment);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  return failure;
}
