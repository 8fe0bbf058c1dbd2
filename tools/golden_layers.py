#!/usr/bin/env python3
"""Writes tests/golden/layers.txt: layers, activations and losses as PyTorch computes them, with their gradients.

Usage: python3 tools/golden_layers.py [output]     (needs torch and numpy; bench/install_peers brings them)
"""

import pathlib
import sys

import numpy
import torch
import torch.nn.functional as functional

import golden_format

COMMENTS = """\
Layers, activations and losses with their gradients, made by tools/golden_layers.py with torch {version}. Do not edit.
PyTorch computed in float64 from inputs that are exact in float32, so a difference is the tested code's rounding.
Inputs follow x[i] = (((i * multiplier + offset) % 101) - 50) / 50, one (multiplier, offset) for each tensor; they are
listed too. dy is the gradient that arrives at y; d<label> is the gradient that leaves for <label>.
Layouts are cortexpr's: images [batch, height, width, channels], convolution weights [kernel height, kernel width,
channels in / groups, channels out], dense weights [in, out], sequences [batch, time, features].
padding=same: out = ceil(in / stride), zeros on both sides, the odd one at the end; `pad` says top,bottom,left,right.
Losses are means over the batch (cross entropy) or over all elements (the others); their dy is 1."""

writer = golden_format.Writer(COMMENTS.format(version=torch.__version__.split("+")[0]).splitlines())


def values(shape, multiplier, offset):
    """A pattern as a float64 leaf that asks for its gradient."""
    return torch.tensor(golden_format.pattern(shape, multiplier, offset).astype(numpy.float64), requires_grad=True)


def x_of(*shape):
    return values(shape, 37, 11)


def weight_of(*shape):
    return values(shape, 29, 3)


def bias_of(*shape):
    return values(shape, 43, 23)


def record(name, function, tensors, state=None, **settings):
    """Writes one case: `tensors` by label, y = function(), and the gradients of sum(y * dy)."""
    y = function()
    arriving = torch.tensor(golden_format.pattern(tuple(y.shape), 53, 17).astype(numpy.float64))
    if y.dim() == 0:
        arriving = torch.ones((), dtype=torch.float64)
    y.backward(arriving)
    writer.case(name, **settings)
    for label, tensor in tensors.items():
        writer.tensor(label, tensor.detach().numpy())
    writer.tensor("y", y.detach().numpy())
    writer.tensor("dy", arriving.numpy())
    for label, tensor in tensors.items():
        if tensor.requires_grad:
            writer.tensor(f"d{label}", tensor.grad.numpy())
    for label, tensor in (state or {}).items():
        writer.tensor(label, tensor.numpy())


# --- images -----------------------------------------------------------------------------------------------------


def same_pad(extent, kernel, stride, dilation):
    """Zeros before and after, so that ceil(extent / stride) results come out."""
    out = -(-extent // stride)
    total = max((out - 1) * stride + (kernel - 1) * dilation + 1 - extent, 0)
    return total // 2, total - total // 2


def pads(x, kernel, stride, dilation, padding):
    if padding == "valid":
        return 0, 0, 0, 0
    return (*same_pad(x.shape[1], kernel[0], stride, dilation), *same_pad(x.shape[2], kernel[1], stride, dilation))


def padded_channels_first(x, pad, fill=0.0):
    """[batch, height, width, channels] -> [batch, channels, height, width] with a border."""
    top, bottom, left, right = pad
    return functional.pad(x.permute(0, 3, 1, 2), (left, right, top, bottom), value=fill)


def channels_last(y):
    return y.permute(0, 2, 3, 1)


def conv2d(name, x_shape, kernel, filters, stride=1, padding="valid", dilation=1, groups=1):
    x = x_of(*x_shape)
    weight = weight_of(*kernel, x_shape[3] // groups, filters)
    bias = bias_of(filters)
    pad = pads(x, kernel, stride, dilation, padding)

    def forward():
        return channels_last(functional.conv2d(padded_channels_first(x, pad), weight.permute(3, 2, 0, 1), bias,
                                               stride=stride, dilation=dilation, groups=groups))

    record(name, forward, dict(x=x, weight=weight, bias=bias), layer="conv2d", stride=stride, padding=padding,
           dilation=dilation, groups=groups, pad=pad)


def pool(name, kind, x_shape, window, stride, padding="valid"):
    x = x_of(*x_shape)
    pad = pads(x, (window, window), stride, 1, padding)

    def maximum():
        return channels_last(functional.max_pool2d(padded_channels_first(x, pad, -float("inf")), window, stride))

    def average():  # over the elements that exist: the border counts neither in the sum nor in the number
        ones = torch.ones_like(x)
        total = functional.avg_pool2d(padded_channels_first(x, pad), window, stride, divisor_override=1)
        count = functional.avg_pool2d(padded_channels_first(ones, pad), window, stride, divisor_override=1)
        return channels_last(total / count.detach())

    record(name, maximum if kind == "max_pool" else average, dict(x=x), layer=kind, window=window, stride=stride,
           padding=padding, pad=pad)


def images():
    conv2d("conv2d_valid", (2, 5, 6, 2), (3, 3), 3)
    conv2d("conv2d_same", (2, 5, 6, 2), (3, 3), 3, padding="same")
    conv2d("conv2d_stride2_valid", (2, 7, 6, 2), (3, 3), 3, stride=2)
    conv2d("conv2d_stride2_same", (2, 7, 6, 2), (3, 3), 3, stride=2, padding="same")
    conv2d("conv2d_even_kernel_same", (1, 5, 5, 2), (2, 4), 2, padding="same")
    conv2d("conv2d_1x1", (2, 3, 3, 4), (1, 1), 3)
    conv2d("conv2d_dilation2_valid", (1, 7, 7, 2), (3, 3), 2, dilation=2)
    conv2d("conv2d_dilation2_same", (1, 6, 7, 2), (3, 3), 2, dilation=2, padding="same")
    conv2d("conv2d_groups2", (1, 5, 5, 4), (3, 3), 6, groups=2)
    conv2d("conv2d_depthwise_same", (2, 4, 5, 3), (3, 3), 3, groups=3, padding="same")
    conv2d("conv2d_depthwise_multiplier2_stride2", (1, 5, 5, 3), (3, 3), 6, stride=2, groups=3)
    pool("max_pool_2", "max_pool", (2, 4, 6, 2), 2, 2)
    pool("max_pool_2_odd", "max_pool", (1, 5, 7, 2), 2, 2)
    pool("max_pool_3_stride2", "max_pool", (1, 7, 7, 2), 3, 2)
    pool("max_pool_3_stride2_same", "max_pool", (1, 6, 7, 2), 3, 2, padding="same")
    pool("average_pool_2", "average_pool", (2, 4, 6, 2), 2, 2)
    pool("average_pool_3_stride1", "average_pool", (1, 5, 5, 2), 3, 1)
    pool("average_pool_3_stride2_same", "average_pool", (1, 6, 7, 2), 3, 2, padding="same")
    x = x_of(2, 3, 4, 2)
    record("global_average_pool", lambda: x.mean(dim=(1, 2)), dict(x=x), layer="global_average_pool")


# --- features ---------------------------------------------------------------------------------------------------


def dense():
    for name, shape, bias in (("dense", (3, 5), bias_of(4)), ("dense_time", (2, 3, 5), bias_of(4)),
                              ("dense_no_bias", (3, 5), None)):
        x, weight = x_of(*shape), weight_of(5, 4)
        tensors = dict(x=x, weight=weight) | ({} if bias is None else dict(bias=bias))
        record(name, lambda: functional.linear(x, weight.T, bias), tensors, layer="dense", use_bias=bias is not None)


def batch_norm(name, x_shape, training, momentum=0.1, epsilon=1e-5):
    """Statistics over all axes but the last. The running variance takes the unbiased estimate, as PyTorch does."""
    channels = x_shape[-1]
    x, scale, shift = x_of(*x_shape), weight_of(channels), bias_of(channels)
    mean = values((channels,), 31, 19).detach()
    variance = values((channels,), 17, 5).detach().abs() + 0.5
    before = dict(running_mean=mean.clone(), running_variance=variance.clone())

    def forward():
        y = functional.batch_norm(x.movedim(-1, 1), mean, variance, scale, shift, training, momentum, epsilon)
        return y.movedim(1, -1)

    record(name, forward, dict(x=x, weight=scale, bias=shift) | before,
           dict(new_running_mean=mean, new_running_variance=variance) if training else None,
           layer="batch_norm", training=training, momentum=momentum, epsilon=epsilon)


def normalisations():
    batch_norm("batch_norm_training", (6, 3), True)
    batch_norm("batch_norm_training_images", (2, 3, 2, 3), True)
    batch_norm("batch_norm_inference", (4, 3), False)
    batch_norm("batch_norm_inference_images", (2, 2, 2, 3), False)
    for name, shape in (("layer_norm", (3, 6)), ("layer_norm_time", (2, 3, 4))):
        x, scale, shift = x_of(*shape), weight_of(shape[-1]), bias_of(shape[-1])
        record(name, lambda: functional.layer_norm(x, shape[-1:], scale, shift, 1e-5),
               dict(x=x, weight=scale, bias=shift), layer="layer_norm", epsilon=1e-5)


def sequences():
    indices = torch.tensor([[1, 4, 1], [0, 6, 4]])
    weight = weight_of(7, 3)
    record("embedding", lambda: functional.embedding(indices, weight), dict(x=indices, weight=weight),
           layer="embedding", vocabulary=7, features=3)

    # h(t) = tanh(x(t) weight + h(t - 1) recurrent_weight + bias), h(-1) = 0
    cell = torch.nn.RNN(3, 4, batch_first=True).double()
    x, weight, recurrent, bias = x_of(2, 5, 3), weight_of(3, 4), values((4, 4), 19, 7), bias_of(4)
    parameters = {"weight_ih_l0": weight.T, "weight_hh_l0": recurrent.T, "bias_ih_l0": bias,
                  "bias_hh_l0": torch.zeros(4, dtype=torch.float64)}
    tensors = dict(x=x, weight=weight, recurrent_weight=recurrent, bias=bias)
    record("simple_rnn", lambda: torch.func.functional_call(cell, parameters, x)[0], tensors, layer="simple_rnn",
           returns="sequence")
    for tensor in tensors.values():
        tensor.grad = None
    record("simple_rnn_last", lambda: torch.func.functional_call(cell, parameters, x)[0][:, -1], tensors,
           layer="simple_rnn", returns="last")


def activations():
    functions = {
        "relu": functional.relu, "leaky_relu": lambda x: functional.leaky_relu(x, 0.01),
        "gelu": functional.gelu, "silu": functional.silu, "tanh": torch.tanh, "sigmoid": torch.sigmoid,
        "softplus": functional.softplus, "erf": torch.erf, "exp": torch.exp,
    }
    for name, function in functions.items():
        x = values((4, 6), 37, 12)  # no zero among them, where relu has no derivative
        scaled = lambda: function(x * 4)
        assert not (x == 0).any()
        record(name, scaled, dict(x=x), layer=name, input="4*x")
    for name, function in (("softmax", functional.softmax), ("log_softmax", functional.log_softmax),
                           ("logsumexp", torch.logsumexp)):
        x = x_of(3, 5)
        record(name, lambda: function(x * 4, -1), dict(x=x), layer=name, input="4*x")


def losses():
    labels = torch.tensor([2, 0, 4, 1])
    soft = torch.softmax(values((4, 5), 29, 3).detach().float(), -1).double()
    for name, target, smoothing in (("cross_entropy", labels, 0.0), ("cross_entropy_smoothing", labels, 0.1),
                                    ("cross_entropy_soft_targets", soft, 0.0)):
        x = x_of(4, 5)
        record(name, lambda: functional.cross_entropy(x * 4, target, label_smoothing=smoothing),
               dict(x=x, target=target), loss="cross_entropy", input="4*x", label_smoothing=smoothing)
    x, zero_or_one = x_of(4, 3), torch.tensor([[0, 1, 1], [1, 0, 0], [1, 1, 0], [0, 0, 1]]).double()
    record("binary_cross_entropy", lambda: functional.binary_cross_entropy_with_logits(x * 4, zero_or_one),
           dict(x=x, target=zero_or_one), loss="binary_cross_entropy", input="4*x", from_logits=True)
    for name, function in (("mse", functional.mse_loss), ("huber", lambda a, b: functional.huber_loss(a, b, delta=1.0))):
        x, target = x_of(4, 3), values((4, 3), 29, 3).detach()
        record(name, lambda: function(x * 2, target), dict(x=x, target=target), loss=name, input="2*x",
               **(dict(delta=1) if name == "huber" else {}))


def main():
    here = pathlib.Path(__file__).resolve().parent
    output = sys.argv[1] if len(sys.argv) > 1 else here.parent / "tests" / "golden" / "layers.txt"
    images()
    dense()
    normalisations()
    sequences()
    activations()
    losses()
    writer.save(output)


if __name__ == "__main__":
    main()
