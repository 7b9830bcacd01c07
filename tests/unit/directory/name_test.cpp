// SPDX-License-Identifier: MIT
#include "modules/directory/name.h"

#include <catch2/catch.hpp>
#include <string>

#include "modules/directory/user.h"

using warifu::directory::decode_user;
using warifu::directory::encode;
using warifu::directory::is_name;
using warifu::directory::User;

TEST_CASE("names that directories have are names") {
  for (const std::string name :
       {"wp", "root", "a", "wp-0042", "_apt", "john.doe", "svc$", "EXAMPLE\\john smith",
        "john@example.org", "10042a", "a10042", "0x10", "1.5", "...", "\xe5\x89\xb2\xe7\xac\xa6",
        "M\xc3\xbcller", "+x" + 1}) {
    CAPTURE(name);
    CHECK(is_name(name));
  }
  CHECK(is_name(std::string(256, 'x')));
}

TEST_CASE("what could be taken for something else is no name") {
  for (const std::string name :
       {"",     "0",        "10042", "00",   "+wp",        "-wp",   "+",   "-",
        " wp",  "wp ",      " ",     ".",    "..",         "/wp",   "a/b", "wp:x",
        "wp\n", "wp\nroot", "wp\t",  "wp\r", "wp\x1b[31m", "wp\x7f"}) {
    CAPTURE(name);
    CHECK_FALSE(is_name(name));
  }
  CHECK_FALSE(is_name(std::string("wp\0", 3)));
  CHECK_FALSE(is_name(std::string("wp\0root", 7)));
  CHECK_FALSE(is_name(std::string(257, 'x')));
}

TEST_CASE("what does not show, reorders text, or is no UTF-8 is no name") {
  for (const std::string name : {"wp\xe2\x80\x8b", "wp\xe2\x80\xae", "wp\xc2\xa0", "wp\xc2\x85",
                                 "wp\xff", "wp\xc0\xaf", "wp\xed\xa0\x80", "wp\xe5\x89"}) {
    CAPTURE(name);
    CHECK_FALSE(is_name(name));
  }
}

TEST_CASE("a user comes back from the cache with its name and gid") {
  for (const uint32_t gid : {0u, 1u, 10042u, 0x12345678u, 0xFFFFFFFFu}) {
    const auto user = decode_user(encode(User{"wp", gid}));
    REQUIRE(user);
    CHECK(user->name == "wp");
    CHECK(user->gid == gid);
  }
  CHECK_FALSE(decode_user(""));
  CHECK_FALSE(decode_user("wp!"));
  CHECK(decode_user(std::string(4, '\0'))->name.empty());
}
