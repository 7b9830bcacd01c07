// SPDX-License-Identifier: MIT
#include "core/log/timestamp.h"

#include <chrono>

namespace warifu {
namespace {

void append_padded(Line& line, uint64_t value, int width) {
  char digits[8];
  for (int i = width; i > 0; value /= 10)
    digits[--i] = static_cast<char>('0' + value % 10);
  line.text({digits, static_cast<size_t>(width)});
}

}  // namespace

void append_timestamp(Line& line, int64_t time) {
  using namespace std::chrono;
  const sys_time<microseconds> moment{floor<microseconds>(nanoseconds{time})};
  const auto midnight = floor<days>(moment);
  const year_month_day date{midnight};
  const hh_mm_ss clock{moment - midnight};
  append_padded(line, static_cast<uint64_t>(static_cast<int>(date.year())), 4);
  append_padded(line.text("-"), static_cast<unsigned>(date.month()), 2);
  append_padded(line.text("-"), static_cast<unsigned>(date.day()), 2);
  append_padded(line.text("T"), static_cast<uint64_t>(clock.hours().count()), 2);
  append_padded(line.text(":"), static_cast<uint64_t>(clock.minutes().count()), 2);
  append_padded(line.text(":"), static_cast<uint64_t>(clock.seconds().count()), 2);
  append_padded(line.text("."), static_cast<uint64_t>(clock.subseconds().count()), 6);
  line.text("Z");
}

}  // namespace warifu
