// SPDX-License-Identifier: MIT
#include "tests/integration/pam_oracle/quiet_host.h"

#include <linux/capability.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <utility>

namespace {

std::vector<std::string>& heard() {
  static std::vector<std::string> lines;
  return lines;
}

void hear(const char* format, va_list arguments) {
  char line[512];
  (void)std::vsnprintf(line, sizeof line, format, arguments);
  heard().emplace_back(line);
}

}  // namespace

// These stand before the C library's for libpam too: a program's own definitions come first.
// NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl50-cpp): the C library's names.
extern "C" {
__attribute__((visibility("default"))) void syslog(int /*priority*/, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  hear(format, arguments);
  va_end(arguments);
}

__attribute__((visibility("default"))) void __syslog_chk(int /*priority*/, int /*flag*/,
                                                         const char* format, ...);
void __syslog_chk(int /*priority*/, int /*flag*/, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  hear(format, arguments);
  va_end(arguments);
}
}
// NOLINTEND(bugprone-reserved-identifier,cert-dcl50-cpp)

namespace warifu::oracle {

void drop_audit_capability() {
  __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3] = {};
  if (syscall(SYS_capget, &header, data) != 0) {
    std::perror("capget");
    std::exit(1);
  }
  const uint32_t keep = ~CAP_TO_MASK(CAP_AUDIT_WRITE);
  data[0].effective &= keep;
  data[0].permitted &= keep;
  if (syscall(SYS_capset, &header, data) != 0) {
    std::perror("capset");
    std::exit(1);
  }
}

std::vector<std::string> take_syslog() {
  return std::exchange(heard(), {});
}

}  // namespace warifu::oracle
