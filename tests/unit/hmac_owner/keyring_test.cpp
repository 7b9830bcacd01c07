// SPDX-License-Identifier: MIT
// Reading one keyring: what is taken, and each mistake with its text.
#include <catch2/catch.hpp>

#include "kernel/wire/key_derivation.h"
#include "tests/unit/hmac_owner/keyring_text.h"

using namespace hmac_owner_test;
using hmac_owner::State;
using Lines = std::vector<std::string>;

namespace {

// The only thing that is wrong with this text.
std::string mistake(const std::string& text) {
  const Outcome outcome = read_text(text);
  CAPTURE(text, outcome.told);
  CHECK_FALSE(outcome.keyring);
  REQUIRE(outcome.told.size() == 1);
  return outcome.told.front();
}

std::string warning(const std::string& text) {
  const Outcome outcome = read_text(text);
  CAPTURE(text, outcome.told);
  CHECK(outcome.keyring);
  REQUIRE(outcome.told.size() == 1);
  return outcome.told.front();
}

}  // namespace

TEST_CASE("every key of an entry is read", "[keyring]") {
  const auto read = keyring(
      "[[key]]\nslot = 15\nsecret_file = \"keys/a\"\nderive = \"source-address\"\n"
      "domain = \"web-1.tokyo_x\"\nstate = \"accept\"\nbind = \"dnat\"\n"
      "from = [\"10.1.0.0/16\", \"2001:db8::5\"]\nuids = [\"10000-59999\", 1001]\n"
      "gids = [7]\nnot_before = 2026-01-01T00:00:00Z\nnot_after = 2027-01-01\n");
  REQUIRE(read.keys().size() == 1);
  const hmac_owner::Key& key = read.keys()[0];
  CHECK(key.slot == 15);
  CHECK(key.derived);
  CHECK(key.domain == "web-1.tokyo_x");
  CHECK(key.state == State::kAccept);
  CHECK(key.bind == WARIFU_BIND_DNAT);
  CHECK(key.from->size() == 2);
  CHECK(*key.uids == std::vector<warifu::IdRange>{{1001, 1001}, {10000, 59999}});
  CHECK(*key.gids == std::vector<warifu::IdRange>{{7, 7}});
  CHECK(key.not_before == 1'767'225'600);
  CHECK(key.not_after == 1'798'761'600);
  CHECK(key.place.line == 1);
  CHECK(key.fingerprint == warifu::wire::fingerprint(*warifu::wire::Secret::from_text(kSecret)));
  CHECK(key.description == "key " + key.fingerprint + " (slot 15)");
  CHECK(key.description.find(kSecret.substr(0, 8)) == std::string::npos);
}

TEST_CASE("what is left out has its default", "[keyring]") {
  const auto read = keyring(entry());
  const hmac_owner::Key& key = read.keys()[0];
  CHECK_FALSE(key.derived);
  CHECK(key.domain.empty());
  CHECK(key.state == State::kActive);
  CHECK(key.bind == WARIFU_BIND_CONNECTION);
  CHECK_FALSE(key.from);
  CHECK_FALSE(key.gids);
  CHECK_FALSE(key.not_before);
  CHECK_FALSE(key.not_after);
}

TEST_CASE("secrets are looked for beside the keyring, or where an absolute path says",
          "[keyring]") {
  Secrets secrets;
  secrets.texts["/srv/k"] = kOtherSecret;
  CHECK(read_text(entry() + entry("", "/srv/k"), secrets).keyring);
  CHECK(secrets.asked == Lines{"/etc/warifu/keys/a", "/srv/k"});
}

TEST_CASE("a secret that cannot be had keeps the keyring from loading", "[keyring]") {
  const Outcome outcome = read_text(entry() + entry("", "keys/absent"));
  CHECK_FALSE(outcome.keyring);
  CHECK(outcome.told.empty());  // the host has told it
}

TEST_CASE("a keyring without keys does not load", "[keyring]") {
  const std::string says =
      "1:1: the keyring has no key; write an entry: [[key]] with \"slot\" and \"secret_file\"";
  CHECK(mistake("") == says);
  CHECK(mistake("# none\n") == says);
  CHECK(mistake("key = []") ==
        "1:1: no key of the keyring can be used: all are retired or expired; add a key that is "
        "\"active\": warifu-rotate(7)");
  CHECK(mistake("key = 3") ==
        "1:7: \"key\" must be an array, not an integer; write it in brackets: [ ... ]");
  CHECK(mistake("[[key").starts_with("1:"));
}

TEST_CASE("each mistake of an entry is told with its remedy", "[keyring]") {
  const auto [more, says] = GENERATE(table<std::string, std::string>({
      {"slot = 16", "4:8: \"slot\" cannot be 16; write a number from 0 to 15"},
      {"slot = -1", "4:8: \"slot\" cannot be -1; write a number from 0 to 15"},
      {"slot = \"3\"",
       "4:8: \"slot\" must be an integer, not a string; write a whole number, without quotes"},
      {"derive = \"host\"", "5:10: \"derive\" cannot be \"host\"; write one of: source-address"},
      {"derive = \"source-address\"\nbind = \"nat\"",
       "6:8: \"bind\" cannot be \"nat\" beside \"derive\": a derived key speaks for its source "
       "address, which must then be signed; write bind = \"connection\" or \"dnat\", or give the "
       "hosts behind the address translation a key of their own, without \"derive\""},
      {"domain = \"Web\"",
       "5:10: \"domain\" cannot be \"Web\"; write up to 64 of a-z, 0-9, \".\", \"_\" and \"-\", a "
       "letter or digit first: \"web\""},
      {"domain = \"local\"",
       "5:10: \"domain\" cannot be \"local\", which is this host's own; name the uid space of the "
       "clients' hosts otherwise"},
      {"state = \"activ\"", "5:9: \"state\" cannot be \"activ\"; did you mean \"active\"?"},
      {"bind = \"both\"",
       "5:8: \"bind\" cannot be \"both\"; write one of: connection, nat, dnat, isn"},
      {"from = []",
       "5:8: \"from\" lists no source; list prefixes or addresses: [\"10.1.0.0/16\", "
       "\"2001:db8::5\"]; without \"from\" any source may use the key"},
      {"from = [\"10.1.0.0/33\"]",
       "5:9: \"10.1.0.0/33\" has a prefix length that is not 0 to 32; list prefixes or addresses: "
       "[\"10.1.0.0/16\", \"2001:db8::5\"]; without \"from\" any source may use the key"},
      {"from = [\"::ffff:10.1.0.0/112\"]",
       "5:9: \"::ffff:10.1.0.0/112\" is an IPv4-mapped prefix, which is IPv4 on the wire; list "
       "prefixes or addresses: [\"10.1.0.0/16\", \"2001:db8::5\"]; without \"from\" any source may "
       "use the key"},
      {"from = [7]",
       "5:9: a source cannot be an integer; list prefixes or addresses: [\"10.1.0.0/16\", "
       "\"2001:db8::5\"]; without \"from\" any source may use the key"},
      {"from = \"10.1.0.0/16\"",
       "5:8: \"from\" must be an array, not a string; write it in brackets: [ ... ]"},
      {"gids = [\"2-1\"]",
       "5:9: \"2-1\" is no id and no range of ids; write ids as 1000 or \"1000-1999\", from 0 to "
       "4294967294"},
      {"not_before = \"soon\"",
       "5:14: \"not_before\" must be a date, not a string; write it as 2030-01-31 or "
       "2030-01-31T12:00:00Z, without quotes"},
      {"not_before = 2026-01-02\nnot_after = 2026-01-02",
       "6:13: \"not_after\" is not later than \"not_before\": the key is never valid; write a "
       "later \"not_after\", or an earlier \"not_before\""},
      {"secret = \"00\"",
       "5:1: unknown key \"secret\"; put the secret into a file of its own that others cannot "
       "read, and name that with \"secret_file\""},
      {"source = \"10.1.0.5\"",
       "5:1: unknown key \"source\"; here the sources of a key stand in \"from\"; \"source\" "
       "belongs to agent.toml"},
      {"binds = \"nat\"", "5:1: unknown key \"binds\"; did you mean \"bind\"?"},
  }));
  // "slot" and "uids" stand before, and are left out where they are what is tried.
  CHECK(mistake(entry(more)) == says);
}

TEST_CASE("an entry needs a slot and a secret", "[keyring]") {
  CHECK(mistake("[[key]]\nsecret_file = \"keys/a\"\nuids = [1000]") ==
        "1:1: missing key \"slot\"; write the slot of the client's [[stamp]]: slot = 0 to 15");
  CHECK(mistake("[[key]]\nslot = 3\nuids = [1000]") ==
        "1:1: missing key \"secret_file\"; name the file with the secret, relative to this file's "
        "folder: \"keys/postgresql.audience\"");
}

TEST_CASE("a secret file stands below the keyring or is plain to see", "[keyring]") {
  const auto [path, what] = GENERATE(table<std::string, std::string>(
      {{"", "is empty"},
       {"../shadow", "has a part that is empty, \\\".\\\" or \\\"..\\\""},
       {"keys/../../shadow", "has a part that is empty, \\\".\\\" or \\\"..\\\""},
       {"/etc/../shadow", "has a part that is empty, \\\".\\\" or \\\"..\\\""},
       {"keys//a", "has a part that is empty, \\\".\\\" or \\\"..\\\""},
       {"./keys", "has a part that is empty, \\\".\\\" or \\\"..\\\""},
       {"/", "is empty"},
       {"keys/", "ends with a slash"},
       {"keys/a\\u0000.txt", "has a NUL in it"}}));
  Secrets secrets;
  const Outcome outcome = read_text(entry("", path), secrets);
  CAPTURE(path, outcome.told);
  CHECK(secrets.asked.empty());
  REQUIRE(outcome.told.size() == 1);
  std::string unescaped = what;
  for (size_t at = 0; (at = unescaped.find("\\\"")) != std::string::npos;)
    unescaped.erase(at, 1);
  CHECK(outcome.told[0] == "3:15: \"secret_file\" " + unescaped +
                               "; name a file below this file's folder, or by its whole path");
}

TEST_CASE("a secret that is none is told without its bytes", "[keyring]") {
  Secrets secrets;
  secrets.texts["/etc/warifu/keys/a"] = kSecret.substr(2);
  const Outcome outcome = read_text(entry(), secrets);
  REQUIRE(outcome.told.size() == 1);
  CHECK(outcome.told[0] == "3:15: it is not 64 hexadecimal digits");
}

TEST_CASE("all mistakes of a keyring are told at once", "[keyring]") {
  const Outcome outcome = read_text("colour = 1\n" + entry("bind = 3\nfrom = [\"x\"]\nwhat = 1") +
                                    "[[key]]\nslot = 99\n");
  CHECK_FALSE(outcome.keyring);
  CHECK(outcome.told.size() == 6);
}

TEST_CASE("what does not belong into a keyring is told", "[keyring]") {
  CHECK(mistake("mode = \"enforce\"\n" + entry()) ==
        "1:1: unknown key \"mode\"; a keyring has [[key]] entries only; move it into one, or "
        "remove it");
}

TEST_CASE("keys that may speak for too many are warned of", "[keyring]") {
  CHECK(warning("[[key]]\nslot = 3\nsecret_file = \"keys/a\"") ==
        "1:1: warning: this key may speak for any uid, root's too; list whom it may speak for: "
        "uids = [\"10000-59999\"]");
  CHECK(warning(entry("uids = []")) ==
        "1:1: warning: \"uids\" is empty: this key speaks for nobody; list whom it may speak for: "
        "uids = [\"10000-59999\"]");
  CHECK(warning(entry("uids = [0, 1000]")) ==
        "1:1: warning: this key may speak for uid 0; leave root out of \"uids\": its processes "
        "reach every account");
  CHECK(warning(entry("uids = [\"999-2000\"]")) ==
        "1:1: warning: this key may speak for system uids (1 to 999); begin \"uids\" at 1000, or "
        "give the services' own a key of theirs");
  CHECK(warning(entry("bind = \"isn\"")) ==
        "1:1: warning: bind = \"isn\" signs neither end: who sees a claim can use it from "
        "elsewhere and towards other servers of this key; write \"nat\" or \"dnat\" where only one "
        "end is translated");
}

TEST_CASE("keys that do not last are warned of, retired ones are not", "[keyring]") {
  const std::string lasting = entry("", "keys/b");
  CHECK(warning(lasting + entry("not_after = 2026-11-20")) ==
        "6:1: warning: this key has expired: \"not_after\" has passed; rotate it: "
        "warifu-rotate(7)");
  CHECK(warning(lasting + entry("not_after = 2026-11-30")) ==
        "6:1: warning: this key expires within 9 days; rotate it: warifu-rotate(7)");
  CHECK(warning(lasting + entry("not_after = 2026-11-21T12:32:00Z")) ==
        "6:1: warning: this key expires within 1 day; rotate it: warifu-rotate(7)");
  CHECK(read_text(lasting + entry("not_after = 2026-12-31")).told.empty());
  CHECK(read_text(lasting + entry("not_after = 2026-11-20\nstate = \"retired\"")).told.empty());
}

TEST_CASE("a keyring by which nobody could log in does not load", "[keyring]") {
  const std::string says =
      "1:1: no key of the keyring can be used: all are retired or expired; add a key that is "
      "\"active\": warifu-rotate(7)";
  CHECK(mistake(entry("state = \"retired\"")) == says);
  const Outcome expired = read_text(entry("not_after = 2026-11-20"));
  CHECK_FALSE(expired.keyring);
  CHECK(expired.told.back() == says);
  CHECK(read_text(entry("not_before = 2030-01-01")).keyring);  // its time will come
}
