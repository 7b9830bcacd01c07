// SPDX-License-Identifier: MIT
#include "tests/unit/wire/reference_parser.h"

#include <algorithm>

namespace warifu::wire {
namespace {

// False where the block cannot be cut into options.
bool split(ByteVector rest, std::vector<ByteVector>& out) {
  while (!rest.empty() && rest.front() != 0) {
    size_t length = 1;
    if (rest.front() != 1) {
      if (rest.size() < 2) return false;
      length = rest[1];
      if (length < 2 || length > rest.size()) return false;
    }
    out.emplace_back(rest.begin(), rest.begin() + static_cast<long>(length));
    rest.erase(rest.begin(), rest.begin() + static_cast<long>(length));
  }
  return true;
}

bool begins_with(const ByteVector& option, const ByteVector& start, size_t at) {
  return option.size() >= at + start.size() &&
         std::equal(start.begin(), start.end(), option.begin() + static_cast<long>(at));
}

uint64_t number(const ByteVector& option, size_t at) {
  uint64_t out = 0;
  for (size_t i = at; i < at + 4; ++i)
    out = out * 256 + option[i];
  return out;
}

std::string judge_tcpriv(const ByteVector& option) {
  if (option.size() != 10 || number(option, 6) == 0xffffffff) return "malformed";
  return "tcpriv 0 " + std::to_string(number(option, 6)) + " -";
}

std::string judge_warifu(const ByteVector& option, bool is_syn) {
  if (option.size() < 5) return "malformed";
  const int slot = option[4] % 16;
  std::string name;
  if (option[4] == 0x40 && option.size() == 13 && is_syn) name = "plain";
  if (option[4] / 16 == 5 && option.size() == 20 && is_syn) name = "claim";
  if (option[4] / 16 == 6 && option.size() == 28 && !is_syn) name = "proof";
  if (name.empty()) return "malformed";
  if (number(option, 5) == 0xffffffff || number(option, 9) == 0xffffffff) return "malformed";
  return name + " " + std::to_string(slot) + " " + std::to_string(number(option, 5)) + " " +
         std::to_string(number(option, 9));
}

}  // namespace

std::string reference_outcome(const ByteVector& block, bool is_syn, const OptionRules& rules) {
  std::vector<ByteVector> options;
  if (!split(block, options)) return "malformed";
  std::vector<ByteVector> warifu, tcpriv;
  for (const ByteVector& each : options) {
    const ByteVector exid = {static_cast<uint8_t>(rules.exid / 256),
                             static_cast<uint8_t>(rules.exid % 256)};
    if (each[0] == 254 && begins_with(each, {0x00, 0x00, 0xf9, 0x91}, 2)) {
      tcpriv.push_back(each);
    } else if (each[0] == rules.kind && begins_with(each, exid, 2)) {
      warifu.push_back(each);
    }
  }
  if (warifu.size() > 1 || (!warifu.empty() && !tcpriv.empty())) return "malformed";
  if (!warifu.empty()) return judge_warifu(warifu[0], is_syn);
  if (!rules.accept_tcpriv || tcpriv.empty()) return "none";
  if (tcpriv.size() > 1) return "malformed";
  return is_syn ? judge_tcpriv(tcpriv[0]) : "none";
}

}  // namespace warifu::wire
