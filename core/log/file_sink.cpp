// SPDX-License-Identifier: MIT
#include "core/log/file_sink.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "core/log/log_file.h"

namespace warifu {
namespace {

constexpr int64_t kLookEvery = 1'000'000'000;

// Nobody will ever read what is written to a file without a name.
bool is_removed(int fd) {
  struct stat status = {};
  return fd >= 0 && fstat(fd, &status) == 0 && status.st_nlink == 0;
}

Error cannot_open(const std::string& path, const OpenedLogFile& opened) {
  const std::string fault = *opened.fault != '\0' ? opened.fault : strerrordesc_np(opened.error);
  return Error{ErrorKind::kConfiguration,
               "the log file " + path + " cannot be used: " + fault +
                   "; let its folder and the file belong to the server's user, 0750 and 0640"};
}

}  // namespace

Result<std::unique_ptr<Sink>> FileSink::open(const std::string& path, MonotonicClock clock,
                                             std::atomic<uint32_t>& torn) {
  OpenedLogFile opened = open_log_file(path);
  if (!opened.fd.valid()) return tl::unexpected(cannot_open(path, opened));
  std::unique_ptr<FileSink> sink(new FileSink(path, clock, torn));
  sink->file_.hold(std::move(opened.fd));
  return sink;
}

int FileSink::write(const LogEntry& entry) noexcept {
  follow_rotation();
  if (const int error = gone_.load()) return error;
  const int held = file_.get();
  if (held >= 0) return write_to(held, entry);
  OpenedLogFile opened = open_log_file(path_);
  if (!opened.fd.valid()) return opened.error;
  const int result = write_to(opened.fd.get(), entry);
  file_.hold(std::move(opened.fd));
  return result;
}

void FileSink::follow_rotation() {
  const int64_t now = clock_();
  int64_t due = next_look_.load();
  if (now < due || !next_look_.compare_exchange_strong(due, now + kLookEvery)) return;
  struct stat status = {};
  if (lstat(path_.c_str(), &status) == 0 && file_.is(status)) return;
  OpenedLogFile opened = open_log_file(path_);
  gone_.store(opened.fd.valid() || !is_removed(file_.get()) ? 0 : opened.error);
  file_.hold(std::move(opened.fd));
}

int FileSink::write_to(int fd, const LogEntry& entry) {
  Line line;
  // A line that a full disk cut in two must not spoil the next one too.
  // Looked at before it is changed: the processes share the word, and writing to it takes it away
  // from all the others' caches.
  if (torn_.load() != 0 && torn_.exchange(0) != 0) line.text("\n");
  entry.append_json(line);
  line.text("\n");
  const ssize_t written = ::write(fd, line.view().data(), line.view().size());
  if (written == static_cast<ssize_t>(line.view().size())) return 0;
  const int error = written < 0 ? errno : ENOSPC;
  const bool began_with_newline = line.view().front() == '\n';
  if (written > 0 || began_with_newline) torn_.store(1);
  return error;
}

}  // namespace warifu
