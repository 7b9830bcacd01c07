// SPDX-License-Identifier: MIT
#include "core/reason/reason.h"

#include <algorithm>
#include <array>

namespace warifu {
namespace {

constexpr std::array kReasons = {
    Reason{reason::kInternal, "The library itself failed; the login was refused.",
           "Look at the detail; if it is not about memory, report it as a bug."},
    Reason{reason::kOwnerDisagreement,
           "The claim in the SYN and the proof after it name different owners; nobody is believed.",
           "A well-kept client never sends this: suspect that somebody on the network altered one "
           "of them. A module that checks signatures can tell which."},
    Reason{reason::kOwnerForeignUserNamespace,
           "The server runs in a user namespace of its own, where the uids of others cannot be "
           "told apart.",
           "Run the server without PrivateUsers=; its stack can still use \"saved-syn\" and "
           "\"record\"."},
    Reason{reason::kOwnerMalformed,
           "The connection carried an owner option that is not well formed; nobody is believed.",
           "Look at the detail. A well-kept client never sends this: suspect forgery, or another "
           "program using the same option kind and ExID."},
    Reason{reason::kOwnerNoOption, "The client's SYN carried no owner.",
           "Run warifu-agent on the client's host, with a [[stamp]] that names this server, this "
           "port and the client's uid."},
    Reason{reason::kOwnerNoSource, "None of the sources in [owner] fits this kind of socket.",
           "Add the source that fits: \"saved-syn\" for TCP, \"unix-socket\" for AF_UNIX."},
    Reason{reason::kOwnerNotPermitted, "The system did not let the server look for the owner.",
           "Look at the detail; under systemd, allow what the unit's filters forbid (AF_NETLINK "
           "for \"same-host\")."},
    Reason{reason::kOwnerNotSaved,
           "The kernel did not keep the SYN of this connection, so nobody knows whether it carried "
           "an owner.",
           "Let the server call warifu_prepare_listener(), or name its port under [listen] in this "
           "host's agent.toml. Under SYN cookies no SYN is kept."},
    Reason{reason::kOwnerOverflowUid,
           "The peer's uid has no number in this user namespace (it reads as the overflow uid).",
           "Let the client run under a uid that the server's user namespace maps."},
    Reason{reason::kOwnerPeerClosed,
           "The peer's socket was already closed when its owner was looked for.",
           "None needed: the client went away. With \"same-host\" an owner can only be read while "
           "the client still holds its socket."},
    Reason{reason::kOwnerPeerNotFound, "No socket on this host is the peer of this connection.",
           "\"same-host\" serves clients in the server's own network namespace only."},
    Reason{reason::kOwnerPeerNotLocal, "The peer's address is not one of this host.",
           "\"same-host\" serves local clients only; let remote hosts run warifu-agent."},
    Reason{reason::kOwnerUnreadable, "The connection's socket could not be read.",
           "Look at the detail; most often the server gave a descriptor that is closed or is no "
           "socket."},
    Reason{reason::kRequestInvalid, "The server asked in a way that cannot be answered.",
           "A fault in the server's use of warifu_verify(); look at the detail."},
    Reason{reason::kStackAttributeConflict,
           "Two modules of the stack say different things about the same owner.",
           "Look at the detail; let only one of them run for this owner."},
    Reason{reason::kStackBadAnswer, "A module answered something that is no code.",
           "A fault in the module: tell its author."},
    Reason{reason::kStackDeadline, "The walk took longer than it may.",
           "Find the slow entry in the steps; raise `deadline` if that wait is really wanted."},
    Reason{reason::kStackError, "The deciding module failed in itself.",
           "Look for the module's own lines in the log."},
    Reason{reason::kStackFail, "The deciding module refused and said no more.",
           "Look at the entry that the record names."},
    Reason{reason::kStackIgnore,
           "The deciding module had no opinion, which its control treats as "
           "bad.",
           "Look at the control of the entry that the record names."},
    Reason{reason::kStackModuleMissing,
           "The entry's module is not installed, and if_missing = \"ignore\" excuses it.",
           "Install the module, or take the entry out."},
    Reason{reason::kStackNothingPassed,
           "Every entry was walked and none passed the owner: that is a refusal.",
           "Look at the steps (`warifu test`): an entry must answer pass and have a control that "
           "counts it."},
    Reason{reason::kStackPass, "The stack passed the owner.", "None needed."},
    Reason{reason::kStackProcessStart, "The module could not start in this process.",
           "Look for the module's own lines in the log."},
    Reason{reason::kStackUnavailable, "The deciding module could not ask what it had to ask.",
           "Look for the module's own lines in the log; see whether its server is up."},
    Reason{reason::kStackUnknown, "The deciding module does not know this owner.",
           "Look at the entry that the record names."},
};

}  // namespace

std::span<const Reason> core_reasons() {
  return kReasons;
}

const Reason* find_core_reason(std::string_view id) {
  const auto* found = std::find_if(kReasons.begin(), kReasons.end(),
                                   [id](const Reason& each) { return each.id == id; });
  return found == kReasons.end() ? nullptr : found;
}

}  // namespace warifu
