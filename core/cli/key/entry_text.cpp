// SPDX-License-Identifier: MIT
#include "core/cli/key/entry_text.h"

#include <algorithm>

#include "core/cli/key/toml_value.h"

namespace warifu::cli {

EntryText::EntryText(const Keyring& keyring, const LineIndex& lines, const KeyEntry& entry)
    : text_(keyring.text), lines_(lines), entry_(entry) {
  block_.begin = lines_.begin_of(entry_.line());
  block_.end = lines_.end_around(block_.begin);
  for (const Member& member : *entry_.node.as<Table>())
    block_.end = std::max(block_.end, lines_.end_around(value_of(member).end));
}

Span EntryText::value_of(const Member& member) const {
  const size_t begin = lines_.offset_of(member.value.place());
  return {begin, end_of_value(text_, begin)};
}

bool EntryText::is_blank(size_t line_begin) const {
  const size_t end = lines_.end_around(line_begin);
  return line_begin < text_.size() &&
         text_.substr(line_begin, end - line_begin).find_first_not_of(" \t\r\n") == text_.npos;
}

// As the entry's own lines end.
std::string_view EntryText::line_end() const {
  const size_t end = lines_.end_around(block_.begin);
  return text_.substr(0, end).ends_with("\r\n") ? "\r\n" : "\n";
}

// A key's line up to its value.
std::string_view EntryText::head_of(const Member& member) const {
  const size_t begin = lines_.begin_of(member.key_place.line);
  return text_.substr(begin, value_of(member).begin - begin);
}

// Where the entry's = stand below each other; 0: they do not.
size_t EntryText::aligned_column() const {
  const size_t column = head_of(*entry_.member("secret_file")).find('=');
  return column == head_of(*entry_.member("slot")).find('=') ? column : 0;
}

TextEdit EntryText::set(std::string_view key, const std::string& value) const {
  if (const Member* member = entry_.member(key)) {
    const Span old = value_of(*member);
    return {old.begin, old.end, value};
  }
  const Member& secret_file = *entry_.member("secret_file");
  const Span above = value_of(secret_file);
  const std::string_view head = head_of(secret_file);
  std::string line(head.substr(0, std::min(head.find_first_not_of(" \t"), head.size())));
  line += key;
  line.resize(std::max(line.size() + 1, aligned_column()), ' ');
  const size_t after = lines_.end_around(above.end);
  const bool ends = after > 0 && text_[after - 1] == '\n';
  std::string inserted = line + "= " + value + std::string(line_end());
  if (!ends) inserted.insert(0, line_end());
  return {after, after, std::move(inserted)};
}

TextEdit EntryText::drop(std::string_view key) const {
  const Member& member = *entry_.member(key);
  return {lines_.begin_of(member.key_place.line), lines_.end_around(value_of(member).end), ""};
}

TextEdit EntryText::remove(size_t gone_until) const {
  Span span = block_;
  const size_t before = span.begin > 0 ? lines_.begin_around(span.begin - 1) : span.begin;
  if (before >= gone_until && before < span.begin && is_blank(before)) {
    span.begin = before;
  } else if (is_blank(span.end)) {
    span.end = lines_.end_around(span.end);
  }
  return {span.begin, span.end, ""};
}

TextEdit EntryText::copy(std::vector<TextEdit> edits) const {
  for (TextEdit& edit : edits) {
    edit.begin -= block_.begin;
    edit.end -= block_.begin;
  }
  const std::string_view block = text_.substr(block_.begin, block_.end - block_.begin);
  std::string copied(line_end());
  if (!block.ends_with('\n')) copied += line_end();
  copied += edited(block, std::move(edits));
  return {block_.end, block_.end, std::move(copied)};
}

}  // namespace warifu::cli
