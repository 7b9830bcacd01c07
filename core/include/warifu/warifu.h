/* SPDX-License-Identifier: MIT
 *
 * libwarifu for servers: may the owner of this connection log in as this account?
 *
 * A server opens an engine for its service, prepares its listening sockets, and asks
 * warifu_verify() after its own password check:
 *
 *     warifu_error* error = NULL;
 *     struct warifu_open_options options = WARIFU_OPEN_OPTIONS_INIT;
 *     options.service = "myserver";                       // /etc/warifu/stacks/myserver.toml
 *     warifu_engine* engine = warifu_open(&options, &error);
 *     if (engine == NULL) fail(warifu_error_text(error));
 *     warifu_prepare_listener(listen_fd);                 // before listen(2): the first SYN
 *     ...
 *     if (warifu_reload_if_asked(engine, &error) < 0)     // `warifu reload myserver`
 *       log(warifu_error_text(error));                    // the old stack stays; free the error
 *     struct warifu_request request = WARIFU_REQUEST_INIT;
 *     request.fd = accepted_fd;
 *     request.account = user;
 *     if (warifu_verify(engine, &request, NULL) != WARIFU_PASSED) refuse();
 *
 * Conventions, beside those of warifu/types.h:
 *  1. Handles are opaque. What a function returns through a `new`, `open` or `read`
 *     belongs to the caller, who gives it to the matching free or close; those take NULL.
 *  2. Every function says its thread rule. "Any thread" means: at the same time as any
 *     other call, except the close or free of a handle it uses.
 *  3. Fork: an engine opened in a parent may be used in its children. Opening starts no
 *     thread and makes no connection.
 *  4. Fail closed: whatever goes wrong, warifu_verify() answers WARIFU_REFUSED, logs why,
 *     and never anything else. Zero is WARIFU_REFUSED.
 *  5. No C++ exception leaves a function; none sets errno for the caller to read.
 *  6. Structs that the caller fills begin with `size`; start from the _INIT macro.
 *  7. Nothing is read from the environment.
 */
#ifndef WARIFU_WARIFU_H
#define WARIFU_WARIFU_H

#include "warifu/types.h"

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define WARIFU_API __attribute__((visibility("default")))
#define WARIFU_NODISCARD __attribute__((warn_unused_result))
#else
#define WARIFU_API
#define WARIFU_NODISCARD
#endif

/* The stack of one service with its modules loaded, and everything it needs. */
typedef struct warifu_engine warifu_engine;
/* What was read of one connection's owner; independent of the engine that read it. */
typedef struct warifu_owner_handle warifu_owner_handle;
/* Room for an answer; used again and again, by one thread at a time. */
typedef struct warifu_decision warifu_decision;
/* Why something failed. */
typedef struct warifu_error warifu_error;

/* What a function that can fail returns. */
enum warifu_status {
  WARIFU_OK = 0,
  WARIFU_E_ARGUMENT = -1,      /* the caller's mistake: a NULL, a size too small, a bad name */
  WARIFU_E_CONFIGURATION = -2, /* a file is missing, untrusted or wrong; the error says where */
  WARIFU_E_UNAVAILABLE = -3,   /* the system did not give what was asked */
  WARIFU_E_INTERNAL = -4       /* out of memory, or a fault of the library */
};

/* ---------------------------------------------------------------------------- versions */

/* "0.1.0": the version of the library that was loaded. Static. Any thread. */
WARIFU_API const char* warifu_version(void);

/* ------------------------------------------------------------------------------ errors */

/* All that went wrong, a line each, FILE:LINE:COLUMN first where there is one. Escaped
 * for a terminal. Valid until warifu_error_free. Any thread. */
WARIFU_API const char* warifu_error_text(const warifu_error* error);
/* Its kind, one of enum warifu_status. Any thread. */
WARIFU_API int warifu_error_status(const warifu_error* error);
WARIFU_API void warifu_error_free(warifu_error* error);

/* ------------------------------------------------------------------------------ engine */

enum warifu_engine_flag {
  /* Also trust files and folders owned by the running user, not only root's. For
   * development: whoever can write as this user decides who may log in. */
  WARIFU_ALLOW_USER_OWNED = 1u << 0,
  /* Refuse to load a stack with a module that may block (WARIFU_MODULE_MAY_BLOCK). */
  WARIFU_NONBLOCKING_ONLY = 1u << 1
};

/* One decision as one line of JSON, without a newline, `length` bytes and a NUL; valid
 * during the call. Called on the thread that verifies, maybe on several at once; must not
 * call back into the engine. */
typedef void (*warifu_log_callback)(void* data, const char* json, size_t length);

struct warifu_open_options {
  size_t size;
  const char* service;     /* required; [a-z0-9][a-z0-9_-]*, at most 64 bytes */
  const char* config_dir;  /* NULL: /etc/warifu */
  const char* module_dir;  /* NULL: where the package installed its modules */
  const char* runtime_dir; /* NULL: /run/warifu; holds generation/SERVICE, bpf/ */
  uint32_t flags;          /* enum warifu_engine_flag */
  warifu_log_callback log; /* NULL: none. Gets every record, beside the stack's own sink */
  void* log_data;
};
#define WARIFU_OPEN_OPTIONS_INIT \
  { sizeof(struct warifu_open_options), NULL, NULL, NULL, NULL, 0, NULL, NULL }

/* Load the stack of a service (else other.toml), its modules and maps. NULL on failure,
 * and then *error, if error is not NULL, tells all that is wrong. Any thread. */
WARIFU_API WARIFU_NODISCARD warifu_engine* warifu_open(const struct warifu_open_options* options,
                                                       warifu_error** error);

/* Load everything again beside what is in use, and take it only if all of it loads; else
 * keep what is in use and say why. Verifies that run meanwhile end on what they began
 * with. WARIFU_OK or an error. Any thread, but not in a child that was forked while another
 * thread reloaded: it would wait for that thread. */
WARIFU_API WARIFU_NODISCARD int warifu_reload(warifu_engine* engine, warifu_error** error);

/* Reload if the operator asked for it (`warifu reload SERVICE` raises a number in
 * RUNTIME_DIR/generation/SERVICE). Looks at most once a second, so it may stand before
 * every verify. 1: reloaded; 0: nothing to do; negative: an error, which nobody but the
 * caller is told, and the old stack stays in use until the number is raised again. Any
 * thread. */
WARIFU_API int warifu_reload_if_asked(warifu_engine* engine, warifu_error** error);

/* No other call on the engine may be running. Owner handles stay valid. */
WARIFU_API void warifu_close(warifu_engine* engine);

/* --------------------------------------------------------------------- sockets, owners */

/* Ask the kernel to keep the SYN of connections to this listening TCP socket
 * (TCP_SAVE_SYN, tcp(7), Linux 4.2). WARIFU_OK; a socket that is not TCP needs nothing and is
 * WARIFU_OK too; WARIFU_E_UNAVAILABLE where the kernel refused. Any thread. */
WARIFU_API int warifu_prepare_listener(int listen_fd);

/* The same for every listening socket of this process: for a plugin whose server does not show it
 * its own. Looks through /proc/self/fd. How many there are, TCP or not; WARIFU_E_UNAVAILABLE where
 * it could not look, or the kernel refused for one. Any thread. */
WARIFU_API int warifu_prepare_listeners(void);

/* Read who owns an accepted socket, from the sources that the stack names. Do it on the
 * thread that accepted, once: the kernel gives a saved SYN only to who first asks.
 * WARIFU_OK also where there is no owner (warifu_owner_describe tells); an error only where
 * nothing could be made. The handle outlives reloads and the descriptor, may be verified
 * several times and from several threads. Any thread. */
WARIFU_API WARIFU_NODISCARD int warifu_read_owner(warifu_engine* engine, int fd,
                                                  warifu_owner_handle** owner);
WARIFU_API void warifu_owner_free(warifu_owner_handle* owner);

struct warifu_owner_info {
  size_t size;
  struct warifu_owner owner;
  int outcome;           /* enum warifu_outcome */
  const char* reason_id; /* why there is no owner; "" where there is one */
  const char* reason;    /* the same as a sentence */
  struct warifu_endpoint client, server;
  uint64_t socket_cookie; /* SO_COOKIE; compare before applying a late verdict */
};

/* Fill `info` (its size set by the caller). Strings live as long as the handle. Any thread. */
WARIFU_API int warifu_owner_describe(const warifu_owner_handle* owner,
                                     struct warifu_owner_info* info);

/* ------------------------------------------------------------------------------ verify */

/* What the server must do. */
enum warifu_verdict {
  WARIFU_REFUSED = 0,
  WARIFU_PASSED = 1,
  WARIFU_VERDICT_WOULD_BLOCK = 2 /* only under WARIFU_CACHED_ONLY: nothing decided or logged */
};

struct warifu_request {
  size_t size;
  int fd;                           /* the accepted socket; used where `owner` is NULL */
  uint32_t flags;                   /* enum warifu_request_flag */
  const warifu_owner_handle* owner; /* read before; NULL: read it now from fd */
  const char* account;              /* as the client sent it; NULL is "" */
  const char* resource;             /* the database; NULL is "" */
  int64_t deadline;                 /* microseconds this verify may take; 0: the stack's own */
};
#define WARIFU_REQUEST_INIT \
  { sizeof(struct warifu_request), -1, 0, NULL, NULL, NULL, 0 }

/* The one hook. `decision` may be NULL where only the verdict matters. Never fails: an
 * error is WARIFU_REFUSED with its reason. Where the stack's mode is "observe" the verdict
 * is WARIFU_PASSED and the decision's `would` tells what it would have been. Allocates
 * nothing in the library once engine and decision are warm. Any thread. */
WARIFU_API WARIFU_NODISCARD int warifu_verify(warifu_engine* engine,
                                              const struct warifu_request* request,
                                              warifu_decision* decision);

WARIFU_API WARIFU_NODISCARD warifu_decision* warifu_decision_new(void);
WARIFU_API void warifu_decision_free(warifu_decision* decision);

/* One entry of the walk: what it answered and what its control made of that. */
struct warifu_step {
  const char* file;
  uint32_t line;
  int code;          /* enum warifu_code; -1: jumped over or never reached */
  const char* entry; /* its name in the stack */
  const char* module;
  const char* action; /* "ok", "done", "bad", "die", "ignore", "reset", "skip 2" */
  const char* reason_id;
  const char* reason;
};

struct warifu_decision_info {
  size_t size;
  int verdict; /* enum warifu_verdict: what the server must do */
  int would;   /* what the walk said, whatever the mode */
  int code;    /* enum warifu_code: the walk's final code */
  int observe; /* 1: the stack only observes */
  struct warifu_owner owner;
  const char* reason_id; /* stable: warifu-reasons(7) */
  const char* reason;    /* one sentence; escape it before printing */
  const char* file;      /* what decided; "" where no entry did */
  uint32_t line;
  const char* module;
  const struct warifu_step* steps;
  size_t step_count;
  size_t step_size;       /* sizeof(struct warifu_step) of the library */
  int64_t latency;        /* microseconds that the verify took */
  const char* owner_name; /* what a directory calls the owner; "" where none was asked */
};

/* A login that did not happen, of an owner who is presumed. */
struct warifu_presumed_login {
  size_t size;
  uint32_t flags;           /* WARIFU_CACHED_ONLY or none */
  uint16_t source;          /* enum warifu_source: where the owner would have been read */
  uint8_t has_uid, has_gid; /* without a uid: a connection that carries no owner */
  uint32_t uid, gid;
  const char* domain; /* the uid space that a signature would have named; NULL is "" */
  const char* account;
  const char* resource;
  int64_t deadline; /* as of warifu_request */
};
#define WARIFU_PRESUMED_LOGIN_INIT                                                            \
  {                                                                                           \
    sizeof(struct warifu_presumed_login), 0, WARIFU_SOURCE_SAVED_SYN, 0, 0, 0, 0, NULL, NULL, \
        NULL, 0                                                                               \
  }

/* What the stack in use would say: for an operator's "why?", never to let anybody in. Leaves
 * no trace: nothing is logged, no replay cache knows of it. WARIFU_OK, and `decision` tells;
 * WARIFU_E_ARGUMENT where the login contradicts itself or `decision` is NULL, and then the
 * decision is a refusal. May take as long as a verify. Any thread. */
WARIFU_API WARIFU_NODISCARD int warifu_explain(warifu_engine* engine,
                                               const struct warifu_presumed_login* login,
                                               warifu_decision* decision);

/* Fill `info` (its size set by the caller) from the last verify. Strings are valid until
 * the decision's next use. By the thread that uses the decision. */
WARIFU_API int warifu_decision_describe(const warifu_decision* decision,
                                        struct warifu_decision_info* info);

#ifdef __cplusplus
}
#endif
#endif
