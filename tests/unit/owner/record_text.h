// SPDX-License-Identifier: MIT
// Records as the BPF reader would have made them.
#pragma once

#include <algorithm>

#include "kernel/wire/record.h"
#include "tests/unit/wire/bytes.h"

namespace warifu {

inline void put_options(warifu_u8 (&room)[WARIFU_RECORD_OPTIONS], warifu_u8& length,
                        const wire::ByteVector& options) {
  length = static_cast<warifu_u8>(options.size());
  std::copy(options.begin(), options.end(), room);
}

// 192.0.2.10 port 40000 to 192.0.2.20 port 5432, complete, with neither segment.
inline warifu_record bare_record() {
  warifu_record record{};
  record.flags = WARIFU_RECORD_COMPLETE;
  record.client_isn = 0x01020304;
  record.server_isn = 0xA1B2C3D4;
  record.client_port = 40000;
  record.server_port = 5432;
  const auto client = wire::hex("00000000 00000000 0000ffff c000020a");
  const auto server = wire::hex("00000000 00000000 0000ffff c0000214");
  std::copy(client.begin(), client.end(), record.client);
  std::copy(server.begin(), server.end(), record.server);
  return record;
}

inline warifu_record with_syn(warifu_record record, const wire::ByteVector& options) {
  record.flags |= WARIFU_RECORD_SYN;
  put_options(record.syn_options, record.syn_options_length, options);
  return record;
}

inline warifu_record with_establishing(warifu_record record, const wire::ByteVector& options) {
  record.flags |= WARIFU_RECORD_ESTABLISHING;
  put_options(record.establishing_options, record.establishing_options_length, options);
  return record;
}

// The same owner in each form, uid 1000, gid 100, slot 5.
inline const wire::ByteVector kSignedClaim =
    wire::hex("fe 14 5746 55 000003e8 00000064 01020304050607");
inline const wire::ByteVector kProof =
    wire::hex("fe 1c 5746 65 000003e8 00000064 0102030405060708090a0b0c0d0e0f");
// Another uid; another gid.
inline const wire::ByteVector kProofOfRoot =
    wire::hex("fe 1c 5746 65 00000000 00000064 0102030405060708090a0b0c0d0e0f");
inline const wire::ByteVector kProofOfOtherGid =
    wire::hex("fe 1c 5746 65 000003e8 00000000 0102030405060708090a0b0c0d0e0f");

}  // namespace warifu
