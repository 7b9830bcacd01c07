# SPDX-License-Identifier: MIT
"""Packages of any of Debian's releases, unpacked into a folder and never installed.

apt is asked with lists, cache and status of its own below that folder. It takes the mirrors that
this machine is configured with, and checks signatures by the distribution's keyring.
"""
import os
import shutil
import subprocess
import tarfile
import tempfile

KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
PATIENCE = 300  # seconds for one command; a mirror may be slow


class CannotFetch(Exception):
    """With the reason, to be told where a test is skipped."""


def _run(command, **options):
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE,
                              check=False, **options)
    except FileNotFoundError as absent:
        raise CannotFetch(f"{command[0]} is not here") from absent
    except subprocess.TimeoutExpired as late:
        raise CannotFetch(f"{command[0]} took more than {PATIENCE} s") from late
    if done.returncode != 0:
        said = " ".join(done.stderr.split())[-300:]
        raise CannotFetch(f"{' '.join(command[:1] + command[-2:])}: {said}")
    return done.stdout


def this_release():
    """Its code name."""
    with open("/etc/os-release", encoding="utf-8") as file:
        words = dict(line.strip().split("=", 1) for line in file if "=" in line)
    if words.get("ID") != "debian" or "VERSION_CODENAME" not in words:
        raise CannotFetch("this is not Debian, whose mirrors would be known")
    return words["VERSION_CODENAME"].strip('"')


def _mirrors():
    """Where this machine gets its own release's main archive from."""
    listed = _run(["apt-get", "indextargets", "--format", "$(REPO_URI) $(RELEASE) $(COMPONENT)",
                   "Created-By: Packages"])
    release = this_release()
    found = {line.split()[0] for line in listed.splitlines()
             if line.split()[1:] == [release, "main"]}
    if not found:
        raise CannotFetch("apt knows no mirror of Debian's main archive")
    return sorted(found)


class Release:
    """One of Debian's releases ("bullseye"), in `folder`."""

    def __init__(self, name, folder):
        self.name = name
        self.folder = os.path.join(os.path.abspath(folder), name)
        self._updated = False

    def unpack(self, *packages):
        """For each its folder of files; what they depend on is not fetched."""
        for package in packages:
            if not os.path.exists(self._files_of(package)):
                self._fetch(package, self._unpack_all)
        return [self._files_of(package) for package in packages]

    def source(self, package):
        """The folder of a package's source, as its authors gave it to Debian."""
        target = self._files_of(os.path.join("source", package))
        if not os.path.exists(target):
            self._prepare()
            sources = [*self._options(), "-o", f"Dir::Etc::sourcelist={self._path('source.sources')}",
                       "-o", f"Dir::State::lists={self._path('source-lists')}"]
            os.makedirs(self._path("source-lists/partial"), exist_ok=True)
            self._write("source.sources", self._mirrors_of("deb-src"))
            _run(["apt-get", *sources, "-q", "update", "--error-on=any"])
            with tempfile.TemporaryDirectory(dir=self.folder) as work:
                _run(["apt-get", *sources, "-q", "source", "--download-only", "--tar-only", package],
                     cwd=work)
                self._keep(os.path.join(work, os.listdir(work)[0]), self._unpack_source, work, target)
        return target

    def kernel(self):
        """linux-image-amd64's vmlinuz; its modules are left where they are."""
        target = self._files_of("kernel")
        if not os.path.exists(target):
            self._update()
            self._fetch(self._newest_kernel(), self._unpack_kernel, target)
        return os.path.join(target, "vmlinuz")

    def _files_of(self, package):
        return os.path.join(self.folder, "files", package)

    def _fetch(self, package, unpack, target=None):
        """`unpack` gets the archive and the folder to make, which then appears all at once."""
        self._update()
        target = target or self._files_of(package)
        with tempfile.TemporaryDirectory(dir=self.folder) as work:
            _run(["apt-get", *self._options(), "-q", "download", package], cwd=work)
            self._keep(os.path.join(work, os.listdir(work)[0]), unpack, work, target)

    @staticmethod
    def _keep(archive, unpack, work, target):
        unpack(archive, os.path.join(work, "new"))
        os.makedirs(os.path.dirname(target), exist_ok=True)
        shutil.rmtree(target, ignore_errors=True)
        os.rename(os.path.join(work, "new"), target)

    @staticmethod
    def _unpack_source(archive, folder):
        os.makedirs(folder)
        _run(["tar", "-xf", archive, "-C", folder, "--strip-components=1"])

    @staticmethod
    def _unpack_all(archive, folder):
        _run(["dpkg-deb", "-x", archive, folder])

    @staticmethod
    def _unpack_kernel(archive, folder):
        os.makedirs(folder)
        with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", archive],
                              stdout=subprocess.PIPE) as tar:
            with tarfile.open(fileobj=tar.stdout, mode="r|") as members:
                for member in members:
                    if member.name.startswith("./boot/vmlinuz-"):
                        with open(os.path.join(folder, "vmlinuz"), "wb") as out:
                            shutil.copyfileobj(members.extractfile(member), out)
                        break
            tar.kill()
        if not os.listdir(folder):
            raise CannotFetch(f"{os.path.basename(archive)} holds no kernel")

    def _newest_kernel(self):
        told = _run(["apt-cache", *self._options(), "depends", "linux-image-amd64"])
        for line in told.splitlines():
            if line.strip().startswith("Depends: linux-image-"):
                return line.split()[1]
        raise CannotFetch(f"{self.name} has no package linux-image-amd64")

    def _update(self):
        """Before each fetch: what old lists name, a mirror may have replaced."""
        if self._updated:
            return
        self._prepare()
        self._write("mirrors.sources", self._mirrors_of("deb"))
        _run(["apt-get", *self._options(), "-q", "update", "--error-on=any"])
        self._updated = True

    def _prepare(self):
        for each in ("lists/partial", "cache/archives/partial"):
            os.makedirs(self._path(each), exist_ok=True)
        self._write("status", "")

    def _mirrors_of(self, kind):
        return "".join(f"Types: {kind}\nURIs: {uri}\nSuites: {self.name}\nComponents: main\n"
                       f"Signed-By: {KEYRING}\n\n" for uri in _mirrors())

    def _options(self):
        """This machine's other settings (proxies, credentials) stay in force."""
        settings = {"Dir::Etc::sourcelist": self._path("mirrors.sources"),
                    "Dir::Etc::sourceparts": "/dev/null",
                    "Dir::Etc::preferences": "/dev/null",
                    "Dir::Etc::preferencesparts": "/dev/null",
                    "Dir::State::lists": self._path("lists"),
                    "Dir::State::status": self._path("status"),
                    "Dir::Cache": self._path("cache"),
                    "APT::Get::AllowUnauthenticated": "false",
                    "Acquire::AllowInsecureRepositories": "false",
                    "Acquire::Languages": "none",
                    "Acquire::Retries": "2",
                    # apt's own user need not be able to enter a build folder.
                    "APT::Sandbox::User": "root"}
        return [word for key, value in settings.items() for word in ("-o", f"{key}={value}")]

    def _path(self, name):
        return os.path.join(self.folder, name)

    def _write(self, name, text):
        with open(self._path(name), "w", encoding="utf-8") as file:
            file.write(text)
