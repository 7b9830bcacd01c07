// SPDX-License-Identifier: MIT
// Input: one byte of rules (bit 0: kind 253, bit 1: accept tcpriv, bit 2: a segment after the
// SYN), then an option block.
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "kernel/wire/option_parser.h"

using namespace warifu::wire;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

// What must hold of every option that is believed, whatever the input.
void check(const OwnerOption& option, std::span<const uint8_t> block, Segment segment) {
  require(option.bytes.data() >= block.data());
  require(option.bytes.data() + option.bytes.size() <= block.data() + block.size());
  require(option.bytes[1] == option.bytes.size());
  require(option.uid != WARIFU_NO_ID);
  require(!option.has_gid || option.gid != WARIFU_NO_ID);
  require((option.form == Form::kProof) == (segment == Segment::kAfterSyn));
  require(option.has_gid != (option.form == Form::kTcpriv));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  OptionRules rules;
  if ((data[0] & 1) != 0) rules.kind = WARIFU_OPTION_KIND_OTHER;
  rules.accept_tcpriv = (data[0] & 2) != 0;
  const Segment segment = (data[0] & 4) != 0 ? Segment::kAfterSyn : Segment::kSyn;
  const std::span<const uint8_t> block(data + 1, size - 1);
  const auto parsed = parse_options(block, segment, rules);
  if (!parsed) {
    require(parsed.error().offset <= block.size());
    require(!to_text(parsed.error()).empty());
  } else if (*parsed) {
    check(**parsed, block, segment);
  }
  return 0;
}
