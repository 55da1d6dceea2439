//! All that a run is trained with: what was told, and the preset's where nothing was.

use std::collections::BTreeMap;

use gradshader::dataset::Preprocessing;
use gradshader::defaults::Defaults;
use gradshader::error::{Error, Result};
use gradshader::network::{Activation, Initialisation, Network, Parameters};
use gradshader::run::Keep;
use gradshader::schedule::Schedules;
use gradshader::train::Hyperparameters;
use serde_json::{Value, json};

use super::arguments::Settings;
use super::plan::{Plan, Stopping};
use super::recipe::RecipeArguments;
use super::values::{Hidden, HiddenLayer, Preset};

/// Everything but the data and the device.
#[derive(Debug, Clone)]
pub(super) struct Chosen {
    pub(super) preset: Preset,
    /// Each with its activation.
    pub(super) hidden: Vec<HiddenLayer>,
    pub(super) output: Activation,
    /// `None`: what suits each layer.
    pub(super) initialisation: Option<Initialisation>,
    /// Every option that has a default has a value.
    pub(super) recipe: RecipeArguments,
    pub(super) schedules: Schedules,
    /// One a member.
    pub(super) learning_rates: Vec<f32>,
    pub(super) batch: usize,
    pub(super) epochs: u32,
    pub(super) stopping: Stopping,
    /// What was told of the columns and of who is held out, and what a divergence does.
    told: BTreeMap<String, Value>,
}

impl Chosen {
    /// What `plan` says of the training of `network`, completed with `defaults`; `recipe` is that of the
    /// plan with a loss.
    ///
    /// # Errors
    /// Where schedules cannot be.
    pub(super) fn new(
        plan: &Plan,
        network: &Network,
        recipe: &RecipeArguments,
        defaults: &Defaults,
        holds_out: bool,
    ) -> Result<Self> {
        let recipe = recipe.clone().complete(defaults);
        let (&output, inner) = network.activations().split_last().expect("a network has a layer");
        let learning_rates = plan.learning_rates.clone().unwrap_or_else(|| {
            let optimizer = recipe.optimizer.unwrap_or(defaults.optimizer);
            let (has_momentum, activations) = (recipe.has_momentum(), network.activations());
            let rate = defaults.learning_rate(optimizer, has_momentum, activations);
            vec![rate; plan.seeds.len()]
        });
        let early_stop = match plan.stopping.early_stop {
            None => defaults.early_stop.filter(|_| holds_out),
            told => told.filter(|&patience| patience > 0),
        };
        if early_stop.is_none() && plan.told.min_delta.is_some() {
            return Err(Error::input("--min-delta without --early-stop")
                .advice("say with --early-stop after how many epochs to end"));
        }
        Ok(Self {
            preset: plan.preset,
            hidden: std::iter::zip(&network.sizes()[1..], inner)
                .map(|(&width, &activation)| HiddenLayer { width, activation: Some(activation) })
                .collect(),
            output,
            initialisation: plan.initialisation,
            schedules: recipe.schedules()?,
            recipe,
            learning_rates,
            batch: plan.batch.unwrap_or(defaults.batch),
            epochs: plan.epochs.unwrap_or(defaults.epochs),
            stopping: Stopping { early_stop, ..plan.stopping },
            told: told(plan),
        })
    }

    /// What a trainer takes.
    ///
    /// # Errors
    /// Where flags do not go together.
    pub(super) fn hyperparameters(&self, seeds: &[u64]) -> Result<Hyperparameters> {
        let hyperparameters = Hyperparameters {
            learning_rates: self.learning_rates.clone(),
            batch: self.batch,
            seeds: seeds.to_vec(),
            shuffle: true,
            ..Hyperparameters::new(1.0, 1, 0)
        };
        self.recipe.apply(self.hidden.len() + 1, hyperparameters)
    }

    /// New parameters, one member a seed.
    pub(super) fn initialise(&self, network: &Network, seeds: &[u64]) -> Parameters {
        initialise(self.initialisation, network, seeds)
    }

    /// The same of networks that share weights.
    pub(super) fn initialise_sharing(
        &self,
        network: &Network,
        seeds: &[u64],
        sharers: usize,
    ) -> Parameters {
        let of = |f| self.initialisation.unwrap_or_else(|| Initialisation::suiting(f));
        Parameters::initialise_sharing(network, seeds, sharers, of)
    }

    /// How each layer's weights are drawn.
    pub(super) fn initialisations(&self) -> Vec<&'static str> {
        let inner = self.hidden.iter().filter_map(|layer| layer.activation);
        let of = |activation| {
            self.initialisation.unwrap_or_else(|| Initialisation::suiting(activation)).name()
        };
        inner.chain([self.output]).map(of).collect()
    }

    /// Everything that was chosen of the recipe and told of the data by name, in the words of files.
    pub(super) fn facts(&self) -> BTreeMap<String, Value> {
        let mut facts = self.recipe.facts();
        facts.insert("preset".to_owned(), self.preset.name().into());
        facts.extend(self.told.clone());
        facts
    }

    /// The configuration that gives this run again: what was told, with a value for everything that
    /// has one.
    pub(super) fn settings(&self, plan: &Plan, preprocessing: &Preprocessing) -> Settings {
        let (told, stopping) = (&plan.told, &self.stopping);
        let columns = &told.columns;
        let holds_out = plan.validation > 0.0 || columns.split_column.is_some();
        let keep = if holds_out { Keep::Best } else { Keep::Last };
        let (task, target) = preprocessing.targets.task_and_columns();
        Settings {
            features: columns.features.clone(),
            ignore: columns.ignore.clone(),
            kinds: columns.kinds.clone(),
            missing: columns.missing.clone(),
            missing_values: columns.missing_values,
            group: columns.group.clone(),
            time: columns.time.clone(),
            split_column: columns.split_column.clone(),
            preset: Some(self.preset),
            task: Some(task.into()),
            target: Some(target),
            validation: Some(plan.validation),
            split_seed: Some(plan.split_seed),
            scaling: Some(preprocessing.scaling),
            seed: plan.seeds.first().copied(),
            members: Some(plan.seeds.len()),
            device: Some(told.device.clone().unwrap_or_else(|| "auto".to_owned())),
            keep: Some(stopping.keep.unwrap_or(keep)),
            on_divergence: Some(plan.on_divergence),
            hidden: Some(Hidden(self.hidden.clone())),
            output_activation: Some(self.output),
            learning_rate: Some(self.learning_rates.clone()),
            batch: Some(self.batch),
            epochs: Some(self.epochs),
            early_stop: Some(stopping.early_stop.unwrap_or(0)),
            min_delta: stopping.early_stop.map(|_| stopping.min_delta),
            monitor: Some(stopping.monitor),
            recipe: self.recipe.clone(),
            // Each hidden layer has its own.
            activation: None,
            ..told.clone()
        }
    }

    /// The text of a configuration file, which says how weights are drawn.
    ///
    /// # Errors
    /// For what TOML cannot say, as a path that is no text.
    pub(super) fn file(&self, settings: &Settings) -> Result<String> {
        let text = to_toml(settings)?;
        // What suits each layer has no name for all.
        if settings.initialisation.is_some() {
            return Ok(text);
        }
        let drawn = self.initialisations();
        let (last, inner) = drawn.split_last().expect("a network has a layer");
        let drawn = match inner.first() {
            // Where each network of an ensemble has its own layers.
            Some(inner) if settings.hidden.is_none() => {
                format!("{inner} in hidden layers, {last} in the last")
            }
            _ => drawn.join(", "),
        };
        Ok(format!("# weights: {drawn}\n{text}"))
    }
}

/// New parameters, one member a seed, drawn as told or else as suits each layer.
pub(super) fn initialise(
    told: Option<Initialisation>,
    network: &Network,
    seeds: &[u64],
) -> Parameters {
    match told {
        Some(told) => Parameters::initialise_as(network, seeds, told),
        None => Parameters::initialise(network, seeds),
    }
}

/// What was told of the data, by the names of the flags with underscores.
fn told(plan: &Plan) -> BTreeMap<String, Value> {
    let columns = &plan.told.columns;
    let all = [
        ("features", json!(columns.features)),
        ("ignore", json!(columns.ignore)),
        ("kinds", json!(columns.kinds)),
        ("missing", json!(columns.missing)),
        ("missing_values", json!(columns.missing_values)),
        ("group", json!(columns.group)),
        ("time", json!(columns.time)),
        ("split_column", json!(columns.split_column)),
        ("on_divergence", json!(plan.on_divergence)),
    ];
    let told = all.into_iter().filter(|(_, value)| !value.is_null());
    told.map(|(name, value)| (name.to_owned(), value)).collect()
}

/// The keys of a configuration file.
fn to_toml(settings: &Settings) -> Result<String> {
    let unwritten = |e: toml::ser::Error| {
        Error::input("the configuration cannot be written as TOML").caused_by(e)
    };
    let mut table = toml::Table::try_from(settings).map_err(unwritten)?;
    for group in ["recipe", "dialect"] {
        if let Some(toml::Value::Table(keys)) = table.remove(group) {
            table.extend(keys);
        }
    }
    if let Some(rates) = &settings.learning_rate {
        // As they were written, and not as f64 has their f32.
        let rates = rates.iter().filter_map(|rate| rate.to_string().parse::<f64>().ok());
        table.insert("learning-rate".to_owned(), rates.collect::<Vec<_>>().into());
    }
    toml::to_string(&table).map_err(unwritten)
}
