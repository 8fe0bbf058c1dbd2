#!/usr/bin/env python3
"""The trainings with PyTorch: train_torch.py <work> [threads] [seconds]. Fused Adam, denormals flushed, eager."""

import sys

import torch
from torch import nn

from digits import make_digits
from measure import WORKS, report_training


def network(work):
    if work == "train_mlp":
        return nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))
    if work == "train_mlp_wide":
        return nn.Sequential(nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 512), nn.ReLU(), nn.Linear(512, 10))
    return nn.Sequential(nn.Unflatten(1, (1, 28, 28)), nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
                         nn.Linear(32 * 13 * 13, 128), nn.ReLU(), nn.Linear(128, 10))


def main():
    work = sys.argv[1]
    threads = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    duration = float(sys.argv[3]) if len(sys.argv) > 3 else 3.0
    torch.set_num_threads(threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(1)
    batch, steps = WORKS[work]
    images, labels = (torch.from_numpy(array) for array in make_digits(batch * steps))
    labels = labels.long()
    model = network(work)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, fused=True)
    loss_of = nn.CrossEntropyLoss()

    def train_pass(number):
        targets = labels[number % len(labels)]
        total = torch.zeros(())
        for first in range(0, batch * steps, batch):
            optimizer.zero_grad(set_to_none=True)
            loss = loss_of(model(images[first:first + batch]), targets[first:first + batch])
            loss.backward()
            optimizer.step()
            total += loss.detach()
        return total.item() / steps

    suffix = "" if threads == 1 else f".threads{threads}"
    report_training(f"{work}.torch{suffix}", batch, steps, duration, train_pass)


if __name__ == "__main__":
    main()
