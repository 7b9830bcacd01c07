// SPDX-License-Identifier: MIT
#include "core/cli/map/csv.h"

#include <catch2/catch.hpp>

#include "core/cli/map/csv_scanner.h"

using namespace warifu;
using namespace warifu::cli;

namespace {

// The map without its comments, or "LINE:COLUMN " of every mistake.
std::string imported(std::string_view text) {
  Diagnostics diagnostics;
  const auto made = import_csv(text, "f", diagnostics);
  CHECK(made.has_value() == !diagnostics.has_errors());
  if (!made) {
    std::string all;
    for (const Diagnostic& each : in_order(diagnostics))
      all += std::to_string(each.place.line) + ":" + std::to_string(each.place.column) + " ";
    return all;
  }
  const std::string whole = to_toml(*made, "f");
  return whole.substr(whole.find("[accounts]\n") + 11);
}

}  // namespace

TEST_CASE("columns in any order, owners of every kind") {
  CHECK(imported("account,owner\nshop,wp\nshop,+deploy\nshop,wp\n") ==
        "shop = [\"wp\", \"+deploy\"]\n");
  CHECK(imported("uid,account\r\n10042,wp\r\n4294967294,a\r\n0,r") ==
        "a = 4294967294\nr = 0\nwp = 10042\n");
  CHECK(imported("account,uid,domain,owner\na,1,web,\na,,web,b\nc,2,,\n") ==
        "a = { domain = \"web\", any = [1, \"b\"] }\nc = 2\n");
}

TEST_CASE("quotes, ends of lines, and the mark of UTF-8") {
  CHECK(imported("\xEF\xBB\xBF"
                 "account,owner\r\n\"a,b\",\"c\"\r\n\"d\"\"e\",f") ==
        "\"a,b\" = \"c\"\n\"d\\\"e\" = \"f\"\n");
  CHECK(imported("account,owner\n\"a\nb\",c\nd,1\n") == "2:1 4:3 ");
  CHECK(imported("\"account\",\"uid\"\n\xE5\x89\xB2,1\n") == "\"\xE5\x89\xB2\" = 1\n");
}

TEST_CASE("what is not RFC 4180 is told with its place") {
  CHECK(imported("account,owner\na\"b,c\nd,e\nf,\"g\"h\n") == "2:2 4:6 ");
  CHECK(imported("account,owner\na,\"b\nc,d\n") == "2:3 ");
  CHECK(imported("account,owner\na,b\rc,d\n") == "2:4 ");
  CHECK(imported("account,owner\n\na,b\na\na,b,c\n") == "2:1 4:1 5:1 ");
  CHECK(imported("account,owner\na, b\n") == "2:3 ");
  CHECK(imported("account,owner\n\xE5\x89\xB2\xE5\x89\xB2,5\n") == "2:4 ");
  CHECK(imported("account,owner\na," + std::string(kLongestCsvField + 1, 'x') + "\nb,1") !=
        imported("account,owner\nb,1"));
  CHECK(imported("account,owner\n" + std::string(100, ',') + "\n") == "2:65 ");
}

TEST_CASE("the first line names the columns") {
  CHECK(imported("") == "0:0 ");
  CHECK(imported("account,owner\n") == "0:0 ");
  CHECK(imported("a,b\n1,2\n") == "1:1 1:3 ");
  CHECK(imported("account,domain\n1,2\n") == "1:1 ");
  CHECK(imported("owner,uid\n1,2\n") == "1:1 ");
  CHECK(imported("account,uid,uid\n1,2,3\n") == "1:13 ");
  CHECK(imported("Account,uid\n1,2\n") == "1:1 ");
}

TEST_CASE("nothing becomes a uid, or uid 0, by accident") {
  for (const char* each : {"-1", "+1", "01", "1 ", " 1", "1.0", "0x1", "4294967295", "99999999999",
                           "1-2", "1e3", "root", "\xEF\xBC\x91", ""}) {
    INFO(each);
    CHECK(imported("account,uid\na," + std::string(each) + "\n") == "2:3 ");
  }
  for (const char* each :
       {"10042", "-1", "0x10", "+", "+5", "/x", "all", "a:b", "\\1", "\xFF", "1_000", "++x"}) {
    INFO(each);
    CHECK(imported("account,owner\na," + std::string(each) + "\n") == "2:3 ");
  }
  for (const char* each : {"all", "/x", "+x", "a\\1", "\xFF", " a"}) {
    INFO(each);
    CHECK(imported("account,owner\n" + std::string(each) + ",b\n") == "2:1 ");
  }
}

TEST_CASE("an owner and a uid, or neither, and two domains") {
  CHECK(imported("account,owner,uid\na,b,1\nc,,\n") == "2:5 3:3 ");
  CHECK(imported("account,uid,domain\na,1,x\na,2,y\na,3,\nb,1,X\n") == "3:5 4:1 5:5 ");
}
