// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "core/trust/trust.h"
#include "core/trust/walk.h"

namespace warifu {

enum class Position { kOnTheWay, kLast };

// One component of a path, as fstat(2) tells it.
struct Component {
  std::string path;  // from / to here
  Position position = Position::kOnTheWay;
  Target target = Target::kFile;
  bool in_shared_folder = false;
};

// Whether anybody may make entries here, yet nobody remove another's: /tmp.
bool is_shared_folder(const struct stat& status);

// What is wrong with it and what to do, "is writable by group; run: chmod g-w /etc/warifu";
// nothing where it may be trusted.
std::optional<std::string> fault_of(const Component& component, const struct stat& status,
                                    const TrustPolicy& policy);

// The same for what only a secret may not be.
std::optional<std::string> secrecy_fault_of(const std::string& path, const struct stat& status);

// "PATH: COMPONENT FAULT", or "PATH FAULT" where the component is the whole path.
std::string trust_text(const std::string& path, const std::string& component,
                       const std::string& fault);

}  // namespace warifu
