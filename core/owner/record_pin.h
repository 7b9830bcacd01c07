// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/diagnostic/result.h"
#include "core/posix/unique_fd.h"
#include "core/trust/trust.h"

namespace warifu {

// A map of struct warifu_record, open for reading.
struct OpenedRecords {
  UniqueFd map;     // close-on-exec
  uint32_t id = 0;  // the kernel's number of the map
};

// Opens the map pinned at `path` (absolute). The way there is walked as that to a trusted file;
// the pin must lie in a file system of BPF's and be a map of the kind and size that records
// have. What was walked to is what is opened, whatever happens to the path meanwhile. Where
// there is no pin the error is ErrorKind::kUnavailable, everything else kConfiguration.
Result<OpenedRecords> open_records(const std::string& path, const TrustPolicy& trust);

}  // namespace warifu
