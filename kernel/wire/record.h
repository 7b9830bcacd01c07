/* SPDX-License-Identifier: MIT OR GPL-2.0-only
 *
 * What the BPF reader on a server's host keeps with each accepted socket, and the server's
 * process reads through its own descriptor (core/owner/record.cpp): the TCP options of the two
 * segments that opened the connection, as they came, and what their MACs are about. Nothing in
 * it is judged: BPF copies, user space parses.
 *
 * The value of a BPF_MAP_TYPE_SK_STORAGE map, pinned at /run/warifu/bpf/WARIFU_RECORD_PIN with
 * mode 0444. Integers in the machine's byte order; addresses as on the wire, IPv4 mapped.
 */
#ifndef WARIFU_WIRE_RECORD_H
#define WARIFU_WIRE_RECORD_H

#include "kernel/wire/option.h"

#ifdef __bpf__
typedef unsigned short warifu_u16;
typedef unsigned int warifu_u32;
#else
typedef uint16_t warifu_u16;
typedef uint32_t warifu_u32;
#endif

/* The pin's name carries the layout's number: a reader finds the layout it knows, or nothing. */
#define WARIFU_RECORD_PIN "records-1"
#define WARIFU_RECORD_OPTIONS 40 /* all that a TCP header has room for */

enum warifu_record_flag {
  WARIFU_RECORD_COMPLETE = 1, /* all that was to be written was; without it there is no record */
  WARIFU_RECORD_SYN = 2,      /* the SYN was at hand: syn_options hold. Absent under SYN cookies */
  WARIFU_RECORD_ESTABLISHING = 4 /* the segment that established the connection was at hand, and
                                    was not the SYN itself (TCP Fast Open) */
};

struct warifu_record {
  warifu_u32 flags; /* enum warifu_record_flag */
  warifu_u32 client_isn;
  warifu_u32 server_isn;
  warifu_u16 client_port, server_port; /* host byte order */
  warifu_u8 client[16], server[16];
  warifu_u8 syn_options_length, establishing_options_length;
  warifu_u8 reserved[2];
  warifu_u8 syn_options[WARIFU_RECORD_OPTIONS];
  warifu_u8 establishing_options[WARIFU_RECORD_OPTIONS];
};
WARIFU_WIRE_ASSERT(sizeof(struct warifu_record) == 132, "record");
WARIFU_WIRE_ASSERT(__builtin_offsetof(struct warifu_record, client) == 16, "record: client");
WARIFU_WIRE_ASSERT(__builtin_offsetof(struct warifu_record, syn_options) == 52, "record: options");

#endif
