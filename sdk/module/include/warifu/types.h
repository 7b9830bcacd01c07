/* SPDX-License-Identifier: MIT
 *
 * Values that servers (warifu/warifu.h) and modules (warifu/module.h) share.
 *
 * Conventions of both headers:
 *  1. Plain C11 and C++; no allocation, no system header beyond stddef and stdint.
 *  2. Numbers of an enum never change and are never used again for another meaning.
 *  3. Structs that may grow begin with `size`: sizeof the struct as its maker compiled it.
 *     New members come last; a reader looks at a member only where `size` covers it.
 *  4. Strings are NUL-terminated bytes, not necessarily UTF-8; what came from outside is
 *     escaped where it is printed, never before.
 *  5. Times of day are nanoseconds since 1970 (CLOCK_REALTIME), spans are microseconds.
 */
#ifndef WARIFU_TYPES_H
#define WARIFU_TYPES_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What a module, and in the end a stack, answers. The names are those that a
 * `control` table in a stack file uses; each stands for the Linux-PAM code beside it. */
enum warifu_code {
  WARIFU_PASS = 0,        /* "pass", PAM_SUCCESS: this owner may log in, says this module */
  WARIFU_FAIL = 1,        /* "fail", PAM_PERM_DENIED: it may not */
  WARIFU_UNKNOWN = 2,     /* "unknown", PAM_USER_UNKNOWN: owner absent, or not known here */
  WARIFU_UNAVAILABLE = 3, /* "unavailable", PAM_AUTHINFO_UNAVAIL: could not ask */
  WARIFU_IGNORE = 4,      /* "ignore", PAM_IGNORE: has no opinion */
  WARIFU_ERROR = 5,       /* "error", PAM_SERVICE_ERR: the module itself failed */
  WARIFU_WOULD_BLOCK = 6  /* only under WARIFU_CACHED_ONLY: ask again without it */
};

/* Where an owner was read from; the names are those of `[owner] sources`. */
enum warifu_source {
  WARIFU_SOURCE_NONE = 0,
  WARIFU_SOURCE_RECORD = 1,      /* "record": the BPF reader on the server's host */
  WARIFU_SOURCE_SAVED_SYN = 2,   /* "saved-syn": TCP_SAVED_SYN, tcp(7) */
  WARIFU_SOURCE_UNIX_SOCKET = 3, /* "unix-socket": SO_PEERCRED, unix(7) */
  WARIFU_SOURCE_SAME_HOST = 4    /* "same-host": sock_diag(7); creator's uid, never a gid */
};

/* What came of looking for an owner. */
enum warifu_outcome {
  WARIFU_OUTCOME_NOT_ASKED = 0, /* no source was tried */
  WARIFU_OUTCOME_OWNER = 1,     /* there is an owner */
  WARIFU_OUTCOME_NO_OPTION = 2, /* the SYN is known and carried no owner */
  WARIFU_OUTCOME_NOT_SAVED = 3, /* the SYN was not kept (or under SYN cookies could not be) */
  WARIFU_OUTCOME_MALFORMED = 4, /* an owner option was there and is not well formed: final */
  WARIFU_OUTCOME_NO_OWNER = 5,  /* a local source looked and found nobody it may name */
  WARIFU_OUTCOME_ERROR = 6      /* the descriptor could not be read at all */
};

/* Flags of a request, given to warifu_verify() and passed on to modules. */
enum warifu_request_flag {
  WARIFU_CACHED_ONLY = 1u << 0, /* answer from memory, or say WARIFU_WOULD_BLOCK */
  WARIFU_OBSERVED = 1u << 1,    /* set by the host alone, since module ABI 1.1: whatever the module
                                   answers is only logged now. Observing ends by itself while a
                                   stack is in use: WARIFU_OPEN_OBSERVE only says how it began */
  WARIFU_PRESUMED = 1u << 2     /* set by the host alone, since module ABI 1.2: nobody logs in,
                                   somebody asks what would be. Leave no trace: neither a replay
                                   cache nor a counter may know of it */
};

/* The owner of a connection: who called connect(2) on the client's host.
 * A uid or gid of 0xFFFFFFFF never appears with its has_ flag set. */
struct warifu_owner {
  uint32_t size;
  uint8_t has_uid; /* 0: there is no owner, and nothing below holds */
  uint8_t has_gid; /* 0: the source tells none; matches no gid rule, and is not 0 */
  uint16_t source; /* enum warifu_source */
  uint32_t uid;    /* as the initial user namespace of the client's host numbers it */
  uint32_t gid;
  const char* domain; /* which uid space; "" until a module that may set it has spoken */
};

/* One end of a connection. */
struct warifu_endpoint {
  uint8_t address[16]; /* IPv6, or IPv4 mapped to ::ffff:a.b.c.d; all zero: not known */
  uint16_t port;       /* host byte order */
  uint16_t reserved;
};

#ifdef __cplusplus
}
#endif
#endif
