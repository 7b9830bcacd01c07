// SPDX-License-Identifier: MIT
#pragma once

namespace warifu {

// Why a source has nothing to say of a socket, as a sentence that is put together only where
// somebody wants to read it: most logins have an owner from the next source, and cost no
// memory for what the first had not.
struct Unavailable {
  const char* why = nullptr;  // static, or kept by who gave it; nullptr: it had an answer
  int error = 0;              // an errno that belongs to it; 0: none
  bool usual = false;         // nobody's mistake: tells nothing beside an answer of another source
  explicit operator bool() const { return why != nullptr; }
};

}  // namespace warifu
