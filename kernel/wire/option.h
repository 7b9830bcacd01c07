/* SPDX-License-Identifier: MIT OR GPL-2.0-only
 *
 * The warifu option as it stands in a TCP header: the one layout that the BPF programs and
 * user space share. docs: kernel/wire/FORMAT.md. Integers are big endian.
 *
 * Plain C, no header of its own needed beyond fixed-width integers, so that BPF programs can
 * include it: userland includes <stdint.h>, BPF its own types.
 */
#ifndef WARIFU_WIRE_OPTION_H
#define WARIFU_WIRE_OPTION_H

#ifdef __bpf__
typedef unsigned char warifu_u8;
#else
#include <stdint.h>
typedef uint8_t warifu_u8;
#endif

#define WARIFU_OPTION_KIND 254       /* RFC 4727: experiment 2 */
#define WARIFU_OPTION_KIND_OTHER 253 /* RFC 4727: experiment 1 */
#define WARIFU_OPTION_EXID 0x5746    /* RFC 6994: "WF" */
#define WARIFU_OPTION_EXID_REFUSED 0 /* tcpriv's option begins with these two bytes */

#define WARIFU_OPTION_PLAIN_LENGTH 13
#define WARIFU_OPTION_CLAIM_LENGTH 20
#define WARIFU_OPTION_PROOF_LENGTH 28
#define WARIFU_OPTION_CLAIM_MAC_LENGTH 7
#define WARIFU_OPTION_PROOF_MAC_LENGTH 15

/* ctl: version in bits 7-6, form in bits 5-4, key slot in bits 3-0. */
#define WARIFU_CTL_VERSION_MASK 0xC0
#define WARIFU_CTL_VERSION_1 0x40
#define WARIFU_CTL_FORM_MASK 0x30
#define WARIFU_CTL_FORM_PLAIN 0x00
#define WARIFU_CTL_FORM_CLAIM 0x10
#define WARIFU_CTL_FORM_PROOF 0x20
#define WARIFU_CTL_SLOT_MASK 0x0F

#define WARIFU_NO_ID 0xFFFFFFFFu /* never an owner's uid or gid */

/* tcpriv's own option, understood where a stack says accept_tcpriv. */
#define WARIFU_TCPRIV_KIND 254
#define WARIFU_TCPRIV_LENGTH 10
#define WARIFU_TCPRIV_MAGIC 0x0000F991u

/* Bytes only: no alignment, no padding, the same in every compiler. */
struct warifu_wire_head {
  warifu_u8 kind;
  warifu_u8 length;
  warifu_u8 exid[2];
  warifu_u8 ctl;
  warifu_u8 uid[4];
  warifu_u8 gid[4];
};

struct warifu_wire_claim {
  struct warifu_wire_head head;
  warifu_u8 mac[WARIFU_OPTION_CLAIM_MAC_LENGTH];
};

struct warifu_wire_proof {
  struct warifu_wire_head head;
  warifu_u8 mac[WARIFU_OPTION_PROOF_MAC_LENGTH];
};

struct warifu_wire_tcpriv {
  warifu_u8 kind;
  warifu_u8 length;
  warifu_u8 magic[4];
  warifu_u8 uid[4];
};

#ifdef __cplusplus
#define WARIFU_WIRE_ASSERT static_assert
#else
#define WARIFU_WIRE_ASSERT _Static_assert
#endif
WARIFU_WIRE_ASSERT(sizeof(struct warifu_wire_head) == WARIFU_OPTION_PLAIN_LENGTH, "plain");
WARIFU_WIRE_ASSERT(sizeof(struct warifu_wire_claim) == WARIFU_OPTION_CLAIM_LENGTH, "claim");
WARIFU_WIRE_ASSERT(sizeof(struct warifu_wire_proof) == WARIFU_OPTION_PROOF_LENGTH, "proof");
WARIFU_WIRE_ASSERT(sizeof(struct warifu_wire_tcpriv) == WARIFU_TCPRIV_LENGTH, "tcpriv");
WARIFU_WIRE_ASSERT(__builtin_offsetof(struct warifu_wire_head, ctl) == 4, "ctl");
WARIFU_WIRE_ASSERT(__builtin_offsetof(struct warifu_wire_head, uid) == 5, "uid");
WARIFU_WIRE_ASSERT(__builtin_offsetof(struct warifu_wire_head, gid) == 9, "gid");

#endif
