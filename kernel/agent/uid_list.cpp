// SPDX-License-Identifier: MIT
#include "kernel/agent/uid_list.h"

#include <algorithm>

#include "kernel/wire/option.h"

namespace warifu::agent {
namespace {

constexpr IdRange kEveryoneButRoot{1, WARIFU_NO_ID - 1};

bool is_all(const Node& node) {
  const auto* text = node.as<std::string>();
  return text != nullptr && *text == "all";
}

}  // namespace

std::vector<IdRange> read_uids(const Node& node, Diagnostics& diagnostics) {
  if (is_all(node)) return {kEveryoneButRoot};
  const Array* items = node.as<Array>();
  if (items != nullptr && items->empty()) {
    diagnostics.error(node.place(), "the list of uids is empty",
                      "name the uids, for example [\"10000-59999\"], or \"all\"");
    return {};
  }
  if (items == nullptr || std::none_of(items->begin(), items->end(), is_all)) {
    return read_id_list(node, diagnostics);
  }
  Array others;
  std::remove_copy_if(items->begin(), items->end(), std::back_inserter(others), is_all);
  std::vector<IdRange> uids{kEveryoneButRoot};
  if (others.empty()) return uids;
  // What else is named can only add uid 0; the rest is in "all" already.
  if (contains(read_id_list(Node(std::move(others), node.place()), diagnostics), 0)) {
    uids.front().first = 0;
  }
  return uids;
}

}  // namespace warifu::agent
