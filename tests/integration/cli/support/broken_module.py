# SPDX-License-Identifier: MIT
"""Modules that misbehave while a stack opens them, built from the headers for module writers."""
import subprocess
from pathlib import Path

HEADERS = Path(__file__).resolve().parents[4] / "sdk/module/include"
SOURCE = """
#include <stdlib.h>
#include <unistd.h>
#include <warifu/module.h>
WARIFU_MODULE_NOTE(0);
static int broken_open(const struct warifu_module_open* args, void** instance) {
  (void)args, (void)instance;
  %s
  return 0;
}
static int broken_verify(void* instance, const struct warifu_call* call) {
  (void)instance, (void)call;
  return WARIFU_PASS;
}
WARIFU_MODULE_DEFINE = {
    .magic = WARIFU_MODULE_MAGIC,
    .abi_major = WARIFU_MODULE_ABI_MAJOR,
    .abi_minor = WARIFU_MODULE_ABI_MINOR,
    .size = sizeof(struct warifu_module),
    .name = "broken",
    .version = "1",
    .summary = "misbehaves",
    .option_size = sizeof(struct warifu_option),
    .reason_size = sizeof(struct warifu_reason),
    .open = broken_open,
    .verify = broken_verify,
};
"""


def build(folder, body):
    """warifu_broken.so in the folder, whose open() does `body`."""
    source = Path(folder) / "broken.c"
    source.write_text(SOURCE % body)
    made = Path(folder) / "warifu_broken.so"
    subprocess.run(["cc", "-std=c11", "-shared", "-fPIC", "-I", HEADERS, "-o", made, source],
                   check=True)
    source.unlink()
    made.chmod(0o644)
