# SPDX-License-Identifier: MIT
"""What a captured segment must carry, worked out from its own headers."""
import os
import socket
import struct

from support import syn
from support.signed import Connection, Signer


def new_signer(slot=0, bind="connection"):
    return Signer(os.urandom(32), slot, bind)


def sequence(packet):
    return struct.unpack("!I", syn.tcp_header(packet)[4:8])[0]


def acknowledged(packet):
    return struct.unpack("!I", syn.tcp_header(packet)[8:12])[0]


def payload(packet):
    header = 40 if packet[0] >> 4 == 6 else (packet[0] & 15) * 4
    return packet[header + len(syn.tcp_header(packet)):]


def _connection(packet, client_isn, server_isn):
    if packet[0] >> 4 == 6:
        family, addresses = socket.AF_INET6, (packet[8:24], packet[24:40])
    else:
        family, addresses = socket.AF_INET, (packet[12:16], packet[16:20])
    source, destination = (socket.inet_ntop(family, each) for each in addresses)
    source_port, destination_port = syn.ports(packet)
    return Connection(source, source_port, destination, destination_port, client_isn, server_isn)


def claim(packet, signer, uid, gid, late=0):
    """What a SYN carries that was signed so many epochs ago, by the signer's clock."""
    connection = _connection(packet, sequence(packet), 0)
    return signer._replace(late=signer.late + late).claim(uid, gid, connection)


def proof(packet, signer, uid, gid, client_isn, late=0):
    """The same of a later segment; the server's sequence number is what the segment answers."""
    connection = _connection(packet, client_isn, (acknowledged(packet) - 1) % 2**32)
    return signer._replace(late=signer.late + late).proof(uid, gid, connection)


def claim_fits(packet, signer, uid, gid):
    """Whether the SYN carries this owner's claim, signed just now, and no other option of ours."""
    return any(syn.claims(packet) == [claim(packet, signer, uid, gid, late)] for late in (0, 1))


def proof_fits(packet, signer, uid, gid, client_isn):
    return any(syn.claims(packet) == [proof(packet, signer, uid, gid, client_isn, late)]
               for late in (0, 1))


