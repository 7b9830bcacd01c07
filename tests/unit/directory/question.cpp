// SPDX-License-Identifier: MIT
#include "tests/unit/directory/question.h"

namespace directory_test {

Question::Question() {
  call.cache = &cache;
  answers("wp");
}

Answer Question::ask_through(module_test::FakeCall& through, const std::string& key) {
  return CachedLookup(through, policy).ask(key, [this](int64_t time_left) {
    ++fetches;
    time_given = time_left;
    if (while_fetching) while_fetching();
    return result;
  });
}

Answer Question::ask(const std::string& key) {
  return ask_through(call, key);
}

Answer Question::ask_cached_only(const std::string& key) {
  call.asked.flags |= WARIFU_CACHED_ONLY;
  const Answer answer = ask_through(call, key);
  call.asked.flags &= ~static_cast<uint32_t>(WARIFU_CACHED_ONLY);
  return answer;
}

Answer Question::ask_as_another(const std::string& key) {
  module_test::FakeCall another;
  another.cache = &cache;
  return ask_through(another, key);
}

}  // namespace directory_test
