// SPDX-License-Identifier: MIT
#include "kernel/wire/option_parser.h"

#include "kernel/wire/big_endian.h"

namespace warifu::wire {
namespace {

using Bytes = std::span<const uint8_t>;

constexpr uint8_t kEndOfList = 0;  // RFC 9293, 3.1
constexpr uint8_t kNoOperation = 1;

constexpr size_t kLengthAt = __builtin_offsetof(warifu_wire_head, length);
constexpr size_t kExidAt = __builtin_offsetof(warifu_wire_head, exid);
constexpr size_t kCtlAt = __builtin_offsetof(warifu_wire_head, ctl);
constexpr size_t kUidAt = __builtin_offsetof(warifu_wire_head, uid);
constexpr size_t kGidAt = __builtin_offsetof(warifu_wire_head, gid);
constexpr size_t kTcprivMagicAt = __builtin_offsetof(warifu_wire_tcpriv, magic);
constexpr size_t kTcprivUidAt = __builtin_offsetof(warifu_wire_tcpriv, uid);

tl::unexpected<Fault> fault(const char* what, size_t offset) {
  return tl::unexpected<Fault>(Fault{what, "the TCP options", offset});
}

// An option and where in the block it stands; without bytes: none.
struct Placed {
  size_t offset = 0;
  Bytes bytes;
  [[nodiscard]] bool exists() const { return !bytes.empty(); }
};

tl::expected<Placed, Fault> option_at(Bytes block, size_t offset) {
  if (block.size() - offset < 2) return fault("an option without a length", offset);
  const size_t length = block[offset + kLengthAt];
  if (length < 2) return fault("an option of a length below 2", offset + kLengthAt);
  if (length > block.size() - offset) {
    return fault("an option longer than what is left of the header", offset + kLengthAt);
  }
  return Placed{offset, block.subspan(offset, length)};
}

// An experiment is told by its identifier, not by its length: our own with a wrong length
// must not pass for somebody else's.
bool is_tcpriv(Bytes option) {
  return option[0] == WARIFU_TCPRIV_KIND && option.size() >= kTcprivUidAt &&
         read_be32(&option[kTcprivMagicAt]) == WARIFU_TCPRIV_MAGIC;
}

bool is_warifu(Bytes option, const OptionRules& rules) {
  return option[0] == rules.kind && option.size() >= kCtlAt &&
         read_be16(&option[kExidAt]) == rules.exid;
}

struct FormRule {
  uint8_t ctl;
  Form form;
  size_t length;
  Segment segment;
  bool has_slot;
};

constexpr FormRule kForms[] = {
    {WARIFU_CTL_FORM_PLAIN, Form::kPlainClaim, WARIFU_OPTION_PLAIN_LENGTH, Segment::kSyn, false},
    {WARIFU_CTL_FORM_CLAIM, Form::kSignedClaim, WARIFU_OPTION_CLAIM_LENGTH, Segment::kSyn, true},
    {WARIFU_CTL_FORM_PROOF, Form::kProof, WARIFU_OPTION_PROOF_LENGTH, Segment::kAfterSyn, true},
};

const FormRule* find_form(uint8_t ctl) {
  for (const FormRule& each : kForms) {
    if ((ctl & WARIFU_CTL_FORM_MASK) == each.ctl) return &each;
  }
  return nullptr;
}

// The form that an option says it has, if the rest of it agrees.
tl::expected<const FormRule*, Fault> form_of(const Placed& option, Segment segment) {
  const size_t ctl_at = option.offset + kCtlAt;
  if (option.bytes.size() <= kCtlAt)
    return fault("a warifu option too short to have a form", ctl_at);
  const uint8_t ctl = option.bytes[kCtlAt];
  if ((ctl & WARIFU_CTL_VERSION_MASK) != WARIFU_CTL_VERSION_1) {
    return fault("a warifu option of an unknown version", ctl_at);
  }
  const FormRule* rule = find_form(ctl);
  if (rule == nullptr) return fault("a warifu option of an unknown form", ctl_at);
  if (!rule->has_slot && (ctl & WARIFU_CTL_SLOT_MASK) != 0) {
    return fault("a plain claim with a key slot", ctl_at);
  }
  if (option.bytes.size() != rule->length) {
    return fault("a warifu option of a length that does not fit its form",
                 option.offset + kLengthAt);
  }
  if (rule->segment != segment) {
    return fault(segment == Segment::kSyn ? "a proof in a SYN" : "a claim after the SYN", ctl_at);
  }
  return rule;
}

tl::expected<OwnerOption, Fault> decode_warifu(const Placed& option, Segment segment) {
  const auto rule = form_of(option, segment);
  if (!rule) return tl::unexpected(rule.error());
  OwnerOption out{
      .form = (*rule)->form,
      .slot = static_cast<uint8_t>(option.bytes[kCtlAt] & WARIFU_CTL_SLOT_MASK),
      .uid = read_be32(&option.bytes[kUidAt]),
      .has_gid = true,
      .gid = read_be32(&option.bytes[kGidAt]),
      .bytes = option.bytes,
  };
  if (out.uid == WARIFU_NO_ID) return fault("a uid that nobody has", option.offset + kUidAt);
  if (out.gid == WARIFU_NO_ID) return fault("a gid that nobody has", option.offset + kGidAt);
  return out;
}

tl::expected<OwnerOption, Fault> decode_tcpriv(const Placed& option) {
  if (option.bytes.size() != WARIFU_TCPRIV_LENGTH) {
    return fault("a tcpriv option of a wrong length", option.offset + kLengthAt);
  }
  OwnerOption out{
      .form = Form::kTcpriv,
      .uid = read_be32(&option.bytes[kTcprivUidAt]),
      .bytes = option.bytes,
  };
  if (out.uid == WARIFU_NO_ID) return fault("a uid that nobody has", option.offset + kTcprivUidAt);
  return out;
}

// What one pass over the block found. Two options are never weighed against each other:
// whoever adds one to a segment must not choose whom the other stands for.
class Findings {
 public:
  Findings(Segment segment, const OptionRules& rules) : segment_(segment), rules_(rules) {}

  // The fault, if this option cannot stand beside those before it.
  std::optional<Fault> add(const Placed& option) {
    if (is_tcpriv(option.bytes)) return add(tcpriv_, option, rules_.accept_tcpriv);
    if (is_warifu(option.bytes, rules_)) return add(warifu_, option, true);
    return std::nullopt;
  }

  tl::expected<std::optional<OwnerOption>, Fault> result() const {
    if (warifu_.exists()) return decode_warifu(warifu_, segment_);
    const bool take_tcpriv = rules_.accept_tcpriv && segment_ == Segment::kSyn;
    if (tcpriv_.exists() && take_tcpriv) return decode_tcpriv(tcpriv_);
    return std::nullopt;
  }

 private:
  std::optional<Fault> add(Placed& mine, const Placed& option, bool once) {
    if (mine.exists() && once) {
      return fault("a second option that names an owner", option.offset).value();
    }
    mine = option;
    if (warifu_.exists() && tcpriv_.exists()) {
      return fault("a warifu option beside a tcpriv one", option.offset).value();
    }
    return std::nullopt;
  }

  Segment segment_;
  const OptionRules& rules_;
  Placed warifu_;
  Placed tcpriv_;
};

}  // namespace

tl::expected<std::optional<OwnerOption>, Fault> parse_options(Bytes block, Segment segment,
                                                              const OptionRules& rules) {
  if (block.size() > kMaxOptions) return fault("more options than a header holds", kMaxOptions);
  Findings findings(segment, rules);
  size_t at = 0;
  while (at < block.size() && block[at] != kEndOfList) {
    if (block[at] == kNoOperation) {
      ++at;
      continue;
    }
    const auto option = option_at(block, at);
    if (!option) return tl::unexpected(option.error());
    if (const auto clash = findings.add(*option)) return tl::unexpected(*clash);
    at += option->bytes.size();
  }
  return findings.result();
}

}  // namespace warifu::wire
