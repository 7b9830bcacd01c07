/* SPDX-License-Identifier: MIT
 *
 * The interface between libwarifu and a verifier module.
 *
 * A module answers one question: may the owner of this connection log in as this
 * account? It is a shared object /usr/lib/<triplet>/warifu/modules/warifu_NAME.so that
 * exports one symbol, `warifu_module`, and carries one ELF note (WARIFU_MODULE_NOTE).
 * Operators name it in a stack: `[[verify]] module = "NAME"`.
 *
 * Conventions, beside those of warifu/types.h:
 *  1. Lifetime. The host calls open once for each entry of a stack that names the module;
 *     then process_start once in each process before its first verify; then verify any
 *     number of times; then close. A module is never unloaded from a process it ran in.
 *  2. Fork. Servers open in a parent and verify in children. open must start no thread and
 *     keep no connection or lock: those belong in process_start.
 *  3. Threads. With WARIFU_MODULE_THREAD_SAFE, verify runs on any number of threads at
 *     once; without it the host runs one verify of an entry at a time in each process.
 *     open, process_start and close of an entry never run beside its verify.
 *  4. Memory. Pointers that the host gives are valid until the called function returns,
 *     unless said otherwise. Whatever open made, close frees.
 *  5. Exceptions never leave a module. A crash in a module is a crash of the server.
 *  6. No opinion is not consent: a module that needs an owner, and is given none, answers
 *     WARIFU_UNKNOWN; one that could not ask answers WARIFU_UNAVAILABLE.
 *
 * ABI history (append only; a minor adds, a major breaks):
 *  1.0  first version.
 *  1.1  warifu_host.distrust_gid; warifu_module_open.read_file_at; WARIFU_OBSERVED.
 *  1.2  the shared cache (warifu_host.cache_get and its four companions);
 *       warifu_host.offer_group_search; has_group tells why it cannot tell; WARIFU_PRESUMED;
 *       warifu_module_open.declare_domain and domain_count.
 *
 * Compatibility: a host accepts a module of its own ABI major whose minor is not newer
 * than the host's. `size` members say how much of a struct its maker knew.
 */
#ifndef WARIFU_MODULE_H
#define WARIFU_MODULE_H

#include "warifu/types.h"

#ifdef __cplusplus
extern "C" {
#endif

#define WARIFU_MODULE_MAGIC 0x57464D31u /* "WFM1" */
#define WARIFU_MODULE_ABI_MAJOR 1
#define WARIFU_MODULE_ABI_MINOR 2

#if defined(__GNUC__)
#define WARIFU_MODULE_EXPORT __attribute__((visibility("default")))
#else
#define WARIFU_MODULE_EXPORT
#endif

/* ------------------------------------------------------------------ what it is, in short */

/* Flags of a module: in its descriptor and, the same, in its ELF note. */
enum warifu_module_flag {
  WARIFU_MODULE_MAY_BLOCK = 1u << 0,     /* verify may wait for something outside the process */
  WARIFU_MODULE_THREAD_SAFE = 1u << 1,   /* see convention 3 */
  WARIFU_MODULE_SETS_DOMAIN = 1u << 2,   /* may call set_domain */
  WARIFU_MODULE_SIGNATURE = 1u << 3,     /* its pass means: the owner's signature was checked */
  WARIFU_MODULE_DECIDES_OWNER = 1u << 4, /* its pass depends on uid, gid, name or account */
  WARIFU_MODULE_NEVER_FAILS = 1u << 5    /* it answers pass or ignore whatever it is asked */
};

/* ------------------------------------------------------------------------------- options */

/* Type of an option: what the operator may write, and which member of warifu_value it fills. */
enum warifu_option_type {
  WARIFU_OPTION_BOOL = 1,        /* true or false            -> boolean */
  WARIFU_OPTION_INTEGER = 2,     /* 1, within minimum..maximum -> integer */
  WARIFU_OPTION_STRING = 3,      /* "text"                   -> string */
  WARIFU_OPTION_CHOICE = 4,      /* one word of `choices`    -> string */
  WARIFU_OPTION_DURATION = 5,    /* "200ms", "2s", "5m", "1h" -> integer, in microseconds */
  WARIFU_OPTION_STRING_LIST = 6, /* ["a", "b"], or "a" alone -> strings */
  WARIFU_OPTION_STRING_MAP = 7,  /* { key = "value" }        -> strings: key, value, key, ... */
  WARIFU_OPTION_ID_LIST = 8,     /* [1000, "2000-2999"]      -> ranges, sorted, not overlapping */
  WARIFU_OPTION_PATH = 9 /* "a/b", relative to the stack's folder -> string, absolute, no ".." */
};

/* One option of a module. The host checks what the operator wrote against this before
 * the module sees it. A dotted name ("tls.cert") stands for a key in a table of options. */
struct warifu_option {
  const char* name;          /* [a-z0-9_]+, one or several joined by '.'; unique, and no table
                                that another option's name goes through is an option itself */
  uint32_t type;             /* enum warifu_option_type */
  uint32_t flags;            /* enum warifu_option_flag */
  const char* default_value; /* written as in TOML ("\"claim\"", "10", "[]"); NULL: none */
  const char* help;          /* one line, shown by `warifu module show` */
  const char* choices;       /* CHOICE: words parted by '|'; otherwise NULL */
  int64_t minimum, maximum;  /* INTEGER, and DURATION in microseconds; both 0: unbounded */
};

enum warifu_option_flag {
  WARIFU_OPTION_REQUIRED = 1u << 0, /* the stack does not load without it */
  WARIFU_OPTION_SECRET = 1u << 1    /* its value is never printed or logged; STRING, STRING_LIST,
                                       STRING_MAP and PATH only */
};

/* Inclusive. */
struct warifu_id_range {
  uint32_t first, last;
};

/* The value of one option: what the operator wrote, else the default. */
struct warifu_value {
  uint32_t is_set;       /* 0: neither written nor defaulted; everything below is zero */
  uint32_t line, column; /* where it was written; 0: the default */
  int64_t integer;
  uint8_t boolean;
  const char* string;
  const char* const* strings;
  size_t string_count; /* STRING_MAP: keys and values together, always even */
  const struct warifu_id_range* ranges;
  size_t range_count;
};

/* ------------------------------------------------------------------------------- reasons */

/* A reason a module can give: a stable id, what it means, and what the operator does
 * about it. The log shows "MODULE.id". Listed in the descriptor; explain() takes the index. */
struct warifu_reason {
  const char* id; /* [a-z0-9-]+ */
  const char* meaning;
  const char* remedy;
};

/* ------------------------------------------------------------- what a module sees: verify */

enum warifu_evidence_flag {
  WARIFU_EVIDENCE_SYN_COOKIE = 1u << 0, /* the connection was made under SYN cookies */
  WARIFU_EVIDENCE_CLIENT_ISN = 1u << 1, /* client_isn holds */
  WARIFU_EVIDENCE_SERVER_ISN = 1u << 2, /* server_isn holds */
  WARIFU_EVIDENCE_ENDPOINTS = 1u << 3   /* client and server hold */
};

/* What was read from the accepted socket, unjudged. `claim` and `proof` are the TCP options
 * as they stood on the wire, kind byte first; a length of 0 means there was none. */
struct warifu_evidence {
  uint32_t size;
  uint16_t source;  /* enum warifu_source */
  uint16_t outcome; /* enum warifu_outcome */
  uint32_t flags;   /* enum warifu_evidence_flag */
  uint8_t claim_length, proof_length;
  uint8_t is_tcpriv; /* `claim` is an option of tcpriv's: a plain claim without a gid */
  uint8_t reserved;
  uint8_t claim[40], proof[40]; /* 40 bytes is all a TCP header has */
  uint32_t client_isn, server_isn;
  struct warifu_endpoint client, server; /* as the server's host saw them */
  uint64_t socket_cookie;                /* SO_COOKIE of the accepted socket; 0: not known */
  int64_t read_at;                       /* when it was read */
};

/* What the server asks. Strings are never NULL. */
struct warifu_module_request {
  uint32_t size;
  uint32_t flags;       /* enum warifu_request_flag */
  const char* service;  /* "postgresql" */
  const char* account;  /* as the client sent it; may be "" */
  const char* resource; /* the database; may be "" */
};

struct warifu_call;

/* Answers whether the owner is in a group: 1 yes, 0 no, -1 could not be told. */
typedef int (*warifu_group_lookup)(void* data, const char* group);

/* Whether the owner is in a group. Modules of an ABI before 1.2 are told -1 for all that is
 * neither yes nor no. */
enum warifu_membership {
  WARIFU_MEMBER = 1,
  WARIFU_NOT_MEMBER = 0,
  WARIFU_MEMBER_UNKNOWN = -1,     /* nobody in this stack knows groups, or not this owner's */
  WARIFU_MEMBER_UNAVAILABLE = -2, /* who knows them could not be asked: answer unavailable */
  WARIFU_MEMBER_WOULD_BLOCK = -3  /* under WARIFU_CACHED_ONLY: answer would_block */
};

/* Since 1.2. As warifu_group_lookup, for a module that has to ask for it: `instance` is the
 * offering entry's, and `call` serves it as in verify, with the owner's attributes as they
 * count by then; nothing can be set or explained through it. An enum warifu_membership. */
typedef int (*warifu_group_search)(void* instance, const struct warifu_call* call,
                                   const char* group);

/* What the shared cache holds for a key. */
struct warifu_cached {
  uint32_t size;
  uint32_t reserved;
  size_t length;      /* of the value, also where it did not fit into the room given */
  int64_t age;        /* microseconds since it was put */
  int64_t fresh_left; /* microseconds until it is no longer fresh; 0 or less: it is stale */
};

/* Most bytes of a key, and of a value, in the shared cache. */
#define WARIFU_CACHE_KEY_BYTES 128
#define WARIFU_CACHE_VALUE_BYTES 65536

/* What the host does for a module during one verify. Every function takes the call it
 * was given and must not be used after verify returned, nor from another thread. */
struct warifu_host {
  uint32_t size;

  /* Say why: `reason` is an index into the descriptor's reasons, `detail` a sentence with
   * this call's values, or NULL. The last one given counts. */
  void (*explain)(const struct warifu_call* call, uint32_t reason, const char* detail);

  /* A line for the operator, beside the decision record. level: as syslog(3), 3 to 7. */
  void (*log)(const struct warifu_call* call, int level, const char* text);

  /* Microseconds left for the whole walk; 0 or less: answer WARIFU_UNAVAILABLE now. */
  int64_t (*time_left)(const struct warifu_call* call);

  /* The host's clock. A trial run may set it; a module uses no other for what it decides. */
  int64_t (*now)(const struct warifu_call* call);

  /* Attributes: what modules found out about the owner. "owner.name", or a third party's
   * own "x.MODULE.KEY", where MODULE is the setter's. set: 0, or -1 where the name is not
   * this module's to set or there is no room. What was set counts only if this module
   * then answers WARIFU_PASS; the first writer wins, and another value for a name that has
   * one makes the answer WARIFU_ERROR. get: valid until verify returns; NULL: not set. */
  int (*set_attribute)(const struct warifu_call* call, const char* name, const char* value);
  const char* (*get_attribute)(const struct warifu_call* call, const char* name);

  /* The owner's uid space; only from a module with WARIFU_MODULE_SETS_DOMAIN, under the
   * same rules as an attribute. 0 or -1. */
  int (*set_domain)(const struct warifu_call* call, const char* domain);

  /* Groups by name. offer: `lookup` may be called with `data` by later entries of this
   * walk, and counts as an attribute does. has_group: the first offer that counted is
   * asked: an enum warifu_membership. */
  int (*offer_groups)(const struct warifu_call* call, warifu_group_lookup lookup, void* data);
  int (*has_group)(const struct warifu_call* call, const char* group);

  /* Since 1.1. Whatever vouches for the owner does not vouch for its gid: for later entries, the
   * decision and the log the owner has none. Only from a module with WARIFU_MODULE_SIGNATURE;
   * counts as an attribute does. 0 or -1. */
  int (*distrust_gid)(const struct warifu_call* call);

  /* Since 1.2. As offer_groups, and instead of it. */
  int (*offer_group_search)(const struct warifu_call* call, warifu_group_search search);

  /* Since 1.2. The shared cache: one for all processes that serve the same engine, also over
   * reloads; bounded, so what was put may be gone at any time. A key belongs to the entry that
   * uses it, with the options and the module's version that it has: no other entry sees it. Keys
   * have 1 to WARIFU_CACHE_KEY_BYTES bytes of any value, values at most WARIFU_CACHE_VALUE_BYTES;
   * other keys are answered -1, or 0 by wait. Spans are microseconds of a clock that nobody sets
   * and that goes on while the host sleeps.
   *
   * get: 1 found: as much of the value as fits is in `room`, and *found is filled in (the caller
   * sets its size); 0 not there, and `room` may have been written to; -1 there is no cache. Takes
   * no lock and never waits. A value is given until `keep` has passed, fresh or stale: the module
   * decides whether stale will do.
   *
   * claim: who asks? 1: the caller, for `lease` (at most an hour): it looks once more, since
   * somebody may have put the value meanwhile, and then calls put or release in the same verify;
   * 0: somebody else, whose lease has not ended; -1: it cannot be said (no cache, no room in it):
   * ask without it. Who dies or is too slow loses the lease when its time is over. Who claims its
   * own lease again has it for `lease` from then on.
   *
   * put: stores a value, which is fresh for `fresh` and kept for `keep` (0 or less: the old value
   * goes, and there is none); ends the lease on its key, whoever has it, and wakes who waits. 0, or
   * -1: not stored (too long, no room), and the lease ended.
   *
   * release: ends the lease that this call claimed, without a value, and wakes who waits.
   *
   * wait: until nobody holds a lease on the key, at most `timeout` and at most until the walk's
   * deadline. 1: nobody does; 0: it took too long, or the call is WARIFU_CACHED_ONLY. */
  int (*cache_get)(const struct warifu_call* call, const void* key, size_t key_length, void* room,
                   size_t capacity, struct warifu_cached* found);
  int (*cache_claim)(const struct warifu_call* call, const void* key, size_t key_length,
                     int64_t lease);
  int (*cache_put)(const struct warifu_call* call, const void* key, size_t key_length,
                   const void* value, size_t length, int64_t fresh, int64_t keep);
  void (*cache_release)(const struct warifu_call* call, const void* key, size_t key_length);
  int (*cache_wait)(const struct warifu_call* call, const void* key, size_t key_length,
                    int64_t timeout);
};

/* One verify. Made by the host, only read by the module. */
struct warifu_call {
  uint32_t size;
  uint32_t reserved;
  const struct warifu_host* host;
  const struct warifu_module_request* request;
  const struct warifu_evidence* evidence;
  const struct warifu_owner* owner; /* never NULL; has_uid tells whether there is one */
};

/* --------------------------------------------------------------- what a module sees: open */

enum warifu_open_flag {
  WARIFU_OPEN_TRIAL = 1u << 0,  /* `warifu check` or `warifu test`: leave no trace outside */
  WARIFU_OPEN_OBSERVE = 1u << 1 /* the stack or this entry only observes, until its day comes:
                                   WARIFU_OBSERVED tells for each call */
};

/* How a file that read_file opens must be guarded. Always: owned by root (or the user that
 * the host was told to trust), not writable by others, nor any folder above it. */
enum warifu_file_kind {
  WARIFU_FILE_CONFIGURATION = 0,
  WARIFU_FILE_SECRET = 1 /* also not readable by others */
};

/* One opening. Valid, with all it points to, until open returns; values[] until close. */
struct warifu_module_open {
  uint32_t size;
  uint32_t flags;      /* enum warifu_open_flag */
  const char* service; /* "postgresql" */
  const char* entry;   /* the entry's name in the stack */
  const char* file;    /* the stack file that names this entry */
  uint32_t line;
  uint32_t value_count;
  const struct warifu_value* values; /* as many as, and in the order of, the descriptor's options */

  /* Report a mistake in an option (its index) or in a file the module read: shown to the
   * operator as FILE:LINE:COLUMN: WHAT; REMEDY. Any number may be reported, all at once;
   * then open returns nonzero. file NULL: the place where the option was written. */
  void (*report)(const struct warifu_module_open* args, uint32_t option, const char* file,
                 uint32_t line, uint32_t column, const char* what, const char* remedy);

  /* A warning, as report, that does not keep the stack from loading. */
  void (*warn)(const struct warifu_module_open* args, uint32_t option, const char* file,
               uint32_t line, uint32_t column, const char* what, const char* remedy);

  /* Read a whole file of at most `limit` bytes under the trust rules above. 0 and *bytes,
   * *length; or -1, and the mistake has been reported at the place of `option`. `path` is
   * absolute, without "." or ".." (as the value of a PATH option is). The bytes are the
   * host's, wiped and freed when open returns. */
  int (*read_file)(const struct warifu_module_open* args, uint32_t option, const char* path,
                   uint32_t kind, size_t limit, const uint8_t** bytes, size_t* length);

  void* context; /* the host's; do not touch */

  /* Since 1.1. As read_file, for a path that stands in a file which the module read: a mistake
   * is reported there. `file` must not be NULL. */
  int (*read_file_at)(const struct warifu_module_open* args, const char* file, uint32_t line,
                      uint32_t column, const char* path, uint32_t kind, size_t limit,
                      const uint8_t** bytes, size_t* length);

  /* Since 1.2. Uid spaces: a uid of one is not the same uid of another. declare_domain: from a
   * module with WARIFU_MODULE_SETS_DOMAIN, each that its configuration
   * names ("" for owners whose space has no name); -1 from another, or
   * where memory ran out. domain_count: how many different ones the entries before this one
   * declared: where there are several, a uid alone names nobody. */
  int (*declare_domain)(const struct warifu_module_open* args, const char* domain);
  uint32_t (*domain_count)(const struct warifu_module_open* args);
};

/* ---------------------------------------------------------------------------- descriptor */

/* What `warifu_module` is. Constant, complete before main. Its first four members keep
 * their place in every version. */
struct warifu_module {
  uint32_t magic; /* WARIFU_MODULE_MAGIC */
  uint16_t abi_major, abi_minor;
  uint32_t size;    /* sizeof(struct warifu_module) */
  uint32_t flags;   /* enum warifu_module_flag */
  const char* name; /* NAME of warifu_NAME.so: [a-z0-9_]+, at most 64 */
  const char* version;
  const char* summary; /* one line */

  const struct warifu_option* options;
  uint32_t option_count, option_size; /* option_size: sizeof(struct warifu_option) */
  const struct warifu_reason* reasons;
  uint32_t reason_count, reason_size;

  /* Make an instance from checked options. 0, or nonzero after at least one report();
   * then *instance is not looked at, and what was made so far is open's own to free. */
  int (*open)(const struct warifu_module_open* args, void** instance);

  /* May be NULL. 0, or nonzero: this entry answers WARIFU_ERROR in this process. */
  int (*process_start)(void* instance);

  /* An enum warifu_code; any other number counts as WARIFU_ERROR. */
  int (*verify)(void* instance, const struct warifu_call* call);

  /* May be NULL. Not called in a process that merely inherited the instance by fork. */
  void (*close)(void* instance);
};

/* How a module defines it: WARIFU_MODULE_DEFINE = { ... }; (C++ would give a constant internal
 * linkage). */
#ifdef __cplusplus
#define WARIFU_MODULE_DEFINE \
  extern "C" WARIFU_MODULE_EXPORT const struct warifu_module warifu_module
#else
#define WARIFU_MODULE_DEFINE WARIFU_MODULE_EXPORT const struct warifu_module warifu_module
#endif

/* The ELF note: owner "warifu", type 1, read from the file before any of it is loaded. */
#define WARIFU_NOTE_OWNER "warifu"
#define WARIFU_NOTE_TYPE 1

struct warifu_module_note {
  uint32_t name_size, desc_size, type; /* Elf64_Nhdr */
  char name[8];                        /* "warifu", padded */
  uint32_t magic, abi_major, abi_minor, flags;
};

/* AddressSanitizer of clang pads and realigns even a variable with a section of its own,
 * which makes the note unreadable. */
#if defined(__clang__)
#define WARIFU_NOTE_AS_IT_STANDS no_sanitize("address"),
#else
#define WARIFU_NOTE_AS_IT_STANDS
#endif

#define WARIFU_MODULE_NOTE(module_flags)                                                 \
  __attribute__((section(".note.warifu"), used,                                          \
                 WARIFU_NOTE_AS_IT_STANDS aligned(                                       \
                     4))) static const struct warifu_module_note warifu_module_note_ = { \
      7,                                                                                 \
      16,                                                                                \
      WARIFU_NOTE_TYPE,                                                                  \
      WARIFU_NOTE_OWNER,                                                                 \
      WARIFU_MODULE_MAGIC,                                                               \
      WARIFU_MODULE_ABI_MAJOR,                                                           \
      WARIFU_MODULE_ABI_MINOR,                                                           \
      (module_flags)}

#ifdef __cplusplus
}
#endif
#endif
