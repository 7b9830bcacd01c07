// SPDX-License-Identifier: MIT
#include "core/diagnostic/diagnostic.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "core/diagnostic/escape.h"

namespace warifu {

void Diagnostics::error(Place place, std::string what, std::string remedy) {
  if (errors_ > kMaximumOfEach) return;
  if (errors_ == kMaximumOfEach) {
    what = "there are more errors than are listed here";
    remedy = "correct these first";
  }
  ++errors_;
  items_.push_back({Severity::kError, std::move(place), std::move(what), std::move(remedy)});
}

void Diagnostics::warning(Place place, std::string what, std::string remedy) {
  if (items_.size() - errors_ >= kMaximumOfEach) return;
  items_.push_back({Severity::kWarning, std::move(place), std::move(what), std::move(remedy)});
}

std::vector<Diagnostic> in_order(const Diagnostics& diagnostics) {
  std::vector<Diagnostic> sorted = diagnostics.items();
  std::stable_sort(sorted.begin(), sorted.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.place.file, a.place.line, a.place.column) <
           std::tie(b.place.file, b.place.line, b.place.column);
  });
  return sorted;
}

std::string to_line(const Diagnostic& diagnostic) {
  const Place& place = diagnostic.place;
  std::string line;
  append_escaped(line, place.file);
  if (place.line != 0) line += ':' + std::to_string(place.line);
  if (place.line != 0 && place.column != 0) line += ':' + std::to_string(place.column);
  if (!line.empty()) line += ": ";
  if (diagnostic.severity == Severity::kWarning) line += "warning: ";
  append_escaped(line, diagnostic.what);
  if (!diagnostic.remedy.empty()) {
    line += "; ";
    append_escaped(line, diagnostic.remedy);
  }
  return line;
}

}  // namespace warifu
