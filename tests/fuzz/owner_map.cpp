// SPDX-License-Identifier: MIT
// A map, whatever stands in it: read with its plain lines beside the parser, and by the parser
// alone, which must come to the same; then asked. What follows a byte 0xFE is an included file.
#include <cstdlib>
#include <string>
#include <string_view>

#include "modules/owner_map/decision.h"
#include "modules/owner_map/map_reader.h"

namespace {

using namespace owner_map;

constexpr char kFile[] = "/m/map.toml";
constexpr char kSeparator = '\xFE';

void require(bool holds) {
  if (!holds) std::abort();
}

class OneFile final : public MapSource {
 public:
  explicit OneFile(std::string_view text) : text_(text) {}
  std::optional<std::string_view> read(const std::string& path, const warifu::Place& /*where*/,
                                       size_t /*limit*/, warifu::Diagnostics& /*told*/) override {
    require(path.starts_with('/') && path.find("/../") == std::string::npos);
    require(path.find('\0') == std::string::npos);
    return text_;
  }
  std::optional<std::vector<std::string>> list(const std::string& folder,
                                               const warifu::Place& /*where*/,
                                               warifu::Diagnostics& /*told*/) override {
    require(folder.find('\0') == std::string::npos);
    return std::vector<std::string>{"a.toml"};
  }

 private:
  std::string_view text_;
};

class NoGroups final : public Groups {
  int has_group(const char* group) override {
    require(group[0] != '\0' && group[0] != '+');
    return WARIFU_NOT_MEMBER;
  }
};

// What must hold whoever asks.
Answer ask(const OwnerMap& map, std::string_view account, Who who) {
  NoGroups groups;
  const Answer answer = decide(map, {account, true, map.domain, who}, groups);
  require(answer.code == WARIFU_PASS || answer.code == WARIFU_FAIL ||
          answer.code == WARIFU_UNKNOWN);
  if (answer.code == WARIFU_PASS) {
    require(!account.empty() && answer.where && answer.where->line != 0);
    require(answer.where->file < map.files.size());
  }
  return answer;
}

void compare(const OwnerMap& one, const OwnerMap& other, std::string_view account) {
  for (const uint32_t uid : {0u, 1u, 10042u, 4294967294u, UINT32_MAX}) {
    for (const char* name : {static_cast<const char*>(nullptr), "wp-a", "root"}) {
      const Answer first = ask(one, account, {uid, name});
      const Answer second = ask(other, account, {uid, name});
      require(first.code == second.code && first.reason == second.reason);
      require(first.where.has_value() == second.where.has_value());
      if (first.where) require(first.where->line == second.where->line);
    }
  }
}

std::optional<OwnerMap> read(std::string_view text, std::string_view included, Way way) {
  OneFile source(included);
  warifu::Diagnostics told;
  auto map = read_map(text, kFile, source, told, way);
  require(map.has_value() != told.has_errors());
  return map;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view all(reinterpret_cast<const char*>(data), size);
  const size_t end = all.find(kSeparator);
  const std::string_view text = all.substr(0, end);
  const std::string_view included = end == all.npos ? "" : all.substr(end + 1);
  const auto quick = read(text, included, Way::kQuick);
  const auto whole = read(text, included, Way::kWhole);
  require(quick.has_value() == whole.has_value());
  if (!quick) return 0;
  require(quick->accounts.size() == whole->accounts.size());
  for (const std::string_view account :
       {std::string_view("a"), std::string_view("shop"), std::string_view("u10042"),
        std::string_view("wp_0042"), std::string_view("a_db"), std::string_view("all"),
        text.substr(0, 64), text.substr(text.size() / 2, 16)}) {
    compare(*quick, *whole, account);
  }
  return 0;
}
