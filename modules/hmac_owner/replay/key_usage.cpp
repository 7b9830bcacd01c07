// SPDX-License-Identifier: MIT
#include "modules/hmac_owner/replay/key_usage.h"

#include <bit>

#include "modules/hmac_owner/replay/opened_lazily.h"
#include "modules/hmac_owner/replay/usage_file.h"

namespace hmac_owner {
namespace {

class FileKeyUsage final : public KeyUsage {
 public:
  explicit FileKeyUsage(std::string folder) : folder_(std::move(folder)) { (void)file(); }

  void count(const std::array<uint8_t, 8>& fingerprint, bool passed,
             int64_t unix_seconds) noexcept override {
    const auto key = std::bit_cast<uint64_t>(fingerprint);
    const UsageFile* opened = key != 0 ? file() : nullptr;
    if (opened != nullptr) opened->count(key, passed, unix_seconds);
  }

 private:
  UsageFile* file() noexcept {
    try {
      return file_.get([this] { return open(); });
    } catch (const std::exception&) {  // only for want of memory
      return nullptr;
    }
  }

  std::unique_ptr<UsageFile> open() {
    auto opened = UsageFile::open(folder_);
    return opened ? std::move(*opened) : nullptr;
  }

  std::string folder_;
  OpenedLazily<UsageFile> file_;
};

}  // namespace

std::unique_ptr<KeyUsage> KeyUsage::make(std::string folder) {
  return std::make_unique<FileKeyUsage>(std::move(folder));
}

}  // namespace hmac_owner
