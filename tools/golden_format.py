"""The text format of tests/golden/: written here, read by the C++ tests.

A line that begins with `#` is a comment. A line `tensor <label> <extents> : <numbers>` is a tensor, row-major,
extents and numbers separated by single spaces. Any other line opens a case: its name, then `key=value` settings.
The tensors that follow belong to it, up to the next such line.

Numbers have nine significant digits, enough to give back the same float.
"""

import numpy


def pattern(shape, multiplier=37, offset=11):
    """The inputs of all cases: x[i] = (((i * multiplier + offset) % 101) - 50) / 50, row-major, in float32.

    The quotient of two small integers, so that C++ makes the same bits with one division.
    """
    count = int(numpy.prod(shape))
    index = numpy.arange(count, dtype=numpy.int64)
    numerators = (index * multiplier + offset) % 101 - 50
    return (numerators.astype(numpy.float32) / numpy.float32(50)).reshape(shape)


class Writer:
    """Collects the lines of one golden file."""

    def __init__(self, comments):
        self.lines = [f"# {line}".rstrip() for line in comments]

    def case(self, name, **settings):
        """Opens a case; booleans become 0 or 1, tuples become 1,2,3."""
        self.lines.append(" ".join([name] + [f"{key}={_setting(value)}" for key, value in settings.items()]))

    def tensor(self, label, values):
        values = numpy.asarray(values)
        extents = " ".join(str(extent) for extent in values.shape) or "1"
        numbers = " ".join(f"{float(value):.9g}" for value in values.reshape(-1))
        self.lines.append(f"tensor {label} {extents} : {numbers}")

    def save(self, path):
        with open(path, "w", encoding="ascii", newline="\n") as file:
            file.write("\n".join(self.lines) + "\n")


def _setting(value):
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, tuple):
        return ",".join(str(item) for item in value)
    return value
