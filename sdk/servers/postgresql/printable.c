/* SPDX-License-Identifier: MIT */
#include "printable.h"

#include <stdio.h>

void printable(char* to, size_t size, const char* text) {
  static const size_t kEscaped = 4; /* \xNN */
  for (; *text != '\0'; text++) {
    const unsigned char c = (unsigned char)*text;
    const int is_plain = c >= ' ' && c <= '~' && c != '\\';
    const size_t length = is_plain ? 1 : kEscaped;
    if (length >= size) break;
    snprintf(to, size, is_plain ? "%c" : "\\x%02x", c);
    to += length;
    size -= length;
  }
  *to = '\0';
}
