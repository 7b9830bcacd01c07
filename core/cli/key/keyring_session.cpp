// SPDX-License-Identifier: MIT
#include "core/cli/key/keyring_session.h"

#include "core/cli/key/keyring_trial.h"
#include "core/cli/key/report.h"
#include "core/cli/key/secret_check.h"

namespace warifu::cli {
namespace {

constexpr size_t kMaximumKeyringBytes = 4 << 20;

// What is wrong is told at the lines of the file as it is.
std::function<uint32_t(uint32_t)> lines_now(const Keyring& keyring, const KeyringChange& change) {
  return [&](uint32_t line) { return line_before(keyring.text, change.edits, line); };
}

}  // namespace

std::unique_ptr<KeyringSession> KeyringSession::open(const Context& context,
                                                     const std::string& path, Access access) {
  const auto refuse = [&](const Error& error) {
    fail(context, error);
    return nullptr;
  };
  std::optional<ReplacedFile> replaced;
  if (access == Access::kEdit) {
    auto begun = ReplacedFile::begin(path, context.trust());
    if (!begun) return refuse(begun.error());
    replaced.emplace(std::move(*begun));
  }
  auto file = open_trusted_file(path, context.trust(), Secrecy::kPublic);
  if (!file) return refuse(file.error());
  auto text = file->read(kMaximumKeyringBytes);
  if (!text) return refuse(text.error());
  Diagnostics diagnostics;
  auto keyring = parse_keyring(path, std::move(*text), diagnostics);
  print(context, diagnostics);
  if (!keyring) return nullptr;
  return std::unique_ptr<KeyringSession>(
      new KeyringSession(context, std::move(replaced), std::move(*file), std::move(*keyring)));
}

std::optional<Keyring> KeyringSession::preview(const KeyringChange& change) const {
  auto after = changed(keyring_, change);
  if (!after) {
    fail(context_, after.error());
    return std::nullopt;
  }
  Diagnostics diagnostics;
  check_secrets(*after, context_.trust(), lines_now(keyring_, change), diagnostics);
  print(context_, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  return std::move(*after);
}

bool KeyringSession::commit(const KeyringChange& change, const Keyring& after) {
  auto done = replaced_->fill(file_, after.text);
  if (done) {
    done =
        try_keyring(context_, replaced_->fresh_path(), keyring_.path, lines_now(keyring_, change));
  }
  if (done) done = replaced_->put(file_);
  if (!done) fail(context_, done.error());
  return done.has_value();
}

}  // namespace warifu::cli
