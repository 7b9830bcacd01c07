// SPDX-License-Identifier: MIT
#include "kernel/agent/outcome_catalogue.h"

#include "kernel/bpf/layout.h"

namespace warifu::agent {
namespace {

constexpr Outcome kOutcomes[] = {
    {"stamped", "The SYN of a connection carried its owner.", "Nothing."},
    {"stamped-again", "A retransmitted SYN carried the owner again.",
     "Nothing; many of them mean that SYNs get lost on the way."},
    {"not-a-destination", "No [[stamp]] entry has the connection's destination and port.",
     "Add the destination to agent.toml if it should be stamped."},
    {"uid-not-listed", "The deciding [[stamp]] entry does not list the connecting task's uid.",
     "Add the uid to that entry if it should be stamped (uid 0 only by its number)."},
    {"out-of-scope",
     "The task lives in a container whose uids the deciding [[stamp]] entry does not believe.",
     "Give the container an [[identity]], or a user namespace of its own and scope = \"userns\"."},
    {"identity-refused", "The [[identity]] of the task's cgroup does not list its uid.",
     "Find out why that container runs something under a foreign uid, or add the uid."},
    {"kernel-thread", "A thread of the kernel connected, for example a network file system.",
     "Nothing: such connections have no owner."},
    {"unusable-id", "The task's uid or gid was 4294967295, which is no id.",
     "Find out which program runs without valid ids."},
    {"cgroup-unreadable", "The name of one of the task's cgroups could not be read.",
     "Report it: the running kernel is unlike those that were tried."},
    {"no-owner-captured", "The socket connected without its owner being known.",
     "Expected for connections under way when the agent was first started; otherwise report it."},
    {"configuration-gone",
     "A connect that was put off (TCP Fast Open) was finished after its configuration was "
     "replaced.",
     "Nothing; the next connect is judged by the new configuration."},
    {"no-room", "The SYN had no room left for the option; the connection went on without it.",
     "Turn TCP Fast Open data or TCP-MD5 off for these connections if they must be stamped."},
    {"write-failed", "The kernel did not take the option.",
     "Look for another sock_ops program that writes the same option."},
    {"store-failed", "There was no memory to note a socket's owner.",
     "Give the machine, or the connecting task's memory cgroup, more memory."},
    {"listen-saved", "A listener on a [listen] port was told to keep its clients' SYN.",
     "Nothing."},
    {"listen-failed", "A listener on a [listen] port could not be told to keep the SYN.",
     "Have the server set TCP_SAVE_SYN itself, and report it."},
};
static_assert(std::size(kOutcomes) == WARIFU_OUTCOMES);
static_assert(WARIFU_OUTCOMES <= WARIFU_COUNTERS);

}  // namespace

std::span<const Outcome> outcomes() {
  return kOutcomes;
}

}  // namespace warifu::agent
