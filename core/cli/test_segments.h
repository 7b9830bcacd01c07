// SPDX-License-Identifier: MIT
#pragma once

#include "core/cli/test_request.h"
#include "kernel/wire/record.h"

namespace warifu::cli {

// The record that the BPF reader would have made of the segments in the request: --proof, with
// --syn or, as under SYN cookies, without. Sequence numbers that are not given are those that
// the segment shows: a client writes its proof only while neither side has been heard further.
// An error where the hex is none, or the two are not of one connection.
Result<warifu_record> record_of_segments(const TestRequest& request);

// The bytes behind --syn or --proof (`option`).
Result<std::vector<uint8_t>> bytes_of(const char* option, const std::string& hex);

}  // namespace warifu::cli
