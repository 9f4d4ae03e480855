"""Fetch the table library of the review page from npm, as pipeline/report/vendor.json names it.

usage: python scripts/vendor_tabulator.py [--accept]

Files whose checksums differ from those in vendor.json are refused; after a change of the version there,
``--accept`` writes their checksums down. Needs npm.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
import tempfile
from hashlib import sha256
from pathlib import Path

REPORT = Path(__file__).parents[1] / "pipeline" / "report"
MANIFEST = REPORT / "vendor.json"


def main(accept: bool) -> None:
    """Copy the files of the package into the site; end with a message where one is not the expected one."""
    manifest = json.loads(MANIFEST.read_text("utf-8"))
    target = REPORT / "site" / "vendor" / manifest["folder"]
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        name = f"{manifest['package']}@{manifest['version']}"
        subprocess.run(["npm", "pack", name, "--silent"], cwd=folder, check=True)
        (archive,) = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as package:
            for file, expected in manifest["files"].items():
                member = package.extractfile(f"package/{expected['from']}")
                assert member is not None
                content = member.read()
                found = sha256(content).hexdigest()
                if not accept and found != expected["sha256"]:
                    sys.exit(f"{expected['from']}: sha256 is {found}, not {expected['sha256']}")
                expected["sha256"] = found
                (target / file).write_bytes(content)
    MANIFEST.write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main("--accept" in sys.argv[1:])
