"""Make a virtual environment and install a lock into it: python tools/set_up.py FOLDER LOCK

Shows how far it is; ends with one clear line if it cannot go on.
"""
import os
import re
import shutil
import subprocess
import sys

OLDEST = (3, 11)
NEEDED = 2 * 10**9  # bytes: an installed environment takes about 1 GB, its downloads half of that


def stop(message):
    sys.exit("Cannot set up: " + message)


def check_machine(folder):
    if sys.version_info < OLDEST:
        stop("this is Python %d.%d, the book needs 3.11 or newer. Say which one to use: make PYTHON=/path/to/python3.11"
             % sys.version_info[:2])
    free = shutil.disk_usage(os.path.dirname(os.path.abspath(folder))).free
    if free < NEEDED:
        stop("%.1f GB of disk are free here, the environment needs %.0f." % (free / 1e9, NEEDED / 1e9))


def make_environment(folder):
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", folder], capture_output=True, text=True)
    if made.returncode:
        stop("python -m venv failed: %s (on Debian or Ubuntu: apt install python3-venv)"
             % (made.stdout + made.stderr).strip().splitlines()[-1:])
    return os.path.join(folder, "Scripts" if os.name == "nt" else "bin", "python")


def install(python, folder, lock):
    with open(lock, encoding="utf-8") as file:
        total = len(re.findall(r"^[a-z0-9][\w.-]*==", file.read(), re.M | re.I))
    log, found, last = os.path.join(folder, "install.log"), 0, ""
    command = [python, "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar", "off",
               "--require-hashes", "-r", lock]
    with open(log, "w", encoding="utf-8") as file, subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:
        for line in pip.stdout:
            file.write(line)
            if line.startswith("Collecting"):
                found += 1
                print("\rfetching packages: %d of at most %d " % (found, total), end="", flush=True)
            if line.startswith("Installing collected"):
                print("\ninstalling %d packages (about a minute)" % found, flush=True)
            last = line.strip() if "ERROR" in line else last
    if pip.returncode:
        print()
        stop("the lock %s could not be installed: %s (all of it in %s)" % (lock, last or "pip failed", log))


def main(folder, lock):
    check_machine(folder)
    if not os.path.exists(lock):
        stop("there is no file %s: run this from the repository's top folder." % lock)
    print("setting up %s with %s" % (folder, lock), flush=True)
    install(make_environment(folder), folder, lock)
    with open(os.path.join(folder, "installed"), "w", encoding="utf-8") as stamp:
        stamp.write(lock + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
