// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "core/diagnostic/result.h"
#include "core/trust/trust.h"

namespace warifu {

// The number that `warifu reload SERVICE` raises, in RUNTIME_DIR/generation/SERVICE: decimal,
// with a newline. 0 where there is no such file. An error where it is not trusted or is no
// number: nobody but root may make a server reload.
Result<uint64_t> read_asked_generation(const std::string& runtime_dir, const std::string& service,
                                       const TrustPolicy& trust);

// Raises it by one, replacing the file in one step (rename(2)), and returns the new number.
// Makes the folder if there is none (mode 0755).
Result<uint64_t> raise_asked_generation(const std::string& runtime_dir, const std::string& service,
                                        const TrustPolicy& trust);

}  // namespace warifu
