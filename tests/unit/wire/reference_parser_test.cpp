// SPDX-License-Identifier: MIT
#include "tests/unit/wire/reference_parser.h"

#include <catch2/catch.hpp>
#include <map>
#include <random>

using namespace warifu::wire;

namespace {

std::string outcome(const ByteVector& block, Segment segment, const OptionRules& rules) {
  const auto parsed = parse_options(block, segment, rules);
  if (!parsed) return "malformed";
  if (!*parsed) return "none";
  const OwnerOption& option = **parsed;
  constexpr const char* kNames[] = {"plain", "claim", "proof", "tcpriv"};
  return std::string(kNames[static_cast<int>(option.form)]) + " " + std::to_string(option.slot) +
         " " + std::to_string(option.uid) + " " +
         (option.has_gid ? std::to_string(option.gid) : "-");
}

// Blocks of whole options mostly, some of them bent: pure noise hardly ever gets past the
// first length.
class BlockMaker {
 public:
  explicit BlockMaker(uint32_t seed) : random_(seed) {}

  uint32_t below(uint32_t bound) { return std::uniform_int_distribution(0u, bound - 1)(random_); }

  ByteVector block() {
    ByteVector out;
    for (uint32_t count = below(4); count > 0; --count)
      out = join({out, piece()});
    if (out.size() > kMaxOptions) out.resize(kMaxOptions);
    if (!out.empty() && below(4) == 0) out[below(static_cast<uint32_t>(out.size()))] = byte();
    return out;
  }

 private:
  uint8_t byte() {
    constexpr uint8_t kTelling[] = {0, 1, 2, 13, 20, 28, 0x40, 0x50, 0x60, 0xfd, 0xfe, 0xff};
    return below(2) == 0 ? kTelling[below(sizeof(kTelling))] : static_cast<uint8_t>(below(256));
  }

  ByteVector noise(size_t length) {
    ByteVector out(length);
    for (uint8_t& each : out)
      each = byte();
    return out;
  }

  ByteVector piece() {
    switch (below(9)) {
      case 0:
        return {1};
      case 1:
        return below(4) == 0 ? ByteVector{0} : ByteVector{1, 1};
      case 2:
        return kUsual;
      case 3:
        return noise(below(6));
      case 4:
        return join({hex("fe 0a 0000f991"), noise(4)});
      case 5:
        return join({{static_cast<uint8_t>(0xfd + below(2))}, hex("0d 5746 40"), noise(8)});
      case 6:
        return join({hex("fe 14 5746"), {static_cast<uint8_t>(0x50 + below(16))}, noise(15)});
      case 7:
        return join({hex("fe 1c 5746"), {static_cast<uint8_t>(0x60 + below(16))}, noise(23)});
      default:
        return kPlain;
    }
  }

  std::mt19937 random_;
};

}  // namespace

TEST_CASE("the parser agrees with a slow one on random option blocks", "[wire]") {
  const uint32_t seed = std::random_device{}();
  BlockMaker maker(seed);
  std::map<std::string, int> seen;
  for (int i = 0; i < 40000; ++i) {
    const ByteVector block = maker.block();
    const bool is_syn = maker.below(2) == 0;
    const OptionRules rules{.kind = static_cast<uint8_t>(253 + maker.below(2)),
                            .accept_tcpriv = maker.below(2) == 0};
    const std::string expected = reference_outcome(block, is_syn, rules);
    const std::string got = outcome(block, is_syn ? Segment::kSyn : Segment::kAfterSyn, rules);
    ++seen[expected.substr(0, expected.find(' '))];
    if (got != expected) {
      CAPTURE(seed, i, block, is_syn, int{rules.kind}, rules.accept_tcpriv);
      REQUIRE(got == expected);
    }
  }
  // The comparison is worth nothing unless every outcome came up often.
  for (const char* name : {"none", "malformed", "plain", "claim", "proof", "tcpriv"}) {
    CAPTURE(seed, name);
    CHECK(seen[name] > 100);
  }
}
