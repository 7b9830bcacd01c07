// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdio>
#include <cstring>
#include <mutex>
#include <string>
#include <string_view>

#include "modules/hmac_owner/replay/patience.h"
#include "modules/hmac_owner/replay/trouble.h"

namespace hmac_owner {

// The last thing that went wrong, as a sentence. Kept without the heap and without ever waiting
// long for a lock: in a child, the lock may be one that a thread of the parent's held.
class Complaint {
 public:
  void set(std::string_view sentence) noexcept {
    if (!lock()) return;
    std::snprintf(text_.data(), text_.size(), "%.*s", static_cast<int>(sentence.size()),
                  sentence.data());
    mutex_.unlock();
  }

  // "FILE WHAT: what errno means".
  void set(std::string_view file, const Trouble& trouble) noexcept {
    if (!lock()) return;
    std::snprintf(text_.data(), text_.size(), "%.*s %s%s%s", static_cast<int>(file.size()),
                  file.data(), trouble.what, trouble.error != 0 ? ": " : "",
                  trouble.error != 0 ? ::strerrordesc_np(trouble.error) : "");
    mutex_.unlock();
  }

  [[nodiscard]] std::string get() const {
    if (!lock()) return "another thread is about to say why; ask again";
    std::string text(text_.data());
    mutex_.unlock();
    return text;
  }

 private:
  bool lock() const noexcept {
    Patience patience(20);
    while (!mutex_.try_lock()) {
      if (!patience.wait()) return false;
    }
    return true;
  }

  mutable std::mutex mutex_;
  std::array<char, 1024> text_{};
};

}  // namespace hmac_owner
