"""Who works for another does not stay behind: killed in any way, it takes its workers with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BOSS = """
import os, time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from vakgraph.parting import end_with_parent
if __name__ == "__main__":
    with ProcessPoolExecutor(1, get_context("spawn"), end_with_parent) as pool:
        print(pool.submit(os.getpid).result(), flush=True)
        time.sleep(60)
"""


def there(pid: int) -> bool:
    """Whether that process runs; one that ended and was not fetched yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="this system does not show its processes in /proc")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_worker_ends_with_the_one_that_started_it(how: signal.Signals, tmp_path: Path) -> None:
    (tmp_path / "boss.py").write_text(BOSS)
    around = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "boss.py"], cwd=tmp_path, env=around, stdout=subprocess.PIPE) as boss:
        assert boss.stdout
        worker = int(boss.stdout.readline())
        assert there(worker)
        boss.send_signal(how)
    ends = time.monotonic() + 10
    while there(worker) and time.monotonic() < ends:
        time.sleep(0.05)
    left = there(worker)
    if left:
        os.kill(worker, signal.SIGKILL)
    assert not left
