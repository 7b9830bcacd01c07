// SPDX-License-Identifier: MIT
// Accounts that can be logged into past this plugin though they should not, as the server's view
// warifu.slipped_accounts lists them (warifu-mariadb-accounts makes it).
#pragma once

#include <atomic>
#include <cstdint>
#include <string>

namespace warifu::mariadb {

class Slipped {
 public:
  // Asks the server over SQL, and tells its log where the answer is another than before. Of one
  // thread that is the server's too (local_sql.h), while it serves.
  void look();

  // -1: unknown. Any thread.
  [[nodiscard]] int64_t count() const { return count_; }

 private:
  void tell_of(const std::string& found);

  std::atomic<int64_t> count_ = -1;
  std::string before_;
};

}  // namespace warifu::mariadb
