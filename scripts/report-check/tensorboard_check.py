"""Reads event files back with TensorBoard and holds them against the log of the same run.

    tensorboard_check.py LOG.jsonl FOLDER
"""

import json
import struct
import sys

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.plugins.hparams import metadata, plugin_data_pb2

log, folder = sys.argv[1:]
events = [json.loads(line) for line in open(log)]
epochs = [event for event in events if event["event"] == "epoch"]
start = next(event for event in events if event["event"] == "start")["configuration"]
end = events[-1]
read = EventAccumulator(folder, size_guidance={"scalars": 0, "histograms": 0, "images": 0})
read.Reload()
tags = read.Tags()


def single(value):
    return struct.unpack("f", struct.pack("f", value))[0]


for part in ["train", "validation"]:
    told = [event[f"{part}_loss"] for event in epochs]
    found = read.Scalars(f"loss/{part}")
    assert [one.step for one in found] == [event["epoch"] for event in epochs]
    assert [one.value for one in found] == [single(value) for value in told], part
assert [one.value for one in read.Scalars("accuracy/validation")] == [
    single(event["validation_accuracy"]) for event in epochs
]
assert len(read.Scalars("learning_rate")) == len(epochs)
layers = len(start["sizes"]) - 1
for layer in range(layers):
    for quantity in ["activation", "delta", "weight_gradient", "weight"]:
        found = read.Histograms(f"layer_{layer}/{quantity}")
        assert found and found[0].step == 1
        for one in found:
            histogram = one.histogram_value
            assert abs(sum(histogram.bucket) - histogram.num) < 1e-9
            assert histogram.bucket_limit == sorted(histogram.bucket_limit)
    inputs, outputs = start["sizes"][layer : layer + 2]
    assert found[0].histogram_value.num == inputs * outputs
image = read.Images("confusion/validation")[-1]
assert image.encoded_image_string.startswith(b"\x89PNG") and image.width == image.height > 100
plugin = read.SummaryMetadata(metadata.SESSION_START_INFO_TAG).plugin_data
session = metadata.parse_session_start_info_plugin_data(plugin.content)
assert session.hparams["batch"].number_value == start["batch"]
assert session.hparams["optimizer"].string_value == start["optimizer"]
rate = start["learning_rates"][0]
assert abs(session.hparams["learning_rate"].number_value / rate - 1) < 1e-6
plugin = read.SummaryMetadata(metadata.EXPERIMENT_TAG).plugin_data
experiment = metadata.parse_experiment_plugin_data(plugin.content)
assert {info.name.tag for info in experiment.metric_infos} <= set(tags["scalars"])
plugin = read.SummaryMetadata(metadata.SESSION_END_INFO_TAG).plugin_data
ended = metadata.parse_session_end_info_plugin_data(plugin.content)
assert ended.status == (1 if end["reason"] != "failed" else 2), ended
print(f"ok    {folder}: {len(epochs)} epochs, {len(tags['scalars'])} scalars, "
      f"{len(tags['histograms'])} histograms, {len(tags['images'])} images, hyperparameters")
