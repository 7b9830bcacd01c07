# SPDX-License-Identifier: MIT
"""A unit, ready to be imposed on a process."""
import os
import sys
import traceback

from lab.unit import file, filters, identity, kernel, mounts, options, paths

_FILTERING = ("SystemCallFilter", "RestrictAddressFamilies", "MemoryDenyWriteExecute",
              "RestrictRealtime", "RestrictSUIDSGID", "RestrictNamespaces", "LockPersonality",
              "SystemCallArchitectures", "ProtectKernelTunables", "ProtectKernelModules",
              "ProtectKernelLogs", "ProtectClock", "ProtectHostname", "PrivateDevices")


class Confinement:
    """`unit`: a path; `drop_ins`: paths, or text; `before`: called first in the child, to enter other
    namespaces; the unit file is read there, too, and names are looked up there."""

    def __init__(self, unit, *drop_ins, instance="", before=lambda: None):
        self._unit = unit
        self._drop_ins = drop_ins
        self._instance = instance
        self._before = before

    def values(self):
        """The options as they are in the calling process' file system."""
        return options.settings(file.read(self._unit, *self._drop_ins))

    def command(self, key="ExecStart"):
        return options.command(self.values(), key, self._instance)

    def enter(self):
        """To be called in a child that then executes the command (a preexec_fn)."""
        try:
            self._enter()
        except BaseException:
            traceback.print_exc()
            sys.stderr.flush()
            raise

    def _enter(self):
        self._before()
        values = self.values()
        account = identity.Account(values)
        made = filters.wanted(values)
        _make_runtime_folders(values, account)
        identity.limit(values)
        if values.get("ProtectHostname"):
            kernel.unshare(kernel.CLONE_NEWUTS)
        if mounts.are_wanted(values):
            mounts.make(values)
        os.chdir("/")
        if account.named or values.get("SupplementaryGroups"):
            os.setgroups(account.groups)
            os.setresgid(account.gid, account.gid, account.gid)
        if values.get("PrivateUsers"):
            identity.make_user_namespace(account)
        identity.become(values, account)
        os.umask(int(values.get("UMask") or "022", 8))
        if values.get("NoNewPrivileges") or (account.uid != 0 and _filters(values)):
            kernel.no_new_privileges()
        for each in made:
            each.load()


def _filters(values):
    return any(values.get(each) for each in _FILTERING)


def _make_runtime_folders(values, account):
    for path in paths.runtime_folders(values):
        os.makedirs(path, exist_ok=True)
        os.chown(path, account.uid, account.gid)
        os.chmod(path, int(values.get("RuntimeDirectoryMode") or "755", 8))
