// SPDX-License-Identifier: MIT
#include "modules/hmac_owner/replay/usage_file.h"

#include <sys/mman.h>

#include <algorithm>
#include <atomic>

#include "modules/hmac_owner/replay/private_folder.h"

namespace hmac_owner {
namespace {

using warifu::ErrorKind;
using warifu::failure;
using warifu::Result;

constexpr int kLockMilliseconds = 250;
constexpr uint64_t kRows = WARIFU_KEY_USAGE_ROWS;
constexpr uint64_t kBytes = sizeof(warifu_key_usage_header) + kRows * sizeof(warifu_key_usage_row);

warifu_key_usage_header new_header() {
  warifu_key_usage_header header = {};
  std::copy_n(WARIFU_KEY_USAGE_MAGIC, sizeof(header.magic), header.magic);
  header.version = WARIFU_KEY_USAGE_VERSION;
  header.rows = kRows;
  return header;
}

Result<PrivateFile> find_or_make(const FilePlace& place) {
  auto file = open_private_file(place);
  if (file || file.error().kind != ErrorKind::kUnavailable) return file;
  FolderLock lock;
  if (lock.lock(place.folder, kLockMilliseconds) != 0) return file;
  file = open_private_file(place);
  if (file || file.error().kind != ErrorKind::kUnavailable) return file;
  const warifu_key_usage_header header = new_header();
  const auto* bytes = reinterpret_cast<const uint8_t*>(&header);
  return make_private_file(place, {{bytes, sizeof(header)}, kBytes, kBytes});
}

bool is_known(const PrivateFile& file) {
  warifu_key_usage_header there = {};
  const warifu_key_usage_header wanted = new_header();
  return file.size == kBytes && ::pread(file.fd.get(), &there, sizeof(there), 0) == sizeof(there) &&
         std::equal(std::begin(there.magic), std::end(there.magic), wanted.magic) &&
         there.version == wanted.version && there.rows == wanted.rows;
}

void add_one(uint64_t& counter) {
  std::atomic_ref(counter).fetch_add(1, std::memory_order_relaxed);
}

}  // namespace

Result<std::unique_ptr<UsageFile>> UsageFile::open(const std::string& folder) {
  auto opened = open_private_folder(folder);
  if (!opened) return tl::unexpected(opened.error());
  const FilePlace place{opened->get(), WARIFU_KEY_USAGE_NAME, folder + "/" WARIFU_KEY_USAGE_NAME};
  auto file = find_or_make(place);
  if (!file) return tl::unexpected(file.error());
  if (!is_known(*file)) {
    return failure(ErrorKind::kConfiguration, place.path + " is no file of key counters");
  }
  void* mapping = ::mmap(nullptr, kBytes, PROT_READ | PROT_WRITE, MAP_SHARED, file->fd.get(), 0);
  if (mapping == MAP_FAILED) return failure(ErrorKind::kUnavailable, place.path + ": no mapping");
  return std::unique_ptr<UsageFile>(new UsageFile(mapping));
}

UsageFile::UsageFile(void* mapping)
    : header_(static_cast<warifu_key_usage_header*>(mapping)),
      rows_(reinterpret_cast<warifu_key_usage_row*>(header_ + 1)) {}

UsageFile::~UsageFile() {
  ::munmap(header_, kBytes);
}

warifu_key_usage_row* UsageFile::row_of(uint64_t fingerprint) const {
  for (uint64_t step = 0; step < kRows; ++step) {
    warifu_key_usage_row& row = rows_[(fingerprint + step) % kRows];
    const std::atomic_ref there(*reinterpret_cast<uint64_t*>(row.fingerprint));
    uint64_t found = there.load(std::memory_order_relaxed);
    if (found == 0 && there.compare_exchange_strong(found, fingerprint)) return &row;
    if (found == fingerprint) return &row;
  }
  return nullptr;
}

void UsageFile::count(uint64_t fingerprint, bool passed, int64_t unix_seconds) const {
  warifu_key_usage_row* row = row_of(fingerprint);
  if (row == nullptr) return add_one(header_->uncounted);
  add_one(passed ? row->passed : row->refused);
  const int64_t now = std::max<int64_t>(unix_seconds, 1);
  int64_t never = 0;
  std::atomic_ref(row->first_used).compare_exchange_strong(never, now);
  std::atomic_ref(row->last_used).store(now, std::memory_order_relaxed);
}

}  // namespace hmac_owner
