/* SPDX-License-Identifier: MIT
 * Its option is a secret number. */
#include "zoo.h"

ZOO_MARK("secret_number")
WARIFU_MODULE_NOTE(ZOO_FLAGS);

static const struct warifu_option kOptions[] = {
    {"pin", WARIFU_OPTION_INTEGER, WARIFU_OPTION_SECRET, NULL, "four digits", NULL, 0, 0},
};

WARIFU_MODULE_DEFINE = {ZOO_GOOD("secret_number"), ZOO_OPTIONS(kOptions)};
