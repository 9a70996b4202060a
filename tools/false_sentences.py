"""Hunts for false sentences in the reviews of random scoreboards: `false_sentences.py 10000`."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.unit.documents.behind_hunt import false_behind
from tests.unit.documents.sentence_hunt import false_sentences


def main() -> int:
    """Prints the false sentences, and of how many boards; 1 where there are any."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    found: Counter[str] = Counter()
    for seed in range(count):
        for text in false_sentences(seed) + false_behind(seed):
            found[text] += 1
            if len(found) <= 40 and found[text] == 1:
                sys.stdout.write(f"{seed}: {text}\n")
    sys.stdout.write(f"{sum(found.values())} false sentences on {count} scoreboards\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
