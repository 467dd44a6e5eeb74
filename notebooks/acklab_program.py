"""Finds acklab and calls it; what goes wrong is one sentence. Notebooks import `acklab_reports`, which is made of this."""
import difflib
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import weakref

ROOT = pathlib.Path(__file__).resolve().parent.parent


class AcklabError(Exception):
    """Something is wrong with the input or with acklab, said in one sentence."""

    def _render_traceback_(self):  # a notebook shows the sentence alone
        return [f"acklab: {self}"]


def find_acklab():
    """The program: what the environment variable ACKLAB names, else the release build, else what is on the PATH."""
    named = os.environ.get("ACKLAB")
    if named:
        found = shutil.which(named)
        if found is None:
            raise AcklabError(f'the environment variable ACKLAB says "{named}", which is no program that can run; '
                              "let it name acklab, or unset it.")
        return found
    built = ROOT / "build/release/sim/cli/acklab"
    found = shutil.which(str(built)) or shutil.which("acklab")
    if found is None:
        raise AcklabError(f"there is no program {built} and none called acklab on the PATH; build it with './dev build' "
                          f"in {ROOT}, or let the environment variable ACKLAB name it.")
    return found


def call(*arguments, allowed=(0,)):
    """Runs acklab with these arguments and returns what it printed; an exit code that is not allowed is an error."""
    program = find_acklab()
    environment = {**os.environ, "ACKLAB_LANG": "en"}
    if (ROOT / "scenarios").is_dir():
        environment.setdefault("ACKLAB_SCENARIOS", str(ROOT / "scenarios"))
    try:
        done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, env=environment, check=False)
    except OSError as error:
        raise AcklabError(f"{program} cannot be started: {error.strerror}.") from None
    if done.returncode in allowed:
        return done.stdout
    if done.returncode < 0:
        raise AcklabError(f"{program} was ended by {signal.Signals(-done.returncode).name} and has no result.")
    said = re.sub(r"^acklab: ", "", done.stderr.strip() or done.stdout.strip(), flags=re.MULTILINE)
    raise AcklabError(said or f"{program} failed with exit code {done.returncode} and did not say why.")


class Folder:
    """A temporary folder that goes when nobody needs it any more."""

    def __init__(self):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="acklab-"))
        weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)


def call_for(scenario, folder, command, *arguments, allowed):
    """Calls acklab for a scenario, which a dict first becomes a file for; what it says of that file it says of "the scenario"."""
    if not isinstance(scenario, dict):
        return call(command, scenario, *arguments, allowed=allowed)
    file = folder / "scenario.json"
    try:
        file.write_text(json.dumps(scenario, indent=1), encoding="utf-8")
    except TypeError as error:
        raise AcklabError(f"the scenario cannot be written as JSON: {error}.") from None
    try:
        return call(command, file, *arguments, allowed=allowed)
    except AcklabError as error:
        raise AcklabError(re.sub(re.escape(str(file)) + r"(, line \d+)?", "the scenario", str(error))) from None


def listed(names):
    return ", ".join(f'"{name}"' for name in names)


def nearest(word, known):
    near = difflib.get_close_matches(word, list(known), n=3, cutoff=0.5) or [name for name in known if word in name][:3]
    return f"; near it are {listed(near)}" if near else ""
