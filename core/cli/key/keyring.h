// SPDX-License-Identifier: MIT
// A keyring as the one who edits it needs it: entries, and where in the text they stand. What an
// entry may say beside that is hmac_owner's matter, which loads it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/toml/node.h"
#include "core/trust/trust.h"

namespace warifu::cli {

inline constexpr std::string_view kActive = "active";    // what a key without a state is
inline constexpr std::string_view kAccept = "accept";    // during a rotation
inline constexpr std::string_view kRetired = "retired";  // refused, with a reason of its own

struct KeyEntry {
  Node node;  // its table
  int64_t slot = 0;
  std::string secret_file;  // as written
  std::string secret_path;  // from / on
  std::string state;
  std::string domain;             // "": none
  std::vector<std::string> from;  // as written; empty: any source
  bool derives = false;

  [[nodiscard]] uint32_t line() const { return node.place().line; }
  // nullptr where the entry does not have it.
  [[nodiscard]] const Member* member(std::string_view key) const;
};

struct Keyring {
  std::string path;  // from / on
  std::string text;
  Node root;
  std::vector<KeyEntry> entries;  // in the order of the file
};

// Of a text. Nothing, and what is wrong in `diagnostics`, where it cannot be edited.
[[nodiscard]] std::optional<Keyring> parse_keyring(const std::string& path, std::string text,
                                                   Diagnostics& diagnostics);

// "keyring.toml:12 (domain \"web\", from 10.1.0.0/16)": an entry among others.
[[nodiscard]] std::string describe(const Keyring& keyring, const KeyEntry& entry);

}  // namespace warifu::cli
