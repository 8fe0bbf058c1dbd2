"""The data of ../common/digits.hpp, byte for byte, with numpy."""

import numpy

SIDE, PIXELS, CLASSES, LABEL_PASSES = 28, 784, 10, 16


def mix(word):
    word = numpy.asarray(word, dtype=numpy.uint32)
    word = (word ^ (word >> 16)) * numpy.uint32(0x85EBCA6B)
    word = (word ^ (word >> 13)) * numpy.uint32(0xC2B2AE35)
    return word ^ (word >> 16)


def prototypes():
    """[10, 784] integers, not yet cut to 0..255."""
    raw = (mix(numpy.arange(CLASSES * PIXELS) + 1) >> 24).astype(numpy.int64).reshape(CLASSES, SIDE, SIDE)
    total = sum(numpy.roll(raw, (up, left), (1, 2)) for up in range(-2, 3) for left in range(-2, 3))
    return ((total // 25 - 127) * 6 + 100).reshape(CLASSES, PIXELS)


def make_digits(count=12_800):
    """images [count, 784] float32 in 0..1, labels [16, count] int32: those of each pass."""
    right = mix(0x20000000 + numpy.arange(count)) % CLASSES
    noise = (mix(0x10000000 + numpy.arange(count * PIXELS)) & 127).astype(numpy.int16).reshape(count, PIXELS) - 64
    pixels = numpy.clip(prototypes().astype(numpy.int16)[right] + noise, 0, 255)
    chance = mix(0x30000000 + numpy.arange(LABEL_PASSES * count))
    labels = numpy.where(chance % 20 == 0, (chance >> 8) % CLASSES, numpy.tile(right, LABEL_PASSES))
    return pixels.astype(numpy.float32) / numpy.float32(255), labels.astype(numpy.int32).reshape(LABEL_PASSES, count)
