/* SPDX-License-Identifier: MIT
 * Two of its options have one name. */
#include "zoo.h"

ZOO_MARK("duplicate_options")
WARIFU_MODULE_NOTE(ZOO_FLAGS);

static const struct warifu_option kOptions[] = {
    {"count", WARIFU_OPTION_INTEGER, 0, NULL, "how many", NULL, 0, 0},
    {"count", WARIFU_OPTION_STRING, 0, NULL, "how many", NULL, 0, 0},
};

WARIFU_MODULE_DEFINE = {ZOO_GOOD("duplicate_options"), ZOO_OPTIONS(kOptions)};
