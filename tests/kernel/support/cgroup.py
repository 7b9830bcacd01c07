# SPDX-License-Identifier: MIT
"""cgroup2: where it is mounted, groups that are removed again."""
import os


def hierarchy():
    with open("/proc/self/mountinfo") as file:
        for line in file:
            words = line.split()
            if words[words.index("-") + 1] == "cgroup2" and words[3] == "/":
                return words[4]
    return None


class Groups:
    """Groups below one of the test's own, named in bytes or text."""

    def __init__(self):
        self.top = f"wf{os.getpid()}"

    def path(self, name):
        return os.path.join(os.fsencode(hierarchy()), os.fsencode(self.top), os.fsencode(name))

    def make(self, name):
        os.makedirs(self.path(name), exist_ok=True)
        return self

    def remove(self, name):
        os.rmdir(self.path(name))

    def enter(self, name, pid=0):
        with open(self.path(name) + b"/cgroup.procs", "w") as file:
            file.write(str(pid or os.getpid()))

    def clean_up(self):
        own = self.path("").rstrip(b"/")
        for folder, _, _ in os.walk(own, topdown=False):
            os.rmdir(folder)
