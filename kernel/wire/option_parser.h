// SPDX-License-Identifier: MIT
// Finds and decodes the warifu option among the options of one TCP segment.
// The format, with worked examples: kernel/wire/FORMAT.md.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <tl/expected.hpp>

#include "kernel/wire/fault.h"
#include "kernel/wire/option.h"

namespace warifu::wire {

// Which option is ours; both ends of a connection must agree.
struct OptionRules {
  uint8_t kind = WARIFU_OPTION_KIND;   // or WARIFU_OPTION_KIND_OTHER
  uint16_t exid = WARIFU_OPTION_EXID;  // never WARIFU_OPTION_EXID_REFUSED
  bool accept_tcpriv = false;          // take tcpriv's option for a plain claim without a gid
};

// Where the options stood: a SYN carries claims, what the client sends later carries proofs.
enum class Segment { kSyn, kAfterSyn };

enum class Form { kPlainClaim, kSignedClaim, kProof, kTcpriv };

// One option as decoded. Nothing in it has been verified: a MAC is not looked at here.
struct OwnerOption {
  Form form = Form::kPlainClaim;
  uint8_t slot = 0;  // key slot; 0 in a plain claim and in tcpriv's
  uint32_t uid = 0;
  bool has_gid = false;  // false: tcpriv's, which has none
  uint32_t gid = 0;
  std::span<const uint8_t> bytes;  // the whole option, kind byte first; points into the input
};

// A TCP header has room for no more (RFC 9293: data offset 15).
inline constexpr size_t kMaxOptions = 40;

// Reads the option block of a segment once, from its first byte to the end-of-list option
// or the block's end. Three outcomes: an option; nullopt, there is none for us; a Fault, the
// block or our option in it is malformed and nobody is to be believed. Allocates nothing.
// Any thread.
tl::expected<std::optional<OwnerOption>, Fault> parse_options(std::span<const uint8_t> block,
                                                              Segment segment,
                                                              const OptionRules& rules);

}  // namespace warifu::wire
