// SPDX-License-Identifier: MIT
// The processes of one job, as a server that forks for each connection has them.
#pragma once

#include "tests/stns/job.h"

// Starts them in rounds of `at_once`, each of which begins together, and waits for them. Tells how
// many ended by SIGKILL, and how many otherwise in a way that nobody asked for.
void run_crowd(const Job& job, const warifu::client::Engine& engine);
