# SPDX-License-Identifier: MIT
"""nginx: workers of another user, which have no environment when they accept, and share their listeners or
have one each; new workers after a reload."""
import itertools
import os
import shlex
import signal

import pytest
from conftest import NGINX
from lab.logins import crowd
from lab.stack import write
from lab.tenants import A, B
from shim.clients import HTTP, mistakes, served

WORKERS = 2
VARIANTS = list(itertools.product(("", "reuseport"), ("off", "on")))


def configuration(site, listen, multi_accept, daemon="off"):
    network = site.network
    return (f"daemon {daemon};\nworker_processes {WORKERS};\nuser nobody nogroup;\nerror_log stderr;\n"
            f"pid {site.folder}/pid;\nevents {{ multi_accept {multi_accept}; }}\n"
            "http {\n  access_log off;\n"
            + "".join(f"  {name}_temp_path {site.folder}/temporary;\n"
                      for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) +
            f"  server {{\n    listen {network.server4}:{NGINX} {listen};\n"
            f"    listen [{network.server6}]:{NGINX} {listen};\n    listen unix:{site.unix};\n"
            '    location / { return 200 "hello\\n"; }\n  }\n}\n')


@pytest.fixture(params=VARIANTS, ids=["-".join(filter(None, each)) for each in VARIANTS])
def running(request, site):
    site.write(to_file=False)
    path = os.path.join(site.config, "nginx.conf")
    write(path, configuration(site, *request.param))
    with site.start(("nginx", "-c", path), NGINX, uid=0) as made:
        made.wait_for(lambda: len(made.children()) == WORKERS)
        yield made


def places(site):
    return [(site.network.server4, NGINX), (site.network.server6, NGINX)]


def test_the_owner_decides(running, site):
    for where in places(site):
        assert served(A, where, HTTP, site.network.client)
        assert not served(B, where, HTTP, site.network.client)
    assert served(A, site.unix, HTTP)
    assert not served(B, site.unix, HTTP)


def test_a_thousand_of_both(running, site):
    before = running.children()
    assert crowd(site, site.network, NGINX, mistakes(HTTP, {A}), 250) == []
    assert running.children() == before, running.told()  # not one worker was lost


def test_its_own_reload(running, site):
    """New workers, which the old ones' master forks: they ask as those did."""
    before = running.children()
    running.signal(signal.SIGHUP)
    running.wait_for(lambda: len(running.children()) == WORKERS and not running.children() & before)
    test_the_owner_decides(running, site)
    assert crowd(site, site.network, NGINX, mistakes(HTTP, {A}), 50) == []


def test_as_a_daemon(site):
    """Its master is a child of a child by then, and has given up its standard files."""
    site.write(to_file=False)
    path = os.path.join(site.config, "nginx.conf")
    write(path, configuration(site, "", "off", daemon="on"))
    words = shlex.join(site.words("nginx", "-c", path)) + " && exec sleep infinity"
    with site.bare(("sh", "-c", words), NGINX, uid=0):
        test_the_owner_decides(None, site)


def test_a_reload_of_the_stack(running, site):
    """Each worker finds it by itself, as its own user."""
    where = places(site)[0]
    assert not served(B, where, HTTP, site.network.client)
    site.write(uids=(B,), to_file=False)
    site.ask_for_reload(1)

    def changed():
        return not any([served(A, where, HTTP, site.network.client) for _ in range(8)])
    running.wait_for(changed)
    assert served(B, where, HTTP, site.network.client)
