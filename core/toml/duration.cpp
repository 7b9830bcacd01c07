// SPDX-License-Identifier: MIT
#include <array>
#include <charconv>

#include "core/toml/table_reader.h"

namespace warifu {
namespace {

struct Unit {
  std::string_view name;
  int64_t microseconds;
};

constexpr std::array<Unit, 5> kUnits = {
    {{"us", 1}, {"ms", 1000}, {"s", 1'000'000}, {"m", 60'000'000}, {"h", 3'600'000'000}}};

}  // namespace

std::optional<std::chrono::microseconds> parse_duration(std::string_view text) {
  if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
  int64_t count = 0;
  const char* end = text.data() + text.size();
  const auto [unit_begin, error] = std::from_chars(text.data(), end, count);
  if (error != std::errc{}) return std::nullopt;
  const std::string_view name(unit_begin, static_cast<size_t>(end - unit_begin));
  for (const Unit& unit : kUnits) {
    int64_t microseconds = 0;
    if (unit.name != name) continue;
    if (__builtin_mul_overflow(count, unit.microseconds, &microseconds)) return std::nullopt;
    return std::chrono::microseconds(microseconds);
  }
  return std::nullopt;
}

}  // namespace warifu
