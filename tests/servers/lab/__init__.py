# SPDX-License-Identifier: MIT
"""What the tests of every server have in common: two hosts, tenants, the agent, a stack.

    client host                                       server host
    uid A, uid B --SYN, claim (agent)--> ports, listening --> the server with its adapter

A folder of tests imports the fixtures into its conftest.py, and says which ports are stamped:

    from lab.fixtures import build, folder, network, stamping

    @pytest.fixture(scope="session")
    def ports():
        return (5432,)
"""
