// SPDX-License-Identifier: MIT
#include "kernel/wire/fault.h"

namespace warifu::wire {

std::string to_text(const Fault& fault) {
  return std::string(fault.what) + ", at byte " + std::to_string(fault.offset) + " of " +
         fault.where;
}

}  // namespace warifu::wire
