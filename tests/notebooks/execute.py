#!/usr/bin/env python3
"""Executes a notebook from a clean state, as a student would from top to bottom, and looks at what came out.

    execute.py NOTEBOOK [FOLDER]

Every cell must run without an error or a warning; a cell tagged "figure" makes a figure, no other does. Then checks/NAME.py runs in
the same kernel: it knows what the figures must show. Last come the changes that a student might make (changes.json): they
must run too. With FOLDER the figures are written there, to be looked at.
"""
import base64
import copy
import json
import os
import pathlib
import re
import sys
import tempfile

try:
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError
    import ipykernel  # noqa: F401  the kernel must be there as well
except ImportError as missing:
    sys.exit(f"{missing.name} is missing in {sys.executable}: './dev setup' installs what the notebooks need.")

COLOURS = re.compile(r"\x1b\[[0-9;]*m")
HERE = pathlib.Path(__file__).resolve().parent


def use_this_python(folder):
    """The kernel "python3" is this very Python, whatever kernels the user has."""
    kernel = pathlib.Path(folder) / "kernels/python3"
    kernel.mkdir(parents=True)
    command = [sys.executable, "-B", "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (kernel / "kernel.json").write_text(json.dumps({"argv": command, "display_name": "Python 3", "language": "python"}))
    os.environ.update({"JUPYTER_PATH": folder, "IPYTHONDIR": f"{folder}/ipython", "JUPYTER_RUNTIME_DIR": f"{folder}/runtime",
                       "PYDEVD_DISABLE_FILE_VALIDATION": "1"})  # else the kernel warns that nobody can debug Python itself


def extended(notebook, name):
    """The notebook with the checks and the changed cells behind it."""
    whole = copy.deepcopy(notebook)
    checks = HERE / "checks" / f"{name}.py"
    whole.cells.append(nbformat.v4.new_code_cell(checks.read_text(encoding="utf-8"), id="checks"))
    cells = {cell.id: cell for cell in notebook.cells}
    for number, (cell_id, old, new) in enumerate(json.loads((HERE / "changes.json").read_text(encoding="utf-8"))[name]):
        cell = cells[cell_id]
        if old not in cell.source:
            sys.exit(f"changes.json: the cell {cell_id} of {name} has no {old}.")
        changed = nbformat.v4.new_code_cell(cell.source.replace(old, new), id=f"{cell_id}-changed-{number}")
        changed.metadata = copy.deepcopy(cell.metadata)
        whole.cells.append(changed)
    return whole


def complaints(cell):
    """What is wrong with what a cell printed and drew."""
    figures = sum("image/png" in output.get("data", {}) for output in cell.outputs)
    wanted = "figure" in cell.metadata.get("tags", [])
    if wanted != bool(figures):
        yield f"{cell.id}: {figures} figures, but it is {'' if wanted else 'not '}tagged \"figure\""
    for output in cell.outputs:
        if output.output_type == "stream" and output.name == "stderr":
            yield f"{cell.id}: {output.text.strip()}"


def write_figures(notebook, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                (folder / f"{cell.id}.png").write_bytes(base64.b64decode(output.data["image/png"]))


def main(path, folder=None):
    notebook = extended(nbformat.read(path, as_version=4), path.stem)
    with tempfile.TemporaryDirectory() as settings:
        use_this_python(settings)
        client = NotebookClient(notebook, timeout=200, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}})
        try:
            client.execute()
        except CellExecutionError as error:
            sys.exit(f"{path.name}: {COLOURS.sub('', str(error))}")
        finally:
            if folder is not None:
                write_figures(notebook, pathlib.Path(folder))
    wrong = [sentence for cell in notebook.cells if cell.cell_type == "code" for sentence in complaints(cell)]
    if wrong:
        sys.exit("\n".join(f"{path.name}: {sentence}" for sentence in wrong))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).resolve(), *sys.argv[2:])
