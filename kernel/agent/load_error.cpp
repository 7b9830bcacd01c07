// SPDX-License-Identifier: MIT
#include "kernel/agent/load_error.h"

#include <sys/utsname.h>
#include <unistd.h>

#include <cerrno>

#include "kernel/agent/errno_text.h"

namespace warifu::agent {
namespace {

constexpr const char* kNeeded = "Linux 6.1 or newer is needed";

std::string running_kernel() {
  utsname name{};
  return ::uname(&name) == 0 ? name.release : "unknown";
}

// The line before the verifier's statistics is what it stumbled over.
std::string last_words(const std::string& log) {
  std::string text = log.substr(0, log.find('\0'));
  while (!text.empty()) {
    while (!text.empty() && text.back() == '\n')
      text.pop_back();
    const size_t begin = text.rfind('\n') == std::string::npos ? 0 : text.rfind('\n') + 1;
    std::string line = text.substr(begin);
    if (!line.empty() && !line.starts_with("processed ")) return line;
    text.resize(begin);
  }
  return {};
}

}  // namespace

Error explain_load_error(int error, const std::string& log) {
  const int code = error < 0 ? -error : error;
  std::string text = with_errno("the kernel does not take the BPF programs", code);
  if (code == EPERM && last_words(log).empty()) {
    text +=
        "; BPF is not permitted here: run the agent as root with CAP_BPF, CAP_NET_ADMIN and "
        "CAP_PERFMON in the initial user namespace (containers and kernel lockdown take them "
        "away)";
  } else if (::access("/sys/kernel/btf/vmlinux", R_OK) != 0) {
    text +=
        "; this kernel has no type information (/sys/kernel/btf/vmlinux): it must be built "
        "with CONFIG_DEBUG_INFO_BTF";
  } else {
    text += std::string("; ") + kNeeded + ", and this is " + running_kernel();
    if (!last_words(log).empty()) text += " (verifier: " + last_words(log) + ")";
  }
  return Error{ErrorKind::kUnavailable, text};
}

}  // namespace warifu::agent
