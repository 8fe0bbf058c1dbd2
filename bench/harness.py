"""What the benchmark drivers share: building, launching, reading `name value unit`, describing the machine."""

import datetime
import os
import pathlib
import platform
import subprocess
import sys

BENCH = pathlib.Path(__file__).resolve().parent
ROOT = BENCH.parent
BUILD = ROOT / "build" / "bench"
PEERS = ROOT / "build" / "peers"
PYTHON = PEERS / "venv" / "bin" / "python"
COMPILER = os.environ.get("CXX", "g++")

# How our programs are built. The first is what the peers are compared with.
VARIANTS = {"native": ["-O3", "-march=native"], "O2": ["-O2"], "O0": ["-O0"]}


def newest_source():
    """When a header or a benchmark last changed."""
    files = [*(ROOT / "include").rglob("*.hpp"), *BENCH.rglob("*.hpp"), *BENCH.rglob("*.cpp")]
    return max(file.stat().st_mtime for file in files)


def build(program, variant="native", flags=()):
    """The path of bench/<program>.cpp built in a variant; None, said on stderr, where that is not possible."""
    source = BENCH / f"{program}.cpp"
    binary = BUILD / variant / program
    if not source.exists():
        print(f"there is no {source.relative_to(ROOT)}", file=sys.stderr)
        return None
    if binary.exists() and binary.stat().st_mtime > newest_source():
        return binary
    binary.parent.mkdir(parents=True, exist_ok=True)
    command = [COMPILER, "-std=c++20", *VARIANTS[variant], f"-I{ROOT / 'include'}", str(source), "-o", str(binary),
               "-pthread", *flags]
    print("building", variant, program, file=sys.stderr, flush=True)
    if subprocess.run(command).returncode != 0:
        binary.unlink(missing_ok=True)
        return None
    return binary


def environment(extra=None):
    """Ours with one thread for every library that would start more, and no setting of OpenBLAS left over."""
    result = {key: value for key, value in os.environ.items() if not key.startswith("OPENBLAS_")}
    for key in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        result[key] = "1"
    result["PYTHONDONTWRITEBYTECODE"] = "1"
    return result | (extra or {})


def launch(command, cores, extra=None, limit=600):
    """Runs a program pinned to `cores` ("0" or "0,1"): {name: (value, unit)}, empty if it fails."""
    command = ["taskset", "-c", cores, *map(str, command)]
    try:
        done = subprocess.run(command, env=environment(extra), capture_output=True, text=True, timeout=limit)
    except (subprocess.TimeoutExpired, FileNotFoundError) as error:
        print(f"{' '.join(command)}: {error}", file=sys.stderr)
        return {}
    if done.returncode != 0:
        print(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr[-2000:]}", file=sys.stderr)
        return {}
    return parse(done.stdout)


def parse(text):
    """{name: (value, unit)} of the lines `name value unit`; other lines are not ours."""
    result = {}
    for line in text.splitlines():
        words = line.split()
        if len(words) == 3:
            try:
                result[words[0]] = (float(words[1]), words[2])
            except ValueError:
                pass
    return result


def output_of(command, extra=None):
    try:
        done = subprocess.run(list(map(str, command)), env=environment(extra), capture_output=True, text=True)
    except FileNotFoundError:
        return ""
    return done.stdout + done.stderr if done.returncode == 0 else ""


def processor():
    """The processor's name with the numbers that tell its generation."""
    fields = {}
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        key, _, value = line.partition(":")
        fields.setdefault(key.strip(), value.strip())
    sets = [name for name in ("avx2", "fma", "avx512f", "amx_tile") if name in fields.get("flags", "").split()]
    return (f"{fields.get('model name', platform.machine())}, family {fields.get('cpu family')}, model "
            f"{fields.get('model')}, {os.cpu_count()} cores, {' '.join(sets)}")


def package(name):
    """A Debian package's version."""
    return output_of(["dpkg-query", "-W", "-f=${Version}", name]) or "missing"


def python_package(name):
    text = output_of([PYTHON, "-c", f"import importlib.metadata as m; print(m.version('{name}'))"])
    return text.strip() or "missing"


def load():
    return " ".join(f"{value:.2f}" for value in os.getloadavg())


def result_file(kind):
    """bench/results/<date>-<kind>.md, numbered from the second of a day on."""
    folder = BENCH / "results"
    folder.mkdir(exist_ok=True)
    stem = f"{datetime.date.today().isoformat()}-{kind}"
    names = [f"{stem}.md"] + [f"{stem}-{number}.md" for number in range(2, 100)]
    return next(folder / name for name in names if not (folder / name).exists())


def table(head, rows):
    """A Markdown table."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(map(str, row)) + " |" for row in rows])
