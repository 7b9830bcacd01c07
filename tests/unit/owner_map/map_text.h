// SPDX-License-Identifier: MIT
// A map from a text, with the files it includes in memory, and questions put to it.
#pragma once

#include <catch2/catch.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "modules/owner_map/decision.h"
#include "modules/owner_map/map_reader.h"

namespace owner_map_test {

inline const std::string kFile = "/etc/warifu/maps/pg.toml";

// Files by their absolute path.
class Files final : public owner_map::MapSource {
 public:
  std::map<std::string, std::string> texts;
  std::vector<std::string> asked;

  std::optional<std::string_view> read(const std::string& path, const warifu::Place& where,
                                       size_t limit, warifu::Diagnostics& diagnostics) override;
  std::optional<std::vector<std::string>> list(const std::string& folder,
                                               const warifu::Place& where,
                                               warifu::Diagnostics& diagnostics) override;
};

struct Outcome {
  std::optional<owner_map::OwnerMap> map;
  std::vector<std::string> told;  // in order, without the name of kFile
};

Outcome read_text(const std::string& text, Files files = {},
                  owner_map::Way way = owner_map::Way::kQuick);

// The one thing that is told of a text, which must not load.
std::string mistake(const std::string& text);
// The one thing that is told of a text that loads.
std::string warning(const std::string& text);

// What is asked, by default by uid 10042 without a name, in no domain.
struct Asked {
  std::string account;
  uint32_t uid = 10042;
  const char* name = nullptr;
  std::string domain = {};
  std::map<std::string, int> groups = {};  // of the owner; all others: WARIFU_NOT_MEMBER
};

struct Told {
  int code = 0;
  std::string reason;
  std::string where;  // "LINE" of kFile, "FILE:LINE" of another, "" for none
  size_t groups_asked = 0;
  friend bool operator==(const Told&, const Told&) = default;
};

Told ask(const owner_map::OwnerMap& map, const Asked& asked);
// Of a text that loads; warnings are let pass.
Told ask(const std::string& text, const Asked& asked);
bool passes(const std::string& text, const Asked& asked);

}  // namespace owner_map_test
