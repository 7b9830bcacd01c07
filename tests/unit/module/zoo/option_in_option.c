/* SPDX-License-Identifier: MIT
 * One of its options is a table of another. */
#include "zoo.h"

ZOO_MARK("option_in_option")
WARIFU_MODULE_NOTE(ZOO_FLAGS);

static const struct warifu_option kOptions[] = {
    {"tls", WARIFU_OPTION_STRING_MAP, 0, NULL, "all of it", NULL, 0, 0},
    {"tls.cert", WARIFU_OPTION_PATH, 0, NULL, "a part", NULL, 0, 0},
};

WARIFU_MODULE_DEFINE = {ZOO_GOOD("option_in_option"), ZOO_OPTIONS(kOptions)};
