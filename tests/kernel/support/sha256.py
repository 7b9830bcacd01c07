# SPDX-License-Identifier: MIT
"""SHA-256's compression (FIPS 180-4), which hashlib does not give away: the state after the first
block, as the kernel keeps a key of HMAC."""
import hashlib
import struct


def _primes(count):
    found = []
    number = 2
    while len(found) < count:
        if all(number % each for each in found):
            found.append(number)
        number += 1
    return found


def _root(number, power):
    """The first 32 bits of the fraction of a root."""
    low, high = 0, 1 << 40
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if middle ** power <= number << 32 * power else (low, middle)
    return low & 0xffffffff


INITIAL = [_root(each, 2) for each in _primes(8)]
ROUND = [_root(each, 3) for each in _primes(64)]


def _turn(word, by):
    return (word >> by | word << 32 - by) & 0xffffffff


def compress(state, block):
    words = list(struct.unpack("!16I", block))
    for i in range(16, 64):
        a, b = words[i - 15], words[i - 2]
        words.append((words[i - 16] + (_turn(a, 7) ^ _turn(a, 18) ^ a >> 3) + words[i - 7]
                      + (_turn(b, 17) ^ _turn(b, 19) ^ b >> 10)) & 0xffffffff)
    a, b, c, d, e, f, g, h = state
    for constant, word in zip(ROUND, words):
        one = (h + (_turn(e, 6) ^ _turn(e, 11) ^ _turn(e, 25)) + (e & f ^ ~e & g) + constant
               + word) & 0xffffffff
        two = (_turn(a, 2) ^ _turn(a, 13) ^ _turn(a, 22)) + (a & b ^ a & c ^ b & c)
        a, b, c, d, e, f, g, h = (one + two) & 0xffffffff, a, b, c, (d + one) & 0xffffffff, e, f, g
    return [(old + new) & 0xffffffff for old, new in zip(state, (a, b, c, d, e, f, g, h))]


def digest(data):
    """The whole hash, so that a test can hold it against hashlib's."""
    padded = data + b"\x80" + bytes(-(len(data) + 9) % 64) + struct.pack("!Q", 8 * len(data))
    state = INITIAL
    for at in range(0, len(padded), 64):
        state = compress(state, padded[at:at + 64])
    return struct.pack("!8I", *state)


assert digest(b"warifu" * 20) == hashlib.sha256(b"warifu" * 20).digest()


def hmac_states(key):
    """(inner, outer) of RFC 2104, eight words each."""
    block = key.ljust(64, b"\0")
    return [compress(INITIAL, bytes(byte ^ pad for byte in block)) for pad in (0x36, 0x5c)]
