// SPDX-License-Identifier: MIT
#include "tests/unit/module/manual_page.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

namespace module_test {

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  for (size_t at = 0; (at = text.find(what, at)) != text.npos; at += with.size())
    text.replace(at, what.size(), with);
  return text;
}

std::string in_man(const std::string& text) {
  return replaced(replaced(text, "-", "\\-"), "\"", "\\(dq");
}

ManualPage::ManualPage(const std::string& path) {
  std::ifstream file(path);
  text_.assign(std::istreambuf_iterator<char>(file), {});
  REQUIRE_FALSE(text_.empty());
}

std::string ManualPage::reasons() const {
  return between(".\\\" The reasons begin here.\n", ".\\\" The reasons end here.\n");
}

std::string ManualPage::between(const std::string& begin, const std::string& end,
                                const std::string& from) const {
  const size_t first = text_.find(begin, text_.find(from));
  REQUIRE(first != text_.npos);
  const size_t last = text_.find(end, first);
  REQUIRE(last != text_.npos);
  return text_.substr(first + begin.size(), last - first - begin.size());
}

}  // namespace module_test
