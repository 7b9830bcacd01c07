// SPDX-License-Identifier: MIT
#include "modules/owner_map/reason.h"

namespace owner_map {

constexpr warifu_reason kReasons[static_cast<size_t>(Reason::kCount)] = {
    {"mapped", "the map gives this account to this owner", "nothing is wrong"},
    {"no-owner", "nothing told who owns the connection",
     "see the outcome beside this reason: is the client's host stamping, and is this source "
     "asked?"},
    {"other-domain", "the owner belongs to another uid space than the map, or the account's entry",
     "correct the domain of the map or of the key that signed, or give the account an entry with "
     "this domain"},
    {"no-account", "the server named no account",
     "see that the client gives a user name, and that the adapter passes it on"},
    {"account-too-long", "the account has more than 4096 bytes",
     "no server has such an account: look at who sends it"},
    {"not-mapped", "the map does not say who owns this account",
     "if the owner should pass, add the account to [accounts], or a [[rule]]"},
    {"not-the-owner", "the map gives this account to somebody else",
     "if the owner should pass, add it where the detail says; otherwise the account's password "
     "may have leaked"},
    {"name-unknown", "the map needs the owner's name, and nothing before it in the stack told one",
     "put stns or nss before owner_map, and see why it did not know this uid"},
    {"groups-unknown", "the map needs the owner's groups, and nothing before it knows them",
     "put stns or nss before owner_map, and see why it did not know this uid"},
    {"groups-unavailable",
     "the map needs the owner's groups, and who knows them could not be asked",
     "see why the directory does not answer; the owner may be right"},
    {"groups-would-block",
     "the map needs the owner's groups, which are not in memory, and this call must not wait",
     "nothing is wrong: the server asks again where it may wait"},
    {"internal", "the module itself failed",
     "look at the detail; if it is not about memory, report it as a bug"},
};
// One that was forgotten would leave the last empty.
static_assert(kReasons[static_cast<size_t>(Reason::kCount) - 1].id != nullptr);

}  // namespace owner_map
