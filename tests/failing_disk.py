"""A disk that fails when it is told to: a small library before libc, and a process that tries commands one by one.

Every step that changes a folder (make, write, cut, sync, rename, take away) is counted, whoever takes it: Python, or
the engine with its own threads. At the step that is named the call fails with an error, or the process is killed: half
of what was to be written is written first. The commands run in forks of one process that has read its code already.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

KILL = -1
SOURCE = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static char under[PATH_MAX], failed[PATH_MAX + 32];
static __thread char seen[PATH_MAX];
static atomic_long count, at;
static int fault, sticky;

void disk_arm(const char *folder, long n, int error, int stays) {
    strncpy(under, folder, sizeof under - 1);
    count = 0; at = n; failed[0] = 0; fault = error; sticky = stays;
}
long disk_steps(void) { return count; }

const char *disk_failed(void) { return failed; }

/* 1: this step fails; 2: die in it; 0: let it be. */
static int step_(const char *what) {
    if (!under[0]) return 0;
    long now = atomic_fetch_add(&count, 1) + 1;
    if (!at || (now != at && !(sticky && now > at))) return 0;
    if (now == at) snprintf(failed, sizeof failed, "%s %s", what, seen);
    return fault < 0 ? 2 : 1;
}
#define step() step_(__func__)
static int inside(const char *path) {
    if (!under[0] || !path) return 0;
    strncpy(seen, path, sizeof seen - 1);
    if (path[0] == '/') return strncmp(path, under, strlen(under)) == 0;
    char here[PATH_MAX];
    return getcwd(here, sizeof here) && strncmp(here, under, strlen(under)) == 0;
}
static int inside_fd(int fd) {
    if (!under[0]) return 0;
    char name[64], path[PATH_MAX];
    snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(name, path, sizeof path - 1);
    if (n <= 0) return 0;
    path[n] = 0;
    return inside(path);
}
static void die(void) { kill(getpid(), SIGKILL); for (;;) pause(); }
#define REAL(type, name, ...) static type (*real)(__VA_ARGS__); if (!real) real = dlsym(RTLD_NEXT, name)
#define PLACE(is) if (is) { int how = step(); if (how == 2) die(); if (how == 1) { errno = fault; return -1; } }

static int opened(const char *name, const char *path, int flags, mode_t mode) {
    int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, name);
    PLACE((flags & (O_CREAT | O_TRUNC)) && inside(path))
    return real(path, flags, mode);
}
#define MODE mode_t mode = 0; if (flags & (O_CREAT | O_TMPFILE)) { \
    va_list l; va_start(l, flags); mode = va_arg(l, int); va_end(l); }
int open(const char *path, int flags, ...) { MODE return opened("open", path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE return opened("open64", path, flags, mode); }
static int opened_at(const char *name, int fd, const char *path, int flags, mode_t mode) {
    int (*real)(int, const char *, int, ...) = dlsym(RTLD_NEXT, name);
    PLACE((flags & (O_CREAT | O_TRUNC)) && (path[0] == '/' || fd == AT_FDCWD ? inside(path) : inside_fd(fd)))
    return real(fd, path, flags, mode);
}
int openat(int fd, const char *path, int flags, ...) { MODE return opened_at("openat", fd, path, flags, mode); }
int openat64(int fd, const char *path, int flags, ...) { MODE return opened_at("openat64", fd, path, flags, mode); }

ssize_t write(int fd, const void *text, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    if (inside_fd(fd)) {
        int how = step();
        if (how == 2) { real(fd, text, size / 2); die(); }
        if (how == 1) { errno = fault; return -1; }
    }
    return real(fd, text, size);
}
static ssize_t placed(const char *name, int fd, const void *text, size_t size, off_t where) {
    ssize_t (*real)(int, const void *, size_t, off_t) = dlsym(RTLD_NEXT, name);
    if (inside_fd(fd)) {
        int how = step();
        if (how == 2) { real(fd, text, size / 2, where); die(); }
        if (how == 1) { errno = fault; return -1; }
    }
    return real(fd, text, size, where);
}
ssize_t pwrite(int fd, const void *text, size_t size, off_t where) { return placed("pwrite", fd, text, size, where); }
ssize_t pwrite64(int fd, const void *text, size_t size, off_t where) {
    return placed("pwrite64", fd, text, size, where); }
ssize_t writev(int fd, const struct iovec *parts, int n) {
    REAL(ssize_t, "writev", int, const struct iovec *, int);
    PLACE(inside_fd(fd))
    return real(fd, parts, n);
}
#define ON_FD(name) int name(int fd) { REAL(int, #name, int); PLACE(inside_fd(fd)) return real(fd); }
ON_FD(fsync) ON_FD(fdatasync)
int ftruncate(int fd, off_t size) { REAL(int, "ftruncate", int, off_t); PLACE(inside_fd(fd)) return real(fd, size); }
int ftruncate64(int fd, off_t size) {
    REAL(int, "ftruncate64", int, off_t); PLACE(inside_fd(fd)) return real(fd, size); }
int fallocate(int fd, int how_, off_t from, off_t size) {
    REAL(int, "fallocate", int, int, off_t, off_t); PLACE(inside_fd(fd)) return real(fd, how_, from, size); }
int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *); PLACE(inside(to)) return real(from, to); }
int renameat(int a, const char *from, int b, const char *to) {
    REAL(int, "renameat", int, const char *, int, const char *); PLACE(inside(to)) return real(a, from, b, to); }
int mkdir(const char *path, mode_t mode) {
    REAL(int, "mkdir", const char *, mode_t); PLACE(inside(path)) return real(path, mode); }
int link(const char *from, const char *to) {
    REAL(int, "link", const char *, const char *); PLACE(inside(to)) return real(from, to); }
int unlink(const char *path) { REAL(int, "unlink", const char *); PLACE(inside(path)) return real(path); }
int rmdir(const char *path) { REAL(int, "rmdir", const char *); PLACE(inside(path)) return real(path); }
int unlinkat(int fd, const char *path, int flags) {
    REAL(int, "unlinkat", int, const char *, int);
    PLACE(path[0] == '/' || fd == AT_FDCWD ? inside(path) : inside_fd(fd))
    return real(fd, path, flags);
}
"""
DRIVER = """
import ctypes, json, os, signal, sys, time
from pathlib import Path
import vakgraph.cli, vakgraph.publish, vakgraph.published, vakgraph.steward, vakgraph.store.embedded
import vakgraph.gate, vakgraph.gate.adding, vakgraph.gate.judging, vakgraph.reports, vakgraph.intake, vakgraph.upkeep
import vakgraph.intake.reading, vakgraph.intake.parsing, vakgraph.validation.bulk

disk = ctypes.CDLL(None)
disk.disk_steps.restype = ctypes.c_long
disk.disk_failed.restype = ctypes.c_char_p
for line in sys.stdin:
    job = json.loads(line)
    began = time.monotonic()
    child = os.fork()
    if not child:
        out = os.open(job["out"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        os.dup2(out, 1); os.dup2(out, 2)
        disk.disk_arm(job["under"].encode(), ctypes.c_long(job["at"]), job["fault"], job["stays"])
        code = vakgraph.cli.run(job["words"])
        steps, failed = disk.disk_steps(), disk.disk_failed().decode()
        disk.disk_arm(b"", 0, 0, 0)
        sys.stdout.flush(); sys.stderr.flush()
        part = Path(job["out"] + ".part")  # whole or not there: it may be killed in the middle of this line, too
        part.write_text(json.dumps([steps, failed]))
        part.replace(job["out"] + ".steps")
        os._exit(code)
    if job["after"] is not None:
        time.sleep(job["after"])
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    print(json.dumps([os.waitstatus_to_exitcode(status), time.monotonic() - began]), flush=True)
"""


@dataclass(frozen=True)
class Ended:
    """How a command ended: its code (-9: killed), what it said; at its own end its steps and which failed."""

    code: int
    said: str
    steps: int
    failed: str
    seconds: float

    @property
    def needless(self) -> bool:
        """Whether what failed changes nothing that is read: the engine's own log, clearing away, making a folder that
        is there, and the last step of a change that is finished: forgotten, it is finished once more, to the same end.
        """
        what, _, path = self.failed.partition(" ")
        if what == "fsync" and path.endswith("/.vakgraph"):
            return True
        if what.startswith("ftruncate") and "/store/" in path:  # the engine gives back room that it did not use
            return True
        if what == "opened" and path.endswith("graph.zip"):  # Python's zipfile opens it another way, then
            return True
        return what.startswith(("unlink", "rmdir", "mkdir")) or Path(path).name.startswith("LOG") or "/gone-" in path


class Disk:
    """Commands on a folder whose disk fails."""

    def __init__(self, process: subprocess.Popen[str], scratch: Path) -> None:
        self._process, self._scratch = process, scratch

    def run(
        self, under: Path, *words: str, at: int = 0, fault: int = 0, stays: bool = False, after: float | None = None
    ) -> Ended:
        """`vakgraph words` with the fault (an errno, or KILL) at that step in the folder, or killed after seconds."""
        out = self._scratch / "said"
        steps = out.with_name("said.steps")
        steps.unlink(missing_ok=True)
        job = {"under": str(under), "words": words, "at": at, "fault": fault, "stays": int(stays), "out": str(out)}
        told, heard = self._process.stdin, self._process.stdout
        assert told and heard
        told.write(json.dumps({**job, "after": after}) + "\n")
        told.flush()
        code, seconds = json.loads(_line(heard))
        counted, failed = json.loads(steps.read_text()) if steps.exists() else (0, "")
        return Ended(code, out.read_text(errors="replace"), counted, failed, seconds)


def _line(heard: IO[str]) -> str:
    line = heard.readline()
    assert line, "the process that tries commands has died"
    return line


def missing() -> str:
    """Why this cannot be tried here; "" where it can."""
    if sys.platform != "linux":
        return "the disk that fails is made for Linux"
    return "" if shutil.which("cc") else "there is no C compiler"


@contextmanager
def failing(scratch: Path) -> Iterator[Disk]:
    """A process that tries commands; `scratch` is a folder beside those that it works in."""
    scratch.mkdir(parents=True, exist_ok=True)
    library = scratch / "disk.so"
    (scratch / "disk.c").write_text(SOURCE)
    made = ["cc", "-shared", "-fPIC", "-O1", "-w", "-o", str(library), str(scratch / "disk.c"), "-ldl"]
    subprocess.run(made, check=True, capture_output=True)
    environment = {**os.environ, "LD_PRELOAD": str(library), "XDG_CACHE_HOME": str(scratch / "cache")}
    process = subprocess.Popen(
        [sys.executable, "-c", DRIVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    )
    try:
        yield Disk(process, scratch)
    finally:
        process.communicate(timeout=60)
