// SPDX-License-Identifier: MIT
// The functions that the shim stands before: those of the next object in the loader's order, which
// is the C library unless something else is preloaded, too.
#pragma once

#include <sys/socket.h>

namespace warifu::preload {

using ListenFunction = int (*)(int, int);
using AcceptFunction = int (*)(int, sockaddr*, socklen_t*);
using Accept4Function = int (*)(int, sockaddr*, socklen_t*, int);

// Any thread; nullptr where there is none, which no C library of Linux's is like. A constructor of
// another library's may ask before our own ran.
ListenFunction next_listen();
AcceptFunction next_accept();
Accept4Function next_accept4();

}  // namespace warifu::preload
