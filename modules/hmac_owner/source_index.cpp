// SPDX-License-Identifier: MIT
#include "modules/hmac_owner/source_index.h"

#include <algorithm>

namespace hmac_owner {

void Fitting::add(uint16_t key) {
  if (count < kMaximumFitting && std::find(keys, keys + count, key) == keys + count) {
    keys[count++] = key;
  }
}

void SourceIndex::add_anywhere(uint16_t key) {
  anywhere_.push_back(key);
}

void SourceIndex::add(const warifu::wire::Prefix& from, uint16_t key) {
  auto width = std::find_if(widths_.begin(), widths_.end(), [&](const Width& each) {
    return each.family == from.family && each.length <= from.length;
  });
  if (width == widths_.end() || width->length != from.length) {
    width = widths_.insert(width, {from.family, from.length, {}});
  }
  const auto place = std::upper_bound(
      width->rows.begin(), width->rows.end(), from.address,
      [](const auto& address, const Row& row) { return address < row.from.address; });
  width->rows.insert(place, {from, key});
}

void SourceIndex::find(const warifu::wire::Prefix& address, Fitting& out) const {
  for (const Width& width : widths_) {
    if (width.family != address.family) continue;
    const auto wanted = widened(address, width.length).address;
    auto row = std::lower_bound(
        width.rows.begin(), width.rows.end(), wanted,
        [](const Row& each, const auto& searched) { return each.from.address < searched; });
    for (; row != width.rows.end() && row->from.address == wanted; ++row)
      out.add(row->key);
  }
  for (const uint16_t key : anywhere_)
    out.add(key);
}

}  // namespace hmac_owner
