// SPDX-License-Identifier: MIT
#pragma once

#include <sys/stat.h>

namespace warifu::preload {

// Says what the decision log cannot: that there is no engine, or that a reload failed. On standard
// error while that is what the process was started with; a daemon closes it and gets the number
// again for a client or a data file, and then the system's log is told. Any thread.
class Notice {
 public:
  // Once, before there are threads.
  void keep_standard_error();
  void tell(const char* text) const;

 private:
  struct stat kept_ {};
  bool is_kept_ = false;
};

}  // namespace warifu::preload
