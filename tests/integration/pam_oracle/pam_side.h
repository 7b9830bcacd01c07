// SPDX-License-Identifier: MIT
// libpam with a configuration folder of our own.
#pragma once

#include <string>
#include <vector>

namespace warifu::oracle {

// A private folder, removed at the end.
class ConfFolder {
 public:
  ConfFolder();
  ~ConfFolder();
  ConfFolder(const ConfFolder&) = delete;
  ConfFolder& operator=(const ConfFolder&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }
  void write(const std::string& name, const std::string& text) const;

 private:
  std::string path_;
};

struct PamOutcome {
  int result = 0;                     // of pam_authenticate
  std::vector<std::string> called;    // "auth=success" of each pam_debug.so, in order
  std::vector<std::string> messages;  // what libpam told syslog
};

// pam_start_confdir, pam_authenticate, pam_end.
PamOutcome authenticate(const ConfFolder& folder, const std::string& service);

}  // namespace warifu::oracle
