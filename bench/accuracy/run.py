#!/usr/bin/env python3
"""Test accuracy on MNIST, mean of seeds 1-5; writes bench/results/<date>-accuracy.md.

CORTEXPR_DATA names the folder that holds MNIST's four files, gzipped or not (in it, or in its folder mnist).
The program is accuracy/mnist.cpp: `mnist <recipe> <seed>` trains and prints `<recipe>.seed<seed> <accuracy> %`.
"""

import datetime
import os
import pathlib
import statistics
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import harness

SEEDS = range(1, 6)
# recipe: what it is, the least mean accuracy in percent, what Keras 3.15 and PyTorch reach with the same recipe
RECIPES = {
    "mnist_784_128_10": ("784-128-10, ReLU, Adam, batch 32, 5 epochs", 97.4, "97.4-97.8"),
    "mnist_784_64_64_10": ("784-64-64-10, ReLU, Adam, batch 128, 10 epochs", 97.2, "97.1-97.6"),
    "mnist_cnn": ("conv 32 3x3, ReLU, max pool 2, dense 128, ReLU, dense 10, Adam, batch 32, 5 epochs", 98.5,
                  "98.5-98.7"),
}


def main():
    if "CORTEXPR_DATA" not in os.environ:
        print("set CORTEXPR_DATA to the folder with MNIST's files", file=sys.stderr)
        return 1
    binary = harness.build("accuracy/mnist", "native", ["-DCORTEXPR_WITH_ZLIB=1", "-lz"])
    if binary is None:
        return 1
    rows, kept = [], True
    for recipe, (text, bound, peers) in RECIPES.items():
        found = []
        for seed in SEEDS:
            values = harness.launch([binary, recipe, seed], "0,1", limit=1800)
            found += [values[name][0] for name in (f"{recipe}.seed{seed}",) if name in values]
            print(".", end="", file=sys.stderr, flush=True)
        complete = len(found) == len(SEEDS)
        passed = complete and statistics.mean(found) >= bound
        kept = kept and passed
        rows.append([text, " ".join(f"{value:.2f}" for value in found),
                     f"{statistics.mean(found):.2f}" if complete else "", bound, peers,
                     "pass" if passed else "**short**" if complete else "**not measured**"])
    text = "\n\n".join([
        f"# Test accuracy on MNIST, {datetime.date.today().isoformat()}",
        "Percent of the 10,000 test digits after the last epoch. Made by bench/accuracy/run.py.",
        harness.table(["recipe", "seeds 1-5", "mean", "least", "Keras, PyTorch", ""], rows),
        f"- processor: {harness.processor()}"]) + "\n"
    print(text)
    file = harness.result_file("accuracy")
    file.write_text(text)
    print(f"written to {file.relative_to(harness.ROOT)}", file=sys.stderr)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
