// SPDX-License-Identifier: MIT
// A file in a private folder: found as it should be, or made complete.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/diagnostic/result.h"
#include "core/posix/unique_fd.h"

namespace hmac_owner {

// Where a file is: the folder's descriptor, the file's name in it, and its whole path for messages.
struct FilePlace {
  int folder = -1;
  const char* name = nullptr;
  std::string path;
};

struct PrivateFile {
  warifu::UniqueFd fd;  // read and write
  uint64_t size = 0;
};

// Opens what is there without following a link or waiting. It must be a regular file of the
// effective user's, mode exactly 0600, with no other name. ErrorKind::kUnavailable: there is none.
warifu::Result<PrivateFile> open_private_file(const FilePlace& place);

struct NewFile {
  std::span<const uint8_t> beginning;  // its first bytes; the rest is zero
  uint64_t size = 0;
  uint64_t allocated = 0;  // so many bytes get their room now, the rest when it is asked for
};

// Makes the file under another name and then gives it its own, so that nobody ever sees half of it.
// The caller holds the folder's lock, and has seen under it that there is no such file.
warifu::Result<PrivateFile> make_private_file(const FilePlace& place, const NewFile& file);

}  // namespace hmac_owner
