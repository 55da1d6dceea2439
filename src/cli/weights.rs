//! How much each sample counts in training and in what is said of it.

use std::collections::HashMap;

use gradshader::Dataset;
use gradshader::dataset::Samples;
use gradshader::error::{Error, Result};

use super::plan::Plan;

/// How much samples count: by a column, by their classes, or by both.
#[derive(Debug, Clone, Default)]
pub(super) struct Weights {
    /// Whether there are any.
    weighs: bool,
    column: Option<String>,
    classes: Option<HashMap<String, f64>>,
}

impl Weights {
    pub(super) fn fit(plan: &Plan, samples: &Samples, training: &[u32]) -> Result<Self> {
        let classes = plan.recipe.class_weight.as_ref();
        let weights = Self {
            weighs: plan.recipe.weighs(),
            column: plan.recipe.weight_column.clone(),
            classes: classes.map(|classes| classes.fit(samples, training)).transpose()?,
        };
        if let Some(all) = weights.of(samples)?
            && !training.iter().any(|&row| all[row as usize] > 0.0)
        {
            return Err(Error::input("every training sample has a weight of 0")
                .file(samples.source())
                .advice("give some of them more"));
        }
        Ok(weights)
    }

    /// Without the column where samples have none.
    pub(super) fn where_known(&self, samples: &Samples) -> Self {
        let is_there = |name: &String| samples.table.columns.iter().any(|c| c.name == *name);
        Self { column: self.column.clone().filter(is_there), ..self.clone() }
    }

    /// The weight of each sample; none where all are 1.
    fn of(&self, samples: &Samples) -> Result<Option<Vec<f64>>> {
        let column = self.column.as_ref().map(|name| samples.weights(name)).transpose()?;
        let classes = self.classes.as_ref().map(|each| samples.class_weights(each)).transpose()?;
        Ok(match (column, classes) {
            (Some(a), Some(b)) => Some(a.iter().zip(b).map(|(a, b)| a * b).collect()),
            (a, b) => a.or(b),
        })
    }

    /// The samples `rows` with their weights.
    pub(super) fn put(&self, data: Dataset, samples: &Samples, rows: &[u32]) -> Result<Dataset> {
        if !self.weighs {
            return Ok(data);
        }
        let all = self.of(samples)?.unwrap_or_else(|| vec![1.0; samples.len()]);
        let weights: Vec<_> = rows.iter().map(|&row| all[row as usize] as f32).collect();
        data.keep_weights(&weights)
    }
}
