//! From the files that a [`Plan`] names to what a trainer takes.

use std::collections::BTreeMap;

use gradshader::Dataset;
use gradshader::dataset::{
    self, Baseline, Preprocessing, Samples, Split, TableOptions, Task, Truths,
};
use gradshader::defaults::{Defaults, Table, criterion};
use gradshader::error::{Error, Result};
use gradshader::formula::Loss;
use gradshader::import::{self, Imported, Layers};
use gradshader::model::{Ensemble, Model};
use gradshader::network::{Activation, Network, Parameters, dashed};
use gradshader::train::Hyperparameters;

use super::chosen::Chosen;
use super::plan::{Plan, Source};
use super::recipe::RecipeArguments;
use super::sizes::check_size;
use super::values::{Hidden, HiddenLayer};
use super::weights::Weights;
use super::{data, held_out, init};

/// A network, its data and how to train it.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) network: Network,
    pub(super) parameters: Parameters,
    pub(super) preprocessing: Preprocessing,
    pub(super) training: Dataset,
    pub(super) validation: Option<Dataset>,
    pub(super) test: Option<Dataset>,
    pub(super) chosen: Chosen,
    pub(super) hyperparameters: Hyperparameters,
    /// The hash of the parameters that it starts from, when a model gave them.
    pub(super) initial_hash: Option<String>,
    /// What was found in the data, a line each.
    pub(super) notes: Vec<String>,
    /// What a guess is worth on the samples for validation.
    pub(super) baseline: Option<Baseline>,
    /// What the defaults follow.
    pub(super) table: Table,
    /// Where the samples held out stand in their source.
    pub(super) rows: Vec<u64>,
    /// And those of the test in theirs.
    pub(super) test_rows: Vec<u64>,
    /// How truths are written.
    pub(super) truths: Truths,
}

/// What a run makes of a table: a network and how to train it.
#[derive(Debug, Clone)]
pub(super) struct Design {
    pub(super) network: Network,
    pub(super) parameters: Parameters,
    pub(super) chosen: Chosen,
    pub(super) hyperparameters: Hyperparameters,
}

impl Design {
    /// Without its parameters, which [`Self::initial`] makes again.
    pub(super) fn unmade(mut self) -> Self {
        self.parameters.layers = Vec::new();
        self
    }

    /// The parameters that its seeds give.
    pub(super) fn initial(&self) -> Parameters {
        self.chosen.initialise(&self.network, &self.hyperparameters.seeds)
    }
}

impl Job {
    /// Reads the files and fits the preprocessing, or takes both from the initial model.
    pub(super) fn prepare(plan: &Plan) -> Result<Self> {
        let init = plan.init.as_deref().map(import::load).transpose()?;
        let (whole, layers) = match init {
            Some(Imported::Whole(model)) => (Some(*model), None),
            Some(Imported::Layers(layers)) => (None, Some(layers)),
            None => (None, None),
        };
        let note = layers.as_ref().and_then(|layers| layers.note.clone());
        let samples = load_training(plan, whole.as_ref())?;
        let split = dataset::hold_out(&samples, &plan.holdout)?;
        let init = match (&whole, layers) {
            (Some(model), _) => {
                model.check_alone("--init")?;
                init::check(plan, model)?;
                whole
            }
            (None, Some(layers)) => Some(of_layers(plan, &samples, &split.training, layers)?),
            (None, None) => None,
        };
        let (mut job, weights) = Self::without_test(plan, &samples, &split, init)?;
        // Before those of the test are read.
        drop(samples);
        job.load_test(plan, &weights)?;
        job.notes.extend(note);
        Ok(job)
    }

    /// What the plan makes of samples that are divided like this.
    ///
    /// # Errors
    /// Where something does not fit these samples.
    pub(super) fn of(
        plan: &Plan,
        samples: &Samples,
        split: &Split,
        init: Option<Model>,
    ) -> Result<Self> {
        let (mut job, weights) = Self::without_test(plan, samples, split, init)?;
        job.load_test(plan, &weights)?;
        Ok(job)
    }

    /// The same without samples for a test from a file of their own; how much these count.
    fn without_test(
        plan: &Plan,
        samples: &Samples,
        split: &Split,
        init: Option<Model>,
    ) -> Result<(Self, Weights)> {
        let weights = Weights::fit(plan, samples, &split.training)?;
        let (known, preprocessing) = match init {
            Some(model) => {
                let loss = plan.recipe.loss.unwrap_or(model.loss);
                ((model.network, loss, Some(model.parameters)), model.preprocessing)
            }
            None => {
                let (network, preprocessing, loss) = describe(plan, samples, &split.training)?;
                ((network, loss, None), preprocessing)
            }
        };
        let table = table(samples, &split.training, &preprocessing);
        let initial_hash = known.2.as_ref().map(Parameters::hash);
        let design = design(plan, &table, known, !split.held_out.is_empty())?;

        let part = |rows: &[u32]| {
            let data = preprocessing.apply_rows(samples, rows)?;
            weights.put(data, samples, rows)
        };
        let training = part(&split.training)?;
        let validation = match split.held_out.as_slice() {
            [] => None,
            rows => Some(part(rows)?),
        };
        let places = |rows: &[u32]| -> Vec<u64> {
            rows.iter().map(|&row| samples.row(row as usize)).collect()
        };
        if let Some(data) = &validation {
            held_out::check_weights(&preprocessing, data)
                .map_err(|error| error.file(samples.source()))?;
        }
        let test = match split.test.as_slice() {
            [] => None,
            rows => Some(part(rows)?),
        };
        let Design { network, parameters, chosen, hyperparameters } = design;
        let job = Self {
            network,
            parameters,
            preprocessing,
            training,
            validation,
            test,
            chosen,
            hyperparameters,
            initial_hash,
            notes: notes(samples, split),
            baseline: Baseline::of(samples, &split.training, &split.held_out),
            table,
            rows: places(&split.held_out),
            test_rows: places(&split.test),
            truths: samples.truths(),
        };
        Ok((job, weights))
    }

    /// The samples of `--test`, if there are any, and what is to be said of those for a test.
    fn load_test(&mut self, plan: &Plan, weights: &Weights) -> Result<()> {
        if let (Some(_), Some(marked)) = (&plan.test, &self.test) {
            return Err(Error::input(format!(
                "--test where --split-column marks {} samples for testing",
                marked.samples
            ))
            .advice("leave --test out, or name them train in that column"));
        }
        if let Some(source) = &plan.test {
            let (data, rows) = load_test(plan, source, &self.preprocessing, weights)?;
            (self.test, self.test_rows) = (Some(data), rows);
        }
        let note = self.test.as_ref().and_then(|data| held_out::of_test(&self.preprocessing, data));
        self.notes.extend(note);
        Ok(())
    }

    /// What another plan makes of the same samples, where it says nothing else of their columns, scaling
    /// and outputs.
    ///
    /// # Errors
    /// Where flags do not go together.
    pub(super) fn redesign(&self, plan: &Plan) -> Result<Design> {
        redesign(plan, &self.table, &self.preprocessing, self.validation.is_some())
    }

    /// What this job was made with.
    pub(super) fn design(&self) -> Design {
        Design {
            network: self.network.clone(),
            parameters: self.parameters.clone(),
            chosen: self.chosen.clone(),
            hyperparameters: self.hyperparameters.clone(),
        }
    }
}

/// What a plan makes of samples that have a preprocessing already.
///
/// # Errors
/// Where flags do not go together.
pub(super) fn redesign(
    plan: &Plan,
    table: &Table,
    preprocessing: &Preprocessing,
    holds_out: bool,
) -> Result<Design> {
    let (loss, output) =
        criterion(plan.preset, table.task, plan.recipe.loss, plan.output_activation)?;
    let network = suiting(plan, table, preprocessing, output)?;
    design(plan, table, (network, loss, None), holds_out)
}

/// The numbers of the samples `rows`, with their weights, of a part that trains on `training`.
///
/// # Errors
/// Where weights do not fit these samples.
pub(super) fn numbers(
    plan: &Plan,
    samples: &Samples,
    preprocessing: &Preprocessing,
    rows: &[u32],
    training: &[u32],
) -> Result<Dataset> {
    let weights = Weights::fit(plan, samples, training)?;
    weights.put(preprocessing.apply_rows(samples, rows)?, samples, rows)
}

/// What the plan makes of samples that are all trained on, and how they become numbers.
///
/// # Errors
/// Where something does not fit these samples.
pub(super) fn of_all(
    plan: &Plan,
    samples: &Samples,
    rows: &[u32],
) -> Result<(Design, Preprocessing)> {
    let (network, preprocessing, loss) = describe(plan, samples, rows)?;
    let table = table(samples, rows, &preprocessing);
    Ok((design(plan, &table, (network, loss, None), false)?, preprocessing))
}

/// How a network is trained; `known` are the network, its loss and the parameters that it has already.
fn design(
    plan: &Plan,
    table: &Table,
    known: (Network, Loss, Option<Parameters>),
    holds_out: bool,
) -> Result<Design> {
    let (network, loss, initial) = known;
    let recipe = RecipeArguments { loss: Some(loss), ..plan.recipe.clone() };
    let defaults = Defaults::of(plan.preset, table);
    let chosen = Chosen::new(plan, &network, &recipe, &defaults, holds_out)?;
    let mut hyperparameters = chosen.hyperparameters(&plan.seeds)?;
    hyperparameters.sharers = plan.sharers;
    hyperparameters.recipe().check(&network)?;
    check_size(&network, plan)?;
    let parameters = match initial {
        Some(parameters) => parameters.repeat(plan.seeds.len()),
        None if plan.sharers > 0 => chosen.initialise_sharing(&network, &plan.seeds, plan.sharers),
        None => chosen.initialise(&network, &plan.seeds),
    };
    Ok(Design { network, parameters, chosen, hyperparameters })
}

impl Job {
    /// What steps of this job are timed with: a batch is no larger than there are samples, and one network is
    /// timed for several that share weights.
    pub(super) fn timed(&self) -> Hyperparameters {
        let batch = self.hyperparameters.batch.min(self.training.samples);
        Hyperparameters { batch, sharers: 0, ..self.hyperparameters.clone() }
    }
}

/// What was found, and who is left out.
fn notes(samples: &Samples, split: &Split) -> Vec<String> {
    let mut notes = samples.notes();
    if !split.unknown.is_empty() {
        notes.push(format!(
            "left out: {} of the samples held out, of classes that no training sample has",
            split.unknown.len()
        ));
    }
    notes
}

pub(super) fn load_training(plan: &Plan, init: Option<&Model>) -> Result<Samples> {
    let options = match init {
        Some(model) => TableOptions {
            weight: plan.columns.weight.clone(),
            dialect: plan.columns.dialect.clone(),
            storage: plan.columns.storage.clone(),
            ..TableOptions::to_evaluate(&model.preprocessing)
        },
        None => plan.columns.clone(),
    };
    let Source { data, labels } = &plan.training;
    data::load_with_targets(data, labels.as_deref(), &options, "--labels")
}

fn load_test(
    plan: &Plan,
    source: &Source,
    preprocessing: &Preprocessing,
    weights: &Weights,
) -> Result<(Dataset, Vec<u64>)> {
    let storage = plan.columns.storage.clone();
    let options = TableOptions { storage, ..TableOptions::to_evaluate(preprocessing) };
    let labels = source.labels.as_deref();
    let samples = data::load_with_targets(&source.data, labels, &options, "--test-labels")?;
    let rows: Vec<u32> = (0..samples.len() as u32).collect();
    let data = preprocessing.apply(&samples)?;
    // Its targets are known, its weights may not be.
    let data = weights.where_known(&samples).put(data, &samples, &rows)?;
    Ok((data, (0..samples.len()).map(|sample| samples.row(sample)).collect()))
}

/// What the defaults follow.
fn table(samples: &Samples, training: &[u32], preprocessing: &Preprocessing) -> Table {
    Table {
        task: Task::of(&samples.targets),
        rows: training.len(),
        features: preprocessing.inputs(),
        outputs: preprocessing.outputs(),
    }
}

/// The network that suits the samples, their preprocessing, and the loss.
fn describe(
    plan: &Plan,
    samples: &Samples,
    training: &[u32],
) -> Result<(Network, Preprocessing, Loss)> {
    let task = Task::of(&samples.targets);
    let (loss, output) = criterion(plan.preset, task, plan.recipe.loss, plan.output_activation)?;
    let suits = match samples.are_images() {
        true => None,
        false => Defaults::scaling(plan.preset),
    };
    let scaling = plan.scaling.or(suits).unwrap_or_else(|| samples.default_scaling());
    let preprocessing = Preprocessing::fit(samples, training, scaling, output)?;
    let table = table(samples, training, &preprocessing);
    let network = suiting(plan, &table, &preprocessing, output)?;
    Ok((network, preprocessing, loss))
}

/// A network that another program trained, between what suits the samples. Its last activation is that of
/// the loss; the others are the file's, or else the plan's.
fn of_layers(plan: &Plan, samples: &Samples, training: &[u32], layers: Layers) -> Result<Model> {
    let (suits, preprocessing, loss) = describe(plan, samples, training)?;
    let (sizes, last) = (&layers.sizes, layers.sizes.len() - 1);
    let path = plan.init.as_deref().expect("there is a file");
    let ends = [preprocessing.inputs(), preprocessing.outputs()];
    if [sizes[0], sizes[last]] != ends {
        let [inputs, outputs] = ends;
        return Err(Error::input(format!(
            "the network is {} where the samples have {inputs} inputs and {outputs} outputs",
            dashed(sizes)
        ))
        .file(path));
    }
    let widths = sizes[1..last].iter();
    let told = layers.activations.unwrap_or_default();
    let hidden: Vec<_> = widths
        .enumerate()
        .map(|(place, &width)| HiddenLayer { width, activation: told.get(place).copied() })
        .collect();
    let inner = match &plan.hidden {
        Some(wanted)
            if wanted.iter().map(|layer| layer.width).eq(sizes[1..last].iter().copied()) =>
        {
            let pairs = hidden.into_iter().zip(wanted.iter());
            pairs
                .map(|(layer, wanted)| HiddenLayer {
                    activation: layer.activation.or(wanted.activation),
                    ..layer
                })
                .collect()
        }
        Some(wanted) => {
            let has =
                Hidden(hidden.into_iter().map(|l| HiddenLayer { activation: None, ..l }).collect());
            return Err(Error::input(format!(
                "the network has {has} where --hidden says {}",
                Hidden(wanted.clone())
            ))
            .file(path)
            .advice("leave --hidden out"));
        }
        None => hidden,
    };
    let output = suits.activations().last().copied().unwrap_or(Activation::Linear);
    let activation = plan.activation.unwrap_or(Activation::Relu);
    let network = network(&preprocessing, &inner, activation, output)?;
    let parameters = layers.parameters;
    let (ensemble, training) = (Ensemble::default(), BTreeMap::new());
    Ok(Model { network, parameters, loss, preprocessing, ensemble, training })
}

/// The network that the plan says, or else that suits the table.
fn suiting(
    plan: &Plan,
    table: &Table,
    preprocessing: &Preprocessing,
    output: Activation,
) -> Result<Network> {
    let defaults = Defaults::of(plan.preset, table);
    let layer = |&width: &usize| HiddenLayer { width, activation: None };
    let suits: Vec<_> = defaults.hidden.iter().map(layer).collect();
    let hidden = plan.hidden.as_deref().unwrap_or(&suits);
    let activation = plan.activation.unwrap_or(defaults.activation);
    network(preprocessing, hidden, activation, output)
}

/// A network between what a preprocessing gives and what it takes.
fn network(
    preprocessing: &Preprocessing,
    hidden: &[HiddenLayer],
    activation: Activation,
    output: Activation,
) -> Result<Network> {
    let (inputs, outputs) = (preprocessing.inputs(), preprocessing.outputs());
    let widths = hidden.iter().map(|layer| layer.width);
    let sizes: Vec<_> = [inputs].into_iter().chain(widths).chain([outputs]).collect();
    let inner = hidden.iter().map(|layer| layer.activation.unwrap_or(activation));
    let activations: Vec<_> = inner.chain([output]).collect();
    Network::new(&sizes, &activations)
}
