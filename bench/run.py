#!/usr/bin/env python3
"""Measures cortexpr beside its peers and writes bench/results/<date>-cpu.md. See README.md.

  bench/run.py                     everything (about 20 minutes)
  bench/run.py --only train_mlp    the rows of one work; prints, writes no file
  bench/run.py --quick             fewer and shorter launches; prints, writes no file
  bench/run.py --peers             the peers alone, absolute figures; prints, writes no file
"""

import argparse
import dataclasses
import datetime
import statistics
import sys

import harness

TRAININGS = ("train_mlp", "train_mlp_wide", "train_cnn")
PREDICTIONS = ("predict_784_128_10", "predict_8_16_16_1")
PRODUCTS = ("matmul_128x128x128", "matmul_512x512x512", "matmul_32x128x784")
CPU_CLOCK = "processor time for one thread, wall for two (which makes their ratio too small on a busy machine)"
LARGEST_LOSS = 0.33  # nats after the last pass; the peers reach 0.27 to 0.30
PROGRAM_OF = ({work: work for work in TRAININGS} | {work: "predict_small" for work in PREDICTIONS} |
              {work: "matmul" for work in PRODUCTS})


@dataclasses.dataclass(frozen=True)
class Side:
    """One program of a comparison: what is launched, and which printed value counts."""

    who: str  # "cortexpr" or the peer's name
    variant: str = "native"  # of ours
    threads: int = 1

    def metric(self, work):
        return f"{work}.{self.who}" + (f".threads{self.threads}" if self.threads > 1 else "")


@dataclasses.dataclass(frozen=True)
class Row:
    """A promise: left over right, of a rate at least `bound`, of a time (best launches) at most."""

    work: str
    left: Side
    right: Side
    bound: float

    @property
    def is_time(self):
        return self.work in PREDICTIONS and self.left.variant == "native"


OURS = Side("cortexpr")


def rows():
    """The table of promises."""
    against = {
        "train_mlp": {"jax_scan": 1.1, "libtorch": 2.3, "torch": 2.5},
        "train_mlp_wide": {"jax_scan": 0.9, "libtorch": 1.0},
        "train_cnn": {"libtorch": 1.2},
        "predict_784_128_10": {"eigen": 1.05},
        "predict_8_16_16_1": {"eigen": 0.9},
        "matmul_128x128x128": {"onednn": 0.9},
        "matmul_512x512x512": {"onednn": 0.9},
        "matmul_32x128x784": {"onednn": 0.9},
    }
    for work, peers in against.items():
        for peer, bound in peers.items():
            yield Row(work, OURS, Side(peer), bound)
    for work in TRAININGS:
        yield Row(work, Side("cortexpr", threads=2), OURS, 1.5)
    for work in PROGRAM_OF:
        yield Row(work, Side("cortexpr", "O2"), OURS, 0.9)
    for work in TRAININGS:
        yield Row(work, Side("cortexpr", "O0"), Side("cortexpr", "O2"), 0.3)


class Bench:
    """Launches programs and remembers every value they print."""

    def __init__(self, options):
        self.options = options
        self.cores = options.cores.split(",")
        self.openblas = openblas_setting()
        self.values = {}  # (group, side, metric) -> one value a launch, in order

    def command(self, work, side):
        """The command line of one launch, or None where the program is missing."""
        duration = str(self.options.seconds if work in TRAININGS else self.options.seconds / 5)
        program = PROGRAM_OF[work]
        threads = str(side.threads)
        if side.who == "cortexpr":
            binary = harness.build(program, side.variant)
            return binary and [binary, threads, duration]
        peers = harness.BENCH / "peers"
        python = harness.PYTHON
        commands = {
            "jax_scan": [python, peers / "train_jax.py", work, "scan", duration],
            "jax_step": [python, peers / "train_jax.py", work, "step", duration],
            "torch": [python, peers / "train_torch.py", work, threads, duration],
            "libtorch": [harness.PEERS / "train_libtorch", work, threads, duration],
            "eigen": [harness.PEERS / "predict_eigen", duration],
            "onnxruntime": [python, peers / "predict_onnxruntime.py", duration],
            "onednn": [harness.PEERS / "matmul_onednn", duration],
        }
        command = commands[side.who]
        return command if command[0].exists() else None

    def launch(self, group, work, side):
        command = self.command(work, side)
        if command is None:
            return
        cores = ",".join(self.cores[:side.threads])
        extra = {"OMP_NUM_THREADS": str(side.threads)} if side.threads > 1 else {}
        if self.options.cpu_clock and side.threads == 1:
            extra["BENCH_CLOCK"] = "cpu"
        if side.who == "libtorch":
            extra |= self.openblas
        for metric, (value, unit) in harness.launch(command, cores, extra).items():
            self.values.setdefault((group, side, metric), []).append((value, unit))

    def measure(self, group, work, sides, launches):
        """The sides in turn, `launches` times over, so that both sides of a ratio see the same minutes."""
        for _ in range(launches):
            for side in sides:
                self.launch(group, work, side)
                print(".", end="", file=sys.stderr, flush=True)
        print(f" {group}", file=sys.stderr, flush=True)

    def launches_of(self, work):
        return 20 if work in PREDICTIONS and not self.options.quick else self.options.launches

    def measure_rows(self, chosen):
        """Programs that print several works are launched for all of them at once."""
        groups = {}
        for row in chosen:
            sides = groups.setdefault(PROGRAM_OF[row.work], (row.work, []))[1]
            sides += [side for side in (row.left, row.right) if side not in sides]
        for program, (work, sides) in groups.items():
            self.measure(program, work, sides, self.launches_of(work))

    def series(self, work, side):
        return [value for value, _ in self.values.get((PROGRAM_OF[work], side, side.metric(work)), [])]

    def facts_of(self, work, side, kind):
        metric = f"{side.metric(work)}.{kind}"
        return [value for value, _ in self.values.get((PROGRAM_OF[work], side, metric), [])]


def openblas_setting():
    """OpenBLAS falls back to SSE3 kernels on processors newer than itself; then it is told the nearest it knows."""
    binary = harness.PEERS / "train_libtorch"
    if not binary.exists() or "avx512f" not in harness.processor():
        return {}
    said = harness.output_of([binary, "train_mlp", "1", "0.01"], {"OPENBLAS_VERBOSE": "2"})
    known = any(f"Core: {core}" in said for core in ("SkylakeX", "Cooperlake", "SapphireRapids", "Zen"))
    return {} if known else {"OPENBLAS_CORETYPE": "SkylakeX"}


def judge(bench, row):
    """The cells of a row: work, sides, values, ratio, bound, verdict."""
    left, right = bench.series(row.work, row.left), bench.series(row.work, row.right)
    name = lambda side: " ".join([side.who] + ([side.variant] if row.left.who == row.right.who else []) +
                                 ([f"{side.threads} threads"] if side.threads > 1 else []))
    bound = f"{'at most' if row.is_time else 'at least'} {row.bound}"
    if not left or len(left) != len(right):
        return [row.work, name(row.left), name(row.right), "", "", "", bound, "**not measured**"]
    if row.is_time:
        one, other = min(left), min(right)
        ratio = one / other
        kept = ratio <= row.bound
    else:
        one, other = statistics.median(left), statistics.median(right)
        pairs = [a / b for a, b in zip(left, right)]
        if row.work in PREDICTIONS:  # times: speed is their inverse
            pairs = [1 / pair for pair in pairs]
        ratio = statistics.median(pairs)
        kept = ratio >= row.bound
    return [row.work, name(row.left), name(row.right), f"{one:.4g}", f"{other:.4g}", f"{ratio:.2f}", bound,
            "pass" if kept else "**short**"]


def facts(bench, chosen):
    """(name, value, bound, verdict) of what must hold beside speed: allocations, loss, the exactness of tanh."""
    wanted = dict.fromkeys(row.work for row in chosen if row.left == OURS)
    for work in wanted:
        if work not in PRODUCTS:
            yield fact(bench, work, "allocations", 0)
        if work in TRAININGS:
            yield fact(bench, work, "loss", LARGEST_LOSS)
        if work == "predict_8_16_16_1":
            peer = bench.facts_of(work, Side("eigen"), "tanh_error")
            yield fact(bench, work, "tanh_error", max(peer, default=0))


def fact(bench, work, kind, bound):
    found = bench.facts_of(work, OURS, kind)
    value = f"{max(found):.3g}" if found else ""
    verdict = "**not measured**" if not found else "pass" if max(found) <= bound else "**short**"
    return [OURS.metric(work) + "." + kind, value, f"at most {bound:.3g}", verdict]


def other_facts(bench):
    """What the peers printed beside speed."""
    for (_, side, metric), found in sorted(bench.values.items(), key=str):
        if side.who != "cortexpr" and metric.endswith((".loss", ".tanh_error")):
            yield [metric, f"{statistics.median(value for value, _ in found):.3g}", "", ""]


def conditions(bench, start_load):
    options = bench.options
    openblas = " ".join(f"{key}={value}" for key, value in bench.openblas.items())
    reason = f" with {openblas}, because it does not know this processor and would take SSE3 kernels"
    compiler = harness.output_of([harness.COMPILER, "--version"]).splitlines()[:1]
    versions = ", ".join(
        [f"{name} {harness.python_package(name)}" for name in ("jax", "jaxlib", "torch", "onnxruntime")] +
        [f"{name} {harness.package(name)}" for name in ("libtorch-dev", "libopenblas0-openmp", "libeigen3-dev",
                                                        "libdnnl-dev")])
    return "\n".join([
        f"- processor: {harness.processor()}",
        f"- compiler: {''.join(compiler)}; native is {' '.join(harness.VARIANTS['native'])}, O2 and O0 have no -march",
        f"- peers: {versions}",
        f"- OpenBLAS under libtorch: {'as it comes' if not openblas else reason.strip()}",
        f"- {options.launches} launches of {options.seconds:g} s for trainings and products, in turn with the peer, "
        f"{bench.launches_of(PREDICTIONS[0])} for single predictions, of which the best counts; otherwise medians, and "
        "ratios are medians over pairs",
        f"- clock: {CPU_CLOCK if options.cpu_clock else 'wall'}; load before "
        f"{start_load}, after {harness.load()}",
        "- denormals flushed on all sides; synthetic pictures of MNIST's shape with 5 % wrong labels",
    ])


def report_peers(bench):
    """Absolute figures of the peers alone."""
    peers = {work: ["jax_scan", "jax_step", "torch", "libtorch"] for work in TRAININGS}
    peers |= {"predict_784_128_10": ["eigen", "onnxruntime"], "matmul_128x128x128": ["onednn"]}
    for work, names in peers.items():
        if bench.options.only in (None, work):
            bench.measure(work, work, [Side(name) for name in names], bench.options.launches)
    cells = []
    for (_, _, metric), found in bench.values.items():
        values = [value for value, _ in found]
        if not metric.endswith((".loss", ".tanh_error")):
            cells.append([metric, f"{statistics.median(values):.4g}", f"{min(values):.4g}", f"{max(values):.4g}",
                          found[0][1]])
    return harness.table(["peer", "median", "least", "most", "unit"], cells)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", help="one work: " + ", ".join(PROGRAM_OF))
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--launches", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0, help="measured seconds of a training's launch")
    parser.add_argument("--cores", default="0,1", help="one for each thread, the first for one-thread programs")
    parser.add_argument("--cpu-clock", action="store_true", help="processor time, for a machine that others use too")
    options = parser.parse_args()
    if options.quick:
        options.seconds, options.launches = min(options.seconds, 1.0), min(options.launches, 3)

    start_load = harness.load()
    bench = Bench(options)
    if options.peers:
        print(report_peers(bench) + "\n\n" + conditions(bench, start_load))
        return 0
    chosen = [row for row in rows() if options.only in (None, row.work)]
    bench.measure_rows(chosen)
    judged = [judge(bench, row) for row in chosen]
    proven = list(facts(bench, chosen))
    head = ["work", "left", "right", "left value", "right value", "ratio", "bound", ""]
    text = "\n\n".join([
        f"# Speed on the CPU, {datetime.date.today().isoformat()}",
        "Rates (samples/s, GFLOP/s) have a least ratio, times (ns) a largest. Made by bench/run.py.",
        harness.table(head, judged),
        harness.table(["beside speed", "value", "bound", ""], proven + list(other_facts(bench))),
        conditions(bench, start_load)]) + "\n"
    print(text)
    if options.only is None and not options.quick:
        file = harness.result_file("cpu")
        file.write_text(text)
        print(f"written to {file.relative_to(harness.ROOT)}", file=sys.stderr)
    return 0 if all(cells[-1] == "pass" for cells in judged + proven) else 1


if __name__ == "__main__":
    sys.exit(main())
