// SPDX-License-Identifier: MIT
#include "kernel/wire/record.h"

#include <algorithm>
#include <optional>

#include "core/owner/record_map.h"
#include "core/owner/sources.h"
#include "core/owner/wire_owner.h"
#include "core/reason/reason.h"
#include "kernel/wire/address.h"

namespace warifu {
namespace {

using wire::OwnerOption;
using wire::Segment;

// The options of one of the two segments; `flag` tells whether it was at hand.
struct Block {
  const char* name;
  Segment segment;
  uint32_t flag;
  const uint8_t* bytes;
  size_t length;
};

Block syn_of(const warifu_record& record) {
  return {"the SYN", Segment::kSyn, WARIFU_RECORD_SYN, record.syn_options,
          record.syn_options_length};
}

Block establishing_of(const warifu_record& record) {
  return {"the segment after the SYN", Segment::kAfterSyn, WARIFU_RECORD_ESTABLISHING,
          record.establishing_options, record.establishing_options_length};
}

// The option in a block, nullopt where there is none for us or no block; false where it is
// malformed, `out` then says how.
bool parse(const Block& block, const warifu_record& record, const OwnerConfig& config,
           std::optional<OwnerOption>& option, Evidence& out) {
  if ((record.flags & block.flag) == 0) return true;
  if (block.length > WARIFU_RECORD_OPTIONS) {
    set_malformed(out, std::string("the record has ") + std::to_string(block.length) +
                           " bytes of options of " + block.name + ", more than a header holds");
    return false;
  }
  const auto parsed =
      wire::parse_options({block.bytes, block.length}, block.segment, option_rules(config));
  if (!parsed) {
    set_malformed(out, std::string(block.name) + ": " + wire::to_text(parsed.error()));
    return false;
  }
  option = *parsed;
  return true;
}

warifu_endpoint endpoint(const warifu_u8 (&address)[16], uint16_t port) {
  wire::Address bytes;
  std::copy(std::begin(address), std::end(address), bytes.begin());
  return make_endpoint(bytes, port);
}

void take_connection(const warifu_record& record, Evidence& out) {
  out.raw.client_isn = record.client_isn;
  out.raw.server_isn = record.server_isn;
  out.raw.flags |= WARIFU_EVIDENCE_CLIENT_ISN | WARIFU_EVIDENCE_SERVER_ISN;
  if ((record.flags & WARIFU_RECORD_SYN) == 0) out.raw.flags |= WARIFU_EVIDENCE_SYN_COOKIE;
  set_endpoints(out, endpoint(record.client, record.client_port),
                endpoint(record.server, record.server_port));
}

// A gid that one of them has not (tcpriv's) contradicts nothing.
bool disagree(const OwnerOption& claim, const OwnerOption& proof) {
  return claim.uid != proof.uid || (claim.has_gid && proof.has_gid && claim.gid != proof.gid);
}

std::string named(const OwnerOption& option) {
  return "uid " + std::to_string(option.uid) +
         (option.has_gid ? ", gid " + std::to_string(option.gid) : "");
}

// Whom to believe only a MAC tells: nobody is named, so that no stack without signatures lets
// either in, and both options stay for the module that judges MACs.
void set_disagreement(const OwnerOption& claim, const OwnerOption& proof, Evidence& out) {
  answer(out, WARIFU_OUTCOME_MALFORMED, reason::kOwnerDisagreement,
         "the claim names " + named(claim) + "; the proof names " + named(proof));
}

void judge_options(const std::optional<OwnerOption>& claim, const std::optional<OwnerOption>& proof,
                   Evidence& out) {
  if (claim) keep_claim(*claim, out);
  if (proof) keep_proof(*proof, out);
  if (claim && proof && disagree(*claim, *proof)) return set_disagreement(*claim, *proof, out);
  if (!claim && !proof) return answer(out, WARIFU_OUTCOME_NO_OPTION, reason::kOwnerNoOption);
  name_owner(claim ? *claim : *proof, out);
}

}  // namespace

Unavailable judge_record(const warifu_record& record, const OwnerConfig& config, Evidence& out) {
  if ((record.flags & WARIFU_RECORD_COMPLETE) == 0) {
    return {.why = "the record of this connection is not complete"};
  }
  std::optional<OwnerOption> claim, proof;
  const bool well_formed = parse(syn_of(record), record, config, claim, out) &&
                           parse(establishing_of(record), record, config, proof, out);
  if (well_formed && !proof && (record.flags & WARIFU_RECORD_SYN) == 0) {
    return {.why = "the connection was made under SYN cookies, and without a proof"};
  }
  take_connection(record, out);
  if (well_formed) judge_options(claim, proof, out);
  return {};
}

Unavailable read_record(Socket& socket, RecordMap* records, const OwnerConfig& config,
                        Evidence& out) {
  if (records == nullptr) return {.why = "records are not looked for here", .usual = true};
  warifu_record record;
  if (const Unavailable none = records->look_up(socket.fd(), record)) return none;
  return judge_record(record, config, out);
}

}  // namespace warifu
