#!/usr/bin/env python3
"""Validates the example company and every scaffold with check-jsonschema and the published schemas.

Usage: validate.py PATH-TO-LEARN [CHECK-JSONSCHEMA through the environment]
"""

import collections
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
VALIDATOR = os.environ.get("CHECK_JSONSCHEMA", "check-jsonschema")
BELOW_PERSON = {
    "goals": "goal", "okrs": "okrs", "pathways": "pathway-enrolment", "enrolments": "enrolment",
    "portfolio": "portfolio", "journal": "journal", "meetings": "meeting", "claims": "claim",
    "remediation": "remediation", "approvals": "approval",
}
TOP = {
    "teams": "team", "frameworks": "framework", "ladders": "ladder", "modules": "module",
    "rubrics": "rubric", "credentials": "credential", "pathways": "pathway",
    "communities": "community", "cohorts": "cohort", "rotations": "rotation",
    "sessions": "session", "stories": "story", "feedback": "feedback", "metrics": "metric",
    "trust": "trust",
}

SCAFFOLDS = [
    "team first-try", "framework first-try", "ladder first-try", "module first-try",
    "rubric first-try", "credential first-try", "pathway first-try", "community first-try",
    "person second", "goal --person ada", "okrs --person ada",
    "pathway-enrolment to-senior-engineer --person ada", "enrolment own-a-service --person ada",
    "portfolio --title First --person ada", "journal --person ada",
    "meeting second --person ada", "claim on-call-ready --person ada",
    "remediation on-call-ready --person ada", "cohort first-try", "rotation first-try",
    "session --title First", "story --title First", "feedback --title First --about module/safe-changes",
    "metric first-try",
]


def kind_of(path, people):
    """The kind of a record, told from its path alone."""
    if path.parts == ("learn.yaml",):
        return "program"
    if path.name.lower().startswith("readme") or path.suffix not in (".yaml", ".md"):
        return None
    if path.parts[0] != "people":
        return TOP.get(path.parts[0])
    owner = next((folder for folder in path.parents if folder in people), None)
    if owner is None:
        return None
    inside = path.relative_to(owner)
    return "person" if inside.name == "person.yaml" else BELOW_PERSON.get(inside.parts[0])


def collect(catalog):
    """Records by kind; of Markdown, the front matter alone."""
    people = {p.parent.relative_to(catalog) for p in catalog.glob("people/**/person.yaml")}
    found = collections.defaultdict(list)
    for path in sorted(catalog.rglob("*")):
        inside = path.relative_to(catalog)
        if not path.is_file() or inside.parts[0].startswith("."):
            continue
        kind = kind_of(inside, people)
        if kind is None:
            continue
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".md":
            text = text.split("\n---\n", 1)[0].removeprefix("---\n")
        found[kind].append((str(inside), text))
    return found


def validate(catalog, label):
    """Runs the validator once per kind; gives the number of records."""
    found = collect(catalog)
    total = 0
    with tempfile.TemporaryDirectory() as scratch:
        for kind, records in sorted(found.items()):
            files = []
            for number, (name, text) in enumerate(records):
                copy = pathlib.Path(scratch, f"{kind}-{number}-{pathlib.Path(name).stem}.yaml")
                copy.write_text(text, encoding="utf-8")
                files.append(str(copy))
            schema = ROOT / "schema" / f"{kind}.schema.json"
            subprocess.run([VALIDATOR, "--schemafile", str(schema), *files], check=True,
                           stdout=subprocess.DEVNULL if len(files) < 10**6 else None)
            total += len(files)
    print(f"{label}: {total} records of {len(found)} kinds are valid")
    return set(found)


# What the verbs print as JSON about the example company; `impact` needs two commits of a repository.
PRINTED = {
    "agenda": "agenda --all", "check-report": "check", "gaps": "gaps", "me": "me --person ada",
    "plan": "plan ada", "readiness": "readiness ada",
}


def validate_printed(learn):
    """Validates what the verbs print with the schemas that they publish."""
    with tempfile.TemporaryDirectory() as scratch:
        for form, words in sorted(PRINTED.items()):
            printed = pathlib.Path(scratch, f"{form}.json")
            with printed.open("w", encoding="utf-8") as out:
                subprocess.run([str(learn), "-C", str(ROOT / "example-catalog"), *words.split(),
                                "--as-of", "2026-04-15", "--format", "json"], check=True,
                               stdout=out, stderr=subprocess.DEVNULL)
            schema = ROOT / "schema" / f"{form}.schema.json"
            subprocess.run([VALIDATOR, "--schemafile", str(schema), str(printed)], check=True,
                           stdout=subprocess.DEVNULL)
    print(f"what {len(PRINTED)} verbs print is valid")


def main():
    learn = pathlib.Path(sys.argv[1]).resolve()
    listed = subprocess.run([str(learn), "schema"], check=True, capture_output=True, text=True).stdout
    kinds = {line.split()[0] for line in listed.splitlines() if " Not a record: " not in line}
    subprocess.run([VALIDATOR, "--check-metaschema",
                    *[str(path) for path in sorted((ROOT / "schema").glob("*.json"))]], check=True)
    seen = validate(ROOT / "example-catalog", "example company")
    missing = kinds - seen - {"approval", "trust"}
    if missing:
        sys.exit(f"the example has no record of: {', '.join(sorted(missing))}")
    validate_printed(learn)
    with tempfile.TemporaryDirectory() as scratch:
        catalog = pathlib.Path(scratch, "growth")
        subprocess.run([str(learn), "init", str(catalog), "--person", "ada",
                        "--email", "ada@example.org"], check=True, stdout=subprocess.DEVNULL)
        validate(catalog, "what `learn init` writes")
        for words in SCAFFOLDS:
            subprocess.run([str(learn), "-C", str(catalog), "new", *words.split()], check=True,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        scaffolded = validate(catalog, "with one scaffold of every kind")
        missing = kinds - scaffolded - {"approval", "trust"}
        if missing:
            sys.exit(f"no scaffold was tried of: {', '.join(sorted(missing))}")


if __name__ == "__main__":
    main()
