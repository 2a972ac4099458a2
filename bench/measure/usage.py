"""Runs a command, writes its output to a file, and prints the CPU time, the elapsed time and the peak memory of its processes as JSON.

usage: python3 usage.py OUTPUT COMMAND...
"""
import ctypes
import json
import os
import resource
import subprocess
import sys
import time

if sys.platform == "linux":
    # Processes that the command leaves behind become children of this process, so that they are measured too:
    # PR_SET_CHILD_SUBREAPER, https://man7.org/linux/man-pages/man2/PR_SET_CHILD_SUBREAPER.2const.html
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)

with open(sys.argv[1], "w") as output:
    start = time.perf_counter()
    status = subprocess.run(sys.argv[2:], stdout=output).returncode
    wall = time.perf_counter() - start
try:
    while True:
        os.wait()
except ChildProcessError:
    pass
used = resource.getrusage(resource.RUSAGE_CHILDREN)
# The unit is KiB, except on macOS: https://docs.python.org/3/library/resource.html#resource.getrusage
unit = 1 if sys.platform == "darwin" else 1024
print(json.dumps({"user": used.ru_utime * 1000, "wall": wall * 1000, "memory": used.ru_maxrss * unit / 1024 / 1024}))
sys.exit(status)
