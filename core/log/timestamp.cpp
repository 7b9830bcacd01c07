// SPDX-License-Identifier: MIT
#include "core/log/timestamp.h"

#include <array>
#include <chrono>

namespace warifu {
namespace {

// The text, filled in from the left; its length is always the same.
class Stamp {
 public:
  template <size_t Width>
  Stamp& padded(uint64_t value) {
    for (size_t i = Width; i > 0; value /= 10)
      text_[length_ + --i] = static_cast<char>('0' + value % 10);
    length_ += Width;
    return *this;
  }
  Stamp& mark(char c) {
    text_[length_++] = c;
    return *this;
  }
  [[nodiscard]] std::string_view view() const { return {text_.data(), length_}; }

 private:
  std::array<char, sizeof("2026-01-31T23:59:59.000001Z") - 1> text_;
  size_t length_ = 0;
};

}  // namespace

void append_timestamp(Line& line, int64_t time) {
  using namespace std::chrono;
  const sys_time<microseconds> moment{floor<microseconds>(nanoseconds{time})};
  const auto midnight = floor<days>(moment);
  const year_month_day date{midnight};
  const auto since_midnight = static_cast<uint64_t>((moment - midnight).count());
  const uint64_t second = since_midnight / 1'000'000;
  Stamp stamp;
  stamp.padded<4>(static_cast<uint64_t>(static_cast<int>(date.year()))).mark('-');
  stamp.padded<2>(static_cast<unsigned>(date.month())).mark('-');
  stamp.padded<2>(static_cast<unsigned>(date.day())).mark('T');
  stamp.padded<2>(second / 3600).mark(':');
  stamp.padded<2>(second / 60 % 60).mark(':');
  stamp.padded<2>(second % 60).mark('.');
  stamp.padded<6>(since_midnight % 1'000'000).mark('Z');
  line.text(stamp.view());
}

}  // namespace warifu
