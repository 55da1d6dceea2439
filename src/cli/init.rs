//! Whether the model of `--init` is one that the rest of the command line describes too.

use std::fmt::Display;
use std::path::Path;

use gradshader::dataset::{Missing, TableOptions, Task};
use gradshader::error::{Error, Result};
use gradshader::model::Model;

use super::plan::Plan;
use super::values::{Hidden, HiddenLayer};

/// Whether what the flags say of the network is what the initial model has.
pub(super) fn check(plan: &Plan, model: &Model) -> Result<()> {
    let path = plan.init.as_deref().expect("there is a model");
    let activations = model.network.activations();
    let (output, inner) = activations.split_last().expect("a network has a layer");
    let has: Vec<_> = std::iter::zip(&model.network.sizes()[1..], inner)
        .map(|(&width, &activation)| HiddenLayer { width, activation: Some(activation) })
        .collect();
    if let Some(wanted) = &plan.hidden {
        // What is not said of an activation is not compared.
        let widths = |layers: &[HiddenLayer]| {
            let each = layers.iter().zip(wanted).map(|(layer, wanted)| HiddenLayer {
                activation: wanted.activation.and(layer.activation),
                ..*layer
            });
            let rest = layers.iter().skip(wanted.len());
            Hidden(each.chain(rest.map(|l| HiddenLayer { activation: None, ..*l })).collect())
        };
        same(path, "--hidden", Some(widths(wanted)), widths(&has))?;
    }
    if let Some(wanted) = plan.activation
        && let Some(&other) = inner.iter().find(|&&activation| activation != wanted)
    {
        same(path, "--activation", Some(wanted), other)?;
    }
    same(path, "--output-activation", plan.output_activation, *output)?;
    same(path, "--scaling", plan.scaling, model.preprocessing.scaling)?;
    let (task, columns) = model.preprocessing.targets.task_and_columns();
    same(path, "--task", plan.task.map(Task::name), task.name())?;
    let TableOptions { features, ignore, kinds, missing, missing_texts, .. } = &plan.columns;
    let told = [
        ("--initialisation", plan.initialisation.is_some()),
        ("--features", features.is_some()),
        ("--ignore", !ignore.is_empty()),
        ("--kinds", !kinds.is_empty()),
        ("--missing-values", *missing != Missing::default()),
        ("--missing", !missing_texts.is_empty()),
    ];
    if let Some((flag, _)) = told.iter().find(|(_, told)| *told) {
        return Err(Error::input(format!("{flag} with --init: the model says what it is"))
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
