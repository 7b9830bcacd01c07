// SPDX-License-Identifier: MIT
#include "core/cli/key/keyring_change.h"

#include "tests/unit/cli/keyring_text.h"

using namespace warifu;
using namespace warifu::cli;

namespace {

// What the change makes of the text; it must be proven to be what was meant.
std::string after(const Keyring& keyring, const KeyringChange& change) {
  const auto made = changed(keyring, change);
  INFO((made ? "" : made.error().text));
  REQUIRE(made);
  return made->text;
}

std::string begun(const std::string& text, size_t entry = 0, const std::string& not_after = "") {
  const Keyring keyring = keyring_of(text);
  return after(keyring, added_beside(keyring, entry, {"keys/new", not_after}));
}

std::string finished(const std::string& text, size_t old, size_t fresh) {
  const Keyring keyring = keyring_of(text);
  return after(keyring, restated(keyring, {{old, kRetired}, {fresh, kActive}}));
}

std::string without(const std::string& text, const std::vector<size_t>& entries) {
  const Keyring keyring = keyring_of(text);
  return after(keyring, removed(keyring, entries));
}

const std::string kPlain = "[[key]]\nslot = 1\nsecret_file = \"old\"\n";

}  // namespace

TEST_CASE("a new key stands behind the old one, with its comments and layout") {
  const std::string text = begun(kTwoDomains);
  CHECK(text.find(R"(not_before  = 2026-01-01 00:00:00Z

[[key]]   # rack 1 and 3
slot        = 3
secret_file = "keys/new"      # 32 bytes in hex
state       = "accept"
derive      = "source-address"
domain      = "web"
from        = [
  "10.1.0.0/16",   # rack 1 ]
  "10.3.0.0/16",
]
uids        = ["10000-59999"]

# --- batch hosts
)") != text.npos);
  CHECK(text.substr(0, 200) == kTwoDomains.substr(0, 200));
}

TEST_CASE("a state in quotes of any kind is replaced where it stands") {
  const std::string text = begun(kTwoDomains, 1);
  CHECK(text.find("state = \"accept\" # as ever\nsecret_file = \"keys/new\"\n") != text.npos);
  CHECK(text.find("state = 'active' # as ever\nsecret_file = '''keys/batch") != text.npos);
}

TEST_CASE("taking a new key back leaves the file as it was, byte by byte") {
  for (const std::string& text : {kTwoDomains, kPlain}) {
    const Keyring keyring = keyring_of(text);
    for (size_t entry = 0; entry < keyring.entries.size(); ++entry)
      CHECK(without(begun(text, entry), {entry + 1}) == text);
  }
}

TEST_CASE("finishing and taking that back leaves the file as it was") {
  const std::string text = begun(begun(kPlain, 0), 0);  // an explicit state after the first round
  const std::string one = without(finished(text, 0, 1), {0});
  const Keyring keyring = keyring_of(one);
  REQUIRE(keyring.entries[0].state == "active");
  const std::string finished_text = after(keyring, restated(keyring, {{0, kRetired}}));
  const Keyring again = keyring_of(finished_text);
  CHECK(after(again, restated(again, {{0, kActive}})) == one);
}

TEST_CASE("a retired key goes, the comment above stays with the one that replaced it") {
  const std::string text = without(finished(begun(kTwoDomains), 0, 1), {0});
  CHECK(text.find("# --- web hosts\n[[key]]   # rack 1 and 3\nslot        = 3\nsecret_file = "
                  "\"keys/new\"") != text.npos);
  CHECK(text.find("keys/web.audience") == text.npos);
  CHECK(text.find("\n\n\n") == text.npos);
  CHECK(text.ends_with("# the end\n"));
}

TEST_CASE("several retired keys go at once") {
  const std::string three = begun(begun(kPlain));
  CHECK(without(three, {0, 1}) ==
        "[[key]]\nslot = 1\nsecret_file = \"keys/new\"\nstate = "
        "\"accept\"\n");
  CHECK(without(three, {0, 2}) == without(three, {0, 1}));
  CHECK(without("# a\n" + three, {0, 1}).starts_with("# a\n[[key]]\n"));
}

TEST_CASE("when a key ends is not copied but said") {
  const std::string ending = kPlain + "not_after = 2027-01-01T00:00:00Z # a year\n";
  CHECK(begun(ending).find("# a year\n\n[[key]]\nslot = 1\nsecret_file = \"keys/new\"\nstate = "
                           "\"accept\"\n") != std::string::npos);
  CHECK(begun(ending).ends_with("\"accept\"\n"));
  CHECK(begun(ending, 0, "2028-01-01").ends_with("not_after = 2028-01-01 # a year\n"));
  CHECK(begun(kPlain, 0, "2028-01-01").ends_with("not_after = 2028-01-01\n"));
}

TEST_CASE("an end that is no value of TOML, or more than one, changes nothing") {
  const Keyring keyring = keyring_of(kPlain);
  for (const char* text : {"x", "2028-01-01\nuids = [0]", "\"\"\"", "1\n[[key]]", "2028-13-01"}) {
    INFO(text);
    const auto made = changed(keyring, added_beside(keyring, 0, {"keys/new", text}));
    CHECK(!made);
  }
}

TEST_CASE("a name of a file is written as TOML wants it") {
  const Keyring keyring = keyring_of(kPlain);
  for (const char* name : {"a\"b", "a\\b", "k\xc3\xa4y", "a#b", "a]b"}) {
    const auto made = changed(keyring, added_beside(keyring, 0, {name, ""}));
    REQUIRE(made);
    CHECK(made->entries[1].secret_file == name);
  }
  CHECK(!changed(keyring, added_beside(keyring, 0, {"not \xff utf-8", ""})));
}

TEST_CASE("lines that end as on another system stay so") {
  const std::string text = "[[key]]\r\nslot = 1\r\nsecret_file = \"old\"\r\n";
  const std::string both = begun(text);
  CHECK(both == text +
                    "\r\n[[key]]\r\nslot = 1\r\nsecret_file = \"keys/new\"\r\nstate = "
                    "\"accept\"\r\n");
  CHECK(without(both, {1}) == text);
}

TEST_CASE("a last line without an end") {
  CHECK(begun("[[key]]\nslot = 1\nsecret_file = \"old\"") ==
        kPlain + "\n[[key]]\nslot = 1\nsecret_file = \"keys/new\"\nstate = \"accept\"\n");
  const std::string both = begun("[[key]]\nslot = 1\nsecret_file = \"old\"\nstate = \"active\"");
  CHECK(keyring_of(both).entries.size() == 2);
}

TEST_CASE("indented keyrings and byte order marks") {
  const std::string text = "\xef\xbb\xbf  [[ key ]]\n\t slot=1\n\t secret_file=\"old\"\n";
  CHECK(begun(text) ==
        text + "\n  [[ key ]]\n\t slot=1\n\t secret_file=\"keys/new\"\n\t state = \"accept\"\n");
  CHECK(without(begun(text), {1}) == text);
}

TEST_CASE("dates, long texts and nested lists end where they end") {
  const std::string text = R"([[key]]
slot = 1
secret_file = "old"
domain = """a # no comment
"quoted" [[key]] """""
x = { a = [ "}", '"]' ], b = '#' }  # ] }
not_before = 2026-01-01
)";
  const std::string both = begun(text);
  CHECK(keyring_of(both).entries.size() == 2);
  CHECK(without(both, {1}) == text);
  CHECK(without(both, {0}).find("not_before") == std::string::npos);
}

TEST_CASE("what a program cannot edit is refused") {
  CHECK(mistake_of("key = [{ slot = 1, secret_file = \"a\" }]\n").find("[[key]]") !=
        std::string::npos);
  CHECK(mistake_of("[[key]]\nslot = 1\n").find("k.toml:1:1: missing key \"secret_file\"") == 0);
  CHECK(mistake_of("[[key]]\nslot = 16\nsecret_file = \"a\"\n").find("k.toml:2:8: ") == 0);
  CHECK(mistake_of("[[key]]\nstate = \"actvie\"\nslot = 1\nsecret_file = \"a\"\n")
            .find("did you mean \"active\"?") != std::string::npos);
  CHECK(mistake_of("[[key]\n").find("not TOML") != std::string::npos);
}

TEST_CASE("keys that share a line with their table's dots are edited, or refused whole") {
  // Valid TOML that no one writes: a key given to the last [[key]] by a header of its own.
  const std::string text = kPlain + "[key.from]\nx = 1\n";
  const Keyring keyring = keyring_of(text);
  const auto made = changed(keyring, added_beside(keyring, 0, {"keys/new", ""}));
  if (made) CHECK(made->entries.size() == 2);
  if (!made) CHECK(made.error().text.find("nothing was written") != std::string::npos);
}
