// SPDX-License-Identifier: MIT
#include "sdk/servers/mariadb/local_sql.h"

#include <memory>

#include "sdk/servers/mariadb/server_api.h"

// The server's own, which it exports; weak, so that one that does not is said and not the end.
#pragma weak my_thread_init
#pragma weak my_thread_end
extern volatile bool mysqld_server_started __attribute__((weak));

namespace warifu::mariadb {
namespace {

struct Free {
  void operator()(MYSQL* handle) const { mysql_close(handle); }
  void operator()(MYSQL_RES* result) const { mysql_free_result(result); }
};
using Result = std::unique_ptr<MYSQL_RES, Free>;

Rows rows_of(MYSQL_RES* result) {
  Rows rows;
  const unsigned width = mysql_num_fields(result);
  while (MYSQL_ROW const row = mysql_fetch_row(result)) {
    std::vector<std::string> made;
    for (unsigned i = 0; i < width; ++i)
      made.emplace_back(row[i] != nullptr ? row[i] : "");
    rows.push_back(std::move(made));
  }
  return rows;
}

}  // namespace

ServerThread::ServerThread() {
  if (my_thread_init != nullptr) my_thread_init();
}

ServerThread::~ServerThread() {
  if (my_thread_end != nullptr) my_thread_end();
}

bool server_serves() {
  return my_thread_init != nullptr && &mysqld_server_started != nullptr && mysqld_server_started;
}

std::variant<Rows, std::string> ask_locally(const std::string& question) {
  const std::unique_ptr<MYSQL, Free> handle(mysql_init(nullptr));
  if (!handle) return "no memory";
  if (mysql_real_connect_local(handle.get()) == nullptr ||
      mysql_real_query(handle.get(), question.data(), question.size()) != 0) {
    return std::string(mysql_error(handle.get()));
  }
  const Result result(mysql_store_result(handle.get()));
  if (!result) return std::string(mysql_error(handle.get()));
  return rows_of(result.get());
}

}  // namespace warifu::mariadb
