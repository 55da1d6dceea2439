//! What an estimator's parameters say of a run, as JSON; `null` is what the command line does where no
//! flag says otherwise.

use std::collections::BTreeMap;

use gradshader::dataset::{
    ClassWeights, Kind, Missing, Preprocessing, Samples, Scaling, TableOptions, Targets, Task,
};
use gradshader::defaults::{Defaults, OptimizerName, Preset, Table, criterion};
use gradshader::ensemble::Around;
use gradshader::formula::{Loss, OptimizerSettings};
use gradshader::metrics::Metric;
use gradshader::network::{Activation, Initialisation, Network, Parameters};
use gradshader::run::{EarlyStop, FitOptions};
use gradshader::schedule::{Schedule, Schedules, Shape};
use gradshader::train::Hyperparameters;
use gradshader::{Error, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The parameters of an estimator.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    /// `classify`, `label` or `regress`.
    task: String,
    /// How many of the last columns are targets.
    pub(crate) targets: usize,
    pub(crate) preset: Preset,
    hidden: Option<Vec<usize>>,
    /// Of each hidden layer that has one of its own.
    activations: Option<Vec<Option<Activation>>>,
    activation: Option<Activation>,
    initialisation: Option<Initialisation>,
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
    /// As the command line has it, in place of `alpha`.
    l2: Option<f64>,
    decay: Option<f64>,
    clip_norm: Option<f64>,
    clip_value: Option<f64>,
    dropout: Option<Dropout>,
    input_dropout: f64,
    label_smoothing: f64,
    schedule: Option<Shape>,
    batch: Option<usize>,
    epochs: Option<u32>,
    shuffle: bool,
    pub(crate) seed: u64,
    /// Of who is held out; none where the seed is.
    split_seed: Option<u64>,
    /// The share of the samples that is held out.
    pub(crate) validation: f64,
    /// Epochs without anything better.
    patience: Option<u32>,
    min_delta: f64,
    /// By what epochs are compared.
    monitor: Option<Metric>,
    /// `balanced`, counted over what is trained on; others are weights of samples.
    pub(crate) class_weight: Option<ClassWeights>,
    /// Settings of an ensemble, and networks of each.
    pub(crate) ensemble: Option<usize>,
    pub(crate) ensemble_folds: Option<usize>,
    /// How many networks share weights; 0 where none do.
    #[serde(default)]
    pub(crate) sharers: usize,
    scaling: Option<Scaling>,
    /// What columns are, whatever they look like.
    kinds: BTreeMap<String, String>,
    /// Whether a missing cell is an error.
    refuse_missing: bool,
    /// Whether equal samples are trained on once, with their weights added up; none where that pays.
    pub(crate) merge: Option<bool>,
    pub(crate) device: String,
}

/// The probability with which an answer of a hidden layer is dropped.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum Dropout {
    OfAll(f64),
    OfEach(Vec<f64>),
}

impl Dropout {
    /// One a hidden layer.
    fn of(&self, layers: usize) -> Result<Vec<f64>> {
        match self {
            Self::OfAll(share) => Ok(vec![*share; layers]),
            Self::OfEach(shares) if shares.len() == layers => Ok(shares.clone()),
            Self::OfEach(shares) => {
                let told = shares.len();
                Err(Error::input(format!("dropout has {told} numbers for {layers} hidden layers"))
                    .advice("use one for all, or one a layer"))
            }
        }
    }
}

/// Names the parameter whose word is none of those it takes.
fn check_word<T: DeserializeOwned>(all: &Value, key: &str, parameter: &str) -> Result<()> {
    match serde_json::from_value::<T>(all[key].clone()) {
        Ok(_) => Ok(()),
        Err(error) => Err(Error::input(format!("{parameter}: {error}"))),
    }
}

/// What a run is trained with.
#[derive(Debug, Clone)]
pub(crate) struct Chosen {
    pub(crate) network: Network,
    pub(crate) hyperparameters: Hyperparameters,
    pub(crate) schedules: Schedules,
    pub(crate) epochs: u32,
    pub(crate) early_stop: Option<EarlyStop>,
}

impl Chosen {
    /// New parameters.
    pub(crate) fn initialise(&self, settings: &Settings) -> Parameters {
        let sharers = self.hyperparameters.sharers;
        match settings.initialisation {
            told if sharers > 0 => {
                let of = |f| told.unwrap_or_else(|| Initialisation::suiting(f));
                Parameters::initialise_sharing(&self.network, &[settings.seed], sharers, of)
            }
            Some(told) => Parameters::initialise_as(&self.network, &[settings.seed], told),
            None => Parameters::initialise(&self.network, &[settings.seed]),
        }
    }

    /// How it is run.
    pub(crate) fn options<'a>(
        &self,
        monitor: Metric,
        preprocessing: &'a Preprocessing,
    ) -> FitOptions<'a> {
        let follows = self.schedules.learning_rate.as_ref();
        FitOptions {
            epochs: self.epochs,
            monitor,
            early_stop: self.early_stop,
            plateau: follows.and_then(Schedule::plateau).copied(),
            ..FitOptions::of(preprocessing, false)
        }
    }
}

impl Settings {
    pub(crate) fn read(json: &str) -> Result<Self> {
        let unusable = |e| Error::input("the parameters are not usable").caused_by(e);
        let all: Value = serde_json::from_str(json).map_err(unusable)?;
        check_word::<Preset>(&all, "preset", "preset")?;
        check_word::<Option<Initialisation>>(&all, "initialisation", "initialisation")?;
        check_word::<Option<Loss>>(&all, "loss", "loss")?;
        check_word::<Option<OptimizerName>>(&all, "optimizer", "solver")?;
        check_word::<Option<Shape>>(&all, "schedule", "learning_rate")?;
        check_word::<Option<Scaling>>(&all, "scaling", "scaling")?;
        check_word::<Option<Metric>>(&all, "monitor", "monitor")?;
        let settings: Self = serde_json::from_value(all).map_err(unusable)?;
        settings.task()?;
        match settings.hidden.as_deref().and_then(|widths| widths.iter().position(|&w| w == 0)) {
            None => Ok(settings),
            Some(place) => Err(Error::input(format!("hidden layer {} is 0 wide", place + 1))
                .advice("use a width of at least 1")),
        }
    }

    pub(crate) fn task(&self) -> Result<Task> {
        match &*self.task {
            "classify" => Ok(Task::Classify),
            "label" => Ok(Task::Label),
            "regress" => Ok(Task::Regress),
            other => Err(Error::input(format!("there is no task {other:?}"))),
        }
    }

    /// The metric that is shown of the task.
    pub(crate) fn shown(&self) -> Metric {
        if self.task == "regress" { Metric::RSquared } else { Metric::Accuracy }
    }

    /// Whether it is one of several networks.
    pub(crate) fn is_ensemble(&self) -> bool {
        self.ensemble.is_some() || self.ensemble_folds.is_some() || self.preset == Preset::Best
    }

    /// Of who is held out.
    pub(crate) fn split_seed(&self) -> u64 {
        self.split_seed.unwrap_or(self.seed)
    }

    pub(crate) fn monitor(&self) -> Metric {
        self.monitor.unwrap_or(Metric::Loss)
    }

    /// The same with the value of a flag of the command line, as it is typed there.
    pub(crate) fn with(mut self, flag: &str, text: &str) -> Result<Self> {
        let wrong = |what: &str| Error::input(format!("{flag} {text}: it is no {what}"));
        let number = || text.parse::<f64>().map_err(|_| wrong("number"));
        match flag {
            "--learning-rate" => {
                self.learning_rate = Some(text.parse().map_err(|_| wrong("number"))?);
            }
            "--decay" => self.decay = Some(number()?),
            "--l2" => self.l2 = Some(number()?),
            "--clip-norm" => self.clip_norm = Some(number()?),
            "--clip-value" => self.clip_value = Some(number()?),
            "--batch" => self.batch = Some(text.parse().map_err(|_| wrong("number of samples"))?),
            "--dropout" => self.dropout = Some(Dropout::OfAll(number()?)),
            "--input-dropout" => self.input_dropout = number()?,
            "--momentum" => self.momentum = Some(number()?),
            "--label-smoothing" => self.label_smoothing = number()?,
            "--activation" => self.activation = Some(text.parse()?),
            "--initialisation" => self.initialisation = Some(text.parse()?),
            "--optimizer" => self.optimizer = Some(text.parse()?),
            "--hidden" => {
                let layers = || text.split(',').filter(|_| text != "none");
                let width = |layer: &str| layer.split(':').next().and_then(|w| w.parse().ok());
                self.hidden =
                    Some(layers().map(width).collect::<Option<_>>().ok_or_else(|| wrong("width"))?);
                let own = |layer: &str| {
                    layer.split_once(':').map(|(_, name)| name.parse::<Activation>()).transpose()
                };
                self.activations = Some(layers().map(own).collect::<Result<_>>()?);
            }
            _ => return Err(Error::input(format!("{flag} is not tried"))),
        }
        Ok(self)
    }

    /// What settings of an ensemble are drawn around.
    pub(crate) fn around<'a>(&self, chosen: &Chosen, hidden: &'a [usize]) -> Around<'a> {
        let of = &chosen.hyperparameters;
        Around {
            learning_rate: self.learning_rate.is_none().then_some(of.learning_rates[0]),
            decay: self.decay.is_none().then_some(of.decay),
            hidden: self.hidden.is_none().then_some(hidden),
            dropout: self.dropout.is_none() && !hidden.is_empty(),
        }
    }

    /// How the settings of an ensemble have numbers scaled, in turn.
    pub(crate) fn scalings(&self, samples: &Samples) -> Vec<Option<Scaling>> {
        match self.scaling {
            None => Defaults::scalings(self.preset, samples.are_images()),
            told => vec![told],
        }
    }

    /// How the columns are taken.
    pub(crate) fn columns(&self) -> Result<TableOptions> {
        let kind = |(name, kind): (&String, &String)| Ok((name.clone(), kind.parse::<Kind>()?));
        Ok(TableOptions {
            task: Some(self.task()?),
            kinds: self.kinds.iter().map(kind).collect::<Result<_>>()?,
            missing: if self.refuse_missing { Missing::Error } else { Missing::Mean },
            ..TableOptions::default()
        })
    }

    pub(crate) fn scaling(&self, samples: &Samples) -> Scaling {
        let suits = Defaults::scaling(self.preset).filter(|_| !samples.are_images());
        self.scaling.or(suits).unwrap_or_else(|| samples.default_scaling())
    }

    /// The loss and the activation of the outputs.
    ///
    /// # Errors
    /// Where they do not go with the targets.
    pub(crate) fn criterion(&self, targets: &Targets) -> Result<(Loss, Activation)> {
        criterion(self.preset, Task::of(targets), self.loss, self.output_activation)
    }

    /// What a network for these numbers is trained with, on so many samples.
    pub(crate) fn choose(
        &self,
        rows: usize,
        preprocessing: &Preprocessing,
        weighted: bool,
        (loss, output): (Loss, Activation),
        network: Option<&Network>,
        holds_out: bool,
    ) -> Result<Chosen> {
        let (inputs, outputs) = (preprocessing.inputs(), preprocessing.outputs());
        let table = Table { task: self.task()?, rows, features: inputs, outputs };
        let defaults = Defaults::of(self.preset, &table);
        let network = match network {
            Some(network) => network.clone(),
            None => {
                let hidden = self.hidden.as_ref().unwrap_or(&defaults.hidden);
                let sizes = [&[inputs], &hidden[..], &[outputs]].concat();
                let activation = self.activation.unwrap_or(defaults.activation);
                let own = self.activations.as_deref().unwrap_or_default();
                let each = (0..hidden.len())
                    .map(|place| own.get(place).copied().flatten().unwrap_or(activation));
                let activations: Vec<_> = each.chain([output]).collect();
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
        let dropout = match &self.dropout {
            None => vec![defaults.dropout; hidden],
            Some(told) => told.of(hidden)?,
        };
        for (name, penalty) in [("alpha", self.alpha), ("l2", self.l2.unwrap_or(0.0))] {
            if !(penalty.is_finite() && penalty >= 0.0) {
                return Err(Error::input(format!("{name} is {penalty}"))
                    .advice("use 0 or a small positive number"));
            }
        }
        let shares = dropout.iter().map(|&share| ("dropout", share));
        for (name, share) in shares.chain([("input_dropout", self.input_dropout)]) {
            if !(0.0..1.0).contains(&share) {
                return Err(Error::input(format!("{name} is {share}"))
                    .advice("use a number from 0 up to, but not, 1"));
            }
        }
        let drops = dropout.iter().any(|&share| share > 0.0) || self.input_dropout > 0.0;
        if self.label_smoothing > 0.0 && !loss.from_logits() {
            return Err(Error::input(format!("label_smoothing with the loss {loss}"))
                .advice("use it with softmax-cross-entropy or binary-cross-entropy"));
        }
        Ok(Hyperparameters {
            optimizer,
            settings,
            loss,
            l2: self.l2.unwrap_or(self.alpha / batch.min(rows).max(1) as f64),
            decay: self.decay.unwrap_or_else(|| defaults.decay(name)),
            clip_norm: self.clip_norm,
            clip_value: self.clip_value,
            label_smoothing: self.label_smoothing,
            sharers: self.sharers,
            dropout: match drops {
                true => [vec![self.input_dropout], dropout].concat(),
                false => Vec::new(),
            },
            shuffle: self.shuffle,
            ..Hyperparameters::new(rate, batch, self.seed)
        })
    }
}
