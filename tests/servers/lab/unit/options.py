# SPDX-License-Identifier: MIT
"""What each option of [Service] is: how its assignments add up, or why it changes nothing here."""
from lab.unit import calls, file


def boolean(values):
    word = values[-1].lower()
    if word in ("yes", "true", "on", "1"):
        return True
    if word in ("no", "false", "off", "0", ""):
        return False
    raise ValueError(f"neither yes nor no: {values[-1]}")


def last(values):
    return values[-1] or None


def words(values):
    """Every assignment adds; an empty one forgets what was before."""
    gathered = []
    for each in values:
        gathered = gathered + each.split() if each else []
    return gathered


def lines(values):
    """The same, an assignment being one thing."""
    gathered = []
    for each in values:
        gathered = gathered + [each] if each else []
    return gathered


def only(*allowed):
    """One of these; with another nothing would be started."""
    def take(values):
        if values[-1] not in allowed:
            raise ValueError(f"only {' and '.join(allowed)} are imitated, not {values[-1]}")
        return boolean(values)
    return take


def protection(values):
    """yes, no, or a word of its own."""
    try:
        return boolean(values)
    except ValueError:
        return values[-1]


def capabilities(values):
    """The set, or None where all are kept."""
    chosen = None
    for each in values:
        names = set(each.lstrip("~").split())
        if each.startswith("~"):
            chosen = ("but", chosen[1] | names if chosen and chosen[0] == "but" else names)
        elif not each:
            chosen = ("only", set())
        else:
            chosen = ("only", (chosen[1] if chosen and chosen[0] == "only" else set()) | names)
    return chosen


KINDS = {
    **dict.fromkeys(("User", "Group", "UMask", "RuntimeDirectoryMode", "SystemCallErrorNumber"), last),
    **dict.fromkeys(("SupplementaryGroups", "SystemCallArchitectures", "RestrictAddressFamilies",
                     "ReadWritePaths", "ReadOnlyPaths", "InaccessiblePaths", "NoExecPaths",
                     "ExecPaths", "RuntimeDirectory"), words),
    **dict.fromkeys(("NoNewPrivileges", "MemoryDenyWriteExecute", "LockPersonality",
                     "RestrictRealtime", "RestrictSUIDSGID", "PrivateUsers", "PrivateTmp",
                     "PrivateDevices", "ProtectKernelTunables", "ProtectKernelModules",
                     "ProtectKernelLogs", "ProtectControlGroups", "ProtectClock",
                     "ProtectHostname"), boolean),
    **dict.fromkeys(("ExecStart", "ExecReload", "ExecStop", "Environment"), lines),
    **dict.fromkeys(("LimitNOFILE", "LimitMEMLOCK", "LimitCORE", "LimitNPROC"), last),
    **dict.fromkeys(("ProtectSystem", "ProtectHome"), protection),
    "CapabilityBoundingSet": capabilities,
    "AmbientCapabilities": words,
    "RestrictNamespaces": only("yes", "true", "no", "false"),
    "PrivateNetwork": only("no", "false"),
    "ProtectProc": last,
    "SystemCallFilter": calls.gather,
}

ALIASES = {"ReadWriteDirectories": "ReadWritePaths", "ReadOnlyDirectories": "ReadOnlyPaths",
           "InaccessibleDirectories": "InaccessiblePaths"}

_WHEN = "says when it counts as started or ended, and what then; a test starts and ends it itself"
INERT = {
    **dict.fromkeys(("Type", "PIDFile", "Restart", "RestartSec", "TimeoutStartSec", "TimeoutStopSec",
                     "KillMode", "KillSignal", "SendSIGKILL"), _WHEN),
    **dict.fromkeys(("ExecStartPre", "ExecStartPost"),
                    "commands before and after, which a test that needs them runs itself"),
    "EnvironmentFile": "only optional ones are shipped, of files that are not there",
    "SyslogIdentifier": "names its lines in the journal",
    "TasksMax": "bounds its cgroup; no server here comes near",
    "OOMScoreAdjust": "orders victims when memory runs out",
    "RemoveIPC": "cleans up behind it, once all its user's processes are gone",
}
# [Unit] and [Install] say whether and after what it is started, and nothing of how.
SECTIONS = ("Unit", "Install")


def settings(assignments):
    """{option: value}. ValueError names the place of what is not known or not to be imitated."""
    given = {}
    for line in assignments:
        if line.section in SECTIONS:
            continue
        if line.section != "Service":
            raise ValueError(f"{line.place}: a section that is not known: {line.section}")
        key = ALIASES.get(line.key, line.key)
        if key not in KINDS and key not in INERT:
            raise ValueError(f"{line.place}: an option that is not known: {line.key}")
        given.setdefault(key, []).append(line)
    return {key: _value(key, lines) for key, lines in given.items() if key in KINDS}


def _value(key, assigned):
    try:
        return KINDS[key]([each.value for each in assigned])
    except ValueError as error:
        raise ValueError(f"{assigned[-1].place}: {key}: {error}") from error


def command(values, key, instance):
    """The words of the one command of ExecStart= and its like, without systemd's prefixes."""
    import shlex
    one, = values[key]
    return shlex.split(file.expand(one.lstrip("-@:+!"), instance))
