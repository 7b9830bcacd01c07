// SPDX-License-Identifier: MIT
// What the shared cache may hold of a directory's answers, and names that it may give. What is
// taken encodes to the same bytes again, and a name that is one is no number, path or option.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "modules/directory/cached_value.h"
#include "modules/directory/name.h"
#include "modules/directory/user.h"

namespace {

using namespace warifu::directory;

void judge_name(std::string_view name) {
  if (!is_name(name)) return;
  const auto is_control = [](char each) {
    return static_cast<unsigned char>(each) < 0x20 || each == 0x7F;
  };
  if (name.empty() || name.size() > kMostNameBytes) std::abort();
  if (std::any_of(name.begin(), name.end(), is_control)) std::abort();
  if (name.find_first_of("/:") != name.npos) std::abort();
  if (name.find_first_not_of("0123456789") == name.npos) std::abort();
  if (name.front() == '+' || name.front() == '-') std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  judge_name(bytes);
  const auto decoded = decode(bytes);
  if (!decoded) return 0;
  if ((decoded->found ? encode_found(decoded->value) : encode_not_found()) != bytes) std::abort();
  const auto user = decode_user(decoded->value);
  if (!user) return 0;
  if (encode(*user) != decoded->value) std::abort();
  judge_name(user->name);
  return 0;
}
