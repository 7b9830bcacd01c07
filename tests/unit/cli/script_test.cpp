// SPDX-License-Identifier: MIT
// The first line of a script, as the kernel reads it.
#include "core/cli/run/script.h"

#include <catch2/catch.hpp>

using warifu::cli::read_script_line;

namespace {

std::string interpreter(const std::string& bytes) {
  const auto line = read_script_line(bytes);
  return line ? line->interpreter : "none";
}

std::string command(const std::string& bytes) {
  return read_script_line(bytes).value().command;
}

}  // namespace

TEST_CASE("the interpreter is the first word") {
  CHECK(interpreter("#!/bin/sh\necho\n") == "/bin/sh");
  CHECK(interpreter("#! \t /bin/sh -e\n") == "/bin/sh");
  CHECK(interpreter("#!/bin/sh\t-e") == "/bin/sh");
  CHECK(interpreter(std::string("#!/bin/sh\0/bin/other\n", 20)) == "/bin/sh");
}

TEST_CASE("what names no interpreter has none") {
  for (const char* bytes : {"", "#", "#!", "#!\n", "#! \t\n/bin/sh\n", " #!/bin/sh\n", "\177ELF"}) {
    CAPTURE(bytes);
    CHECK(interpreter(bytes) == "none");
  }
}

TEST_CASE("a line longer than the kernel looks at is none") {
  const std::string head = "#!/bin/sh ";
  CHECK(interpreter(head + std::string(255 - head.size(), 'x') + "\n") == "/bin/sh");
  CHECK(interpreter(head + std::string(256 - head.size(), 'x') + "\n") == "none");
}

TEST_CASE("env is asked for a command") {
  CHECK(command("#!/bin/sh -e\n").empty());
  CHECK(command("#!/usr/bin/env\n").empty());
  CHECK(command("#!/usr/bin/env python3\n") == "python3");
  CHECK(command("#!/usr/bin/env -S python3 -u\n") == "python3");
  CHECK(command("#!/usr/bin/env -S A=b C_1=d\tpython3\n") == "python3");
  CHECK(command("#!/usr/bin/environ python3\n").empty());
}

TEST_CASE("what may have env leave out the shim is told") {
  const auto unknown = [](const std::string& words) {
    const auto line = read_script_line("#!/usr/bin/env -S " + words + "\n").value();
    CHECK(line.command.empty());
    return line.unknown;
  };
  for (const char* word :
       {"-i", "-", "-uLD_PRELOAD", "--ignore-environment", "--unset=LD_PRELOAD", "-Spython3",
        "LD_PRELOAD=", "LD_AUDIT=x", "WARIFU_PRELOAD_SERVICE=other", "\"LD_PRELOAD=\"",
        "L\\D_PRELOAD=", "${A}=", "A=b\v-i", "PATH=/tmp", "A=${B}", "'A=", "=x", "${A}"}) {
    CAPTURE(word);
    CHECK(unknown(std::string("A=b ") + word + " python3") == word);
  }
  CHECK(unknown("-u LD_PRELOAD python3") == "-u");
}
