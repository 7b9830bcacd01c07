// SPDX-License-Identifier: MIT
#pragma once

#include "core/cli/key/keyring.h"
#include "core/cli/key/line_index.h"
#include "core/cli/key/text_edit.h"

namespace warifu::cli {

struct Span {
  size_t begin = 0;
  size_t end = 0;
};

// Where one entry stands in its keyring's text, and the edits of it. Keyring, lines and entry must
// outlive this.
class EntryText {
 public:
  EntryText(const Keyring& keyring, const LineIndex& lines, const KeyEntry& entry);

  // From the line of its [[key]] to the end of the line of its last value.
  [[nodiscard]] Span block() const { return block_; }

  // Puts a value, as TOML writes it, in the place of a key's; or a line below secret_file's
  // where the entry has none.
  [[nodiscard]] TextEdit set(std::string_view key, const std::string& value) const;
  // The lines of a key that the entry has.
  [[nodiscard]] TextEdit drop(std::string_view key) const;
  // The whole entry, and a blank line before it, or else behind it. Comments above stay. What
  // lies before `gone_until` is removed already.
  [[nodiscard]] TextEdit remove(size_t gone_until) const;
  // A copy of the entry, with `edits` made in it, behind the entry.
  [[nodiscard]] TextEdit copy(std::vector<TextEdit> edits) const;

 private:
  [[nodiscard]] Span value_of(const Member& member) const;
  [[nodiscard]] std::string_view head_of(const Member& member) const;
  [[nodiscard]] size_t aligned_column() const;
  [[nodiscard]] bool is_blank(size_t line_begin) const;
  [[nodiscard]] std::string_view line_end() const;

  std::string_view text_;
  const LineIndex& lines_;
  const KeyEntry& entry_;
  Span block_;
};

}  // namespace warifu::cli
