/* Runs two commands in turn and prints, a line a pair: wall time of each in microseconds, peak
 * memory of each in KiB. Small and static, because a child's peak memory starts at its parent's.
 * usage: measure PAIRS A [ARG...] -- B [ARG...]      exits 1 when a command cannot be run or fails
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct figure {
  double microseconds;
  long kibibytes;
};

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static struct figure run(char** command) {
  struct figure result;
  struct rusage usage;
  int status = 0;
  const double start = now();
  const pid_t child = vfork();
  if (child == 0) {
    const int quiet = open("/dev/null", O_RDWR);
    dup2(quiet, 0);
    dup2(quiet, 1);
    execv(command[0], command);
    _exit(127);
  }
  wait4(child, &status, 0, &usage);
  result.microseconds = now() - start;
  result.kibibytes = usage.ru_maxrss;
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    fprintf(stderr, "%s ended with status %d\n", command[0], status);
    exit(1);
  }
  return result;
}

int main(int argc, char** argv) {
  int split = 2;
  while (split < argc && strcmp(argv[split], "--") != 0) {
    ++split;
  }
  if (split >= argc - 1 || split == 2) {
    return 1;
  }
  argv[split] = NULL;
  for (int pair = atoi(argv[1]); pair > 0; --pair) {
    const struct figure a = run(argv + 2);
    const struct figure b = run(argv + split + 1);
    printf("%.1f %.1f %ld %ld\n", a.microseconds, b.microseconds, a.kibibytes, b.kibibytes);
  }
  return 0;
}
