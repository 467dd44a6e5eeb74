#!/usr/bin/env python3
"""Validates JSON documents against a JSON Schema (2020-12), independently of acklab's own reader and writer.

    validate.py SCHEMA FILE...                          each file against the schema
    validate.py SCHEMA FILE... --scenario-schema OTHER  and the "scenario" in each report against the other

Says on standard error what is wrong, one line each; exit code 1 if anything is.
"""
import argparse
import json
import sys

import jsonschema


def load(name):
    with open(name, encoding="utf-8") as file:
        return json.load(file)


def validator_for(name):
    schema = load(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def problems(validator, document, name):
    for error in validator.iter_errors(document):
        yield f"{name}: at {error.json_path}: {error.message[:300]}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("schema")
    parser.add_argument("files", nargs="+")
    parser.add_argument("--scenario-schema")
    options = parser.parse_args()
    validator = validator_for(options.schema)
    scenario_validator = validator_for(options.scenario_schema) if options.scenario_schema else None
    found = []
    for name in options.files:
        document = load(name)
        found += problems(validator, document, name)
        if scenario_validator:
            found += problems(scenario_validator, document["scenario"], f"{name}, scenario")
    for line in found:
        print(line, file=sys.stderr)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
