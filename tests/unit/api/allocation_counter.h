// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

// How often this program, shared objects included, has called operator new.
size_t allocation_count();
