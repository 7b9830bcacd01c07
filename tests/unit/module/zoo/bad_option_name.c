/* SPDX-License-Identifier: MIT
 * The name of its option has a capital. */
#include "zoo.h"

ZOO_MARK("bad_option_name")
WARIFU_MODULE_NOTE(ZOO_FLAGS);

static const struct warifu_option kOptions[] = {
    {"Count", WARIFU_OPTION_INTEGER, 0, NULL, "how many", NULL, 0, 0},
};

WARIFU_MODULE_DEFINE = {ZOO_GOOD("bad_option_name"), ZOO_OPTIONS(kOptions)};
