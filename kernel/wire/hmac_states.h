/* SPDX-License-Identifier: MIT OR GPL-2.0-only
 *
 * A key of HMAC-SHA256 as it signs. Secret: whoever has it signs as the key does.
 */
#ifndef WARIFU_WIRE_HMAC_STATES_H
#define WARIFU_WIRE_HMAC_STATES_H

/* SHA-256 after the one block that HMAC makes of its key, for the inner and the outer hash
 * (RFC 2104): eight words as FIPS 180-4 names them, in the machine's byte order. */
struct warifu_hmac_states {
  unsigned int inner[8];
  unsigned int outer[8];
};

#endif
