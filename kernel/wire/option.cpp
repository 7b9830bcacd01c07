// SPDX-License-Identifier: MIT
#include "kernel/wire/option.h"
