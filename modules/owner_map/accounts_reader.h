// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include "core/toml/node.h"
#include "modules/owner_map/map.h"
#include "modules/owner_map/plain_accounts.h"

namespace owner_map {

// Reads what one file says of accounts into a map; every mistake is told.
class AccountsReader {
 public:
  // `file` is the index of a file that the map has already.
  AccountsReader(OwnerMap& map, uint32_t file, warifu::Diagnostics& diagnostics)
      : map_(map), file_(file), diagnostics_(diagnostics) {}

  void read(std::span<const PlainAccount> accounts);
  void read(const warifu::Node& table);  // [accounts]

 private:
  struct Entry;
  void read_entry(const warifu::Member& member);
  void read_table(const warifu::Member& member, Entry& entry);
  bool check_key(std::string_view key, uint32_t line, uint32_t column);
  void add(std::string_view name, std::string_view domain, std::span<const Term> terms,
           uint32_t line, uint32_t column);
  [[nodiscard]] warifu::Place place(uint32_t line, uint32_t column) const {
    return {map_.files[file_], line, column};
  }

  OwnerMap& map_;
  uint32_t file_;
  warifu::Diagnostics& diagnostics_;
};

}  // namespace owner_map
