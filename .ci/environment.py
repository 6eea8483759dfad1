"""The environment of a script that needs packages: made under target/ on the first run, kept between runs."""
import os
import subprocess
import sys
import venv

WRONG = """import sys; from importlib.metadata import version
sys.exit(any(version(name) != wanted for name, wanted in (word.split("==") for word in sys.argv[1:])))"""


def inside(home, packages):
    """Runs the script again with the Python under `home` that has `packages`, each named with its version."""
    if "--inside" in sys.argv:
        sys.argv.remove("--inside")
        return
    python = home / "venv/bin/python"
    if not python.exists():
        home.mkdir(parents=True, exist_ok=True)
        venv.create(home / "venv", with_pip=True)
    if subprocess.run([python, "-c", WRONG, *packages], stderr=subprocess.DEVNULL).returncode:
        subprocess.run([python, "-m", "pip", "install", "--quiet", *packages], check=True)
    os.execv(python, [str(python), *sys.argv, "--inside"])
