#!/usr/bin/env python3
"""Notebooks are stored as they are written: without outputs, in one form, with cells that keep their names."""
import ast
import pathlib
import re
import unittest

import nbformat

ROOT = pathlib.Path(__file__).resolve().parents[2]
PATHS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NOTEBOOKS = [(path, nbformat.read(path, as_version=4)) for path in PATHS]
STRIP = "'./dev notebooks --strip' takes outputs away"


def given_names(source):
    """Names that a cell assigns, in loops too; not those of its functions, and not the loops' own variables."""
    names, statements = set(), list(ast.parse(source).body)
    while statements:
        statement = statements.pop()
        if isinstance(statement, ast.Assign):
            names |= {node.id for target in statement.targets for node in ast.walk(target)
                      if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        elif not isinstance(statement, ast.FunctionDef):
            statements += [*getattr(statement, "body", []), *getattr(statement, "orelse", [])]
    return names


class StoredNotebooks(unittest.TestCase):
    def test_there_are_seven(self):
        self.assertEqual([path.stem for path in PATHS], ["00-start-here", "01-what-udp-loses", "02-arq", "03-timers", "04-congestion",
                                                         "05-real-time-voice", "06-a-thousand-runs"])

    def test_they_are_valid_notebooks_of_version_4_5(self):
        for path, notebook in NOTEBOOKS:
            nbformat.validate(notebook)
            self.assertEqual((notebook.nbformat, notebook.nbformat_minor), (4, 5), path.name)
            self.assertEqual(notebook.metadata.kernelspec.name, "python3", path.name)

    def test_they_have_no_outputs(self):
        for path, notebook in NOTEBOOKS:
            for cell in notebook.cells:
                if cell.cell_type == "code":
                    self.assertEqual((cell.outputs, cell.execution_count), ([], None), f"{path.name}, {cell.id}: {STRIP}")

    def test_they_are_written_in_one_form(self):
        for path, notebook in NOTEBOOKS:
            self.assertEqual(path.read_text(encoding="utf-8"), nbformat.writes(notebook) + "\n", f"{path.name}: {STRIP}")

    def test_cells_have_names_that_stay(self):
        for path, notebook in NOTEBOOKS:
            names = [cell.id for cell in notebook.cells]
            self.assertEqual(len(set(names)), len(names), path.name)
            for name in names:
                self.assertRegex(name, r"^[a-z][a-z0-9-]*$", path.name)
                self.assertNotRegex(name, r"^[0-9a-f]{8}$", "a name that says what the cell is for")

    def test_they_ask_for_a_guess_show_figures_and_want_to_be_changed(self):
        for path, notebook in NOTEBOOKS:
            tags = [tag for cell in notebook.cells for tag in cell.metadata.get("tags", [])]
            for tag in ("guess", "figure", "change"):
                self.assertIn(tag, tags, path.name)
            self.assertLessEqual(set(tags), {"guess", "figure", "change"}, path.name)

    def test_no_two_cells_give_the_same_name(self):
        """So a cell may be run again at any time, whatever was run since."""
        for path, notebook in NOTEBOOKS:
            given = {}
            for cell in notebook.cells:
                if cell.cell_type == "code":
                    for name in given_names(cell.source) - {"_"}:
                        self.assertEqual(given.setdefault(name, cell.id), cell.id, f"{path.name}: {name}")

    def test_their_links_lead_somewhere(self):
        for path, notebook in NOTEBOOKS:
            text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
            for target in re.findall(r"\]\(([^)#:]+)\)", text):
                self.assertTrue((path.parent / target).exists(), f"{path.name}: {target}")

    def test_the_readme_names_them_all(self):
        readme = (ROOT / "notebooks/README.md").read_text(encoding="utf-8")
        for path in PATHS:
            self.assertIn(f"({path.name})", readme)


if __name__ == "__main__":
    unittest.main()
