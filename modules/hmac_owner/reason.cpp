// SPDX-License-Identifier: MIT
#include "modules/hmac_owner/reason.h"

namespace hmac_owner {

constexpr warifu_reason kReasons[static_cast<size_t>(Reason::kCount)] = {
    {"signed", "the owner's signature is right, by a key of the keyring", "nothing is wrong"},
    {"local", "the owner is a process of this host, and accept_local takes its kernel's word",
     "nothing is wrong"},
    {"presumed",
     "a trial presumed an owner of this domain, whom a key of the keyring may speak for; no "
     "signature was looked at",
     "nothing is wrong; a login of that owner would have to be signed"},
    {"no-owner", "nothing told who owns the connection",
     "see the outcome beside this reason: is the client's host stamping, and is this source "
     "asked?"},
    {"no-signature", "the owner was claimed without a signature",
     "give the [[stamp]] of the client's agent.toml a slot and keys"},
    {"no-proof", "the stack requires a proof, and the connection has a claim only",
     "set proof = true in the client's [[stamp]], and record = true in this host's agent.toml; "
     "\"record\" must be among the stack's sources"},
    {"local-owner", "the owner is a process of this host, which signs nothing",
     "set accept_local = true to take the kernel's word for it"},
    {"incomplete-evidence", "what the signature is about was not read completely",
     "see that the reader of this source is the one of this version; if it is, report a bug"},
    {"disagree", "claim and proof name different owners or slots",
     "a well-kept client never sends this: suspect forgery"},
    {"unknown-slot", "no key of the keyring has the slot that the client signed with",
     "add a key of that slot, or correct the slot in the client's [[stamp]]"},
    {"source-not-allowed", "no key of this slot may be used from the client's address",
     "if the client should pass, add its address to the \"from\" of its key"},
    {"wrong-key",
     "no key that fits slot and source made the signature: a wrong key, or one that is too old",
     "compare `warifu key fingerprint` on both ends, then \"bind\", then the clocks; where "
     "addresses are translated between them, \"bind\" must say so"},
    {"too-old", "the signature is right, and was made too long ago",
     "set the clocks of both hosts right; a recorded connection that is sent again looks the same"},
    {"too-new", "the signature is right, and was made with a clock ahead of this host's",
     "set the clocks of both hosts right"},
    {"key-retired", "the signature is right, by a key that is retired",
     "give the client the key that followed: warifu-rotate(7)"},
    {"key-not-yet-valid", "the signature is right, by a key whose not_before has not come",
     "wait, or set an earlier not_before"},
    {"key-expired", "the signature is right, by a key whose not_after has passed",
     "rotate the key: warifu-rotate(7)"},
    {"uid-not-allowed", "the signature is right, by a key that may not speak for this uid",
     "if the owner should pass, add its uid to the key's uids"},
    {"unknown-domain", "a trial presumed a domain that no usable key of the keyring has",
     "correct --domain, or the domain of the key"},
    {"replayed", "this signature opened another connection before",
     "a client does not do this by itself: suspect that somebody recorded the connection and "
     "sends it again; require = \"proof\" leaves nothing to replay"},
    {"owner-over-quota", "this owner made more connections than the replay cache keeps for one",
     "slow the client down, enlarge replay_capacity, or use proofs, which need no cache"},
    {"cache-full", "the replay cache has no room for another connection",
     "enlarge replay_capacity, or use proofs, which need no cache"},
    {"no-replay-cache", "claims need a replay cache, and there is none that can be used",
     "see the detail; name the service and its user in [[replay]] of this host's agent.toml, or "
     "create replay_dir: the server's own, mode 0700"},
    {"clock-set-back",
     "the signature is of a time that the replay cache does not keep: this host's clock was set "
     "back, it started less than two minutes ago, or the login came long after the connection",
     "set the clock right; use proofs, which need no cache, where clients log in late"},
    {"no-cookie",
     "the connection's SO_COOKIE is not known, so that the replay cache cannot tell it",
     "verify through the accepted descriptor; SO_COOKIE needs Linux 4.12"},
    {"internal", "the module itself failed",
     "look at the detail; if it is not about memory, report it as a bug"},
};
// One that was forgotten would leave the last empty.
static_assert(kReasons[static_cast<size_t>(Reason::kCount) - 1].id != nullptr);

}  // namespace hmac_owner
