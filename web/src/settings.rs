//! What a page says of a run, as JSON; what it does not say is what the command line does without a flag.

use gradshader::dataset::{Samples, Task};
use gradshader::defaults::{Defaults, OptimizerName, Preset, Table, criterion};
use gradshader::formula::{Loss, OptimizerSettings};
use gradshader::network::{Activation, Network};
use gradshader::run::EarlyStop;
use gradshader::schedule::{Schedule, Schedules, Shape};
use gradshader::train::Hyperparameters;
use gradshader::{Error, Result};
use serde::Deserialize;

use crate::data::Columns;

/// The settings of a run.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Settings {
    pub(crate) columns: Columns,
    pub(crate) preset: Preset,
    hidden: Option<Vec<usize>>,
    activation: Option<Activation>,
    loss: Option<Loss>,
    optimizer: Option<OptimizerName>,
    learning_rate: Option<f32>,
    batch: Option<usize>,
    epochs: Option<u32>,
    pub(crate) dropout: f64,
    pub(crate) seed: u64,
    /// The share of the samples that is held out.
    pub(crate) validation: f64,
    /// Epochs without anything better that end a run; 0 is never.
    patience: Option<u32>,
}

/// What a run is trained with.
#[derive(Debug, Clone)]
pub(crate) struct Chosen {
    pub(crate) network: Network,
    pub(crate) hyperparameters: Hyperparameters,
    pub(crate) optimizer: OptimizerName,
    pub(crate) schedule: Shape,
    pub(crate) schedules: Schedules,
    pub(crate) epochs: u32,
    pub(crate) early_stop: Option<EarlyStop>,
}

impl Settings {
    /// The loss and the activation of the outputs.
    ///
    /// # Errors
    /// Where they do not go with the targets.
    pub(crate) fn criterion(&self, samples: &Samples) -> Result<(Loss, Activation)> {
        criterion(self.preset, Task::of(&samples.targets), self.loss, None)
    }

    /// What a network for such a table is trained with.
    pub(crate) fn choose(
        &self,
        table: &Table,
        (loss, output): (Loss, Activation),
    ) -> Result<Chosen> {
        let defaults = Defaults::of(self.preset, table);
        let hidden = self.hidden.as_ref().unwrap_or(&defaults.hidden);
        if let Some(place) = hidden.iter().position(|&width| width == 0) {
            return Err(Error::input(format!("hidden layer {} is 0 wide", place + 1))
                .advice("use a width of at least 1"));
        }
        let sizes = [&[table.features], &hidden[..], &[table.outputs]].concat();
        let activation = self.activation.unwrap_or(defaults.activation);
        let activations = [&vec![activation; hidden.len()][..], &[output]].concat();
        let network = Network::new(&sizes, &activations)?;
        let name = self.optimizer.unwrap_or(defaults.optimizer);
        let optimizer = name.optimizer(false);
        let rate = self
            .learning_rate
            .unwrap_or_else(|| defaults.learning_rate(name, false, network.activations()));
        let drops = [&[0.0][..], &vec![self.dropout; hidden.len()]].concat();
        let hyperparameters = Hyperparameters {
            optimizer,
            settings: OptimizerSettings::new(optimizer),
            loss,
            decay: defaults.decay(name),
            dropout: if self.dropout == 0.0 { Vec::new() } else { drops },
            ..Hyperparameters::new(rate, self.batch.unwrap_or(defaults.batch), self.seed)
        };
        hyperparameters.recipe().check(&network)?;
        let epochs = match self.epochs.unwrap_or(defaults.epochs) {
            0 => return Err(Error::input("training for 0 epochs").advice("use at least 1")),
            epochs => epochs,
        };
        let learning_rate = match defaults.schedule {
            Shape::Constant => None,
            shape => Some(Schedule::new(shape, 0)?),
        };
        let patience = self.patience.or(defaults.early_stop);
        let patience = patience.filter(|&patience| patience > 0 && self.validation > 0.0);
        Ok(Chosen {
            network,
            hyperparameters,
            optimizer: name,
            schedule: defaults.schedule,
            schedules: Schedules { learning_rate, ..Schedules::default() },
            epochs,
            early_stop: patience.map(|patience| EarlyStop { patience, min_delta: 0.0 }),
        })
    }
}
