//! What is trained in lockstep: chosen as `train` chooses it, of so few samples as the steps take.

use std::collections::BTreeMap;

use gradshader::dataset::{self, Dataset, Samples};
use gradshader::error::{Error, Result};
use gradshader::executor::Executor;
use gradshader::network::{Initialisation, Network};
use gradshader::recording::{Setup, Window};
use gradshader::schedule::{Schedule, Schedules};
use gradshader::train::{Hyperparameters, Trainer};
use gradshader::verify as lockstep;
use serde_json::Value;

use crate::cli::arguments::{Preset, TrainArguments, VerifyArguments};
use crate::cli::chosen;
use crate::cli::plan::{self, Plan};
use crate::cli::prepare::{self, Design};

/// Real handwritten digits, for a check without any file at hand.
const BUNDLED: &[u8] = include_bytes!("../../../data/digits.csv");

/// What is trained in lockstep.
pub(in crate::cli) struct Job {
    pub(in crate::cli) source: String,
    pub(in crate::cli) network: Network,
    pub(in crate::cli) training: Dataset,
    pub(in crate::cli) hyperparameters: Hyperparameters,
    /// `None`: what suits each layer.
    pub(super) initialisation: Option<Initialisation>,
    pub(super) schedules: Schedules,
    /// The recipe by the names of files.
    pub(super) recipe: BTreeMap<String, Value>,
    pub(super) steps: u64,
}

impl Job {
    pub(in crate::cli) fn prepare(arguments: &VerifyArguments) -> Result<Self> {
        if arguments.preset == Some(Preset::Best) {
            return Err(Error::input("--preset best is an ensemble of many networks")
                .advice("verify one of them, with --preset default"));
        }
        let steps = plan::at_least_1("--steps", arguments.steps as usize)?;
        let plan = Plan::of_steps(TrainArguments::of(arguments.settings(), None))?;
        let schedules = plan.recipe.schedules()?;
        if schedules.learning_rate.as_ref().and_then(Schedule::plateau).is_some() {
            return Err(Error::input("--schedule plateau, which follows epochs that are measured")
                .advice("leave it out: the shaders are the same, whatever the learning rate"));
        }
        let samples = load(&plan)?;
        let rows: Vec<u32> = (0..samples.len() as u32).collect();
        let (design, preprocessing) = prepare::of_all(&plan, &samples, &rows)?;
        let Design { network, chosen, hyperparameters, .. } = design;
        let rows = &rows[..samples_of(steps, hyperparameters.batch).min(rows.len())];
        Ok(Self {
            source: samples.source().to_owned(),
            network,
            training: prepare::numbers(&plan, &samples, &preprocessing, rows, rows)?,
            hyperparameters,
            initialisation: chosen.initialisation,
            schedules: chosen.schedules,
            recipe: chosen.recipe.facts(),
            steps: arguments.steps,
        })
    }

    /// As many steps of a smaller network on smaller batches, with data folded to its widths.
    pub(super) fn smaller(&self, network: &Network, batch: usize) -> Self {
        let samples = samples_of(self.steps as usize, batch).min(self.training.samples);
        Self {
            source: self.source.clone(),
            network: network.clone(),
            training: lockstep::folded(&self.training, &self.network, network, samples),
            hyperparameters: Hyperparameters { batch, ..self.hyperparameters.clone() },
            recipe: BTreeMap::new(),
            ..*self
        }
    }

    /// Trains for so many steps, each of them compared, or until a quantity is above its bound.
    pub(super) async fn compare(
        &self,
        executor: impl Executor,
        steps: u64,
    ) -> Result<lockstep::Report> {
        let hyperparameters = self.hyperparameters.clone();
        let parameters =
            chosen::initialise(self.initialisation, &self.network, &hyperparameters.seeds);
        // Schedules come to their end with the steps of the whole comparison.
        let of_epoch = self.training.samples.div_ceil(hyperparameters.batch) as u64;
        let epochs = u32::try_from(self.steps.div_ceil(of_epoch)).unwrap_or(u32::MAX);
        let (network, training) = (self.network.clone(), self.training.clone());
        let mut trainer =
            Trainer::new(executor, network, &parameters, training, None, hyperparameters).await?;
        trainer.set_schedules(self.schedules, epochs)?;
        trainer.verify_steps(steps).await
    }

    /// The quantities of a step, in its order.
    pub(super) fn quantities(&self) -> Vec<&'static str> {
        let Hyperparameters { batch, seeds, .. } = &self.hyperparameters;
        let samples = self.training.samples;
        let window = Window { rows: samples, samples, steps: 1 };
        let setup = Setup {
            network: self.network.clone(),
            recipe: self.hyperparameters.recipe(),
            members: seeds.len(),
            training_batch: *batch,
            evaluation_batch: *batch,
            training: window,
            evaluation: window,
        };
        let mut names = Vec::new();
        for command in setup.training_step(*batch).commands {
            let name = command.operands[command.kernel.output()].quantity();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }
}

/// Few enough samples that an epoch is as long as the comparison, and not a multiple of the batch,
/// so that a partial batch is compared too.
fn samples_of(steps: usize, batch: usize) -> usize {
    match steps {
        1 => batch,
        _ => (steps - 1).saturating_mul(batch).saturating_add((batch / 2).max(1)),
    }
}

fn load(plan: &Plan) -> Result<Samples> {
    let source = &plan.training;
    match source.data.is_empty() {
        false => prepare::load_training(plan, None),
        true if source.labels.is_some() => {
            Err(Error::input("--labels without images").advice("name the file of the images"))
        }
        true => Samples::from_table(dataset::read_csv("bundled digits", BUNDLED)?, &plan.columns),
    }
}
