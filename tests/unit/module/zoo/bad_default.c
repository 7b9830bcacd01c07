/* SPDX-License-Identifier: MIT
 * The default of its option is of another type. */
#include "zoo.h"

ZOO_MARK("bad_default")
WARIFU_MODULE_NOTE(ZOO_FLAGS);

static const struct warifu_option kOptions[] = {
    {"count", WARIFU_OPTION_INTEGER, 0, "\"ten\"", "how many", NULL, 0, 0},
};

WARIFU_MODULE_DEFINE = {ZOO_GOOD("bad_default"), ZOO_OPTIONS(kOptions)};
