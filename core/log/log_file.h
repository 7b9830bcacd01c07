// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/posix/unique_fd.h"

namespace warifu {

struct OpenedLogFile {
  UniqueFd fd;
  int error = 0;           // errno; 0 where there is a descriptor
  const char* fault = "";  // what is wrong with the file or its folder; "" : `error` says it
};

// Opens `path` (absolute) for appending, and creates it (0640) where it is missing. Nobody but
// the server's user and root may have a say in what is written to: a link, a second name of a
// file elsewhere, anything but a regular file, a file of another user's or that others may
// write to, and a folder in which others may exchange files, are refused. Never waits, also
// where the path is a FIFO. Allocates nothing.
OpenedLogFile open_log_file(const std::string& path);

}  // namespace warifu
