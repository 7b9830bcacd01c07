# SPDX-License-Identifier: MIT
"""Each check finds what it is there for, and leaves alone what only looks like it."""

import subprocess
from pathlib import Path

import bans
import figures
import guides
import layers
import pytest
import texts
import tomllib
import tree

LICENCE = "// SPDX-License-Identifier: MIT\n"
BANS = tomllib.loads(bans.FORBIDDEN_NOWHERE.read_text())
# The bans themselves; their exceptions are about files that a small tree does not have.
RULES = {**BANS, "allowed": []}
LAYERS = tomllib.loads(layers.RULES.read_text())["layer"]


@pytest.fixture
def project(tmp_path):
    def write(name, text):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return tmp_path

    write.root = tmp_path
    return write


def test_prose_is_blanked_and_lines_stay():
    text = 'a("//no"); /* system(\n */ b(\'"\'); // popen(\nR"x(memcmp("\n)")x" 1\'000 c'
    assert tree.without_prose(text).count("\n") == text.count("\n")
    assert tree.without_prose(text).split() == ['a("");', "b('", "');", '""', "1'000", "c"]


@pytest.mark.parametrize(
    "name, line",
    [
        ("memcmp", "return std::memcmp(a, b, n);"),
        ("environment", "auto* home = secure_getenv (name);"),
        ("loading", "dlopen(path, RTLD_NOW);"),
        ("unbounded-string", "strcpy(to, from);"),
        ("shell", "return std::system(command);"),
        ("std-regex", "std::regex expression;"),
        ("weak-random", "return rand() % 6;"),
        ("weak-number", "int n = atoi(text);"),
        ("swallowed-exception", "catch ( ... ) {}"),
        ("temporary-name", "mktemp(name);"),
        ("using-namespace-std", "using namespace std;"),
        ("process-exit", "std::abort();"),
        ("nolint-without-reason", "int a;  // NOLINT"),
        ("nolint-without-reason", "int a;  // NOLINTNEXTLINE(bugprone-x)"),
    ],
)
def test_a_banned_call_is_found(project, name, line):
    findings = bans.check(RULES, project("core/config/a.cpp", LICENCE + line + "\n"))
    assert [finding.split(": ")[:2] for finding in findings] == [["core/config/a.cpp:2", name]]


@pytest.mark.parametrize(
    "line",
    [
        "// memcmp() would leak",
        'log("getenv(x)");',
        "generator.random();",
        "error_category::system();".replace("::", "."),
        "CRYPTO_memcmp(a, b, n);",
        "int a;  // NOLINT(bugprone-x): the ABI wants it",
    ],
)
def test_what_only_looks_banned_is_left_alone(project, line):
    assert bans.check(RULES, project("core/config/a.cpp", LICENCE + line + "\n")) == []


@pytest.mark.parametrize("used, said", [(0, "take it out"), (1, "lower it"), (3, "its time tells")])
def test_an_exception_must_be_used_exactly(project, used, said):
    rules = {**RULES, "allowed": [{"ban": "memcmp", "file": "core/a.cpp", "count": 2}]}
    findings = bans.check(rules, project("core/a.cpp", "memcmp(a, b, 1);\n" * used))
    assert findings and all(said in finding for finding in findings)


def test_loading_is_allowed_in_its_one_place(project):
    assert bans.check(RULES, project("core/module/a.cpp", "dlopen(a, b);\n")) == []


@pytest.mark.parametrize(
    "name, included",
    [
        ("kernel/wire/a.h", "core/posix/unique_fd.h"),
        ("sdk/module/include/warifu/module.h", "warifu/warifu.h"),
        ("modules/stns/a.cpp", "core/engine/engine.h"),
        ("modules/stns/a.cpp", "modules/nss/a.h"),
        ("modules/stns/a.cpp", "warifu/warifu.h"),
        ("sdk/servers/demo/a.cpp", "core/engine/engine.h"),
        ("core/engine/a.cpp", "kernel/agent/config.h"),
        ("core/engine/a.cpp", "kernel/bpf/maps.h"),
        ("core/engine/a.cpp", "tests/unit/fake.h"),
        ("core/engine/a.cpp", "modules/stns/a.h"),
        ("core/engine/a.cpp", "../../kernel/agent/config.h"),
        ("kernel/agent/a.cpp", "core/engine/engine.h"),
        ("kernel/bpf/a.c", "kernel/agent/config.h"),
    ],
)
def test_an_include_against_the_direction_is_found(project, name, included):
    findings = layers.check(LAYERS, project(name, f'{LICENCE}#include "{included}"\n'))
    assert len(findings) == 1 and findings[0].startswith(f"{name}:2:") and included in findings[0]


@pytest.mark.parametrize(
    "name, included",
    [
        ("modules/stns/a.cpp", "warifu/module.h"),
        ("modules/hmac_owner/a.cpp", "kernel/wire/option.h"),
        ("modules/stns/a.cpp", "modules/stns/b.h"),
        ("core/engine/a.cpp", "kernel/wire/option.h"),
        ("sdk/servers/demo/a.cpp", "warifu/warifu.h"),
        ("kernel/bpf/a.c", "vmlinux.h"),
    ],
)
def test_an_include_in_the_direction_is_left_alone(project, name, included):
    assert layers.check(LAYERS, project(name, f'{LICENCE}#include "{included}"\n')) == []


def test_folders_of_core_that_include_each_other_are_found(project):
    project("core/a/a.h", '#include "core/b/b.h"\n')
    findings = layers.check(LAYERS, project("core/b/b.h", '#include "core/a/a.h"\n'))
    assert len(findings) == 1 and "circle" in findings[0]


@pytest.mark.parametrize(
    "name, text, said",
    [
        ("core/a.cpp", "int a;\n", "no SPDX"),
        ("packaging/go", "#!/bin/bash\n", "no SPDX"),
        ("core/a.cpp", LICENCE + "// TO" + "DO later\n", "finish it"),
        ("packaging/a.cmake", "# see /wo" + "rk/tree\n", "one machine"),
        ("core/a.cpp", LICENCE + "// PLAN" + ".md says why\n", "not in this tree"),
        ("scratch/a.txt", "", "not one of the project's folders"),
    ],
)
def test_a_text_that_speaks_of_elsewhere_is_found(project, name, text, said):
    findings = texts.check(project(name, text))
    assert len(findings) == 1 and said in findings[0]


def test_texts_that_are_right_are_left_alone(project):
    project("CHANGELOG.md", "See SECURITY.md.\n")
    project("SECURITY.md", "mkdtemp(/tmp/aXXXXXX)\n")
    project("packaging/go", "#!/bin/bash\n# SPDX-License-Identifier: MIT\n")
    assert texts.check(project("core/a.cpp", LICENCE)) == []


FUNCTIONS = """
namespace a {
constexpr int table[] = {1, 2};
struct B {
  B() : x_{1}, y_(2) {
    x_ = 2;
  }
  int get() const { return x_; }
  int x_ = 0, y_;
};
auto f(int a) -> std::vector<int> {
  if (a) {
    return {1};
  }
  auto g = [](int b) {
    return b;
  };
  return {};
}
extern "C" {
void h(void) noexcept {
}
}
}
"""


GUIDE = "Text.\n<!-- the same as examples/a.py -->\n```python\nfirst()\n\nlast()\n```\nMore.\n"
EXAMPLE = "# SPDX-License-Identifier: MIT\nfirst()\n\nlast()\n"


@pytest.mark.parametrize(
    "guide, example, said",
    [
        (GUIDE, EXAMPLE, None),
        (GUIDE, EXAMPLE.replace("last", "least"), "is not what examples/a.py has"),
        (GUIDE, EXAMPLE + "more()\n", "is not what examples/a.py has"),
        (GUIDE.replace("a.py", "b.py"), EXAMPLE, "examples/b.py is not there"),
        (GUIDE.replace("```python\n", "\n```python\n"), EXAMPLE, "without a block"),
        ("Text.\n", EXAMPLE, "no guide prints it"),
    ],
)
def test_what_a_guide_prints_is_the_file(project, guide, example, said):
    project("sdk/servers/README.md", guide)
    findings = guides.check(project("sdk/servers/examples/a.py", example))
    assert any(said in each for each in findings) if said else findings == []


def test_functions_are_measured():
    assert figures.functions(FUNCTIONS) == [(5, 3), (8, 1), (11, 9), (21, 2)]


def test_a_share_of_long_functions_over_the_limit_is_found(project, capsys):
    project("core/long.cpp", "int a() {\n" + "  b();\n" * 61 + "}\n")
    findings = figures.check(project("core/short.cpp", "int b() {\n}\n"))
    assert findings[-1].strip() == "core/long.cpp:1: 63 lines"
    assert "50.0%" in capsys.readouterr().out


def test_files_that_grew_are_found(project):
    findings = figures.check(project("core/a.cpp", "\n" * 401))
    assert [finding.split(" is ")[1] for finding in findings] == ["401, more than 120",
                                                                  "401, more than 400"]


def shared_object(tmp_path, source, *flags):
    """Exit status and output of the check for a library made of the source."""
    built = tmp_path / "a.so"
    subprocess.run(
        ["gcc", "-shared", "-fPIC", "-x", "c", "-", "-o", built, *flags],
        input=source, text=True, check=True,
    )
    checked = subprocess.run(
        [Path(__file__).with_name("shared_object"), "warifu_[a-z]+", built],
        capture_output=True, text=True, check=False,
    )
    return checked.returncode, checked.stdout


BOUND = ("-Wl,-z,now", "-Wl,-z,relro")


def test_a_shared_object_that_is_right_is_left_alone(tmp_path):
    assert shared_object(tmp_path, "void warifu_a(void) {}", *BOUND) == (0, "")


@pytest.mark.parametrize(
    "source, flags, said",
    [
        ("void warifu_a(void) {} void other(void) {}", BOUND, "exports other"),
        ("void warifu_a(void) {} int xwarifu_a;", BOUND, "exports xwarifu_a"),
        ("static int nothing;", BOUND, "exports nothing"),
        ("void warifu_a(void) {}", ("-Wl,-z,lazy", "-Wl,-z,relro"), "binds lazily"),
        ("void warifu_a(void) {}", (*BOUND, "-Wl,-z,execstack"), "executable stack"),
        ("void warifu_a(void) {}", ("-Wl,-z,now", "-Wl,-z,norelro"), "no RELRO"),
        ("void warifu_a(void) {}", (*BOUND, "-Wl,--no-as-needed", "-lbpf"), "links libbpf"),
    ],
)
def test_a_shared_object_that_shows_too_much_is_found(tmp_path, source, flags, said):
    status, output = shared_object(tmp_path, source, *flags)
    assert status == 1 and said in output
