// SPDX-License-Identifier: MIT
#pragma once

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include "core/trust/trust.h"

namespace warifu {

inline constexpr uid_t kStranger = 65533;

// A private folder below /tmp, removed in the end. The running user is trusted in it.
class Scratch {
 public:
  Scratch() {
    char name[] = "/tmp/warifu-trust-XXXXXX";
    if (::mkdtemp(name) == nullptr) throw std::runtime_error("mkdtemp");
    path_ = name;
    ::umask(022);
  }
  ~Scratch() { std::filesystem::remove_all(path_); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  [[nodiscard]] std::string operator/(const std::string& name) const { return path_ + "/" + name; }
  [[nodiscard]] const std::string& path() const { return path_; }

  std::string folder(const std::string& name, mode_t mode = 0755, uid_t owner = ::geteuid()) const {
    const std::string path = *this / name;
    std::filesystem::create_directories(path);
    set(path, mode, owner);
    return path;
  }

  std::string file(const std::string& name, const std::string& content, mode_t mode = 0644,
                   uid_t owner = ::geteuid()) const {
    const std::string path = *this / name;
    std::ofstream(path) << content;
    set(path, mode, owner);
    return path;
  }

  static void set(const std::string& path, mode_t mode, uid_t owner) {
    if (owner != ::geteuid() && ::chown(path.c_str(), owner, 0) != 0) {
      throw std::runtime_error("chown");
    }
    if (::chmod(path.c_str(), mode) != 0) throw std::runtime_error("chmod");
  }

 private:
  std::string path_;
};

inline bool am_root() {
  return ::geteuid() == 0;
}

// Only root where the tests run as root, so that the other half of the rule is not in play.
inline TrustPolicy own_policy() {
  return am_root() ? TrustPolicy{} : TrustPolicy{::geteuid()};
}

// The content, or the error's text.
inline std::string opened(const std::string& path, Secrecy secrecy = Secrecy::kPublic,
                          const TrustPolicy& policy = own_policy()) {
  const auto file = open_trusted_file(path, policy, secrecy);
  if (!file) return file.error().text;
  const auto content = file->read(1 << 20);
  return content ? *content : content.error().text;
}

}  // namespace warifu

// For what needs other users' files; says so instead of passing silently.
#define WARIFU_SKIP_UNLESS_ROOT()                             \
  if (!warifu::am_root()) {                                   \
    WARN("skipped: only root can make files of other users"); \
    return;                                                   \
  }
