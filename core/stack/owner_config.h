// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "warifu/types.h"

namespace warifu {

// [owner] of a stack: where owners are read and which option on the wire is ours.
struct OwnerConfig {
  std::vector<int> sources = {WARIFU_SOURCE_RECORD, WARIFU_SOURCE_SAVED_SYN,
                              WARIFU_SOURCE_UNIX_SOCKET};
  bool accept_tcpriv = false;
  uint8_t kind = 254;      // RFC 4727; 253 by configuration
  uint16_t exid = 0x5746;  // RFC 6994; "WF"
};

}  // namespace warifu
