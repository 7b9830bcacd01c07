// SPDX-License-Identifier: MIT
#include "core/engine/entry_fingerprint.h"

#include <openssl/evp.h>

#include <memory>
#include <string_view>

#include "core/module/descriptor.h"

namespace warifu {
namespace {

struct ContextFree {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

// Options may be secrets: they are hashed where they lie, and no copy is made. Every text goes in
// behind its length, so that no two lists of texts are the same bytes.
class Fingerprint {
 public:
  Fingerprint() : good_(EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1) {}

  void number(int64_t value) { bytes(&value, sizeof value); }
  void text(std::string_view value) {
    number(static_cast<int64_t>(value.size()));
    bytes(value.data(), value.size());
  }
  std::optional<CacheOwner> end() {
    CacheOwner digest{};
    if (!good_ || EVP_DigestFinal_ex(context_.get(), digest.data(), nullptr) != 1) return {};
    return digest;
  }

 private:
  void bytes(const void* data, size_t length) {
    good_ = good_ && EVP_DigestUpdate(context_.get(), data, length) == 1;
  }
  std::unique_ptr<EVP_MD_CTX, ContextFree> context_{EVP_MD_CTX_new()};
  bool good_;
};

void add_value(Fingerprint& print, const warifu_value& value) {
  print.number(value.is_set);
  print.number(value.integer);
  print.number(value.boolean);
  print.text(value.string == nullptr ? "" : value.string);
  print.number(static_cast<int64_t>(value.string_count));
  for (size_t i = 0; i < value.string_count; ++i)
    print.text(value.strings[i]);
  print.number(static_cast<int64_t>(value.range_count));
  for (size_t i = 0; i < value.range_count; ++i) {
    print.number(value.ranges[i].first);
    print.number(value.ranges[i].last);
  }
}

}  // namespace

std::optional<CacheOwner> entry_fingerprint(const EntryIdentity& entry, uint32_t ordinal) {
  const warifu_module& module = entry.instance.descriptor();
  const auto& values = entry.instance.options().values();
  Fingerprint print;
  for (const std::string_view each :
       {std::string_view(entry.service), std::string_view(module.name),
        std::string_view(module.version), std::string_view(entry.name)}) {
    print.text(each);
  }
  for (size_t i = 0; i < values.size(); ++i) {
    print.text(option_at(module, static_cast<uint32_t>(i)).name);
    add_value(print, values[i]);
  }
  print.number(ordinal);
  return print.end();
}

}  // namespace warifu
