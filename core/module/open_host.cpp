// SPDX-License-Identifier: MIT
#include "core/module/open_host.h"

#include <openssl/crypto.h>

#include <exception>

namespace warifu {

// Built in place around what read() returns: moving a short string would leave a copy behind.
struct OpenHost::Content {
  Result<std::string> bytes;
};

OpenHost::OpenHost(const TrustPolicy& trust, const OptionValues& options, Domains domains,
                   Diagnostics& diagnostics)
    : trust_(trust), options_(options), domains_(domains), diagnostics_(diagnostics) {}

OpenHost::~OpenHost() {
  for (const auto& content : contents_) {
    // NOLINTNEXTLINE(clang-analyzer-cplusplus.InnerPointer): data() is taken anew for each
    if (content->bytes) OPENSSL_cleanse(content->bytes->data(), content->bytes->size());
  }
}

void OpenHost::serve(warifu_module_open& args) {
  args.report = report;
  args.warn = warn;
  args.read_file = read_file;
  args.read_file_at = read_file_at;
  args.declare_domain = declare_domain;
  args.domain_count = domain_count;
  args.context = this;
}

OpenHost& OpenHost::of(const warifu_module_open* args) {
  return *static_cast<OpenHost*>(args->context);
}

Place OpenHost::place(uint32_t option, const char* file, uint32_t line, uint32_t column) const {
  if (file) return {file, line, column};
  return options_.place(option);
}

void OpenHost::say(Severity severity, const Place& where, const char* what, const char* remedy) {
  const std::string text = what && *what ? what : "the module refuses this and does not say why";
  if (severity == Severity::kWarning) {
    diagnostics_.warning(where, text, remedy ? remedy : "");
  } else {
    diagnostics_.error(where, text, remedy ? remedy : "");
  }
}

// Whatever becomes of the text, the mistake is remembered: the stack must not load.
void OpenHost::report(const warifu_module_open* args, uint32_t option, const char* file,
                      uint32_t line, uint32_t column, const char* what,
                      const char* remedy) noexcept {
  OpenHost& host = of(args);
  try {
    host.say(Severity::kError, host.place(option, file, line, column), what, remedy);
    host.reported_ = true;
  } catch (const std::exception&) {
    host.lost_ = true;
  }
}

void OpenHost::warn(const warifu_module_open* args, uint32_t option, const char* file,
                    uint32_t line, uint32_t column, const char* what, const char* remedy) noexcept {
  OpenHost& host = of(args);
  try {
    host.say(Severity::kWarning, host.place(option, file, line, column), what, remedy);
  } catch (const std::exception&) {
    host.lost_ = true;
  }
}

bool OpenHost::read(const Place& where, const char* path, Secrecy secrecy, size_t limit) {
  const auto file = open_trusted_file(path ? path : "", trust_, secrecy);
  if (!file) {
    diagnostics_.error(where, file.error().text, "");
    reported_ = true;
    return false;
  }
  contents_.emplace_back();  // room first: nothing may fail between reading and keeping
  contents_.back().reset(new Content{file->read(limit)});
  if (contents_.back()->bytes) return true;
  diagnostics_.error(where, contents_.back()->bytes.error().text, "");
  reported_ = true;
  return false;
}

int OpenHost::give(const Place& where, const char* path, uint32_t kind, size_t limit,
                   const uint8_t** bytes, size_t* length) {
  // A kind this host does not know is guarded as the strictest it does.
  const Secrecy secrecy = kind == WARIFU_FILE_CONFIGURATION ? Secrecy::kPublic : Secrecy::kSecret;
  if (!read(where, path, secrecy, limit)) return -1;
  const std::string& content = *contents_.back()->bytes;
  *bytes = reinterpret_cast<const uint8_t*>(content.data());
  *length = content.size();
  return 0;
}

int OpenHost::read_file(const warifu_module_open* args, uint32_t option, const char* path,
                        uint32_t kind, size_t limit, const uint8_t** bytes,
                        size_t* length) noexcept {
  OpenHost& host = of(args);
  *bytes = nullptr;
  *length = 0;
  try {
    return host.give(host.options_.place(option), path, kind, limit, bytes, length);
  } catch (const std::exception&) {
    host.lost_ = true;
    return -1;
  }
}

int OpenHost::read_file_at(const warifu_module_open* args, const char* file, uint32_t line,
                           uint32_t column, const char* path, uint32_t kind, size_t limit,
                           const uint8_t** bytes, size_t* length) noexcept {
  OpenHost& host = of(args);
  *bytes = nullptr;
  *length = 0;
  try {
    return host.give(Place{file ? file : "", line, column}, path, kind, limit, bytes, length);
  } catch (const std::exception&) {
    host.lost_ = true;
    return -1;
  }
}

int OpenHost::declare_domain(const warifu_module_open* args, const char* domain) noexcept {
  OpenHost& host = of(args);
  if (!host.domains_.may_declare || domain == nullptr) return -1;
  try {
    host.domains_.declared.insert(domain);
    return 0;
  } catch (const std::exception&) {
    host.lost_ = true;
    return -1;
  }
}

uint32_t OpenHost::domain_count(const warifu_module_open* args) noexcept {
  return static_cast<uint32_t>(of(args).domains_.declared.size());
}

}  // namespace warifu
