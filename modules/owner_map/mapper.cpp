// SPDX-License-Identifier: MIT
#include "modules/owner_map/mapper.h"

#include <charconv>
#include <cstring>

namespace owner_map {
namespace {

class HostGroups final : public Groups {
 public:
  explicit HostGroups(const warifu_call& call) : call_(call) {}

  int has_group(const char* group) override {
    if (call_.host->time_left(&call_) <= 0) return WARIFU_MEMBER_UNAVAILABLE;
    return call_.host->has_group(&call_, group);
  }

 private:
  const warifu_call& call_;
};

const char* name_of(const warifu_call& call) {
  const char* const name = call.host->get_attribute(&call, "owner.name");
  return name != nullptr && name[0] != '\0' ? name : nullptr;
}

Question to_question(const warifu_call& call) {
  const warifu_owner& owner = *call.owner;
  Question question;
  question.account = call.request->account;
  question.has_owner = owner.has_uid != 0;
  if (!question.has_owner) return question;
  question.domain = owner.domain;
  question.who = {owner.uid, name_of(call)};
  return question;
}

}  // namespace

void Mapper::process_start() {
  if (started_) {
    for (Rule& rule : map_.rules) {
      if (rule.expression) rule.expression->renew();
    }
  }
  started_ = true;
}

int Mapper::verify(const warifu_call& call) const {
  HostGroups groups(call);
  const Answer answer = decide(map_, to_question(call), groups);
  explain(call, answer);
  return answer.code;
}

// "FILE:LINE"; allocates nothing.
void Mapper::explain(const warifu_call& call, const Answer& answer) const {
  char detail[512];
  size_t length = 0;
  if (answer.where) {
    const std::string& file = map_.files[answer.where->file];
    constexpr size_t kRoomForLine = 16;
    length = file.copy(detail, sizeof detail - kRoomForLine);
    if (answer.where->line != 0) {
      detail[length++] = ':';
      char* const end = detail + sizeof detail - 1;
      const auto written = std::to_chars(detail + length, end, answer.where->line);
      length = static_cast<size_t>(written.ptr - detail);
    }
  }
  detail[length] = '\0';
  call.host->explain(&call, static_cast<uint32_t>(answer.reason), length != 0 ? detail : nullptr);
}

}  // namespace owner_map
