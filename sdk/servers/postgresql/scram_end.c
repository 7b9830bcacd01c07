/* SPDX-License-Identifier: MIT */
#include "scram_end.h"

#include "postgres.h"

#include "libpq/libpq.h"
#include "port/pg_bswap.h"

/* A message 'R' begins with a number of four bytes, in network order (protocol, "Message Formats").
 */
enum { AUTHENTICATION = 'R', SASL_FINAL = 12, ERROR_RESPONSE = 'E' };
/* "v=" and a signature in base64: 46 bytes for SCRAM-SHA-256. */
enum { MOST = 1024 };

static const PQcommMethods* core;
static PQcommMethods methods;
static char held[MOST];
static size_t held_bytes;

static bool is_sasl_final(char type, const char* s, size_t length) {
  uint32 number;
  if (type != AUTHENTICATION || length < sizeof number || length > sizeof held) return false;
  memcpy(&number, s, sizeof number);
  return pg_ntoh32(number) == SASL_FINAL;
}

static int send_held(void) {
  const size_t length = held_bytes;
  if (length == 0) return 0;
  held_bytes = 0;
  return core->putmessage(AUTHENTICATION, held, length);
}

static int put_message(char type, const char* s, size_t length) {
  if (is_sasl_final(type, s, length)) {
    memcpy(held, s, length);
    held_bytes = length;
    return 0;
  }
  if (type == ERROR_RESPONSE) held_bytes = 0;
  if (send_held() != 0) return EOF;
  return core->putmessage(type, s, length);
}

void scram_end_install(void) {
  core = PqCommMethods;
  methods = *core;
  methods.putmessage = put_message;
  PqCommMethods = &methods;
}
