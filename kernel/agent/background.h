// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

namespace warifu::agent {

// Runs `body` in a process of its own, away from the terminal. `body` is given a function to
// call once it is ready; the caller's process then returns 0. Where `body` returns before that,
// its result is returned here.
int run_in_background(const std::function<int(const std::function<void()>& ready)>& body);

}  // namespace warifu::agent
