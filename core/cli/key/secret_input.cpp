// SPDX-License-Identifier: MIT
#include "core/cli/key/secret_input.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "core/cli/key/path.h"

namespace warifu::cli {
namespace {

// 64 digits, and white space that editors and people leave.
constexpr size_t kMaximumBytes = 4096;
constexpr const char* kStandardInput = "-";

struct Buffer {
  std::array<char, kMaximumBytes + 1> bytes{};
  size_t length = 0;

  Buffer() = default;
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  ~Buffer() { OPENSSL_cleanse(bytes.data(), bytes.size()); }
  [[nodiscard]] std::string_view text() const { return {bytes.data(), length}; }
};

Result<wire::Secret> parse(const std::string& name, std::string_view text) {
  auto secret = wire::Secret::from_text(text);
  if (!secret) {
    return failure(ErrorKind::kConfiguration,
                   name + " holds no key: " + secret.error() +
                       "; give one that `warifu key generate` or `warifu key derive` made");
  }
  return *secret;
}

Result<wire::Secret> read_standard_input() {
  const std::string name = "standard input";
  if (isatty(STDIN_FILENO) == 1) {
    return failure(ErrorKind::kArgument,
                   name + " is a terminal, and a key would be seen on it; name a file, or pipe it");
  }
  Buffer buffer;
  while (buffer.length < buffer.bytes.size()) {
    const ssize_t count = ::read(STDIN_FILENO, buffer.bytes.data() + buffer.length,
                                 buffer.bytes.size() - buffer.length);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      return failure(ErrorKind::kUnavailable, name + " cannot be read: " + std::strerror(errno));
    }
    if (count == 0) return parse(name, buffer.text());
    buffer.length += static_cast<size_t>(count);
  }
  return failure(ErrorKind::kConfiguration,
                 name + " is longer than a key can be; give the 64 hexadecimal digits of one");
}

}  // namespace

TrustPolicy own_files() {
  return {geteuid()};
}

Result<wire::Secret> read_secret(const std::string& path, const TrustPolicy& trust) {
  if (path == kStandardInput) return read_standard_input();
  const auto absolute = absolute_path(path);
  if (!absolute) return tl::unexpected(absolute.error());
  const auto file = open_trusted_file(*absolute, trust, Secrecy::kSecret);
  if (!file) return tl::unexpected(file.error());
  auto text = file->read(kMaximumBytes);
  if (!text) return tl::unexpected(text.error());
  auto secret = parse(*absolute, *text);
  OPENSSL_cleanse(text->data(), text->size());
  return secret;
}

}  // namespace warifu::cli
