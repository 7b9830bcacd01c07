/* SPDX-License-Identifier: MIT OR GPL-2.0-only
 *
 * Loss on a wire, for tc's clsact hooks: a section for each kind. Only TCP is lost; neighbours
 * are found.
 *
 *     random   three packets in ten
 *     syns     SYNs (without ACK): the first of each connection
 *     thirds   the bare ACK that ends a handshake: the first of each connection
 *     answers  the SYN, ACK: the first of each connection
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/pkt_cls.h>
#include <linux/tcp.h>
/* after linux/bpf.h */
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

struct {
  __uint(type, BPF_MAP_TYPE_LRU_HASH);
  __uint(max_entries, 4096);
  __type(key, __u32); /* both ports */
  __type(value, __u8);
} lost SEC(".maps");

struct segment {
  __u32 ports;
  __u8 syn, ack, bare;
};

/* 0 where the packet is no TCP segment that can be read here. */
static __always_inline int read_segment(struct __sk_buff* skb, struct segment* out) {
  struct tcphdr tcp;
  __u32 header, packet;
  if (skb->protocol == bpf_htons(ETH_P_IP)) {
    struct iphdr ip;
    if (bpf_skb_load_bytes(skb, ETH_HLEN, &ip, sizeof(ip)) || ip.protocol != IPPROTO_TCP) return 0;
    header = ip.ihl * 4;
    packet = bpf_ntohs(ip.tot_len);
  } else if (skb->protocol == bpf_htons(ETH_P_IPV6)) {
    struct ipv6hdr ip;
    if (bpf_skb_load_bytes(skb, ETH_HLEN, &ip, sizeof(ip)) || ip.nexthdr != IPPROTO_TCP) return 0;
    header = sizeof(ip);
    packet = header + bpf_ntohs(ip.payload_len);
  } else {
    return 0;
  }
  if (bpf_skb_load_bytes(skb, ETH_HLEN + header, &tcp, sizeof(tcp))) return 0;
  out->ports = (__u32)tcp.source << 16 | tcp.dest;
  out->syn = tcp.syn;
  out->ack = tcp.ack;
  out->bare = packet == header + tcp.doff * 4 && !tcp.fin && !tcp.rst;
  return 1;
}

/* The first of each connection is lost, what comes after it is not. */
static __always_inline int lose_first(const struct segment* segment) {
  const __u8 one = 1;
  return bpf_map_update_elem(&lost, &segment->ports, &one, BPF_NOEXIST) ? TC_ACT_OK : TC_ACT_SHOT;
}

SEC("random")
int lose_at_random(struct __sk_buff* skb) {
  struct segment segment;
  if (!read_segment(skb, &segment)) return TC_ACT_OK;
  return bpf_get_prandom_u32() % 10 < 3 ? TC_ACT_SHOT : TC_ACT_OK;
}

SEC("syns")
int lose_syns(struct __sk_buff* skb) {
  struct segment segment;
  if (!read_segment(skb, &segment) || !segment.syn || segment.ack) return TC_ACT_OK;
  return lose_first(&segment);
}

SEC("answers")
int lose_answers(struct __sk_buff* skb) {
  struct segment segment;
  if (!read_segment(skb, &segment) || !segment.syn || !segment.ack) return TC_ACT_OK;
  return lose_first(&segment);
}

SEC("thirds")
int lose_thirds(struct __sk_buff* skb) {
  struct segment segment;
  if (!read_segment(skb, &segment) || segment.syn || !segment.ack || !segment.bare)
    return TC_ACT_OK;
  return lose_first(&segment);
}

char LICENSE[] SEC("license") = "Dual MIT/GPL";
