/* SPDX-License-Identifier: MIT
 * Two of its reasons have one id. */
#include "zoo.h"

ZOO_MARK("duplicate_reasons")
WARIFU_MODULE_NOTE(ZOO_FLAGS);

static const struct warifu_reason kReasons[] = {
    {"late", "it is late", "come earlier"},
    {"late", "it is later", "come earlier"},
};

WARIFU_MODULE_DEFINE = {ZOO_GOOD("duplicate_reasons"), ZOO_REASONS(kReasons)};
