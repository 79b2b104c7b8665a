"""Every measure of this folder, one after the other, each in a process of its own: `python -m benchmarks [RECORDS]`.

RECORDS (100,000 by default) is how many each makes; a million takes minutes.
"""

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent


def main() -> None:
    records = sys.argv[1] if len(sys.argv) > 1 else "100000"
    for path in sorted(FOLDER.glob("[!_]*.py")):
        print(f"== {path.stem}: {records} records", flush=True)
        subprocess.run([sys.executable, "-m", f"{FOLDER.name}.{path.stem}", records], check=True, cwd=FOLDER.parent)


if __name__ == "__main__":
    main()
