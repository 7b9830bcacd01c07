// SPDX-License-Identifier: MIT
#include "core/cli/key/rotate_begin.h"

#include "core/cli/key/path.h"
#include "core/cli/key/secret_check.h"
#include "core/diagnostic/utf8.h"

namespace warifu::cli {
namespace {

constexpr std::string_view kNone = "none";
constexpr std::string_view kDateCharacters = "0123456789-:.TtZz+ ";

bool shows(std::string_view text) {
  while (!text.empty()) {
    const CodePoint character = decode_utf8(text);
    if (character.length == 0 || !is_plainly_visible(character.value)) return false;
    text.remove_prefix(character.length);
  }
  return true;
}

// Relative to the keyring where the file lies below its folder, as the others there.
std::string as_written(const std::string& path, const std::string& folder) {
  const std::string prefix = folder == "/" ? folder : folder + "/";
  return path.starts_with(prefix) ? path.substr(prefix.size()) : path;
}

Result<std::string> end_of(const KeyEntry& old, const RotateOptions& options) {
  if (!options.not_after) {
    if (old.member("not_after") == nullptr) return "";
    return failure(ErrorKind::kArgument,
                   "the key in line " + std::to_string(old.line()) +
                       " ends some day, and so may the new one; say when with --not-after "
                       "2030-01-31T00:00:00Z, or --not-after none");
  }
  if (*options.not_after == kNone) return "";
  if (options.not_after->find_first_not_of(kDateCharacters) != std::string::npos) {
    return failure(ErrorKind::kArgument, "--not-after \"" + *options.not_after +
                                             "\" is no date; write 2030-01-31T00:00:00Z or none");
  }
  return *options.not_after;
}

}  // namespace

Result<NewKey> new_key_for(const Keyring& keyring, const KeyEntry& old,
                           const RotateOptions& options) {
  const auto path = absolute_path(options.secret_file);
  if (!path) return tl::unexpected(path.error());
  if (!shows(*path)) {
    return failure(ErrorKind::kArgument,
                   *path + " has characters that do not show; give the file a plain name");
  }
  if (const auto readable = check_readers(old.secret_path, *path); !readable) {
    return tl::unexpected(readable.error());
  }
  auto not_after = end_of(old, options);
  if (!not_after) return tl::unexpected(not_after.error());
  return NewKey{as_written(*path, folder_of(keyring.path)), std::move(*not_after)};
}

Result<void> check_end(const KeyEntry& entry, int64_t now) {
  const Member* member = entry.member("not_after");
  if (member == nullptr) return {};
  const auto* date = member->value.as<DateTime>();
  if (date != nullptr && date->unix_seconds > now) return {};
  return failure(ErrorKind::kArgument,
                 "--not-after is no date in time to come; write 2030-01-31T00:00:00Z or none");
}

}  // namespace warifu::cli
