// SPDX-License-Identifier: MIT
#pragma once

namespace warifu::redis {

// Ends a connection so that nothing of it is read any more, neither what came already nor what
// comes yet. The descriptor stays the server's, which reads the end and closes it. Never waits.
void hang_up(int fd);

}  // namespace warifu::redis
