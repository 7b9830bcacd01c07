// SPDX-License-Identifier: MIT
#include "core/cli/key/key_usage.h"

#include <algorithm>

#include "core/cli/key/path.h"
#include "core/config/stack_loader.h"

namespace warifu::cli {
namespace {

// A clock that was set back may show a use to come; then it is no long time ago either.
bool used_within(const wire::KeyUsageRow& row, std::chrono::seconds quiet, int64_t now) {
  return row.last_used > now - quiet.count();
}

bool counts_since(const wire::KeyUsageTable& table, int64_t moment) {
  return std::any_of(table.rows.begin(), table.rows.end(), [&](const wire::KeyUsageRow& row) {
    return row.first_used != 0 && row.first_used <= moment;
  });
}

Objection in_use(const ServiceUsage& usage, const std::string& key, const wire::KeyUsageRow& row,
                 std::chrono::seconds quiet, int64_t now) {
  const int64_t ago = std::max<int64_t>(now - row.last_used, 0);
  return {true, "key " + key + " was last used " + std::to_string(ago) + " s ago by " +
                    usage.service + ", less than " + std::to_string(quiet.count()) +
                    " s; find its clients in the decision log, give them the other key and wait"};
}

}  // namespace

Result<ServiceUsage> read_usage(const std::string& runtime_dir, const std::string& service) {
  const bool is_folder = service.find('/') != std::string::npos;
  if (!is_folder && !is_service_name(service)) {
    return failure(ErrorKind::kArgument, "\"" + service +
                                             "\" is no service name; use [a-z0-9][a-z0-9_-]*, or "
                                             "a folder with a slash");
  }
  const auto folder = absolute_path(is_folder ? service : runtime_dir + "/replay/" + service);
  if (!folder) return tl::unexpected(folder.error());
  auto table = wire::read_key_usage(*folder);
  if (!table) return failure(ErrorKind::kUnavailable, table.error());
  return ServiceUsage{service, std::move(*table)};
}

std::string fingerprint_of(const wire::KeyUsageRow& row) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const uint8_t byte : row.fingerprint) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

const wire::KeyUsageRow* find_row(const wire::KeyUsageTable& table,
                                  const std::string& fingerprint) {
  const auto found = std::find_if(table.rows.begin(), table.rows.end(), [&](const auto& row) {
    return fingerprint_of(row) == fingerprint;
  });
  return found == table.rows.end() ? nullptr : &*found;
}

std::optional<Objection> objection_to_retiring(const ServiceUsage& usage,
                                               const std::string& old_key,
                                               const std::string& new_key,
                                               std::chrono::seconds quiet, int64_t now) {
  const wire::KeyUsageRow* old_row = find_row(usage.table, old_key);
  if (old_row != nullptr && used_within(*old_row, quiet, now)) {
    return in_use(usage, old_key, *old_row, quiet, now);
  }
  const wire::KeyUsageRow* new_row = find_row(usage.table, new_key);
  if (new_row == nullptr || new_row->passed == 0) {
    return Objection{false, "no login with key " + new_key + " was seen by " + usage.service +
                                " yet; give it to the clients, or say --force where none are "
                                "served"};
  }
  if (old_row == nullptr && usage.table.uncounted > 0) {
    return Objection{false, usage.service +
                                " had no room to count every key; stop it, remove the "
                                "file, start it and wait"};
  }
  if (!counts_since(usage.table, now - quiet.count())) {
    return Objection{false, usage.service + " has not counted for " +
                                std::to_string(quiet.count()) + " s yet; wait"};
  }
  return std::nullopt;
}

std::optional<Objection> objection_to_dropping(const ServiceUsage& usage,
                                               const std::string& new_key,
                                               std::chrono::seconds quiet, int64_t now) {
  const wire::KeyUsageRow* row = find_row(usage.table, new_key);
  if (row == nullptr || !used_within(*row, quiet, now)) return std::nullopt;
  return in_use(usage, new_key, *row, quiet, now);
}

}  // namespace warifu::cli
