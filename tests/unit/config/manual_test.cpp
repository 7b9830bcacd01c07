// SPDX-License-Identifier: MIT
// The examples of warifu-stack(5) are stacks that load.
#include <catch2/catch.hpp>
#include <fstream>

#include "tests/unit/config/stack_text.h"

using namespace warifu;

namespace {

// What stands between .EX and .EE, with roff's escapes undone.
std::vector<std::string> examples(const std::string& page) {
  std::vector<std::string> found;
  std::ifstream lines(page);
  bool inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (line == ".EX") found.emplace_back();
    if (line == ".EX" || line == ".EE") {
      inside = line == ".EX";
      continue;
    }
    if (!inside) continue;
    for (size_t at; (at = line.find("\\(dq")) != line.npos;)
      line.replace(at, 4, "\"");
    for (size_t at; (at = line.find("\\-")) != line.npos;)
      line.replace(at, 2, "-");
    found.back() += line + "\n";
  }
  return found;
}

}  // namespace

TEST_CASE("every example of the manual page loads") {
  constexpr int64_t kNewYear2030 = 1893456000;
  const auto texts = examples(WARIFU_MANUAL_PAGE);
  REQUIRE(texts.size() == 4);
  for (const std::string& text : texts) {
    CAPTURE(text);
    Diagnostics diagnostics;
    const auto stack = read_stack_text(text, "example.toml", false, kNewYear2030, diagnostics);
    for (const auto& diagnostic : diagnostics.items())
      UNSCOPED_INFO(to_line(diagnostic));
    REQUIRE_FALSE(diagnostics.has_errors());
    REQUIRE_FALSE(stack->entries.empty());
  }
}
