// SPDX-License-Identifier: MIT
// Finding stack files, and what they become with what they include.
#include <catch2/catch.hpp>

#include "tests/unit/config/stack_text.h"
#include "tests/unit/trust/scratch.h"

using namespace warifu;
using Catch::Matchers::Contains;

namespace {

// A configuration folder, and the lines that loading from it gave, with its path cut out.
class Config {
 public:
  Config() { scratch_.folder("stacks"); }

  const Config& stack(const std::string& name, const std::string& text, mode_t mode = 0644) const {
    scratch_.file("stacks/" + name + ".toml", text, mode);
    return *this;
  }

  Plan load(const std::string& service) {
    Diagnostics diagnostics;
    Plan plan = load_plan({scratch_.path(), own_policy()}, service, kNow, diagnostics);
    keep(diagnostics);
    return plan;
  }

  Plan load_file(const std::string& path) {
    Diagnostics diagnostics;
    Plan plan = load_plan_file({scratch_.path(), own_policy()}, path, kNow, diagnostics);
    keep(diagnostics);
    return plan;
  }

  [[nodiscard]] const std::string& lines() const { return lines_; }
  [[nodiscard]] const Scratch& scratch() const { return scratch_; }

 private:
  void keep(const Diagnostics& diagnostics) {
    lines_.clear();
    for (const Diagnostic& diagnostic : diagnostics.items()) {
      lines_ += to_line(diagnostic) + "\n";
    }
    const std::string root = scratch_.path() + "/";
    for (size_t at; (at = lines_.find(root)) != lines_.npos;)
      lines_.erase(at, root.size());
  }

  Scratch scratch_;
  std::string lines_;
};

std::string entry(const std::string& module) {
  return "[[verify]]\nmodule = '" + module + "'\n";
}

std::string targets(const Plan& plan) {
  std::string text;
  for (const PlanEntry& position : plan.entries)
    text += position.source->target + " ";
  return text;
}

}  // namespace

TEST_CASE("a service's own stack comes before other.toml") {
  Config config;
  config.stack("pg", entry("own")).stack("other", entry("fallback"));
  REQUIRE(targets(config.load("pg")) == "own ");
  REQUIRE(targets(config.load("redis")) == "fallback ");
  REQUIRE(targets(config.load("other")) == "fallback ");
  REQUIRE(config.lines().empty());
}

TEST_CASE("no stack and no other.toml: the line says what to create") {
  Config config;
  REQUIRE(config.load("pg").file == nullptr);
  REQUIRE(config.lines() ==
          "stacks/pg.toml: there is no such file, nor stacks/other.toml; create it, with at least "
          "one [[verify]] entry (warifu-stack(5))\n");
}

TEST_CASE("a stack that is there but not to be trusted is not passed over for other.toml") {
  Config config;
  config.stack("other", entry("fallback"));
  config.stack("pg", entry("own"), 0666);
  REQUIRE(config.load("pg").file == nullptr);
  REQUIRE(config.lines() ==
          "stacks/pg.toml is writable by group and others; run: chmod go-w stacks/pg.toml\n");
  std::filesystem::remove(config.scratch() / "stacks/pg.toml");
  std::filesystem::create_symlink("other.toml", config.scratch() / "stacks/pg.toml");
  REQUIRE(config.load("pg").file == nullptr);
  REQUIRE_THAT(config.lines(), Contains("stacks/pg.toml is a symbolic link"));
}

TEST_CASE("names that are no service's never reach the file system") {
  Config config;
  for (const char* name : {"", "../pg", "pg.toml", "/etc/passwd", "PG", "a b"}) {
    REQUIRE(config.load(name).file == nullptr);
    REQUIRE_THAT(config.lines(), Contains("no service can be called"));
  }
}

TEST_CASE("includes and substacks are read from the same folder") {
  Config config;
  config.stack("pg",
               "[[verify]]\ninclude='common'\n" + entry("last") + "[[verify]]\nsubstack='sub'\n");
  config.stack("common", entry("first") + entry("second")).stack("sub", entry("inner"));
  const Plan plan = config.load("pg");
  REQUIRE(config.lines().empty());
  REQUIRE(targets(plan) == "first second last sub inner ");
  REQUIRE(plan.entries[4].level == 1);
}

TEST_CASE("an include that is absent or not to be trusted is told where it is named") {
  Config config;
  config.stack("pg", "[[verify]]\ninclude = 'gone'\n[[verify]]\nsubstack = 'open'\n");
  config.stack("open", entry("m"), 0666);
  (void)config.load("pg");
  REQUIRE(config.lines() ==
          "stacks/pg.toml:2:11: stacks/gone.toml does not exist; create it, or correct the path\n"
          "stacks/pg.toml:4:12: stacks/open.toml is writable by group and others; run: chmod go-w "
          "stacks/open.toml\n");
}

TEST_CASE("mistakes of all files come at once, each with its own file") {
  Config config;
  config.stack("pg", "colour = 1\n[[verify]]\ninclude = 'common'\n");
  config.stack("common", "[[verify]]\nmodul = 'm'\n");
  (void)config.load("pg");
  REQUIRE_THAT(config.lines(), Contains("stacks/pg.toml:1:1: unknown key \"colour\""));
  REQUIRE_THAT(config.lines(), Contains("stacks/common.toml:2:1: unknown key \"modul\""));
}

TEST_CASE("an included file's own observing is not applied, and that is told") {
  Config config;
  config.stack("pg", "[[verify]]\ninclude = 'common'\n");
  config.stack("common", "mode = 'observe'\nobserve_until = 2026-03-02\n" + entry("m"));
  const Plan plan = config.load("pg");
  REQUIRE(config.lines() ==
          "stacks/common.toml:1:8: warning: mode = \"observe\" of an included file is not applied: "
          "its entries enforce; set the mode in the file that includes it, or on single entries\n");
  REQUIRE_FALSE(plan.file->mode.observe_until);
  REQUIRE_FALSE(plan.entries[0].mode.observe_until);
}

TEST_CASE("an included entry that observes by itself does so") {
  Config config;
  config.stack("pg", "[[verify]]\ninclude = 'common'\n");
  config.stack("common", entry("m") + "mode = 'observe'\nobserve_until = 2026-03-02\n");
  REQUIRE(config.load("pg").entries[0].mode.observes(kNow));
}

TEST_CASE("other.toml cannot observe through what it includes") {
  Config config;
  config.stack("other", "[[verify]]\ninclude = 'common'\n[[verify]]\ninclude = 'common'\n");
  config.stack("common", entry("m") + "mode = 'observe'\nobserve_until = 2026-03-02\n");
  (void)config.load("nobody");
  REQUIRE_THAT(config.lines(),
               Contains("stacks/common.toml:1:1: this entry observes, and other.toml includes it"));
}

TEST_CASE("a file by its path, with includes from its own folder") {
  Config config;
  config.scratch().folder("drafts");
  config.scratch().file("drafts/new.toml", "[[verify]]\ninclude = 'part'\n");
  config.scratch().file("drafts/part.toml", entry("m"));
  REQUIRE(targets(config.load_file(config.scratch() / "drafts/new.toml")) == "m ");
  REQUIRE(targets(config.load_file(config.scratch() / "drafts/../drafts/./new.toml")) == "m ");
  REQUIRE(config.load_file(config.scratch() / "drafts/none.toml").file == nullptr);
  REQUIRE(config.lines() == "drafts/none.toml does not exist; create it, or correct the path\n");
  REQUIRE(config.load_file("").file == nullptr);
}

TEST_CASE("a file called other.toml by its path cannot observe either") {
  Config config;
  config.stack("other", "mode = 'observe'\nobserve_until = 2026-03-02\n" + entry("m"));
  (void)config.load_file(config.scratch() / "stacks/other.toml");
  REQUIRE_THAT(config.lines(), Contains("other.toml cannot observe"));
}

TEST_CASE("a stack file larger than the bound is not read") {
  Config config;
  config.stack("pg", entry("m") + "#" + std::string(kMaximumStackBytes, 'x'));
  REQUIRE(config.load("pg").file == nullptr);
  REQUIRE_THAT(config.lines(), Contains("bytes; at most 1048576 are read"));
}
