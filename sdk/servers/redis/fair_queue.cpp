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
  if (jobs.empty()) turns_.push_back(party);
  jobs.push_back(std::move(job));
  ++size_;
  return true;
}

FairQueue::Job FairQueue::pop() {
  const auto party = waiting_.find(turns_.front());
  turns_.pop_front();
  Job job = std::move(party->second.front());
  party->second.pop_front();
  if (party->second.empty()) {
    waiting_.erase(party);
  } else {
    turns_.push_back(party->first);
  }
  --size_;
  return job;
}

}  // namespace warifu::redis
