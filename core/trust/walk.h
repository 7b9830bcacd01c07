// SPDX-License-Identifier: MIT
// The way to a file, one component at a time.
#pragma once

#include "core/trust/trust.h"

namespace warifu {

enum class Target { kFile, kFolder };

// What a path leads to, judged and not yet opened for reading.
struct Walked {
  UniqueFd fd;  // O_PATH
  struct stat status = {};
  bool in_shared_folder = false;  // its parent is a sticky folder that all may write to
};

// From / to the end of `path`; see open_trusted_file for what is refused.
[[nodiscard]] Result<Walked> walk_trusted(const std::string& path, const TrustPolicy& policy,
                                          Target target);

// Opens what was walked to for reading, without following its name a second time, and makes sure
// that it is still the same and still to be trusted. `status` is what it then was.
[[nodiscard]] Result<UniqueFd> reopen_walked(const Walked& walked, const std::string& path,
                                             const TrustPolicy& policy, Target target,
                                             struct stat& status);

}  // namespace warifu
