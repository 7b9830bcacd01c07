# SPDX-License-Identifier: MIT
"""Who the command is: user, groups, capabilities, limits."""
import grp
import os
import pwd
import resource

from lab.unit import kernel

# What an option takes from the bounding set besides what it filters.
TAKES = {"PrivateDevices": ("CAP_MKNOD", "CAP_SYS_RAWIO"), "ProtectKernelModules": ("CAP_SYS_MODULE",),
         "ProtectKernelLogs": ("CAP_SYSLOG",), "ProtectClock": ("CAP_SYS_TIME", "CAP_WAKE_ALARM")}
LIMITS = {"LimitNOFILE": resource.RLIMIT_NOFILE, "LimitMEMLOCK": resource.RLIMIT_MEMLOCK,
          "LimitCORE": resource.RLIMIT_CORE, "LimitNPROC": resource.RLIMIT_NPROC}


class Account:
    """User=, Group= and SupplementaryGroups=; root where no user is named."""

    def __init__(self, values):
        name = values.get("User") or "root"
        entry = pwd.getpwuid(int(name)) if name.isdigit() else pwd.getpwnam(name)
        self.uid = entry.pw_uid
        self.gid = _gid(values["Group"]) if values.get("Group") else entry.pw_gid
        more = [_gid(each) for each in values.get("SupplementaryGroups", ())]
        self.named = bool(values.get("User") or values.get("Group"))
        self.groups = sorted({*os.getgrouplist(entry.pw_name, self.gid), *more})
        self.home = entry.pw_dir
        self.name = entry.pw_name


def _gid(name):
    return int(name) if name.isdigit() else grp.getgrnam(name).gr_gid


def limit(values):
    for option, number in LIMITS.items():
        if option in values:
            soft, _, hard = values[option].partition(":")
            wanted = [_amount(each) for each in (soft, hard or soft)]
            try:
                resource.setrlimit(number, wanted)
            except ValueError:  # more than this machine's root may have: then what it may
                highest = resource.getrlimit(number)[1]
                resource.setrlimit(number, [_lower(each, highest) for each in wanted])


def _amount(word):
    return resource.RLIM_INFINITY if word == "infinity" else int(word)


def _lower(wanted, highest):
    return highest if wanted == resource.RLIM_INFINITY else min(wanted, highest)


def bounding_set(values):
    """Numbers that stay in it."""
    kept = set(range(len(kernel.CAPABILITIES)))
    how, names = values.get("CapabilityBoundingSet") or ("but", ())
    named = {kernel.capability(each) for each in names}
    kept = kept & named if how == "only" else kept - named
    for option, taken in TAKES.items():
        if values.get(option):
            kept -= {kernel.capability(each) for each in taken}
    return kept


def make_user_namespace(account):
    """Root and the user are themselves in it; everybody else is 65534. A child outside writes the
    maps, which takes privileges that nobody inside has."""
    made, tell = os.pipe()
    target, child = os.getpid(), os.fork()
    if child == 0:
        status = 1
        try:
            os.close(tell)
            os.read(made, 1)  # ends when the parent closes its end
            _write_maps(target, account)
            status = 0
        finally:
            os._exit(status)
    kernel.unshare(kernel.CLONE_NEWUSER)
    os.close(tell)
    os.close(made)
    if os.waitpid(child, 0)[1] != 0:
        raise OSError("the maps of the user namespace could not be written")


def _write_maps(pid, account):
    def both(number):
        return "0 0 1\n" + (f"{number} {number} 1\n" if number else "")
    for name, text in (("setgroups", "deny"), ("uid_map", both(account.uid)),
                       ("gid_map", both(account.gid))):
        with open(f"/proc/{pid}/{name}", "w") as file:
            file.write(text)


def become(values, account):
    """The user, with the capabilities that the unit gives."""
    for each in set(range(len(kernel.CAPABILITIES))) - bounding_set(values):
        kernel.drop_from_bounding_set(each)
    ambient = [kernel.capability(each) for each in values.get("AmbientCapabilities", ())]
    if account.uid != 0:
        if ambient:
            kernel.keep_capabilities()
        os.setresuid(account.uid, account.uid, account.uid)
        if ambient:
            kernel.hold_only(ambient)
