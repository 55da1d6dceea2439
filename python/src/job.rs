//! From a frame and an estimator's parameters to the numbers of a run.

use std::collections::HashMap;

use gradshader::dataset::table::{Cells, RowNumbers, TableColumn};
use gradshader::dataset::{
    self, ClassWeights, Dataset, Holdout, Kind, Preprocessing, Samples, Scaling, Split, Table,
    TableOptions, TargetColumns, Targets,
};
use gradshader::ensemble::Whole;
use gradshader::model::Model as Kept;
use gradshader::network::Parameters;
use gradshader::{Error, Result};

use crate::frame::Frame;
use crate::merge::merged;
use crate::settings::{Chosen, Settings};

/// What to train.
pub(crate) struct Job<'a> {
    pub(crate) settings: &'a Settings,
    /// Whether all features are numbers, whatever they look like.
    pub(crate) numbers: bool,
    pub(crate) weights: Option<Vec<f64>>,
    /// One a class.
    pub(crate) class_weights: Option<Vec<f64>>,
    /// To go on from.
    pub(crate) model: Option<&'a Kept>,
    /// A column whose equal cells stay together.
    pub(crate) group: Option<String>,
    /// Whether samples of other batches will come.
    pub(crate) more: bool,
}

/// Samples, and how much each counts.
pub(crate) struct Gathered<'a> {
    pub(crate) samples: Samples,
    weights: Option<Vec<f64>>,
    model: Option<&'a Kept>,
    group: Option<String>,
    more: bool,
    /// Counted over what is trained on.
    balanced: Option<ClassWeights>,
}

/// The numbers of a run, and what they are trained with.
pub(crate) struct Prepared {
    pub(crate) chosen: Chosen,
    pub(crate) data: Whole,
    pub(crate) parameters: Parameters,
}

impl<'a> Job<'a> {
    /// Of verification: no weights, and from the model's parameters on.
    pub(crate) fn of_model(settings: &'a Settings, numbers: bool, model: &'a Kept) -> Self {
        let (weights, class_weights, group) = (None, None, None);
        Self { settings, numbers, weights, class_weights, model: Some(model), group, more: false }
    }

    /// The samples; where `merges` one of each that are equal, if that is wanted or pays.
    pub(crate) fn gather(mut self, table: Table, merges: bool) -> Result<Gathered<'a>> {
        let table = if merges { self.merge(table)? } else { table };
        let samples = self.samples(table)?;
        let weights = self.weights(&samples)?;
        let (model, group, more) = (self.model, self.group, self.more);
        let balanced = self.settings.class_weight.clone();
        Ok(Gathered { samples, weights, model, group, more, balanced })
    }

    /// One of each sample, where that is wanted or pays; its weights then are sums.
    fn merge(&mut self, table: Table) -> Result<Table> {
        // Weights that are all equal are none.
        let weights =
            self.weights.as_deref().filter(|weights| weights.iter().any(|&w| w != weights[0]));
        let Some(merged) = merged(&table, weights, self.settings.merge) else {
            return Ok(table);
        };
        let (rows, weights): (Vec<_>, Vec<_>) = merged.into_iter().unzip();
        self.weights = Some(weights);
        table.select(&rows)
    }

    fn samples(&self, table: Table) -> Result<Samples> {
        let targets = table.columns.len().saturating_sub(self.settings.targets);
        let (features, targets) = table.columns.split_at(targets);
        let targets = targets.iter().map(|column| column.name.clone()).collect();
        let mut options = match self.model {
            Some(model) => TableOptions::to_evaluate(&model.preprocessing),
            None => self.settings.columns()?,
        };
        if self.model.is_none() && self.numbers {
            // Whoever gives an array without names knows what its columns are.
            let counting = features.iter().filter(|column| counts_rows(&column.cells));
            let counting = counting.filter(|column| self.group.as_ref() != Some(&column.name));
            options.kinds.extend(counting.map(|column| (column.name.clone(), Kind::Number)));
        }
        if self.model.is_none() && self.more {
            // What does not change in the first batch may in the next.
            let is_told = |name: &String| options.kinds.iter().any(|(told, _)| told == name);
            let still = features.iter().filter(|column| !is_told(&column.name));
            let still: Vec<_> =
                still.filter_map(|c| Some((c.name.clone(), still_kind(c)?))).collect();
            options.kinds.extend(still);
        }
        options.target = TargetColumns::Named(targets);
        options.split = self.group.iter().cloned().collect();
        let samples = Samples::from_table(table, &options)?;
        match samples.without_target {
            0 => Ok(samples),
            count => {
                Err(Error::input(format!("{count} samples have no target"))
                    .advice("leave them out"))
            }
        }
    }

    /// The weight of each sample; none where all are equal.
    fn weights(&self, samples: &Samples) -> Result<Option<Vec<f64>>> {
        let classes = match (&self.class_weights, &samples.targets) {
            (Some(each), Targets::Classes { names, labels, .. }) => {
                // One of each class that is declared, of which some may not occur.
                let declared = samples.declared_classes().unwrap_or(names);
                let known: HashMap<_, _> = declared.iter().zip(each).collect();
                let weight = |name: &String| known.get(name).map_or(1.0, |&&weight| weight);
                let of: Vec<f64> = names.iter().map(weight).collect();
                Some(labels.iter().map(|&label| of[label as usize]).collect::<Vec<_>>())
            }
            _ => None,
        };
        let weights = match (&self.weights, classes) {
            (Some(a), Some(b)) => a.iter().zip(b).map(|(a, b)| a * b).collect(),
            (Some(weights), None) => weights.clone(),
            (None, Some(weights)) => weights,
            (None, None) => return Ok(None),
        };
        if weights.len() != samples.len() {
            let (found, rows) = (weights.len(), samples.len());
            return Err(Error::input(format!("{found} weights for {rows} samples")));
        }
        Ok(weights.iter().any(|&weight| weight != weights[0]).then_some(weights))
    }
}

impl Gathered<'_> {
    /// Who is held out, by what an estimator says.
    pub(crate) fn split(&self, settings: &Settings) -> Result<Split> {
        match self.holdout(settings) {
            Holdout::Random { fraction: 0.0, .. } => {
                Ok(Split { training: (0..self.samples.len() as u32).collect(), ..Split::default() })
            }
            holdout => dataset::hold_out(&self.samples, &holdout),
        }
    }

    pub(crate) fn holdout(&self, settings: &Settings) -> Holdout {
        let (fraction, seed) = (settings.validation, settings.split_seed());
        match &self.group {
            Some(column) if fraction > 0.0 => {
                Holdout::Groups { column: column.clone(), fraction, seed }
            }
            _ => Holdout::Random { fraction, seed },
        }
    }

    /// Whether samples have weights.
    pub(crate) fn weighs(&self) -> bool {
        self.weights.is_some() || self.balanced.is_some()
    }

    /// The numbers of the samples `rows`, of a part that trains on `training`.
    pub(crate) fn numbers(
        &self,
        preprocessing: &Preprocessing,
        rows: &[u32],
        training: &[u32],
    ) -> Result<Dataset> {
        let data = preprocessing.apply_rows(&self.samples, rows)?;
        if !self.weighs() {
            return Ok(data);
        }
        let balanced = match &self.balanced {
            None => None,
            Some(classes) => {
                Some(self.samples.class_weights(&classes.fit(&self.samples, training)?)?)
            }
        };
        let of =
            |all: &Option<Vec<f64>>, row: u32| all.as_ref().map_or(1.0, |all| all[row as usize]);
        let weight = |&row: &u32| (of(&self.weights, row) * of(&balanced, row)) as f32;
        Ok(data.with_weights(&rows.iter().map(weight).collect::<Vec<_>>()))
    }

    /// The numbers of the parts of `split`, and what a network is trained on them with; `scaling` is the
    /// settings' own unless told.
    pub(crate) fn prepare(
        &self,
        settings: &Settings,
        split: &Split,
        scaling: Option<Scaling>,
    ) -> Result<Prepared> {
        let criterion = match self.model {
            Some(model) => {
                let activations = model.network.activations();
                (model.loss, activations[activations.len() - 1])
            }
            None => settings.criterion(&self.samples.targets)?,
        };
        let preprocessing = match self.model {
            Some(model) => model.preprocessing.clone(),
            None => {
                let scaling = scaling.unwrap_or_else(|| settings.scaling(&self.samples));
                let fit = if self.more { Preprocessing::fit_first } else { Preprocessing::fit };
                fit(&self.samples, &split.training, scaling, criterion.1)?
            }
        };
        let chosen = settings.choose(
            split.training.len(),
            &preprocessing,
            self.weighs(),
            criterion,
            self.model.map(|model| &model.network),
            !split.held_out.is_empty(),
        )?;
        let parameters = match self.model {
            Some(model) => model.parameters.clone(),
            None => chosen.initialise(settings),
        };
        let part = |rows: &[u32]| match rows {
            [] => Ok(None),
            rows => self.numbers(&preprocessing, rows, &split.training).map(Some),
        };
        let data = Whole {
            training: self.numbers(&preprocessing, &split.training, &split.training)?,
            validation: part(&split.held_out)?,
            test: part(&split.test)?,
            preprocessing,
        };
        Ok(Prepared { chosen, data, parameters })
    }

    /// What other settings train on numbers that are there already, of `rows` samples in the end.
    pub(crate) fn redesign(
        &self,
        settings: &Settings,
        preprocessing: &Preprocessing,
        rows: usize,
        holds_out: bool,
    ) -> Result<(Chosen, Parameters)> {
        let chosen = settings.choose(
            rows,
            preprocessing,
            self.weighs(),
            settings.criterion(&self.samples.targets)?,
            None,
            holds_out,
        )?;
        let parameters = chosen.initialise(settings);
        Ok((chosen, parameters))
    }

    /// The column whose equal cells stay together.
    pub(crate) fn group(&self) -> Option<&str> {
        self.group.as_deref()
    }
}

impl Frame {
    /// The table, which is empty from here on.
    pub(crate) fn take(&mut self) -> Table {
        let empty =
            Table { source: "X".to_owned(), columns: Vec::new(), rows: RowNumbers::From(1) };
        std::mem::replace(&mut self.table, empty)
    }
}

/// What a column is that says nothing in a first batch: equal numbers or none, one of the values that are
/// declared.
fn still_kind(column: &TableColumn) -> Option<Kind> {
    match &column.cells {
        Cells::Texts { codes, .. } => {
            let is_still =
                column.declared.is_some() && codes.windows(2).all(|pair| pair[0] == pair[1]);
            is_still.then_some(Kind::Category)
        }
        cells => {
            let of = |row: usize| cells.number(row).to_bits();
            let is_still = (1..cells.len()).all(|row| of(row) == of(0));
            is_still.then_some(Kind::Number)
        }
    }
}

/// Whether a column counts the rows, which in a file would be an index.
fn counts_rows(cells: &Cells) -> bool {
    let first = if cells.is_empty() { f64::NAN } else { cells.number(0) };
    (first == 0.0 || first == 1.0)
        && (0..cells.len()).all(|row| cells.number(row) == first + row as f64)
}
