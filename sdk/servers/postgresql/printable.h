/* SPDX-License-Identifier: MIT
 *
 * Reasons quote what came from outside: names out of directories, bytes of a SYN.
 */
#ifndef WARIFU_POSTGRESQL_PRINTABLE_H
#define WARIFU_POSTGRESQL_PRINTABLE_H

#include <stddef.h>

/* Copies text to room for `size` bytes, cut to fit, with whatever is no printable ASCII as \xNN:
 * valid in each of the server's encodings, and no line of the log of its own. */
extern void printable(char* to, size_t size, const char* text);

#endif
