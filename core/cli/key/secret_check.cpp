// SPDX-License-Identifier: MIT
#include "core/cli/key/secret_check.h"

#include <sys/stat.h>

#include <map>

#include "core/cli/key/secret_input.h"
#include "core/cli/key/toml_value.h"
#include "kernel/wire/key_derivation.h"

namespace warifu::cli {
namespace {

// Whether their sources overlap is for hmac_owner to find; the same sources surely do.
bool may_share(const KeyEntry& a, const KeyEntry& b) {
  const Member* from = a.member("from");
  const Member* other = b.member("from");
  if (!a.derives || !b.derives || a.slot != b.slot) return false;
  return from != nullptr && other != nullptr && !same_value(from->value, other->value);
}

std::string the_key_in(uint32_t line) {
  return line == 0 ? "the new key" : "the key in line " + std::to_string(line);
}

}  // namespace

Result<std::string> fingerprint_of(const KeyEntry& entry, const TrustPolicy& trust) {
  const auto secret = read_secret(entry.secret_path, trust);
  if (!secret) return tl::unexpected(secret.error());
  return wire::fingerprint(*secret);
}

// Equal fingerprints are taken for equal secrets: of different ones that is as likely as guessing
// 64 bits, and fingerprints are nothing to hide.
void check_secrets(const Keyring& keyring, const TrustPolicy& trust,
                   const std::function<uint32_t(uint32_t)>& line_now, Diagnostics& diagnostics) {
  std::multimap<std::string, const KeyEntry*> seen;
  for (const KeyEntry& entry : keyring.entries) {
    const Place place{keyring.path, line_now(entry.line()), 0};
    const auto name = fingerprint_of(entry, trust);
    if (!name) {
      diagnostics.error(place, name.error().text, "");
      continue;
    }
    const auto [first, last] = seen.equal_range(*name);
    for (auto other = first; other != last; ++other) {
      if (may_share(*other->second, entry)) continue;
      diagnostics.error(place,
                        "the secret of " + entry.secret_path + " is also that of " +
                            the_key_in(line_now(other->second->line())),
                        "make another with `warifu key generate`, or derive it for another name of "
                        "the audience (postgresql@tokyo.2)");
    }
    seen.emplace(*name, &entry);
  }
}

Result<void> check_readers(const std::string& old_path, const std::string& new_path) {
  struct stat before = {};
  struct stat after = {};
  if (::lstat(old_path.c_str(), &before) != 0 || ::lstat(new_path.c_str(), &after) != 0) return {};
  if ((before.st_mode & S_IRGRP) == 0) return {};
  if (after.st_gid == before.st_gid && (after.st_mode & S_IRGRP) != 0) return {};
  return failure(ErrorKind::kConfiguration,
                 new_path + " cannot be read by the group that reads " + old_path +
                     ", so no server could load it; run: chgrp " + std::to_string(before.st_gid) +
                     " " + new_path + " && chmod g+r " + new_path);
}

}  // namespace warifu::cli
