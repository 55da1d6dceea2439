#!/usr/bin/env bash
# Lightning 2.6.6, StochasticWeightAveraging: the weights are averaged as they are at the begin of each epoch, so that what the last epoch
# learns is in no average, and is thrown away at the end; a training of one epoch is left with the weights from before it, untrained.
#
# A good guess would be: the average of the weights at the end of the epochs from swa_epoch_start on, as in PyTorch's own example, whose
# scheme and formulas the callback follows; of one epoch the weights after it.
# Seen on 2026-11-30, y = 3 x + 2, SGD, a weight of 0 at the start, swa_epoch_start at its default of 0.8:
#   epochs   weight after each epoch               after training, Lightning      mean of the ends of the same epochs
#   1        0.600                                 0 (untrained)                  0.600
#   2        0.600 1.079                           0.300 (of 0 and 0.600)         0.840
#   3        0.600 1.079 1.463                     0.839                          1.271
#   5        0.600 1.079 1.463 1.770 2.016         1.617                          1.893
# The update is made in on_train_epoch_start, for the epochs from the first to the last one; the transfer to the model at the end. The
# rate swa_lrs is in force for the last epoch as well, whose steps have no effect. (WeightAveraging averages after each step.)
#
# What it means: the longer an epoch is, the more of the training is lost: a fine-tuning of one to three epochs is undone to a good part,
# and without a warning. Train one epoch more than is meant to count, or use WeightAveraging with should_update at the end of epochs.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet lightning==2.6.6 torch==2.15.0 numpy==2.4.6
cd "$folder"
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import logging

import lightning.pytorch as pl
import torch
from lightning.pytorch.callbacks import StochasticWeightAveraging, WeightAveraging

logging.getLogger("lightning.pytorch").setLevel(logging.ERROR)
torch.manual_seed(0)
x = torch.randn(640, 1)
data = torch.utils.data.TensorDataset(x, 3 * x + 2)


class Line(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.line = torch.nn.Linear(1, 1)
        torch.nn.init.zeros_(self.line.weight)
        torch.nn.init.zeros_(self.line.bias)
        self.ends = []

    def training_step(self, batch, index):
        return ((self.line(batch[0]) - batch[1]) ** 2).mean()

    def on_train_epoch_end(self):
        self.ends.append(self.line.weight.item())

    def configure_optimizers(self):
        return torch.optim.SGD(self.parameters(), lr=0.01)


class ByEpoch(WeightAveraging):
    def __init__(self, start):
        super().__init__()
        self.start = start

    def should_update(self, step_idx=None, epoch_idx=None):
        return epoch_idx is not None and epoch_idx >= self.start


def train(epochs, *callbacks):
    model = Line()
    off = {key: False for key in ("logger", "enable_checkpointing", "enable_progress_bar", "enable_model_summary")}
    trainer = pl.Trainer(max_epochs=epochs, accelerator="cpu", callbacks=list(callbacks), **off)
    trainer.fit(model, torch.utils.data.DataLoader(data, batch_size=64))
    return model.line.weight.item(), model.ends


for epochs in 1, 2, 3, 5, 10:
    _, ends = train(epochs)
    averaged, same = train(epochs, StochasticWeightAveraging(swa_lrs=0.01))
    assert same == ends, "the training itself is the same"
    first = max(int(0.8 * epochs) - 1, 0)
    begins = [0.0, *ends]
    right = sum(ends[first:]) / len(ends[first:])
    print(epochs, "epochs:", [round(end, 3) for end in ends], "Lightning %.3f, mean of the ends %.3f" % (averaged, right))
    assert abs(averaged - sum(begins[first:epochs]) / (epochs - first)) < 1e-5, "the behaviour changed"
    assert abs(averaged - right) > 0.07
    by_epoch, _ = train(epochs, ByEpoch(first))
    assert abs(by_epoch - right) < 1e-5, "the other callback takes the ends"
assert train(1, StochasticWeightAveraging(swa_lrs=0.01))[0] == 0
PYTHON
