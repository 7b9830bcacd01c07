// SPDX-License-Identifier: MIT
// Any words as the arguments of Redis' module. What it exempts is never a source alone.
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "sdk/servers/redis/settings.h"
#include "tests/fuzz/words.h"

namespace {

using namespace warifu::redis;

void require(bool holds) {
  if (!holds) std::abort();
}

warifu_owner owner(uint32_t uid, const char* domain) {
  warifu_owner made{};
  made.size = sizeof made;
  made.has_uid = 1;
  made.uid = uid;
  made.domain = domain;
  return made;
}

void look_at(const Exemption& exemption) {
  warifu_endpoint client{};
  std::memcpy(client.address, exemption.address.data(), sizeof client.address);
  client.port = 1;
  require(exemption.length >= 1 && exemption.length <= 128);
  require(exemption.covers(owner(exemption.uid, "web"), client));
  require(!exemption.covers(owner(exemption.uid, ""), client));
  require(!exemption.covers(owner(exemption.uid ^ 1, "web"), client));
  client.address[(exemption.length - 1) / 8] ^=
      static_cast<uint8_t>(0x80 >> (exemption.length - 1) % 8);
  require(!exemption.covers(owner(exemption.uid, "web"), client));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto read =
      parse_settings(fuzz::words_of({reinterpret_cast<const char*>(data), size}, ' '));
  if (const auto* const mistake = std::get_if<std::string>(&read)) {
    require(!mistake->empty());
    return 0;
  }
  for (const Exemption& each : std::get<Settings>(read).exemptions)
    look_at(each);
  return 0;
}
