// SPDX-License-Identifier: MIT
#include "modules/hmac_owner/keyring_rules.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "modules/hmac_owner/crowd.h"
#include "modules/hmac_owner/source_index.h"

namespace hmac_owner {
namespace {

using warifu::Diagnostics;

bool same_secret(const Key& one, const Key& other) {
  return CRYPTO_memcmp(one.secret.bytes().data(), other.secret.bytes().data(),
                       warifu::wire::kSecretBytes) == 0;
}

bool overlap(const Key& one, const Key& other) {
  for (const auto& a : *one.from) {
    for (const auto& b : *other.from) {
      if (contains(a, b) || contains(b, a)) return true;
    }
  }
  return false;
}

// What keeps two entries from sharing a secret; nullptr: nothing.
const char* quarrel(const Key& one, const Key& other) {
  if (!one.derived || !other.derived) return "and not both derive keys from it";
  if (one.slot != other.slot) return "under another slot";
  if (!one.from || !other.from) return "and not both say \"from\" where";
  if (overlap(one, other)) return "and the sources in their \"from\" overlap";
  return nullptr;
}

void check_pair(const Key& earlier, const Key& later, Diagnostics& diagnostics) {
  if (!same_secret(earlier, later)) return;
  if (const char* what = quarrel(earlier, later)) {
    diagnostics.error(later.place,
                      "this key has the same secret as that of line " +
                          std::to_string(earlier.place.line) + ", " + what,
                      "give it a secret of its own: what one entry forbids, the other might allow");
  }
}

// Fingerprints are public: only where they are the same do secrets have to be compared.
void check_secrets(const std::vector<Key>& keys, Diagnostics& diagnostics) {
  std::map<std::string, std::vector<const Key*>> same;
  for (const Key& key : keys) {
    auto& group = same[key.fingerprint];
    for (const Key* earlier : group)
      check_pair(*earlier, key, diagnostics);
    group.push_back(&key);
  }
}

void check_crowds(const std::vector<Key>& keys, Diagnostics& diagnostics) {
  std::map<uint8_t, std::vector<const Key*>> slots;
  for (const Key& key : keys)
    slots[key.slot].push_back(&key);
  for (const auto& [slot, members] : slots) {
    if (const auto crowd = find_crowd(members, kMaximumFitting)) {
      diagnostics.error(crowd->last->place,
                        "more than " + std::to_string(kMaximumFitting) + " keys of slot " +
                            std::to_string(slot) + " fit " + crowd->where,
                        "narrow their \"from\", or spread them over several slots");
    }
  }
}

std::string days(int64_t seconds) {
  constexpr int64_t kDay = 86400;
  const int64_t count = seconds / kDay;
  return count == 1 ? "1 day" : std::to_string(count) + " days";
}

bool has_one_of(const Key& key, uint32_t first, uint32_t last) {
  return std::any_of(key.uids->begin(), key.uids->end(), [&](const warifu::IdRange& range) {
    return range.first <= last && range.last >= first;
  });
}

void warn_of_uids(const Key& key, Diagnostics& diagnostics) {
  constexpr uint32_t kLastSystemUid = 999;  // below UID_MIN of login.defs(5)
  if (!key.uids) {
    diagnostics.warning(key.place, "this key may speak for any uid, root's too",
                        "list whom it may speak for: uids = [\"10000-59999\"]");
    return;
  }
  if (key.uids->empty()) {
    diagnostics.warning(key.place, "\"uids\" is empty: this key speaks for nobody",
                        "list whom it may speak for: uids = [\"10000-59999\"]");
  }
  if (has_one_of(key, 0, 0)) {
    diagnostics.warning(key.place, "this key may speak for uid 0",
                        "leave root out of \"uids\": its processes reach every account");
  }
  if (has_one_of(key, 1, kLastSystemUid)) {
    diagnostics.warning(key.place, "this key may speak for system uids (1 to 999)",
                        "begin \"uids\" at 1000, or give the services' own a key of theirs");
  }
}

void warn_of_dates(const Key& key, int64_t now, Diagnostics& diagnostics) {
  constexpr int64_t kSoon = int64_t{14} * 86400;
  if (key.state == State::kRetired || !key.not_after) return;
  constexpr char kRemedy[] = "rotate it: warifu-rotate(7)";
  if (is_expired(key, now)) {
    diagnostics.warning(key.place, "this key has expired: \"not_after\" has passed", kRemedy);
  } else if (*key.not_after - now <= kSoon) {
    diagnostics.warning(key.place, "this key expires within " + days(*key.not_after - now + 86399),
                        kRemedy);
  }
}

}  // namespace

void check_together(const std::vector<Key>& keys, Diagnostics& diagnostics) {
  check_secrets(keys, diagnostics);
  check_crowds(keys, diagnostics);
}

void check_any_usable(const std::vector<Key>& keys, const warifu::Place& place, int64_t now,
                      Diagnostics& diagnostics) {
  const auto is_over = [now](const Key& key) {
    return key.state == State::kRetired || is_expired(key, now);
  };
  if (std::all_of(keys.begin(), keys.end(), is_over)) {
    diagnostics.error(place, "no key of the keyring can be used: all are retired or expired",
                      "add a key that is \"active\": warifu-rotate(7)");
  }
}

void warn_of(const std::vector<Key>& keys, int64_t now, Diagnostics& diagnostics) {
  for (const Key& key : keys) {
    warn_of_uids(key, diagnostics);
    warn_of_dates(key, now, diagnostics);
    if (key.bind == WARIFU_BIND_ISN) {
      diagnostics.warning(key.place,
                          "bind = \"isn\" signs neither end: who sees a claim can use it from "
                          "elsewhere and towards other servers of this key",
                          "write \"nat\" or \"dnat\" where only one end is translated");
    }
  }
}

}  // namespace hmac_owner
