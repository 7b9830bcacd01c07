// SPDX-License-Identifier: MIT
#include "core/cli/key/audience_name.h"

#include <catch2/catch.hpp>

using warifu::cli::check_audience_name;

TEST_CASE("names for audiences are what can be seen and said again") {
  for (const std::string& name : {std::string("postgresql"), std::string("redis@tokyo-1"),
                                  std::string("caf\xc3\xa9"), std::string(255, 'a')})
    CHECK(check_audience_name(name));
  for (const std::string& name :
       {std::string(), std::string("postgresql "), std::string(" postgresql"), std::string("a b"),
        std::string("a\n"), std::string("a\tb"), std::string("a\0", 2), std::string("a\xff"),
        std::string("a\xe2\x80\xae"), std::string("a\xc2\xa0"), std::string(256, 'a')}) {
    INFO(name);
    CHECK(!check_audience_name(name));
  }
}
