//! From the files that a [`Plan`] names to what a trainer takes.

use std::fmt::Display;
use std::path::Path;

use gradshader::Dataset;
use gradshader::dataset::{
    self, Baseline, Missing, Preprocessing, Samples, Split, TableOptions, TargetEncoding, Targets,
    Task,
};
use gradshader::error::{Error, Result};
use gradshader::formula::Loss;
use gradshader::memory;
use gradshader::model::Model;
use gradshader::network::{Activation, Network, Parameters};
use gradshader::train::Hyperparameters;

use super::data;
use super::plan::{HIDDEN, Plan, Source};

/// Step sizes unless told: with the sigmoid's slope of at most 1/4 in every layer, steps must be
/// larger than with the others. Found by trying on the bundled data.
const RATE_OF_SIGMOIDS: f32 = 2.0;
const RATE_OF_OTHERS: f32 = 0.1;

/// A network, its data and how to train it.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) network: Network,
    pub(super) parameters: Parameters,
    pub(super) preprocessing: Preprocessing,
    pub(super) training: Dataset,
    pub(super) validation: Option<Dataset>,
    pub(super) test: Option<Dataset>,
    pub(super) hyperparameters: Hyperparameters,
    /// The hash of the parameters that it starts from, when a model gave them.
    pub(super) initial_hash: Option<String>,
    /// What was found in the data, a line each.
    pub(super) notes: Vec<String>,
    /// What a guess is worth on the samples for validation.
    pub(super) baseline: Option<Baseline>,
}

impl Job {
    /// Reads the files and fits the preprocessing, or takes both from the initial model.
    pub(super) fn prepare(plan: &Plan) -> Result<Self> {
        let init = plan.init.as_deref().map(Model::load).transpose()?;
        let samples = load_training(plan, init.as_ref())?;
        let split = dataset::hold_out(&samples, &plan.holdout)?;

        let loss = init.as_ref().map_or_else(Loss::default, |model| model.loss);
        let (network, parameters, preprocessing, initial_hash) = match init {
            Some(model) => {
                check_init(plan, &model)?;
                check_size(&model.network, plan)?;
                let hash = model.parameters.hash();
                let parameters = model.parameters.repeat(plan.seeds.len());
                (model.network, parameters, model.preprocessing, Some(hash))
            }
            None => {
                let (network, preprocessing) = describe(plan, &samples, &split.training)?;
                check_size(&network, plan)?;
                let parameters = Parameters::initialise(&network, &plan.seeds);
                (network, parameters, preprocessing, None)
            }
        };

        let training = preprocessing.apply_rows(&samples, &split.training)?;
        let validation = match split.held_out.as_slice() {
            [] => None,
            rows => Some(preprocessing.apply_rows(&samples, rows)?),
        };
        let test = match (&plan.test, split.test.as_slice()) {
            (Some(source), _) => Some(load_test(source, &preprocessing)?),
            (None, []) => None,
            (None, rows) => Some(preprocessing.apply_rows(&samples, rows)?),
        };
        let hyperparameters = Hyperparameters {
            learning_rates: plan.learning_rates.clone().unwrap_or_else(|| {
                let sigmoids = network.activations().iter().all(|&f| f == Activation::Sigmoid);
                let rate = if sigmoids { RATE_OF_SIGMOIDS } else { RATE_OF_OTHERS };
                vec![plan.recipe.learning_rate().unwrap_or(rate); plan.seeds.len()]
            }),
            batch: plan.batch,
            seeds: plan.seeds.clone(),
            shuffle: true,
            loss,
            ..Hyperparameters::new(1.0, 1, 0)
        };
        let hyperparameters = plan.recipe.apply(network.layers(), hyperparameters)?;
        hyperparameters.recipe().check(&network)?;
        Ok(Self {
            network,
            parameters,
            preprocessing,
            training,
            validation,
            test,
            hyperparameters,
            initial_hash,
            notes: notes(&samples, &split),
            baseline: Baseline::of(&samples, &split.training, &split.held_out),
        })
    }
}

/// Refuses a network whose parameters are more than there is memory for: the initial ones, those that
/// are trained and those that are kept.
fn check_size(network: &Network, plan: &Plan) -> Result<()> {
    let weights = network.sizes().windows(2).map(|size| memory::bytes(size));
    let biases = network.sizes()[1..].iter().map(|&size| memory::bytes(&[size]));
    let each = weights.chain(biases).fold(0, u64::saturating_add);
    let all = each.saturating_mul(3 * plan.seeds.len() as u64);
    memory::check("this network", all, "use fewer members or smaller layers")
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

fn load_training(plan: &Plan, init: Option<&Model>) -> Result<Samples> {
    let options = match init {
        Some(model) => TableOptions::to_evaluate(&model.preprocessing),
        None => plan.columns.clone(),
    };
    let Source { data, labels } = &plan.training;
    data::load_with_targets(data, labels.as_deref(), &options, "--labels")
}

fn load_test(source: &Source, preprocessing: &Preprocessing) -> Result<Dataset> {
    let options = TableOptions::to_evaluate(preprocessing);
    let labels = source.labels.as_deref();
    let samples = data::load_with_targets(&source.data, labels, &options, "--test-labels")?;
    preprocessing.apply(&samples)
}

/// The network that suits the samples, and their preprocessing.
fn describe(plan: &Plan, samples: &Samples, training: &[u32]) -> Result<(Network, Preprocessing)> {
    let pair = plan.recipe.loss.and_then(Loss::output_activation);
    let suits = match samples.targets {
        _ if pair.is_some() => pair.expect("there is one"),
        Targets::Classes { .. } | Targets::Labels { .. } => Activation::Sigmoid,
        _ => Activation::Linear,
    };
    let output = plan.output_activation.unwrap_or(suits);
    let scaling = plan.scaling.unwrap_or_else(|| samples.default_scaling());
    let preprocessing = Preprocessing::fit(samples, training, scaling, output)?;
    let hidden = plan.hidden.as_deref().unwrap_or(&HIDDEN);
    let network =
        network(&preprocessing, hidden, plan.activation.unwrap_or(Activation::Sigmoid), output)?;
    Ok((network, preprocessing))
}

/// A network between what a preprocessing gives and what it takes.
pub(super) fn network(
    preprocessing: &Preprocessing,
    hidden: &[usize],
    activation: Activation,
    output: Activation,
) -> Result<Network> {
    let (inputs, outputs) = (preprocessing.inputs(), preprocessing.outputs());
    let sizes = [&[inputs], hidden, &[outputs]].concat();
    let activations = [vec![activation; hidden.len()], vec![output]].concat();
    Network::new(&sizes, &activations)
}

/// Whether what the flags say of the network is what the initial model has.
fn check_init(plan: &Plan, model: &Model) -> Result<()> {
    let path = plan.init.as_deref().expect("there is a model");
    let sizes = model.network.sizes();
    let hidden = &sizes[1..sizes.len() - 1];
    same(path, "--hidden", plan.hidden.as_deref().map(widths), widths(hidden))?;
    let activations = model.network.activations();
    let (output, inner) = activations.split_last().expect("a network has a layer");
    if let Some(wanted) = plan.activation
        && let Some(&other) = inner.iter().find(|&&activation| activation != wanted)
    {
        same(path, "--activation", Some(wanted), other)?;
    }
    same(path, "--output-activation", plan.output_activation, *output)?;
    same(path, "--scaling", plan.scaling, model.preprocessing.scaling)?;
    let (task, columns): (_, Vec<_>) = match &model.preprocessing.targets {
        TargetEncoding::Classes { column, .. } => (Task::Classify, vec![column.clone()]),
        TargetEncoding::Labels { columns } => {
            (Task::Label, columns.iter().map(|label| label.name.clone()).collect())
        }
        TargetEncoding::Values { columns } => {
            (Task::Regress, columns.iter().map(|column| column.name.clone()).collect())
        }
    };
    let name = |task| match task {
        Task::Classify => "classify",
        Task::Label => "label",
        Task::Regress => "regress",
    };
    same(path, "--task", plan.task.map(name), name(task))?;
    let TableOptions { features, ignore, kinds, missing, missing_texts, .. } = &plan.columns;
    let told = [
        ("--features", features.is_some()),
        ("--ignore", !ignore.is_empty()),
        ("--kinds", !kinds.is_empty()),
        ("--missing-values", *missing != Missing::default()),
        ("--missing", !missing_texts.is_empty()),
    ];
    if let Some((flag, _)) = told.iter().find(|(_, told)| *told) {
        return Err(Error::input(format!("{flag} with --init: the model says what columns are"))
            .file(path)
            .advice(format!("leave {flag} out, or train without --init")));
    }
    same(path, "--target", plan.target.as_ref().map(|target| target.join(",")), columns.join(","))
}

fn same<T: PartialEq + Display>(path: &Path, flag: &str, wanted: Option<T>, has: T) -> Result<()> {
    match wanted.filter(|wanted| *wanted != has) {
        None => Ok(()),
        Some(wanted) => {
            Err(Error::input(format!("the model has {has} where {flag} says {wanted}"))
                .file(path)
                .advice(format!("leave {flag} out, or train without --init")))
        }
    }
}

fn widths(widths: &[usize]) -> String {
    if widths.is_empty() {
        return "none".to_owned();
    }
    widths.iter().map(usize::to_string).collect::<Vec<_>>().join(",")
}
