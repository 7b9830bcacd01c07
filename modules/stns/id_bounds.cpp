// SPDX-License-Identifier: MIT
#include "modules/stns/id_bounds.h"

#include <charconv>

#include "modules/stns/little_endian.h"

namespace stns {
namespace {

std::optional<uint32_t> to_id(std::string_view text) {
  uint32_t id = 0;
  const char* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, id);
  if (error != std::errc{} || stopped != end) return std::nullopt;
  return id;
}

std::optional<IdBounds> sensible(IdBounds bounds) {
  if (bounds.highest == 0 || bounds.highest < bounds.lowest) return std::nullopt;
  return bounds;
}

}  // namespace

std::optional<IdBounds> read_id_bounds(std::string_view lowest, std::string_view highest) {
  const auto low = to_id(lowest);
  const auto high = to_id(highest);
  if (!low || !high) return std::nullopt;
  return sensible({*low, *high});
}

std::string encode(const IdBounds& bounds) {
  std::string bytes;
  append_number(bytes, bounds.lowest);
  append_number(bytes, bounds.highest);
  return bytes;
}

std::optional<IdBounds> decode_id_bounds(std::string_view bytes) {
  if (bytes.size() != 2 * sizeof(uint32_t)) return std::nullopt;
  IdBounds bounds;
  bounds.lowest = take_number<uint32_t>(bytes);
  bounds.highest = take_number<uint32_t>(bytes);
  return sensible(bounds);
}

}  // namespace stns
