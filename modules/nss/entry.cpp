// SPDX-License-Identifier: MIT
#include "modules/nss/entry.h"

#include <utility>

#include "modules/nss/nss_source.h"

namespace nss {

Entry::Entry(const warifu::directory::Requirements& requirements,
             const warifu::directory::CachePolicy& policy, std::shared_ptr<NameService> names)
    : requirements_(requirements), policy_(policy), names_(std::move(names)) {}

void Entry::process_start() {
  auto fresh = std::make_unique<ProcessState>();
  fresh->inherited = state_.release();
  state_ = std::move(fresh);
}

int Entry::verify(const warifu_call& call, warifu_group_search search) const {
  NssSource source(call, policy_, state_->worker, names_);
  return requirements_.verify(call, source, search);
}

int Entry::is_in_group(const warifu_call& call, const char* group) const {
  NssSource source(call, policy_, state_->worker, names_);
  return requirements_.is_in_group(call, source, group);
}

}  // namespace nss
