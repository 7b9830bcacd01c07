# SPDX-License-Identifier: MIT
"""A module that claims to check signatures, and tells in its reason what it was given."""
import subprocess
from pathlib import Path

HEADERS = Path(__file__).resolve().parents[4] / "sdk/module/include"
SOURCE = """
#include <stdio.h>
#include <warifu/module.h>
#define FLAGS (WARIFU_MODULE_SIGNATURE | WARIFU_MODULE_THREAD_SAFE)
WARIFU_MODULE_NOTE(FLAGS);
static const struct warifu_reason kReasons[] = {{"seen", "What was seen.", "None."}};
static int signer_open(const struct warifu_module_open* args, void** instance) {
  (void)args, (void)instance;
  return 0;
}
static int signer_verify(void* instance, const struct warifu_call* call) {
  const struct warifu_evidence* seen = call->evidence;
  char text[128];
  (void)instance;
  snprintf(text, sizeof text, "%u %u %u %u %u", seen->flags, seen->client_isn, seen->server_isn,
           seen->claim_length, seen->proof_length);
  call->host->explain(call, 0, text);
  return WARIFU_PASS;
}
WARIFU_MODULE_DEFINE = {
    .magic = WARIFU_MODULE_MAGIC,
    .abi_major = WARIFU_MODULE_ABI_MAJOR,
    .abi_minor = WARIFU_MODULE_ABI_MINOR,
    .size = sizeof(struct warifu_module),
    .flags = FLAGS,
    .name = "signer",
    .version = "1",
    .summary = "tells what it sees",
    .option_size = sizeof(struct warifu_option),
    .reasons = kReasons,
    .reason_count = 1,
    .reason_size = sizeof(struct warifu_reason),
    .open = signer_open,
    .verify = signer_verify,
};
"""


def build(folder):
    """warifu_signer.so in the folder."""
    source = Path(folder) / "signer.c"
    source.write_text(SOURCE)
    made = Path(folder) / "warifu_signer.so"
    subprocess.run(["cc", "-std=c11", "-shared", "-fPIC", "-I", HEADERS, "-o", made, source],
                   check=True)
    source.unlink()
    made.chmod(0o644)
