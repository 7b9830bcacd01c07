// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>

namespace warifu::wire {

// What is wrong with bytes from the network, and where. Made without allocation: a hostile
// peer decides how many of these there are.
struct Fault {
  const char* what;   // "an option of length 1, ...": static, ours, safe to print
  const char* where;  // what `offset` counts in: "the TCP options"; static
  size_t offset;      // of the byte that is wrong, from 0
};

// "WHAT, at byte OFFSET of WHERE".
std::string to_text(const Fault& fault);

}  // namespace warifu::wire
