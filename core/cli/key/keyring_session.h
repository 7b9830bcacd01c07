// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>

#include "core/cli/context.h"
#include "core/cli/key/keyring_change.h"
#include "core/cli/key/replaced_file.h"

namespace warifu::cli {

enum class Access { kRead, kEdit };

// A keyring file from reading it to putting another content in its place. Between the two nobody
// else who works like this can touch it.
class KeyringSession {
 public:
  // Prints what is wrong; nullptr then. `path`: from / on.
  [[nodiscard]] static std::unique_ptr<KeyringSession> open(const Context& context,
                                                            const std::string& path, Access access);

  [[nodiscard]] const Keyring& keyring() const { return keyring_; }

  // What the keyring would be with the change; prints what speaks against it.
  [[nodiscard]] std::optional<Keyring> preview(const KeyringChange& change) const;
  // Checked as a server would, and put in place. false: printed why not, and it is as it was.
  [[nodiscard]] bool commit(const KeyringChange& change, const Keyring& after);

 private:
  KeyringSession(const Context& context, std::optional<ReplacedFile> replaced, TrustedFile file,
                 Keyring keyring)
      : context_(context),
        replaced_(std::move(replaced)),
        file_(std::move(file)),
        keyring_(std::move(keyring)) {}

  const Context& context_;
  std::optional<ReplacedFile> replaced_;  // kEdit
  TrustedFile file_;
  Keyring keyring_;
};

}  // namespace warifu::cli
