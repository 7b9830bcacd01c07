// SPDX-License-Identifier: MIT
#include "modules/stns/option_reader.h"

namespace stns {
namespace {

constexpr size_t kMostSecretBytes = 8192;

}  // namespace

void OptionReader::mistake(uint32_t option, const Mistake& mistake) {
  good_ = false;
  args_.report(&args_, option, nullptr, 0, 0, mistake.what.c_str(), mistake.remedy.c_str());
}

void OptionReader::warn(uint32_t option, const Mistake& mistake) const {
  args_.warn(&args_, option, nullptr, 0, 0, mistake.what.c_str(), mistake.remedy.c_str());
}

std::optional<SecretText> OptionReader::file(uint32_t option, warifu_file_kind kind, size_t limit) {
  if (!is_set(option)) return SecretText();
  const uint8_t* bytes = nullptr;
  size_t length = 0;
  if (args_.read_file(&args_, option, value(option).string, kind, limit, &bytes, &length) != 0) {
    good_ = false;
    return std::nullopt;
  }
  return SecretText(std::string_view(reinterpret_cast<const char*>(bytes), length));
}

std::optional<SecretText> OptionReader::secret(uint32_t option, uint32_t file_option) {
  if (!is_set(file_option)) return SecretText(text(option));
  if (is_set(option)) {
    mistake(file_option, {"the same secret is given twice, here and in the stack itself",
                          "give one of them; the file is the better place"});
    return std::nullopt;
  }
  const auto whole = file(file_option, WARIFU_FILE_SECRET, kMostSecretBytes);
  if (!whole) return std::nullopt;
  std::string_view line = whole->view();
  while (line.ends_with('\n') || line.ends_with('\r'))
    line.remove_suffix(1);
  if (!line.empty()) return SecretText(line);
  mistake(file_option, {"the file is empty", "write the secret into it"});
  return std::nullopt;
}

}  // namespace stns
