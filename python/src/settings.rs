//! What an estimator's parameters say of a run, as JSON; `null` is what the command line does where no
//! flag says otherwise.

use std::collections::BTreeMap;

use gradshader::dataset::{Kind, Missing, Samples, Scaling, TableOptions, Targets, Task};
use gradshader::defaults::{Defaults, OptimizerName, Preset, Table, criterion};
use gradshader::formula::{Loss, OptimizerSettings};
use gradshader::network::{Activation, Network};
use gradshader::run::EarlyStop;
use gradshader::schedule::{Schedule, Schedules, Shape};
use gradshader::train::Hyperparameters;
use gradshader::{Error, Result};
use serde::Deserialize;

/// The parameters of an estimator.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    /// Whether the targets are classes.
    pub(crate) classes: bool,
    /// How many of the last columns are targets.
    pub(crate) targets: usize,
    pub(crate) preset: Preset,
    hidden: Option<Vec<usize>>,
    activation: Option<Activation>,
    output_activation: Option<Activation>,
    loss: Option<Loss>,
    optimizer: Option<OptimizerName>,
    learning_rate: Option<f32>,
    momentum: Option<f64>,
    nesterov: bool,
    beta1: Option<f64>,
    beta2: Option<f64>,
    epsilon: Option<f64>,
    /// As scikit-learn has it: over the samples of a batch.
    alpha: f64,
    decay: Option<f64>,
    clip_norm: Option<f64>,
    dropout: f64,
    label_smoothing: f64,
    schedule: Option<Shape>,
    batch: Option<usize>,
    epochs: Option<u32>,
    shuffle: bool,
    pub(crate) seed: u64,
    /// The share of the samples that is held out.
    pub(crate) validation: f64,
    /// Epochs without anything better.
    patience: Option<u32>,
    min_delta: f64,
    scaling: Option<Scaling>,
    /// What columns are, whatever they look like.
    kinds: BTreeMap<String, String>,
    /// Whether a missing cell is an error.
    refuse_missing: bool,
    /// Whether equal samples are trained on once, with their weights added up; none where that pays.
    pub(crate) merge: Option<bool>,
    pub(crate) device: String,
}

/// What a run is trained with.
pub(crate) struct Chosen {
    pub(crate) network: Network,
    pub(crate) hyperparameters: Hyperparameters,
    pub(crate) schedules: Schedules,
    pub(crate) epochs: u32,
    pub(crate) early_stop: Option<EarlyStop>,
}

impl Settings {
    pub(crate) fn read(json: &str) -> Result<Self> {
        let settings: Self = serde_json::from_str(json)
            .map_err(|e| Error::input("the parameters are not usable").caused_by(e))?;
        if settings.preset == Preset::Best {
            return Err(Error::input(
                "preset is 'best', an ensemble, where an estimator is one network",
            )
            .advice("use 'default', or the command line's train --preset best"));
        }
        match settings.hidden.as_deref().and_then(|widths| widths.iter().position(|&w| w == 0)) {
            None => Ok(settings),
            Some(place) => Err(Error::input(format!("hidden layer {} is 0 wide", place + 1))
                .advice("use a width of at least 1")),
        }
    }

    pub(crate) fn task(&self) -> Task {
        if self.classes { Task::Classify } else { Task::Regress }
    }

    /// How the columns are taken.
    pub(crate) fn columns(&self) -> Result<TableOptions> {
        let kind = |(name, kind): (&String, &String)| Ok((name.clone(), kind.parse::<Kind>()?));
        Ok(TableOptions {
            task: Some(self.task()),
            kinds: self.kinds.iter().map(kind).collect::<Result<_>>()?,
            missing: if self.refuse_missing { Missing::Error } else { Missing::Mean },
            ..TableOptions::default()
        })
    }

    pub(crate) fn scaling(&self, samples: &Samples) -> Scaling {
        self.scaling.unwrap_or_else(|| samples.default_scaling())
    }

    /// The loss and the activation of the outputs.
    pub(crate) fn criterion(&self, targets: &Targets) -> (Loss, Activation) {
        criterion(self.preset, Task::of(targets), self.loss, self.output_activation)
    }

    /// What a network between so many inputs and outputs is trained with, on so many samples.
    pub(crate) fn choose(
        &self,
        rows: usize,
        inputs: usize,
        outputs: usize,
        weighted: bool,
        (loss, output): (Loss, Activation),
        network: Option<&Network>,
    ) -> Result<Chosen> {
        let table = Table { task: self.task(), rows, features: inputs, outputs };
        let defaults = Defaults::of(self.preset, &table);
        let network = match network {
            Some(network) => network.clone(),
            None => {
                let hidden = self.hidden.as_ref().unwrap_or(&defaults.hidden);
                let sizes = [&[inputs], &hidden[..], &[outputs]].concat();
                let activation = self.activation.unwrap_or(defaults.activation);
                let activations = [&vec![activation; hidden.len()][..], &[output]].concat();
                Network::new(&sizes, &activations)?
            }
        };
        let batch = self.batch.unwrap_or(defaults.batch);
        let hyperparameters = self.hyperparameters(&network, &defaults, loss, batch, rows)?;
        let hyperparameters = Hyperparameters { weighted, ..hyperparameters };
        hyperparameters.recipe().check(&network)?;
        let schedule = self.schedule.unwrap_or(defaults.schedule);
        let learning_rate = match schedule {
            Shape::Constant => None,
            shape => Some(Schedule::new(shape, 0)?),
        };
        let holds_out = self.validation > 0.0;
        let patience = self.patience.or(defaults.early_stop).filter(|_| holds_out);
        Ok(Chosen {
            network,
            hyperparameters,
            schedules: Schedules { learning_rate, ..Schedules::default() },
            epochs: self.epochs.unwrap_or(defaults.epochs),
            early_stop: patience.map(|patience| EarlyStop { patience, min_delta: self.min_delta }),
        })
    }

    fn hyperparameters(
        &self,
        network: &Network,
        defaults: &Defaults,
        loss: Loss,
        batch: usize,
        rows: usize,
    ) -> Result<Hyperparameters> {
        let name = self.optimizer.unwrap_or(defaults.optimizer);
        let has_momentum = self.momentum.is_some_and(|momentum| momentum != 0.0);
        let optimizer = name.optimizer(has_momentum);
        let mut settings = OptimizerSettings::new(optimizer);
        settings.momentum = self.momentum.unwrap_or(0.0);
        settings.nesterov = self.nesterov && has_momentum && name == OptimizerName::Sgd;
        settings.beta1 = self.beta1.unwrap_or(settings.beta1);
        settings.beta2 = self.beta2.unwrap_or(settings.beta2);
        settings.epsilon = self.epsilon.unwrap_or(settings.epsilon);
        let rate = self
            .learning_rate
            .unwrap_or_else(|| defaults.learning_rate(name, has_momentum, network.activations()));
        let hidden = network.layers() - 1;
        let drops = self.dropout > 0.0;
        if !(0.0..1.0).contains(&self.dropout) {
            return Err(Error::input(format!("dropout is {}", self.dropout))
                .advice("use a number from 0 up to, but not, 1"));
        }
        if self.label_smoothing > 0.0 && !loss.from_logits() {
            return Err(Error::input(format!("label_smoothing with the loss {loss}"))
                .advice("use it with softmax-cross-entropy or binary-cross-entropy"));
        }
        Ok(Hyperparameters {
            optimizer,
            settings,
            loss,
            l2: self.alpha / batch.min(rows).max(1) as f64,
            decay: self.decay.unwrap_or_else(|| defaults.decay(name)),
            clip_norm: self.clip_norm,
            label_smoothing: self.label_smoothing,
            dropout: if drops { [vec![0.0], vec![self.dropout; hidden]].concat() } else { vec![] },
            shuffle: self.shuffle,
            ..Hyperparameters::new(rate, batch, self.seed)
        })
    }
}
