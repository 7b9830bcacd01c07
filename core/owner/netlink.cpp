// SPDX-License-Identifier: MIT
#include "core/owner/netlink.h"

#include <linux/netlink.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <cerrno>
#include <cstring>

namespace warifu {
namespace {

sockaddr_nl kernel_address() {
  sockaddr_nl out{};
  out.nl_family = AF_NETLINK;
  return out;
}

// The body of an answer, or the errno in it.
tl::expected<std::span<const uint8_t>, int> open_answer(std::span<const uint8_t> message,
                                                        uint32_t sequence, uint16_t type,
                                                        size_t minimum) {
  nlmsghdr header;
  if (message.size() < sizeof(header)) return tl::unexpected<int>(EBADMSG);
  std::memcpy(&header, message.data(), sizeof(header));
  if (header.nlmsg_len < sizeof(header) || header.nlmsg_len > message.size() ||
      header.nlmsg_seq != sequence) {
    return tl::unexpected<int>(EBADMSG);
  }
  const auto body = message.subspan(sizeof(header), header.nlmsg_len - sizeof(header));
  if (header.nlmsg_type == NLMSG_ERROR && body.size() >= sizeof(nlmsgerr)) {
    nlmsgerr refused;
    std::memcpy(&refused, body.data(), sizeof(refused));
    return tl::unexpected<int>(refused.error < 0 ? -refused.error : EBADMSG);
  }
  if (header.nlmsg_type != type || body.size() < minimum) return tl::unexpected<int>(EBADMSG);
  return body;
}

}  // namespace

tl::expected<Netlink, int> Netlink::open(int protocol) {
  UniqueFd socket(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol));
  if (!socket.valid()) return tl::unexpected<int>(errno);
  return Netlink(std::move(socket));
}

int Netlink::send(uint16_t type, std::span<const uint8_t> body) {
  nlmsghdr header{};
  header.nlmsg_len = static_cast<uint32_t>(sizeof(header) + body.size());
  header.nlmsg_type = type;
  header.nlmsg_flags = NLM_F_REQUEST;
  header.nlmsg_seq = ++sequence_;
  iovec parts[] = {{&header, sizeof(header)}, {const_cast<uint8_t*>(body.data()), body.size()}};
  sockaddr_nl kernel = kernel_address();
  msghdr message{};
  message.msg_name = &kernel;
  message.msg_namelen = sizeof(kernel);
  message.msg_iov = parts;
  message.msg_iovlen = 2;
  return sendmsg(socket_.get(), &message, MSG_DONTWAIT | MSG_NOSIGNAL) < 0 ? errno : 0;
}

tl::expected<size_t, int> Netlink::receive() {
  sockaddr_nl from{};
  socklen_t from_length = sizeof(from);
  const ssize_t length =
      recvfrom(socket_.get(), answer_.data(), answer_.size(), MSG_DONTWAIT | MSG_TRUNC,
               reinterpret_cast<sockaddr*>(&from), &from_length);
  if (length < 0) return tl::unexpected<int>(errno);
  // Only the kernel has the port id 0: another process could send here too.
  if (from_length != sizeof(from) || from.nl_pid != 0) return tl::unexpected<int>(EBADMSG);
  if (static_cast<size_t>(length) > answer_.size()) return tl::unexpected<int>(EBADMSG);
  return static_cast<size_t>(length);
}

tl::expected<std::span<const uint8_t>, int> Netlink::ask(uint16_t type,
                                                         std::span<const uint8_t> body,
                                                         uint16_t answer_type, size_t minimum) {
  if (const int error = send(type, body); error != 0) return tl::unexpected<int>(error);
  const auto length = receive();
  if (!length) return tl::unexpected(length.error());
  return open_answer(std::span(answer_).first(*length), sequence_, answer_type, minimum);
}

}  // namespace warifu
