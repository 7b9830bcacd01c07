// SPDX-License-Identifier: MIT
// What an STNS server answers: the first byte says which part of an answer the rest is.
#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>

#include "modules/directory/name.h"
#include "modules/stns/answer.h"
#include "modules/stns/id_bounds.h"
#include "modules/stns/member_shards.h"

namespace {

using namespace stns;

void require(bool holds) {
  if (!holds) std::abort();
}

void check_user(std::string_view json) {
  const auto user = read_user(json, 7);
  if (!user) {
    // Told to the operator: none of the answer's bytes.
    require(!user.error().empty() && user.error().size() < 80);
    return;
  }
  if (*user) require(json.find('7') != std::string_view::npos && (*user)->gid != 0xFFFFFFFF);
}

void check_members(const Group& group) {
  require(std::is_sorted(group.members.begin(), group.members.end()));
  const GroupHeader header = {group.id, shards_for(group.members), 42};
  require((header.shards == 0) == group.members.empty());
  const auto shards = to_shards(header, group.members);
  for (const std::string& name : group.members) {
    require(warifu::directory::is_name(name));
    require(shard_has(shards[shard_of(header, name)], name) == true);
  }
}

void check_group(std::string_view json) {
  const auto group = read_group(json, "staff");
  if (group && *group) check_members(**group);
}

// Two headers in one line.
void check_bounds(std::string_view text) {
  const size_t middle = std::min(text.find(' '), text.size());
  const auto bounds =
      read_id_bounds(text.substr(0, middle), text.substr(std::min(middle + 1, text.size())));
  if (!bounds) return;
  require(bounds->contain(bounds->lowest) && bounds->contain(bounds->highest));
  const auto again = decode_id_bounds(encode(*bounds));
  require(again && again->lowest == bounds->lowest && again->highest == bounds->highest);
}

// What stands in the cache may be of another version of the library.
void check_cached(std::string_view bytes) {
  decode_id_bounds(bytes);
  shard_has(bytes, "wp");
  if (const auto header = decode_group_header(bytes)) require(encode(*header) == bytes);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (*data) {
    case 'u':
      check_user(text);
      break;
    case 'g':
      check_group(text);
      break;
    case 'b':
      check_bounds(text);
      break;
    case 't':
      is_json(text);
      break;
    default:
      check_cached(text);
  }
  return 0;
}
