#!/usr/bin/env python3
"""Writes tests/golden/optimizers.txt: 100 steps of PyTorch's optimizers on a small problem.

Usage: python3 tools/golden_optimizers.py [output]     (needs torch and numpy; bench/install_peers brings them)
"""

import pathlib
import sys

import numpy
import torch

import golden_format

SIZE = 12
STEPS = 100
RECORDED = (1, 2, 5, 10, 50, 100)

# name: PyTorch's class, its arguments, and what happens to the gradient before the step
CASES = {
    "sgd": (torch.optim.SGD, dict(lr=0.05), {}),
    "sgd_momentum": (torch.optim.SGD, dict(lr=0.05, momentum=0.9), {}),
    "sgd_nesterov": (torch.optim.SGD, dict(lr=0.05, momentum=0.9, nesterov=True), {}),
    "sgd_weight_decay": (torch.optim.SGD, dict(lr=0.05, weight_decay=0.01), {}),
    "sgd_momentum_weight_decay": (torch.optim.SGD, dict(lr=0.05, momentum=0.9, weight_decay=0.01), {}),
    "sgd_clip_norm": (torch.optim.SGD, dict(lr=0.05, momentum=0.9), dict(clip_norm=0.5)),
    "sgd_clip_value": (torch.optim.SGD, dict(lr=0.05, momentum=0.9), dict(clip_value=0.25)),
    "rmsprop": (torch.optim.RMSprop, dict(lr=0.01, alpha=0.99, eps=1e-8), {}),
    "rmsprop_momentum": (torch.optim.RMSprop, dict(lr=0.002, alpha=0.99, eps=1e-8, momentum=0.9), {}),
    "rmsprop_centered": (torch.optim.RMSprop, dict(lr=0.01, alpha=0.99, eps=1e-8, centered=True), {}),
    "rmsprop_weight_decay": (torch.optim.RMSprop, dict(lr=0.01, alpha=0.99, eps=1e-8, weight_decay=0.01), {}),
    "adam": (torch.optim.Adam, dict(lr=0.01), {}),
    "adam_betas": (torch.optim.Adam, dict(lr=0.01, betas=(0.8, 0.95), eps=1e-4), {}),
    "adam_weight_decay": (torch.optim.Adam, dict(lr=0.01, weight_decay=0.01), {}),
    "adam_clip_norm": (torch.optim.Adam, dict(lr=0.01), dict(clip_norm=0.5)),
    "adamw": (torch.optim.AdamW, dict(lr=0.01, weight_decay=0.01), {}),
    "adamw_strong": (torch.optim.AdamW, dict(lr=0.02, weight_decay=0.3), {}),
}

COMMENTS = """\
Trajectories of PyTorch's optimizers, made by tools/golden_optimizers.py with torch {version}. Do not edit.
The parameters w start at w0. Before step t = 1, 2, ..., 100 the gradient is, in float32,
  g[i] = sum over j of A[i][j] * w[j]  -  b[i] * s(t, i)  +  0.1 * (w[i] * w[i] * w[i])
  s(t, i) = 1 + (((7 * t + 3 * i) % 11) - 5) / 10
so that it never dies out. `tensor w.<t>` are the parameters after step t.
Settings have cortexpr's names; learning_rate is PyTorch's lr, decay its alpha, momentum's dampening is 0.
clip_norm: the gradient is scaled by min(1, clip_norm / (norm + 1e-6)); clip_value: clamped to +-clip_value.
weight_decay adds weight_decay * w to the gradient, but for adamw, where w shrinks by learning_rate * weight_decay.
rmsprop: v = decay v + (1 - decay) g^2; centered subtracts the squared running mean of g; w -= learning_rate g /
(sqrt(v) + epsilon); with momentum: u = momentum u + g / (sqrt(v) + epsilon), w -= learning_rate u.
Each case was also run in float64: twin=<largest difference over all recorded values> shows how far rounding matters."""


def problem():
    """A: diagonally dominant, not symmetric; b and w0 of order one."""
    matrix = golden_format.pattern((SIZE, SIZE)) * numpy.float32(0.05) + numpy.eye(SIZE, dtype=numpy.float32)
    target = golden_format.pattern((SIZE,), 23, 7)
    start = golden_format.pattern((SIZE,), 41, 29)
    return matrix, target, start


def gradient(matrix, target, w, step):
    """g of the comment, one rounding after every operation, summed in the order of j."""
    kind = w.dtype.type
    total = numpy.zeros(SIZE, dtype=w.dtype)
    for j in range(SIZE):
        total = total + matrix[:, j] * w[j]
    index = numpy.arange(SIZE)
    scale = kind(1) + ((7 * step + 3 * index) % 11 - 5).astype(w.dtype) / kind(10)
    return total - target * scale + kind(0.1) * (w * w * w)


def trajectory(make, arguments, clip, dtype):
    """The parameters after the recorded steps."""
    matrix, target, start = (array.astype(dtype) for array in problem())
    w = torch.from_numpy(start.copy()).requires_grad_()
    optimizer = make([w], foreach=False, **arguments)
    recorded = {}
    for step in range(1, STEPS + 1):
        w.grad = torch.from_numpy(gradient(matrix, target, w.detach().numpy(), step))
        if "clip_norm" in clip:
            torch.nn.utils.clip_grad_norm_([w], clip["clip_norm"])
        if "clip_value" in clip:
            torch.nn.utils.clip_grad_value_([w], clip["clip_value"])
        optimizer.step()
        if step in RECORDED:
            recorded[step] = w.detach().numpy().copy()
    return recorded


def settings(make, arguments, clip):
    """The arguments under cortexpr's names, defaults written out."""
    family = {torch.optim.SGD: "sgd", torch.optim.RMSprop: "rmsprop", torch.optim.Adam: "adam",
              torch.optim.AdamW: "adamw"}[make]
    result = dict(optimizer=family, learning_rate=arguments["lr"])
    if family == "sgd":
        result.update(momentum=arguments.get("momentum", 0), nesterov=arguments.get("nesterov", False))
    elif family == "rmsprop":
        result.update(decay=arguments["alpha"], epsilon=arguments["eps"],
                      momentum=arguments.get("momentum", 0), centered=arguments.get("centered", False))
    else:
        beta1, beta2 = arguments.get("betas", (0.9, 0.999))
        result.update(beta1=beta1, beta2=beta2, epsilon=arguments.get("eps", 1e-8))
    result.update(weight_decay=arguments.get("weight_decay", 0))
    return result | clip


def main():
    here = pathlib.Path(__file__).resolve().parent
    output = sys.argv[1] if len(sys.argv) > 1 else here.parent / "tests" / "golden" / "optimizers.txt"
    writer = golden_format.Writer(COMMENTS.format(version=torch.__version__.split("+")[0]).splitlines())
    matrix, target, start = problem()
    writer.case("problem", size=SIZE, steps=STEPS)
    for label, values in (("A", matrix), ("b", target), ("w0", start)):
        writer.tensor(label, values)
    for name, (make, arguments, clip) in CASES.items():
        single = trajectory(make, arguments, clip, numpy.float32)
        double = trajectory(make, arguments, clip, numpy.float64)
        twin = max(numpy.abs(single[step] - double[step]).max() for step in RECORDED)
        writer.case(name, **settings(make, arguments, clip), twin=f"{twin:.1e}")
        for step, values in single.items():
            writer.tensor(f"w.{step}", values)
    writer.save(output)


if __name__ == "__main__":
    main()
