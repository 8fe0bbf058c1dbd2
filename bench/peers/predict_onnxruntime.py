#!/usr/bin/env python3
"""Single predictions of 784-128-10 with onnxruntime: predict_onnxruntime.py [seconds]. One thread, bound buffers.

The call comes from Python, which adds a microsecond or so; a figure to know, not a row of the table.
"""

import sys

import numpy
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from digits import make_digits
from measure import report, seconds


def model():
    random = numpy.random.default_rng(1)
    sizes = (784, 128, 10)
    constants, nodes, last = [], [], "x"
    for number, (inputs, outputs) in enumerate(zip(sizes, sizes[1:])):
        weight = random.normal(0, (2 / inputs) ** 0.5, (inputs, outputs)).astype(numpy.float32)
        constants += [numpy_helper.from_array(weight, f"w{number}"),
                      numpy_helper.from_array(numpy.zeros(outputs, numpy.float32), f"b{number}")]
        nodes.append(helper.make_node("Gemm", [last, f"w{number}", f"b{number}"], [f"z{number}"]))
        last = f"z{number}"
        if number == 0:
            nodes.append(helper.make_node("Relu", [last], ["hidden"]))
            last = "hidden"
    graph = helper.make_graph(nodes, "mlp", [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 784])],
                              [helper.make_tensor_value_info(last, TensorProto.FLOAT, [1, 10])], constants)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), last


def main():
    duration = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    network, output = model()
    onnx.checker.check_model(network)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.add_session_config_entry("session.set_denormal_as_zero", "1")
    session = onnxruntime.InferenceSession(network.SerializeToString(), options, providers=["CPUExecutionProvider"])
    images, _ = make_digits(1)
    binding = session.io_binding()
    value = onnxruntime.OrtValue.ortvalue_from_numpy(images)
    binding.bind_ortvalue_input("x", value)
    binding.bind_output(output, "cpu")
    run, chunk, times = session.run_with_iobinding, 1000, []
    start = seconds()
    while len(times) < 3 or seconds() - start < duration:
        begin = seconds()
        for _ in range(chunk):
            run(binding)
        times.append((seconds() - begin) / chunk)
    report("predict_784_128_10.onnxruntime", float(numpy.median(times)) * 1e9, "ns")


if __name__ == "__main__":
    main()
