#!/usr/bin/env bash
# Lightning 2.6.6, EMAWeightAveraging: with update_starting_at_step every validation before that step is made with the weights from before
# training, and a training that ends before it ends with them, so that nothing was learned; update_starting_at_epoch alone is passed
# over: the average begins at step 0.
#
# A good guess would be: until the average begins, the model itself is validated and kept (as with an average of one model, which
# PyTorch's AveragedModel makes at its first update); an epoch to start at is a start.
# Seen on 2026-11-30, y = 3 x + 2, SGD of 10 steps in each of 5 epochs, weights of 0 at the start, decay 0.9:
#   callback                           weight at the end    loss of validation, epochs 0 to 4       updates
#   none                               3.000                0.095 0.001 0 0 0
#   update_starting_at_step=25         2.999                14.3 14.3 0 0 0                         25
#   update_starting_at_step=100        0                    14.3 14.3 14.3 14.3 14.3                0
#   update_starting_at_epoch=99        2.977                2.94 0.43 0.05 0.007 0.001              50
#   no start                           2.977                2.94 0.43 0.05 0.007 0.001              50
#   step 25 and EarlyStopping of patience 1: stops after two epochs, weight 0
# The copy that is averaged is made in setup(), and is put in the model's place for each validation and at the end, whether it was ever
# updated or not. A step is taken for an update unless update_starting_at_step says otherwise. Whole numbers among the buffers, as
# the num_batches_tracked of a BatchNormalization, are averaged and cut: a count of 50 steps is 40, with WeightAveraging 1.
#
# What it means: a start that was set for long runs makes a short one (a smoke test, max_steps, a small data set) save an untrained
# network, and a monitored loss that does not move stops a training or keeps the wrong checkpoint. Set update_starting_at_step alone, well
# below the number of steps, and to start at an epoch override should_update.
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
from lightning.pytorch.callbacks import EarlyStopping, EMAWeightAveraging, WeightAveraging

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
        self.register_buffer("count", torch.tensor(0))
        self.losses = []

    def loss(self, batch):
        return ((self.line(batch[0]) - batch[1]) ** 2).mean()

    def training_step(self, batch, index):
        self.count += 1
        return self.loss(batch)

    def validation_step(self, batch, index):
        self.losses.append(self.loss(batch).item())
        self.log("loss", self.losses[-1])

    def configure_optimizers(self):
        return torch.optim.SGD(self.parameters(), lr=0.1)


def train(name, *callbacks):
    model = Line()
    off = {key: False for key in ("logger", "enable_checkpointing", "enable_progress_bar", "enable_model_summary")}
    trainer = pl.Trainer(max_epochs=5, accelerator="cpu", callbacks=list(callbacks), num_sanity_val_steps=0, **off)
    batches = [torch.utils.data.DataLoader(data, batch_size=size) for size in (64, 640)]
    trainer.fit(model, *batches)
    weight, count = model.line.weight.item(), model.count.item()
    print("%-36s weight %.3f count %d losses" % (name, weight, count), [round(loss, 3) for loss in model.losses])
    return weight, model.losses, count


def average(**settings):
    return EMAWeightAveraging(decay=0.9, **settings)


weight, losses, count = train("none")
first = (3 * x + 2).square().mean().item()
assert abs(weight - 3) < 0.001 and losses[0] < 0.2 and count == 50
weight, losses, _ = train("update_starting_at_step=25", average(update_starting_at_step=25))
assert abs(weight - 3) < 0.01 and losses[2] < 0.1
assert all(abs(loss - first) < 1e-4 for loss in losses[:2]), "the behaviour changed"
weight, losses, _ = train("update_starting_at_step=100", average(update_starting_at_step=100))
assert weight == 0 and all(abs(loss - first) < 1e-4 for loss in losses)
without = train("no start", average())
for epoch in 2, 99:
    late = train("update_starting_at_epoch=%d" % epoch, average(update_starting_at_epoch=epoch))
    if epoch == 99:
        assert late == without, "the epoch is passed over"
    else:
        assert late[1][:2] == without[1][:2]
weight, losses, _ = train("step 25, EarlyStopping", average(update_starting_at_step=25), EarlyStopping("loss", patience=1))
assert weight == 0 and len(losses) == 2
counts = without[2], train("WeightAveraging", WeightAveraging())[2]
assert counts == (40, 1)
PYTHON
