# SPDX-License-Identifier: MIT
"""The binding's structs and enums are the headers': a C program tells offsets, sizes and numbers."""
import ctypes
import os
import re
import subprocess

import pytest
from warifu import _enums, _structs

ROOT = os.path.join(os.path.dirname(__file__), "../../..")
HEADERS = ["core/include/warifu/warifu.h", "sdk/module/include/warifu/types.h"]
STRUCTS = {"OpenOptions": "warifu_open_options", "Owner": "warifu_owner", "Endpoint": "warifu_endpoint",
           "OwnerInfo": "warifu_owner_info", "Request": "warifu_request", "Step": "warifu_step",
           "DecisionInfo": "warifu_decision_info", "PresumedLogin": "warifu_presumed_login"}
# C's name of an enum -> the binding's, and what C's members begin with
ENUMS = {"warifu_code": (_enums.Code, "WARIFU_"), "warifu_source": (_enums.Source, "WARIFU_SOURCE_"),
         "warifu_outcome": (_enums.Outcome, "WARIFU_OUTCOME_"), "warifu_verdict": (_enums.Verdict, "WARIFU_"),
         "warifu_status": (_enums.Status, "WARIFU_E_"), "warifu_engine_flag": (_enums.EngineFlag, "WARIFU_")}


def header():
    text = ""
    for name in HEADERS:
        with open(os.path.join(ROOT, name)) as file:
            text += re.sub(r"/\*.*?\*/", "", file.read(), flags=re.DOTALL)
    return text


def members(kind, name):
    body = re.search(rf"{kind} {name} {{(.*?)}};", header(), re.DOTALL).group(1)
    if kind == "enum":
        return re.findall(r"(WARIFU_\w+) =", body)
    # "uint32_t uid, gid;" and "uint8_t address[16];"
    return [word for line in body.split(";") if line.strip()
            for word in re.findall(r"(\w+)(?:\[\d+\])?\s*(?:,|$)", line.strip())]


@pytest.fixture(scope="module")
def numbers(tmp_path_factory):
    """Everything that C knows, by its C expression."""
    expressions = [f"sizeof(struct {c})" for c in STRUCTS.values()]
    expressions += [f"offsetof(struct {c}, {name})" for c in STRUCTS.values() for name in members("struct", c)]
    expressions += [name for c in (*ENUMS, "warifu_request_flag") for name in members("enum", c)]
    folder = tmp_path_factory.mktemp("layout")
    source = "#include <stdio.h>\n#include <stddef.h>\n#include <warifu/warifu.h>\nint main(void) {\n"
    source += "".join(f'  printf("%s\\t%lld\\n", "{each}", (long long)({each}));\n' for each in expressions)
    (folder / "layout.c").write_text(source + "  return 0;\n}\n")
    includes = [f"-I{os.path.join(ROOT, each.rsplit('/', 2)[0])}" for each in HEADERS]
    subprocess.run(["cc", *includes, folder / "layout.c", "-o", folder / "layout"], check=True)
    told = subprocess.run([folder / "layout"], check=True, capture_output=True, text=True).stdout
    return {line.split("\t")[0]: int(line.split("\t")[1]) for line in told.splitlines()}


@pytest.mark.parametrize("name", STRUCTS)
def test_structs(numbers, name):
    struct, c = getattr(_structs, name), STRUCTS[name]
    assert ctypes.sizeof(struct) == numbers[f"sizeof(struct {c})"]
    assert [field for field, _ in struct._fields_] == members("struct", c)
    for field, _ in struct._fields_:
        assert getattr(struct, field).offset == numbers[f"offsetof(struct {c}, {field})"], field


@pytest.mark.parametrize("name", ENUMS)
def test_enums(numbers, name):
    enum, prefix = ENUMS[name]
    expected = {}
    for each in members("enum", name):
        ours = re.sub(f"^{prefix}", "", each)
        expected[re.sub("^WARIFU_(VERDICT_)?|^VERDICT_", "", ours)] = numbers[each]
    assert {each.name: each.value for each in enum} == expected


def test_the_one_flag(numbers):
    assert _enums.CACHED_ONLY == numbers["WARIFU_CACHED_ONLY"]


def test_every_function_is_bound():
    declared = set(re.findall(r"WARIFU_API(?: WARIFU_NODISCARD)? [\w ]+?\*? ?(warifu_\w+)\(", header()))
    assert declared == set(_structs.FUNCTIONS)
