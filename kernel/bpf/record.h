/* SPDX-License-Identifier: MIT OR GPL-2.0-only
 *
 * The server's side: what the two segments that opened a connection said, kept with the accepted
 * socket for the server to read (kernel/wire/record.h). Copied, not judged.
 *
 * Both sequence numbers come from the socket: the segment that establishes may carry data, and
 * may be the SYN itself (Fast Open). None of its data is counted in rcv_nxt yet.
 */
#ifndef WARIFU_BPF_RECORD_H
#define WARIFU_BPF_RECORD_H

#include "kernel/bpf/address.h"
#include "kernel/bpf/listen.h"

static __always_inline void record_ends(struct bpf_sock_ops* ctx, struct warifu_record* record) {
  struct warifu_address address;
  remote_address(ctx, &address);
  __builtin_memcpy(record->client, &address, sizeof(record->client));
  local_address(ctx, &address);
  __builtin_memcpy(record->server, &address, sizeof(record->server));
  record->client_port = bpf_ntohl(ctx->remote_port);
  record->server_port = ctx->local_port;
  record->client_isn = ctx->rcv_nxt - 1;
  record->server_isn = ctx->snd_una - 1;
}

static __always_inline __u32 record_syn(struct bpf_sock_ops* ctx, struct warifu_record* record) {
  __u8 header[WARIFU_TCP_HEADER_MAXIMUM];
  long length = bpf_getsockopt(ctx, WARIFU_IPPROTO_TCP, WARIFU_TCP_BPF_SYN, header, sizeof(header));
  if (length < WARIFU_TCP_HEADER || length > WARIFU_TCP_HEADER_MAXIMUM) return 0;
  record->syn_options_length = length - WARIFU_TCP_HEADER;
  __builtin_memcpy(record->syn_options, header + WARIFU_TCP_HEADER, WARIFU_RECORD_OPTIONS);
  return WARIFU_RECORD_SYN;
}

static __always_inline __u32 record_establishing(struct bpf_sock_ops* ctx,
                                                 struct warifu_record* record) {
  const __u8* header = ctx->skb_data;
  const __u8* end = ctx->skb_data_end;
  if (header + WARIFU_TCP_HEADER > end || header[13] & WARIFU_TCP_FLAG_SYN) return 0;
  __u32 length = header[12] >> 4 << 2;
  __u32 at = 0;
  for (; at < WARIFU_RECORD_OPTIONS; at += 4) {
    const __u8* word = header + WARIFU_TCP_HEADER + at;
    if (WARIFU_TCP_HEADER + at >= length || word + 4 > end) break;
    __builtin_memcpy(record->establishing_options + at, word, 4);
  }
  record->establishing_options_length = at;
  return WARIFU_RECORD_ESTABLISHING;
}

static __always_inline void handle_passive_established(struct bpf_sock_ops* ctx) {
  if (!(wanted_of(ctx->local_port) & WARIFU_LISTEN_RECORD)) return;
  struct bpf_sock* sk = ctx->sk;
  if (!sk) return;
  struct warifu_record* record = bpf_sk_storage_get(&records, sk, 0, BPF_SK_STORAGE_GET_F_CREATE);
  if (!record) return count(WARIFU_RECORD_FAILED);
  __builtin_memset(record, 0, sizeof(*record));
  record_ends(ctx, record);
  __u32 flags = record_syn(ctx, record) | record_establishing(ctx, record);
  barrier();
  record->flags = flags | WARIFU_RECORD_COMPLETE;
  count(WARIFU_RECORDED);
}

#endif
