/* SPDX-License-Identifier: MIT
 * Where a module in a test waits until the test has seen it there: two named pipes, NAME.here and
 * NAME.go, in a folder. */
#ifndef WARIFU_TEST_MEETING_H
#define WARIFU_TEST_MEETING_H

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

/* Opening a named pipe waits for the other side to open it too. */
static inline void open_end(const char* folder, const char* name, const char* end, int flags) {
  char path[512];
  snprintf(path, sizeof path, "%s/%s.%s", folder, name, end);
  const int fd = open(path, flags | O_CLOEXEC);
  if (fd >= 0) close(fd);
}

static inline void meet(const char* folder, const char* name) {
  open_end(folder, name, "here", O_WRONLY);
  open_end(folder, name, "go", O_RDONLY);
}

#endif
