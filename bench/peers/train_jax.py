#!/usr/bin/env python3
"""The trainings with JAX: train_jax.py <work> <scan|step> [seconds].

scan: one compiled call trains a whole pass (`lax.scan` over its batches); step: one compiled call each batch.
One thread: run.py pins the process to one core, and XLA is told as well. XLA flushes denormals while it computes.
"""

import os
import sys

os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")
os.environ.setdefault("JAX_PLATFORMS", "cpu")

import jax
import jax.numpy as jnp
import numpy

from digits import make_digits
from measure import WORKS, report_training

RATE, BETA1, BETA2, EPSILON = 1e-3, 0.9, 0.999, 1e-8


def dense_parameters(key, inputs, outputs):
    limit = (6.0 / inputs) ** 0.5
    return jax.random.uniform(key, (inputs, outputs), minval=-limit, maxval=limit), jnp.zeros(outputs)


def parameters_of(work):
    keys = jax.random.split(jax.random.key(1), 3)
    sizes = {"train_mlp": (784, 128, 10), "train_mlp_wide": (784, 512, 512, 10), "train_cnn": (32 * 13 * 13, 128, 10)}
    sizes = sizes[work]
    layers = [dense_parameters(key, *size) for key, size in zip(keys, zip(sizes, sizes[1:]))]
    if work == "train_cnn":
        layers.append((jax.random.normal(keys[2], (3, 3, 1, 32)) * (2 / 9) ** 0.5, jnp.zeros(32)))
    return layers


def logits_of(work, layers, x):
    if work == "train_cnn":
        *layers, (weight, bias) = layers
        x = jax.lax.conv_general_dilated(x.reshape(-1, 28, 28, 1), weight, (1, 1), "VALID",
                                         dimension_numbers=("NHWC", "HWIO", "NHWC"))
        x = jax.nn.relu(x + bias)
        x = jax.lax.reduce_window(x, -jnp.inf, jax.lax.max, (1, 2, 2, 1), (1, 2, 2, 1), "VALID")
        x = x.reshape(x.shape[0], -1)
    *hidden, (weight, bias) = layers
    for layer_weight, layer_bias in hidden:
        x = jax.nn.relu(x @ layer_weight + layer_bias)
    return x @ weight + bias


def step_of(work):
    """(state, batch) -> (state, loss), where the state is the parameters, both moments and the number of the step."""

    def loss_of(layers, x, labels):
        logits = logits_of(work, layers, x)
        picked = jnp.take_along_axis(logits, labels[:, None], axis=1)[:, 0]
        return jnp.mean(jax.nn.logsumexp(logits, axis=1) - picked)

    def step(state, data):
        layers, first, second, count = state
        loss, gradients = jax.value_and_grad(loss_of)(layers, *data)
        count = count + 1
        tree = jax.tree.map
        first = tree(lambda m, g: BETA1 * m + (1 - BETA1) * g, first, gradients)
        second = tree(lambda v, g: BETA2 * v + (1 - BETA2) * g * g, second, gradients)
        rate = RATE * jnp.sqrt(1 - BETA2**count) / (1 - BETA1**count)
        epsilon = EPSILON * jnp.sqrt(1 - BETA2**count)
        layers = tree(lambda w, m, v: w - rate * m / (jnp.sqrt(v) + epsilon), layers, first, second)
        return (layers, first, second, count), loss

    return step


def main():
    work, mode = sys.argv[1], sys.argv[2]
    duration = float(sys.argv[3]) if len(sys.argv) > 3 else 3.0
    batch, steps = WORKS[work]
    images, labels = make_digits(batch * steps)
    images = jnp.asarray(images.reshape(steps, batch, 784))
    labels = [jnp.asarray(part.reshape(steps, batch)) for part in labels]
    layers = parameters_of(work)
    zeros = jax.tree.map(jnp.zeros_like, layers)
    state = (layers, zeros, jax.tree.map(jnp.zeros_like, layers), jnp.float32(0))
    step = step_of(work)

    if mode == "scan":
        scan = jax.jit(lambda state, x, y: jax.lax.scan(step, state, (x, y)), donate_argnums=0)

        def train_pass(number):
            nonlocal state
            state, losses = scan(state, images, labels[number % len(labels)])
            return float(losses.mean())
    else:
        compiled = jax.jit(step, donate_argnums=0)
        batches = list(images)  # arrays of their own, so that no step pays for slicing
        targets = [list(part) for part in labels]

        def train_pass(number):
            nonlocal state
            losses = []
            for data in zip(batches, targets[number % len(targets)]):
                state, loss = compiled(state, data)
                losses.append(loss)
            return float(numpy.mean([float(loss) for loss in losses]))

    report_training(f"{work}.jax_{mode}", batch, steps, duration, train_pass)


if __name__ == "__main__":
    main()
