/* SPDX-License-Identifier: MIT
 * The default of its option smuggles in a second key. */
#include "zoo.h"

ZOO_MARK("two_line_default")
WARIFU_MODULE_NOTE(ZOO_FLAGS);

static const struct warifu_option kOptions[] = {
    {"count", WARIFU_OPTION_INTEGER, 0, "1\nother = 2", "how many", NULL, 0, 0},
};

WARIFU_MODULE_DEFINE = {ZOO_GOOD("two_line_default"), ZOO_OPTIONS(kOptions)};
