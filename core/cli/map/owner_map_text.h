// SPDX-License-Identifier: MIT
// An owner map that is being made, and its TOML.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace warifu::cli {

// A uid, or a name, or a group with its "+".
using MapOwner = std::variant<uint32_t, std::string>;

struct MapAccount {
  std::string domain;            // empty: none of its own
  std::vector<MapOwner> owners;  // one may stand there twice; to_toml writes it once
};

// Texts as a [[rule]] has them: exact, an expression behind a slash, "all".
struct MapRule {
  std::string owner;
  std::string account;
  friend bool operator==(const MapRule&, const MapRule&) = default;
};

struct OwnerMap {
  std::map<std::string, MapAccount, std::less<>> accounts;
  std::vector<MapRule> rules;
};

// The whole file: what it came from and how to use it as comments (`origin` is escaped here), the
// accounts sorted, the rules in their order. Every text must be UTF-8.
[[nodiscard]] std::string to_toml(const OwnerMap& map, const std::string& origin);

}  // namespace warifu::cli
