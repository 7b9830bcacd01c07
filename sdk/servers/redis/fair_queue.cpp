// SPDX-License-Identifier: MIT
#include "sdk/servers/redis/fair_queue.h"

#include <utility>

namespace warifu::redis {

Party Party::of(const warifu_owner_handle* owner) {
  Party made;
  warifu_owner_info read{};
  read.size = sizeof read;
  if (owner == nullptr || warifu_owner_describe(owner, &read) != WARIFU_OK) return made;
  if (read.owner.has_uid != 0) made.uid = read.owner.uid;
  return made;
}

bool FairQueue::push(const Party& party, Job job) {
  if (size_ >= kMost) return false;
  std::deque<Job>& jobs = waiting_[party];
  if (jobs.size() >= kMostOfOne) return false;
  std::list<Party> turn;
  if (jobs.empty()) turn.push_back(party);
  jobs.push_back(std::move(job));
  turns_.splice(turns_.end(), turn);
  ++size_;
  return true;
}

FairQueue::Job FairQueue::pop() {
  const auto party = waiting_.find(turns_.front());
  Job job = std::move(party->second.front());
  party->second.pop_front();
  if (party->second.empty()) {
    waiting_.erase(party);
    turns_.pop_front();
  } else {
    turns_.splice(turns_.end(), turns_, turns_.begin());
  }
  --size_;
  return job;
}

}  // namespace warifu::redis
