// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace warifu::agent {

// The daemon's own messages: to standard error in the foreground, to syslog (facility daemon)
// in the background. Text from outside is escaped by whoever made it.
class Log {
 public:
  explicit Log(bool to_syslog) : to_syslog_(to_syslog) {}
  void error(std::string_view text) const;
  void warning(std::string_view text) const;
  void notice(std::string_view text) const;

 private:
  void write(int priority, std::string_view text) const;
  bool to_syslog_;
};

}  // namespace warifu::agent
