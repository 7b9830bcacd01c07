// SPDX-License-Identifier: MIT
#include "kernel/agent/cgroup_root.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <sstream>
#include <vector>

#include "kernel/agent/errno_text.h"

namespace warifu::agent {
namespace {

constexpr ino_t kHierarchyRoot = 1;  // kernfs numbers the root of every hierarchy so

// mountinfo writes space, tab, newline and backslash as \ooo.
std::string unescape_octal(const std::string& text) {
  std::string plain;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 3 < text.size()) {
      const int value = (text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 + (text[i + 3] - '0');
      plain.push_back(static_cast<char>(value));
      i += 3;
    } else {
      plain.push_back(text[i]);
    }
  }
  return plain;
}

std::vector<std::string> words_of(const std::string& line) {
  std::istringstream stream(line);
  std::vector<std::string> words;
  for (std::string word; stream >> word;)
    words.push_back(word);
  return words;
}

}  // namespace

std::optional<Cgroup2Mount> find_cgroup2_mount(std::istream& mountinfo) {
  std::optional<Cgroup2Mount> found;
  for (std::string line; std::getline(mountinfo, line);) {
    const auto words = words_of(line);
    // Optional fields come before a "-"; the type of file system follows it.
    const auto dash =
        std::find(words.begin() + std::min<ptrdiff_t>(6, std::ssize(words)), words.end(), "-");
    if (words.end() - dash < 2 || dash[1] != "cgroup2") continue;
    found = Cgroup2Mount{unescape_octal(words[4]), words[3] == "/"};
    if (found->whole) break;
  }
  return found;
}

Result<CgroupRoot> open_cgroup_root() {
  std::ifstream mountinfo("/proc/self/mountinfo");
  const auto mount = find_cgroup2_mount(mountinfo);
  if (!mount) {
    return failure(ErrorKind::kUnavailable,
                   "no cgroup2 hierarchy is mounted; mount it: mount -t cgroup2 none "
                   "/sys/fs/cgroup (or boot without systemd.unified_cgroup_hierarchy=0)");
  }
  CgroupRoot root;
  root.path = mount->path;
  root.fd = UniqueFd(::open(root.path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  struct stat status {};
  if (!root.fd.valid() || ::fstat(root.fd.get(), &status) != 0) {
    return failure(ErrorKind::kUnavailable, with_errno("cannot open " + root.path, errno));
  }
  if (!mount->whole || status.st_ino != kHierarchyRoot) {
    return failure(ErrorKind::kUnavailable,
                   root.path +
                       " is not the root of the cgroup2 hierarchy but a cgroup namespace's part of "
                       "it; run the agent outside the container, or with the host's cgroup "
                       "namespace");
  }
  return root;
}

}  // namespace warifu::agent
