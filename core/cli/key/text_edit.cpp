// SPDX-License-Identifier: MIT
#include "core/cli/key/text_edit.h"

#include <algorithm>

#include "core/cli/key/line_index.h"

namespace warifu::cli {
namespace {

// In order, and each behind the one before: two removals may share a blank line.
void put_in_order(std::vector<TextEdit>& edits) {
  std::stable_sort(edits.begin(), edits.end(),
                   [](const TextEdit& a, const TextEdit& b) { return a.begin < b.begin; });
  size_t at = 0;
  for (TextEdit& edit : edits) {
    edit.begin = std::max(edit.begin, at);
    edit.end = at = std::max(edit.end, edit.begin);
  }
}

std::string edited_in_order(std::string_view text, const std::vector<TextEdit>& edits) {
  std::string out;
  size_t at = 0;
  for (const TextEdit& edit : edits) {
    out += text.substr(at, edit.begin - at);
    out += edit.replacement;
    at = edit.end;
  }
  out += text.substr(at);
  return out;
}

// Each line with a sign before it.
size_t append_lines(std::string& out, char sign, std::string_view lines) {
  size_t count = 0;
  while (!lines.empty()) {
    const size_t end = std::min(lines.find('\n'), lines.size());
    out += sign;
    out += lines.substr(0, end);
    out += '\n';
    if (end == lines.size()) out += "\\ No newline at end of file\n";
    lines.remove_prefix(std::min(end + 1, lines.size()));
    ++count;
  }
  return count;
}

// Widened to whole lines, which a diff is made of.
TextEdit of_whole_lines(std::string_view text, const LineIndex& lines, const TextEdit& edit) {
  const size_t begin = lines.begin_around(edit.begin);
  const bool at_line = edit.end == begin || (edit.end > 0 && text[edit.end - 1] == '\n');
  const size_t end = at_line ? edit.end : lines.end_around(edit.end);
  return {begin, end,
          std::string(text.substr(begin, edit.begin - begin)) + edit.replacement +
              std::string(text.substr(edit.end, end - edit.end))};
}

std::string range(char sign, size_t line, size_t count) {
  // Of no lines, the one before is named.
  return sign + std::to_string(count == 0 ? line - 1 : line) + "," + std::to_string(count);
}

}  // namespace

std::string edited(std::string_view text, std::vector<TextEdit> edits) {
  put_in_order(edits);
  return edited_in_order(text, edits);
}

std::string diff(const std::string& path, std::string_view text, std::vector<TextEdit> edits) {
  put_in_order(edits);
  const LineIndex lines(text);
  std::string out = "--- " + path + "\n+++ " + path + "\n";
  ptrdiff_t shift = 0;
  for (const TextEdit& edit : edits) {
    const TextEdit whole = of_whole_lines(text, lines, edit);
    std::string body;
    const size_t gone = append_lines(body, '-', text.substr(whole.begin, whole.end - whole.begin));
    const size_t come = append_lines(body, '+', whole.replacement);
    const size_t line = lines.line_of(whole.begin);
    out += "@@ " + range('-', line, gone) + " " +
           range('+', static_cast<size_t>(static_cast<ptrdiff_t>(line) + shift), come) + " @@\n" +
           body;
    shift += static_cast<ptrdiff_t>(come) - static_cast<ptrdiff_t>(gone);
  }
  return out;
}

uint32_t line_before(std::string_view text, std::vector<TextEdit> edits, uint32_t line) {
  put_in_order(edits);
  const LineIndex lines(text);
  const auto count = [](std::string_view part) {
    return static_cast<uint32_t>(std::count(part.begin(), part.end(), '\n'));
  };
  uint32_t come_so_far = 0;
  uint32_t gone_so_far = 0;
  for (const TextEdit& edit : edits) {
    const TextEdit whole = of_whole_lines(text, lines, edit);
    const uint32_t begin = lines.line_of(whole.begin) + come_so_far - gone_so_far;
    const uint32_t come = count(whole.replacement);
    const uint32_t gone = count(text.substr(whole.begin, whole.end - whole.begin));
    if (line < begin) break;
    if (line < begin + come && come != gone) return 0;
    if (line < begin + come) break;
    come_so_far += come;
    gone_so_far += gone;
  }
  return line + gone_so_far - come_so_far;
}

}  // namespace warifu::cli
