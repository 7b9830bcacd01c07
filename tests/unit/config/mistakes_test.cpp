// SPDX-License-Identifier: MIT
// A zoo of mistakes, and the very lines that an operator reads for each.
#include <catch2/catch.hpp>

#include "tests/unit/config/stack_text.h"

using namespace warifu;

namespace {

struct Mistake {
  const char* text;
  const char* lines;
};

void require_lines(const Mistake& mistake) {
  CAPTURE(mistake.text);
  REQUIRE(joined(read_text(mistake.text).lines) == mistake.lines);
}

const std::string kEntry = "\n[[verify]]\nmodule = 'permit'\n";

}  // namespace

TEST_CASE("mistakes in the file as a whole") {
  require_lines(GENERATE(values<Mistake>({
      {"",
       "s.toml:1:1: the stack has no entries, so nothing could ever pass; add one: [[verify]], "
       "then module = \"NAME\" below it\n"},
      {"verify = []\n",
       "s.toml:1:1: the stack has no entries, so nothing could ever pass; add one: [[verify]], "
       "then module = \"NAME\" below it\n"},
      {"[verify]\nmodule = 'permit'\n",
       "s.toml:1:1: \"verify\" must be a list of entries, not a table; begin each entry with "
       "[[verify]], in two brackets\n"},
      {"verify = 'permit'\n",
       "s.toml:1:10: \"verify\" must be a list of entries, not a string; begin each entry with "
       "[[verify]], in two brackets\n"},
      {"verify = ['permit']\n",
       "s.toml:1:11: this must be a table, not a string; write it as { key = value }\n"},
      {"mode = enforce\n[[verify]]\nmodule = 'permit'\n",
       "s.toml:1:8: not TOML: could not determine value type (in value); correct it; nothing else "
       "in the file was checked\n"},
      {"deadlin = '2s'\n[[verify]]\nmodule = 'permit'\n",
       "s.toml:1:1: unknown key \"deadlin\"; did you mean \"deadline\"?\n"},
      {"[[verify]]\nmodule = 'permit'\n[[verfy]]\nmodule = 'deny'\n",
       "s.toml:3:3: unknown key \"verfy\"; did you mean \"verify\"?\n"},
      {"[accounts]\n[[verify]]\nmodule = 'permit'\n",
       "s.toml:1:2: unknown key \"accounts\"; known keys: cache, deadline, log, mode, "
       "observe_until, owner, verify\n"},
      {"mode = 'enforcing'\n[[verify]]\nmodule = 'permit'\n",
       "s.toml:1:8: \"mode\" cannot be \"enforcing\"; did you mean \"enforce\"?\n"},
      {"mode = true\n[[verify]]\nmodule = 'permit'\n",
       "s.toml:1:8: \"mode\" must be a string, not a boolean; write one text in double quotes\n"},
  })));
}

TEST_CASE("mistakes in the deadline") {
  const std::string remedy = "; write more than 0 and at most \"60s\"\n";
  const std::string units =
      "; write a whole number with us, ms, s, m or h, in quotes: \"200ms\", \"2s\"\n";
  const auto lines = [](const std::string& value) {
    return joined(read_text("deadline = " + value + kEntry).lines);
  };
  REQUIRE(lines("'0s'") == "s.toml:1:12: \"deadline\" cannot be \"0s\"" + remedy);
  REQUIRE(lines("'61s'") == "s.toml:1:12: \"deadline\" cannot be \"61s\"" + remedy);
  REQUIRE(lines("'2562047788h'") == "s.toml:1:12: \"deadline\" cannot be \"2562047788h\"" + remedy);
  REQUIRE(lines("'-1s'") == "s.toml:1:12: \"deadline\" cannot be \"-1s\"" + units);
  REQUIRE(lines("'2 seconds'") == "s.toml:1:12: \"deadline\" cannot be \"2 seconds\"" + units);
  REQUIRE(lines("2") == "s.toml:1:12: \"deadline\" must be a duration, not an integer" + units);
}

TEST_CASE("mistakes in [owner]") {
  struct Case {
    const char* keys;
    const char* lines;
  };
  const auto c = GENERATE(values<Case>({
      {"sources = []",
       "s.toml:2:11: without a source no owner is ever found; name at least one of: record, "
       "saved-syn, unix-socket, same-host\n"},
      {"sources = 'record'",
       "s.toml:2:11: \"sources\" must be an array, not a string; write it in brackets: [ ... ]\n"},
      {"sources = ['records', 'ident', 1]",
       "s.toml:2:12: no source is called \"records\"; did you mean \"record\"?\n"
       "s.toml:2:23: no source is called \"ident\"; write one of: record, saved-syn, unix-socket, "
       "same-host\n"
       "s.toml:2:32: a source cannot be an integer; write its name in double quotes\n"},
      {"sources = ['record', 'record']",
       "s.toml:2:22: this source stands here twice; remove one\n"},
      {"accept_tcpriv = 'yes'",
       "s.toml:2:17: \"accept_tcpriv\" must be a boolean, not a string; write true or false, "
       "without quotes\n"},
      {"accept-tcpriv = true",
       "s.toml:2:1: unknown key \"accept-tcpriv\"; did you mean \"accept_tcpriv\"?\n"},
      {"kind = 30", "s.toml:2:8: \"kind\" cannot be 30; write a number from 253 to 254\n"},
      {"exid = 0",
       "s.toml:2:8: \"exid\" cannot be 0: tcpriv's own options begin so; write the number that "
       "agent.toml has on the clients, 1 to 65535\n"},
      {"exid = 65536", "s.toml:2:8: \"exid\" cannot be 65536; write a number from 1 to 65535\n"},
      {"exid = -1", "s.toml:2:8: \"exid\" cannot be -1; write a number from 1 to 65535\n"},
      {"exid = 'WF'",
       "s.toml:2:8: \"exid\" must be an integer, not a string; write a whole number, without "
       "quotes\n"},
  }));
  CAPTURE(c.keys);
  REQUIRE(joined(read_text("[owner]\n" + std::string(c.keys) + kEntry).lines) == c.lines);
}

TEST_CASE("owner and log that are no tables") {
  REQUIRE(joined(read_text("owner = 'record'" + kEntry).lines) ==
          "s.toml:1:9: \"owner\" must be a table, not a string; write it as { key = value }\n");
  REQUIRE(joined(read_text("log = '/x'" + kEntry).lines) ==
          "s.toml:1:7: \"log\" must be a table, not a string; write it as { key = value }\n");
  REQUIRE(joined(read_text("[[owner]]" + kEntry).lines) ==
          "s.toml:1:1: \"owner\" must be a table, not an array; write it as { key = value }\n");
}

TEST_CASE("mistakes in [log]") {
  struct Case {
    const char* keys;
    const char* lines;
  };
  const auto c = GENERATE(values<Case>({
      {"sink = 'file'",
       "s.toml:2:8: sink = \"file\" needs a file; add file = \"/var/log/warifu/NAME.jsonl\"\n"},
      {"file = '/x'",
       "s.toml:2:8: \"file\" means nothing without sink = \"file\"; add sink = \"file\", or remove "
       "it\n"},
      {"sink = 'file'\nfile = 'x.jsonl'",
       "s.toml:3:8: \"file\" cannot be \"x.jsonl\"; write a whole path, beginning with /\n"},
      {"sink = 'file'\nfile = ''",
       "s.toml:3:8: \"file\" cannot be \"\"; write a whole path, beginning with /\n"},
      {"sink = 'file'\nfile = \"/x\\u0000y\"",
       "s.toml:3:8: \"file\" cannot be \"/x\\x00y\"; write a whole path, beginning with /\n"},
      {"sink = 'journald'",
       "s.toml:2:8: \"sink\" cannot be \"journald\"; did you mean \"journal\"?\n"},
      {"sink = 'stdout'",
       "s.toml:2:8: \"sink\" cannot be \"stdout\"; write one of: auto, journal, syslog, file\n"},
      {"refusals_per_second = 0",
       "s.toml:2:23: \"refusals_per_second\" cannot be 0; write a number from 1 to 1000000\n"},
      {"mode = 'enforce'",
       "s.toml:2:1: unknown key \"mode\"; move it up, before the first line in brackets\n"},
      {"level = 'debug'",
       "s.toml:2:1: unknown key \"level\"; known keys: file, refusals_per_second, sink\n"},
  }));
  CAPTURE(c.keys);
  REQUIRE(joined(read_text("[log]\n" + std::string(c.keys) + kEntry).lines) == c.lines);
}

TEST_CASE("mistakes in [cache]") {
  const auto lines = [](const std::string& keys) {
    return joined(read_text("[cache]\n" + keys + kEntry).lines);
  };
  const std::string bounds = "; write a number from 4194304 to 4294967296\n";
  REQUIRE(lines("size = 0") == "s.toml:2:8: \"size\" cannot be 0" + bounds);
  REQUIRE(lines("size = -1") == "s.toml:2:8: \"size\" cannot be -1" + bounds);
  REQUIRE(lines("size = 4294967297") == "s.toml:2:8: \"size\" cannot be 4294967297" + bounds);
  REQUIRE(lines("size = '64M'") ==
          "s.toml:2:8: \"size\" must be an integer, not a string; write a whole number, without "
          "quotes\n");
  REQUIRE(lines("bytes = 1") == "s.toml:2:1: unknown key \"bytes\"; known keys: size\n");
}

TEST_CASE("mistakes in what an entry runs") {
  struct Case {
    const char* keys;
    const char* lines;
  };
  const auto c = GENERATE(values<Case>({
      {"control = 'required'",
       "s.toml:1:1: this entry names nothing to run; add module = \"NAME\", or include = \"NAME\" "
       "or substack = \"NAME\" for another stack\n"},
      {"modul = 'permit'", "s.toml:2:1: unknown key \"modul\"; did you mean \"module\"?\n"},
      {"module = 'permit'\ninclude = 'x'",
       "s.toml:3:11: an entry cannot have both \"module\" and \"include\"; make two entries of "
       "it\n"},
      {"module = 'uid-allowlist'",
       "s.toml:2:10: \"module\" cannot be \"uid-allowlist\"; write it as \"warifu module list\" "
       "does: small letters, digits and _\n"},
      {"module = '../permit.so'",
       "s.toml:2:10: \"module\" cannot be \"../permit.so\"; write it as \"warifu module list\" "
       "does: small letters, digits and _\n"},
      {"module = ''",
       "s.toml:2:10: \"module\" cannot be \"\"; write it as \"warifu module list\" does: small "
       "letters, digits and _\n"},
      {"module = ['permit']",
       "s.toml:2:10: \"module\" must be a string, not an array; write one text in double quotes\n"},
      {"include = 'common.toml'",
       "s.toml:2:11: \"include\" cannot be \"common.toml\"; write the name of a file beside this "
       "one, without \".toml\"\n"},
      {"substack = '/etc/x'",
       "s.toml:2:12: \"substack\" cannot be \"/etc/x\"; write the name of a file beside this one, "
       "without \".toml\"\n"},
      {"include = 'x'\ncontrol = 'required'\noptions = {}",
       "s.toml:3:1: \"control\" cannot stand beside \"include\"; remove it: the entries of \"x\" "
       "have their own\n"
       "s.toml:4:1: \"options\" cannot stand beside \"include\"; remove it: the entries of \"x\" "
       "have their own\n"},
      {"substack = 'x'\ncontrol = 'required'",
       "s.toml:3:1: \"control\" cannot stand beside \"substack\"; remove it: the entries of \"x\" "
       "have their own\n"},
  }));
  CAPTURE(c.keys);
  REQUIRE(joined(read_text("[[verify]]\n" + std::string(c.keys)).lines) == c.lines);
}

TEST_CASE("mistakes in an entry's other keys") {
  struct Case {
    const char* keys;
    const char* lines;
  };
  const auto c = GENERATE(values<Case>({
      {"uids = [1000]",
       "s.toml:3:1: unknown key \"uids\"; if it is an option of the module, write it below "
       "[verify.options]\n"},
      {"deadline = '1s'",
       "s.toml:3:1: unknown key \"deadline\"; move it up, before the first line in brackets\n"},
      {"name = 'two words'",
       "s.toml:3:8: \"name\" cannot be \"two words\"; write up to 64 letters, digits, ., _ and "
       "-\n"},
      {"name = ''",
       "s.toml:3:8: \"name\" cannot be \"\"; write up to 64 letters, digits, ., _ and -\n"},
      {"if_missing = 'fail'",
       "s.toml:3:14: \"if_missing\" cannot be \"fail\"; write one of: ignore\n"},
      {"sha256 = 'abc'",
       "s.toml:3:10: \"sha256\" is not 64 hexadecimal digits; write what sha256sum(1) prints for "
       "the module's file\n"},
      {"options = [1]",
       "s.toml:3:11: \"options\" must be a table, not an array; write it as { key = value }\n"},
      {"control = 'mandatory'",
       "s.toml:3:11: \"control\" cannot be \"mandatory\"; write a table, or one of: required, "
       "requisite, sufficient, optional\n"},
      {"control = 'Required'",
       "s.toml:3:11: \"control\" cannot be \"Required\"; did you mean \"required\"?\n"},
      {"control = 1",
       "s.toml:3:11: \"control\" cannot be an integer; write \"required\", \"requisite\", "
       "\"sufficient\", \"optional\", or a table such as { pass = \"ok\", default = \"bad\" }\n"},
      {"control = { success = 'ok', perm_denied = 'die', pas = 'ok', would_block = 'ok' }",
       "s.toml:3:13: no code is called \"success\"; write \"pass\" instead\n"
       "s.toml:3:29: no code is called \"perm_denied\"; write \"fail\" instead\n"
       "s.toml:3:50: no code is called \"pas\"; did you mean \"pass\"?\n"
       "s.toml:3:62: no code is called \"would_block\"; known codes: pass, fail, unknown, "
       "unavailable, ignore, error, default\n"},
      {"control = { pass = 'okay', fail = 'continue', error = true }",
       "s.toml:3:20: no action is called \"okay\"; write how many entries to skip, or one of: ok, "
       "done, bad, die, ignore, reset\n"
       "s.toml:3:35: no action is called \"continue\"; write how many entries to skip, or one of: "
       "ok, done, bad, die, ignore, reset\n"
       "s.toml:3:55: an action cannot be a boolean; write \"ok\", \"done\", \"bad\", \"die\", "
       "\"ignore\", \"reset\", or how many entries to skip\n"},
      {"control = { pass = 0, fail = -1, error = 1001, unknown = 65537 }",
       "s.toml:3:20: a jump cannot skip 0 entries; write a number from 1 to 1000, or \"ignore\" to "
       "skip none\n"
       "s.toml:3:30: a jump cannot skip -1 entries; write a number from 1 to 1000, or \"ignore\" "
       "to "
       "skip none\n"
       "s.toml:3:42: a jump cannot skip 1001 entries; write a number from 1 to 1000, or \"ignore\" "
       "to skip none\n"
       "s.toml:3:58: a jump cannot skip 65537 entries; write a number from 1 to 1000, or "
       "\"ignore\" to skip none\n"},
  }));
  CAPTURE(c.keys);
  REQUIRE(joined(read_text("[[verify]]\nmodule = 'm'\n" + std::string(c.keys)).lines) == c.lines);
}

TEST_CASE("all mistakes of a file come at once") {
  const auto lines = read_text(
                         "mode = 'observe'\n"
                         "deadline = 5\n"
                         "colour = 'red'\n"
                         "[owner]\n"
                         "exid = 0\n"
                         "[log]\n"
                         "sink = 'file'\n"
                         "[[verify]]\n"
                         "modul = 'a'\n"
                         "control = 'must'\n"
                         "[[verify]]\n"
                         "module = 'b'\n"
                         "control = { pass = 'k' }\n")
                         .lines;
  REQUIRE(lines.size() == 8);
}

TEST_CASE("names out of a file cannot forge lines or move the cursor") {
  REQUIRE(
      joined(read_text("[[verify]]\nmodule = \"a\\nb\\u001b[2J\\u202e\"\n").lines) ==
      "s.toml:2:10: \"module\" cannot be \"a\\nb\\x1b[2J\\u{202e}\"; write it as \"warifu module "
      "list\" does: small letters, digits and _\n");
}
