# SPDX-License-Identifier: MIT
"""What a guest runs: warifu as it was built here, this machine's C library and Python, and the
scenarios. Nothing of it is compressed: the guest's processor is emulated."""
import os
import subprocess
import sys

from machine.cpio import Archive

PYTHON = "/usr/bin/python3"
# Those that the scenarios' stacks name. The others bring libraries with them for which a guest has no
# memory: what is unpacked and what it is unpacked from are there at once.
MODULES = ("debug", "deny", "hmac_owner", "permit", "uid_allowlist")
INIT = f"""#!{PYTHON} -BI
import sys
sys.path[:0] = ["/guest"]
import main
main.run_and_power_off()
"""
# Every module that the scenarios and their support import, asked of the interpreter itself.
LIST_MODULES = """
import sys, encodings.ascii, encodings.latin_1, encodings.idna
sys.path[:0] = sys.argv[1:]
import main
print("\\n".join({each.__file__ for each in list(sys.modules.values())
                 if getattr(each, "__file__", None) and each is not sys.modules["__main__"]}))
"""


def build(path, programs, modules, sources):
    """programs: guest path to file; modules: the folder with warifu's modules; sources: folders
    of Python files, the first with main.py."""
    with Archive(path + ".new") as archive:
        _add_folders(archive)
        elf = dict(programs)
        elf.update({f"/usr/lib/warifu/warifu_{each}.so": os.path.join(modules, f"warifu_{each}.so")
                    for each in MODULES})
        elf[PYTHON] = PYTHON
        for name in _python_files(sources):
            _add_python_file(archive, name, sources)
            if name.endswith(".so"):
                elf[name] = name
        for name, source in elf.items():
            archive.copy(name, source)
        for library in _libraries(elf.values()):
            archive.copy(library, library)
        archive.text("/init", INIT, 0o755)
    os.rename(path + ".new", path)


def _add_folders(archive):
    for each in ("dev", "proc", "sys", "tmp", "run", "etc/warifu", "var"):
        archive.folder(each)


def _python_files(sources):
    done = subprocess.run([PYTHON, "-BI", "-c", LIST_MODULES, *sources], capture_output=True,
                          text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return done.stdout.split()


def _add_python_file(archive, name, sources):
    for folder in sources:
        if name.startswith(folder + "/"):
            archive.copy("/guest" + name[len(folder):], name)
            return
    archive.copy(name, name)
    cached = os.path.join(os.path.dirname(name), "__pycache__", os.path.basename(name)[:-3]
                          + f".{sys.implementation.cache_tag}.pyc")
    if os.path.exists(cached):
        archive.copy(cached, cached)


def _libraries(files):
    """Everything that the loader would map for these, and the loader."""
    found = set()
    for file in files:
        told = subprocess.run(["ldd", file], capture_output=True, text=True, check=False).stdout
        for line in told.splitlines():
            found.update(word for word in line.split() if word.startswith("/"))
    return sorted(found)
