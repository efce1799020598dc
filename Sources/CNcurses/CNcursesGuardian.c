#define _GNU_SOURCE

#include "CNcurses.h"
#include "CNcursesRescue.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

// Signals that are meant for the program, whoever of the two gets them.
static const int forwarded[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGTSTP};
#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

// ---- The guardian's side: a process without threads, with every signal blocked and waited for

// Undoes what the program left on, where the terminal is still the job's.
static void repair(struct cncurses_rescue *notes, const struct termios *found) {
  if (tcgetpgrp(STDOUT_FILENO) != getpgrp()) return;
  cncurses_rescue(notes);
  struct termios now;
  if (tcgetattr(STDOUT_FILENO, &now) != 0) return;
  // Also where the program was killed between raw mode and its first frame.
  if (now.c_lflag != found->c_lflag || now.c_iflag != found->c_iflag || now.c_oflag != found->c_oflag)
    tcsetattr(STDOUT_FILENO, TCSANOW, found);
}

// Lets a signal do to this process what it did to the program; returns where that is to be stopped and resumed.
static void suffer(int number) {
  struct sigaction standard = {.sa_handler = SIG_DFL};
  sigaction(number, &standard, NULL);
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, number);
  raise(number);
  sigprocmask(SIG_UNBLOCK, &only, NULL);
  sigprocmask(SIG_BLOCK, &only, NULL);
}

// Stops as the program has stopped, until both are resumed.
static void stop(int number, pid_t program, struct cncurses_rescue *notes, const struct termios *found) {
  sigset_t pending;
  // Resumed already.
  if (sigpending(&pending) == 0 && sigismember(&pending, SIGCONT)) return;
  // By SIGSTOP it was stopped without leaving its modes; it enters them again when it goes on.
  if (notes->is_active) repair(notes, found);
  suffer(number);
  sigset_t resumed;
  sigemptyset(&resumed);
  sigaddset(&resumed, SIGCONT);
  struct timespec at_once = {0, 0};
  sigtimedwait(&resumed, NULL, &at_once);
  // A shell resumes the whole group; whoever resumed only this process meant the program.
  siginfo_t change = {0};
  if (waitid(P_PID, (id_t)program, &change, WCONTINUED | WNOHANG) == 0 && change.si_pid == 0)
    kill(program, SIGCONT);
}

// The shell shall see of this process what became of the program.
static void follow(pid_t program, struct cncurses_rescue *notes, const struct termios *found) {
  int status = 0;
  while (waitpid(program, &status, WNOHANG | WUNTRACED) > 0) {
    if (WIFEXITED(status)) {
      if (notes->is_active) repair(notes, found);
      _exit(WEXITSTATUS(status));
    }
    if (WIFSIGNALED(status)) {
      repair(notes, found);
      // One core file is enough.
      struct rlimit none = {0, 0};
      setrlimit(RLIMIT_CORE, &none);
      suffer(WTERMSIG(status));
      _exit(128 + WTERMSIG(status));
    }
    if (WIFSTOPPED(status)) stop(WSTOPSIG(status), program, notes, found);
  }
}

static _Noreturn void guard(pid_t program, struct cncurses_rescue *notes, const struct termios *found) {
  prctl(PR_SET_NAME, "metaaligner-tty");
  // Nobody must wait for the end of a pipe that only the guardian keeps open.
  int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (null >= 0) dup2(null, STDIN_FILENO);
  close_range(3, ~0u, 0);

  struct sigaction standard = {.sa_handler = SIG_DFL};
  sigaction(SIGCHLD, &standard, NULL);
  sigset_t awaited;
  sigemptyset(&awaited);
  sigaddset(&awaited, SIGCHLD);
  sigaddset(&awaited, SIGCONT);
  for (int i = 0; i < COUNT(forwarded); i++) {
    struct sigaction action;
    // What the program was told to ignore, by nohup say, stays ignored.
    if (sigaction(forwarded[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
      sigaddset(&awaited, forwarded[i]);
  }
  for (;;) {
    siginfo_t info;
    int number = sigwaitinfo(&awaited, &info);
    if (number == SIGCHLD) {
      follow(program, notes, found);
    } else if (number > 0 && number != SIGCONT && info.si_pid != program) {
      // What the program itself sends to the group, to stop it, it has done already.
      kill(program, number);
    }
  }
}

// ---- The program's side

void cncurses_start_guardian(void) {
  struct termios found;
  if (tcgetattr(STDOUT_FILENO, &found) != 0) return;
  struct cncurses_rescue *notes =
    mmap(NULL, sizeof *notes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (notes == MAP_FAILED) return;
  sigset_t all, before;
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, &before);
  pid_t guardian = getpid();
  pid_t program = fork();
  if (program > 0) guard(program, notes, &found);
  if (program == 0) {
    cncurses_rescue_notes = notes;
    // Without its guardian nobody waits for the program any more, and the shell has the terminal.
    prctl(PR_SET_PDEATHSIG, SIGHUP);
    if (getppid() != guardian) raise(SIGHUP);
  } else {
    munmap(notes, sizeof *notes);
  }
  sigprocmask(SIG_SETMASK, &before, NULL);
}
