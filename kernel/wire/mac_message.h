/* SPDX-License-Identifier: MIT OR GPL-2.0-only
 *
 * What a signed claim or a proof signs, byte by byte: kernel/wire/FORMAT.md, "MAC". Plain C
 * without calls, loops or libraries, for BPF programs and user space alike.
 */
#ifndef WARIFU_WIRE_MAC_MESSAGE_H
#define WARIFU_WIRE_MAC_MESSAGE_H

#include "kernel/wire/option_writer.h"

/* What address translation between the two ends changes and a key therefore does not sign. The
 * two bits of `bind`, a property of the key, the same at both ends. */
enum warifu_bind {
  WARIFU_BIND_CONNECTION = 0, /* everything is signed */
  WARIFU_BIND_NAT = 1,        /* source address and port are zero */
  WARIFU_BIND_DNAT = 2,       /* destination address and port are zero */
  WARIFU_BIND_ISN = 3         /* both are zero */
};

#define WARIFU_MAC_MESSAGE_LENGTH 53

/* The signed connection. Integers are in host byte order, ports too; addresses as on the wire,
 * IPv4 mapped to ::ffff:a.b.c.d. */
struct warifu_mac_input {
  unsigned int ctl; /* as in the option: version, form and slot */
  unsigned int uid, gid;
  unsigned int client_isn;
  unsigned int server_isn; /* of a proof; a claim signs zero whatever stands here */
  unsigned int source_port, destination_port;
  const warifu_u8* source;      /* 16 bytes */
  const warifu_u8* destination; /* 16 bytes */
  unsigned int bind;            /* enum warifu_bind */
};

struct warifu_mac_message {
  warifu_u8 ctl;
  warifu_u8 uid[4];
  warifu_u8 gid[4];
  warifu_u8 client_isn[4];
  warifu_u8 server_isn[4];
  warifu_u8 source_port[2];
  warifu_u8 destination_port[2];
  warifu_u8 source[16];
  warifu_u8 destination[16];
};
WARIFU_WIRE_ASSERT(sizeof(struct warifu_mac_message) == WARIFU_MAC_MESSAGE_LENGTH, "MAC message");

static inline void warifu_write_mac_message(struct warifu_mac_message* out,
                                            const struct warifu_mac_input* in) {
  const int signs_source = (in->bind & WARIFU_BIND_NAT) == 0;
  const int signs_destination = (in->bind & WARIFU_BIND_DNAT) == 0;
  const int is_proof = (in->ctl & WARIFU_CTL_FORM_MASK) == WARIFU_CTL_FORM_PROOF;
  __builtin_memset(out, 0, sizeof(*out));
  out->ctl = (warifu_u8)in->ctl;
  warifu_put_be32(out->uid, in->uid);
  warifu_put_be32(out->gid, in->gid);
  warifu_put_be32(out->client_isn, in->client_isn);
  if (is_proof) warifu_put_be32(out->server_isn, in->server_isn);
  if (signs_source) {
    warifu_put_be16(out->source_port, in->source_port);
    __builtin_memcpy(out->source, in->source, sizeof(out->source));
  }
  if (signs_destination) {
    warifu_put_be16(out->destination_port, in->destination_port);
    __builtin_memcpy(out->destination, in->destination, sizeof(out->destination));
  }
}

#endif
