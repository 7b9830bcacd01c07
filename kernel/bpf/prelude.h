/* SPDX-License-Identifier: MIT OR GPL-2.0-only
 *
 * What every program needs, in the order that works: fixed-width types, then libbpf's helpers.
 */
#ifndef WARIFU_BPF_PRELUDE_H
#define WARIFU_BPF_PRELUDE_H

/* clang-format off */
#include <linux/types.h>
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_endian.h>
/* clang-format on */

#include "kernel/bpf/kernel_types.h"
#include "kernel/bpf/layout.h"
#include "kernel/wire/option.h"
#include "kernel/wire/record.h"

#endif
