"""What ../common/measure.hpp does, for the peers in Python: the same passes, the same printed lines."""

import os
import statistics
import time

seconds = time.process_time if os.environ.get("BENCH_CLOCK") == "cpu" else time.perf_counter


def report(name, value, unit):
    print(f"{name} {value:.6g} {unit}", flush=True)


def report_training(name, batch, steps, duration, train_pass):
    """train_pass(pass number) trains `steps` batches and returns when they are done, with their mean loss."""
    rates = []
    start = seconds()
    number = 0
    while number == 0 or len(rates) < 3 or seconds() - start < duration:
        if number == 1:
            start = seconds()
        begin = seconds()
        loss = train_pass(number)
        if number > 0:
            rates.append(batch * steps / (seconds() - begin))
        number += 1
    report(name, statistics.median(rates), "samples/s")
    report(f"{name}.loss", loss, "nats")


# The three trainings: batch size and the number of batches in a pass.
WORKS = {"train_mlp": (32, 400), "train_mlp_wide": (128, 100), "train_cnn": (32, 40)}
