"""What the Linux kernel refuses a process from now on: sockets, programs, changed files, and on request any file.

A filter in classic BPF (seccomp(2)), set for every thread. Numbers of calls are those of x86_64 and aarch64; it was
tried on x86_64. Elsewhere `close` does nothing and says so: the limits in `walls` are what holds there.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys

_NAMES = (
    "socket", "socketpair", "connect", "bind", "listen", "accept", "accept4", "sendto", "sendmsg", "sendmmsg",
    "recvmsg", "recvmmsg", "execve", "execveat", "ptrace", "process_vm_readv", "process_vm_writev", "kill",
    "truncate", "ftruncate", "mkdirat", "mknodat", "unlinkat", "symlinkat", "linkat", "renameat", "renameat2",
    "fchmod", "fchmodat", "fchown", "fchownat", "mount", "umount2", "unshare", "setns", "bpf", "perf_event_open",
    "userfaultfd", "keyctl", "add_key", "request_key",
)  # fmt: skip
_X86 = (
    41, 53, 42, 49, 50, 43, 288, 44, 46, 307, 47, 299, 59, 322, 101, 310, 311, 62, 76, 77, 258, 259, 263, 266, 265, 264,
    316, 91, 268, 93, 260, 165, 166, 272, 308, 321, 298, 323, 250, 248, 249,
)  # fmt: skip
_ARM = (
    198, 199, 203, 200, 201, 202, 242, 206, 211, 269, 212, 243, 221, 281, 117, 270, 271, 129, 45, 46, 34, 33, 35, 36,
    37, 38, 276, 52, 53, 55, 54, 40, 39, 97, 268, 280, 241, 282, 219, 217, 218,
)  # fmt: skip
# Calls of x86_64 alone: fork, vfork, rename, mkdir, rmdir, creat, link, unlink, symlink, chmod, chown, lchown, mknod.
_OLD = (57, 58, 82, 83, 84, 85, 86, 87, 88, 90, 92, 94, 133)
# Of the same number everywhere: pidfd_send_signal, io_uring (3), openat2, pidfd_getfd, fchmodat2, pidfd_open.
_NEW = (424, 425, 426, 427, 437, 438, 452, 434)
_CLONE3 = 435
# machine -> its name in the kernel, what is refused, open, openat, clone, seccomp
_MACHINES = {
    "x86_64": (0xC000003E, _X86 + _OLD + _NEW, 2, 257, 56, 317),
    "aarch64": (0xC00000B7, _ARM + _NEW, None, 56, 220, 277),
}
_LOAD, _EQUAL, _ATLEAST, _BITS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _REFUSE, _LACKING, _KILL = 0x7FFF0000, 0x00050000 | 1, 0x00050000 | 38, 0x80000000
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_THREAD = 0x00010000  # CLONE_THREAD
_NO_NEW_PRIVILEGES, _FILTER, _EVERY_THREAD = 38, 1, 1


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


def close(files: bool = False) -> bool:
    """Refuse all that for the rest of this process, and with `files` every opening; whether the kernel took it."""
    machine = _MACHINES.get(platform.machine())
    if sys.platform != "linux" or machine is None or struct.calcsize("P") != 8:
        return False
    code = _code(machine[:5], files)
    program = _Program(len(code) // 8, code)
    kernel = ctypes.CDLL(None, use_errno=True)
    if kernel.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    return bool(kernel.syscall(machine[5], _FILTER, _EVERY_THREAD, ctypes.byref(program)) == 0)


def _code(machine: tuple[int, tuple[int, ...], int | None, int, int], files: bool) -> bytes:
    """The filter: each step is a code, where to go if so and if not, and a number."""
    name, refused, opening, opening_at, clone = machine
    steps: list[tuple[int, int, int, int]] = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, name), (_RETURN, 0, 0, _KILL)]
    steps += [(_LOAD, 0, 0, 0)]
    if opening is not None:  # x86_64 has a second table of calls for programs of 32 bits, which is not ours
        steps += [(_ATLEAST, 0, 1, 0x40000000), (_RETURN, 0, 0, _REFUSE)]
    for number in refused:
        steps += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _REFUSE)]
    steps += [(_EQUAL, 0, 1, _CLONE3), (_RETURN, 0, 0, _LACKING)]  # then clone is tried, which shows what it makes
    steps += [(_EQUAL, 0, 4, clone), (_LOAD, 0, 0, 16), (_BITS, 1, 0, _THREAD), (_RETURN, 0, 0, _REFUSE)]
    steps += [(_RETURN, 0, 0, _ALLOW)]
    openings = [(opening_at, 32)] if opening is None else [(opening, 24), (opening_at, 32)]
    for number, argument in openings:
        if files:
            steps += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _REFUSE)]
        else:
            steps += [(_EQUAL, 0, 4, number), (_LOAD, 0, 0, argument), (_BITS, 0, 1, _WRITING)]
            steps += [(_RETURN, 0, 0, _REFUSE), (_RETURN, 0, 0, _ALLOW)]
    steps += [(_RETURN, 0, 0, _ALLOW)]
    return b"".join(struct.pack("HBBI", *step) for step in steps)


assert len(_NAMES) == len(_X86) == len(_ARM)
