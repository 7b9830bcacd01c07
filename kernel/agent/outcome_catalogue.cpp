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
    {"no-source-key",
     "The deciding [[stamp]] entry has keys, but none for the source address of the connection; "
     "nothing was written.",
     "Add a key for that address to the entry, or have the program bind an address that has one."},
    {"no-epoch-key",
     "The key for the present time was not in the kernel; nothing was written into the SYN.",
     "Start warifu-agent, which puts keys there ahead of time; check the host's clock."},
    {"proved", "A connection answered the server's sequence number with a proof.", "Nothing."},
    {"proof-no-room",
     "A segment after the SYN had no room left for the proof; the connection went on without it.",
     "Turn MPTCP or TCP-MD5 off for these connections if the server requires proofs."},
    {"proof-no-epoch-key",
     "The key for the present time was not in the kernel; no proof was written.",
     "Start warifu-agent, which puts keys there ahead of time; check the host's clock."},
    {"proof-write-failed", "The kernel did not take the proof.",
     "Look for another sock_ops program that writes the same option."},
    {"proof-too-late",
     "The server took data from the SYN (TCP Fast Open): nothing that follows opens the "
     "connection.",
     "Turn TCP Fast Open off for these connections if the server requires proofs."},
    {"recorded", "What opened a connection to a [listen] port was recorded for the server.",
     "Nothing."},
    {"record-failed", "There was no memory to record what opened a connection.",
     "Give the machine, or the server's memory cgroup, more memory."},
    {"clock-jumped", "The host's real time was set by more than 64 s at once.",
     "Find out what sets the clock; what was signed just before may be refused as too old or new."},
};
static_assert(std::size(kOutcomes) == WARIFU_OUTCOMES);
static_assert(WARIFU_OUTCOMES <= WARIFU_COUNTERS);

}  // namespace

std::span<const Outcome> outcomes() {
  return kOutcomes;
}

}  // namespace warifu::agent
