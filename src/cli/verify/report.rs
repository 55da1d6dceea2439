//! What `verify` found, for people and as JSON.

use std::collections::BTreeMap;

use gradshader::gpu::AdapterDescription;
use gradshader::network::dashed;
use gradshader::verify::Finding;
use serde::Serialize;
use serde_json::{Value, json};

use crate::cli::arguments::Precision;
use crate::cli::output;

/// What was compared and what was found.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    pub(super) passes: bool,
    #[serde(flatten)]
    pub(super) adapter: Adapter,
    pub(super) data: String,
    /// Inputs first, outputs last.
    pub(super) sizes: Vec<usize>,
    pub(super) activations: Vec<&'static str>,
    pub(super) members: usize,
    pub(super) batch: usize,
    /// How it is trained, by the names of files.
    pub(super) recipe: BTreeMap<String, Value>,
    /// One a member.
    pub(super) learning_rates: Vec<f32>,
    /// The steps compared.
    pub(super) steps: u64,
    /// In the order of a training step: every kernel run by itself or, on the CPU, its groups as it
    /// runs them.
    pub(super) quantities: Vec<Quantity>,
    pub(super) precision: Precision,
    /// The same with fused shaders, as `train` runs it, where the device has such; what they do
    /// not store is not there.
    pub(super) fused: Vec<Quantity>,
    /// What went wrong first.
    pub(super) failure: Option<Failure>,
}

/// The adapter, as reports name its parts.
#[derive(Debug, Serialize)]
pub(in crate::cli) struct Adapter {
    adapter: String,
    backend: String,
    adapter_type: String,
    driver: String,
}

impl From<AdapterDescription> for Adapter {
    fn from(AdapterDescription { name, backend, kind, driver }: AdapterDescription) -> Self {
        Self { adapter: name, backend, adapter_type: kind, driver }
    }
}

impl std::fmt::Display for Adapter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { adapter, backend, adapter_type, driver } = self;
        write!(f, "{adapter} ({backend}, {adapter_type}, {driver})")
    }
}

/// The element of one quantity that came closest to its bound. `null` is a number that is not
/// finite.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Quantity {
    /// From 0; none for what belongs to no layer.
    pub(super) layer: Option<u32>,
    pub(super) quantity: &'static str,
    pub(super) largest_error: f64,
    pub(super) bound: f64,
    pub(super) ratio: f64,
    /// Elements above what roundings that do not conspire explain.
    pub(super) suspicious: u64,
    pub(super) passes: bool,
    pub(super) step: u64,
    /// Member, row, column.
    pub(super) index: [usize; 3],
    pub(super) computed: f64,
    pub(super) reference: f64,
}

impl From<&Finding> for Quantity {
    fn from(finding: &Finding) -> Self {
        Self {
            layer: finding.layer,
            quantity: finding.quantity,
            largest_error: finding.error,
            bound: finding.bound,
            ratio: finding.ratio,
            suspicious: finding.suspicious,
            passes: finding.passes(),
            step: finding.step,
            index: finding.index,
            computed: finding.computed,
            reference: finding.reference,
        }
    }
}

/// What went wrong first, and how small a network shows it.
#[derive(Debug, Serialize)]
pub(super) struct Failure {
    #[serde(flatten)]
    pub(super) quantity: Quantity,
    /// None where the failure did not show when the same steps were run once more.
    pub(super) smallest: Option<Shape>,
    /// Why not every smaller network was tried, if so.
    pub(super) search_stopped: Option<String>,
}

/// A network's widths, inputs first, and the samples of a step.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Shape {
    pub(super) sizes: Vec<usize>,
    pub(super) batch: usize,
}

/// For people; `how` it is trained is said where they said something of that.
pub(super) fn text(report: &Report, how: bool, wanted: Option<&[String]>) -> String {
    let header = ["layer", "quantity", "error", "bound", "ratio", "suspicious", "verdict"];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    let shown = |quantity: &&Quantity| {
        wanted.is_none_or(|wanted| wanted.iter().any(|name| name == quantity.quantity))
    };
    let all = report.quantities.iter().filter(shown).map(|quantity| ("", quantity));
    let form = match report.precision {
        Precision::F32 => ", fused",
        Precision::Mixed => ", mixed",
    };
    let fused = report.fused.iter().filter(shown).map(|quantity| (form, quantity));
    for (how, quantity) in all.chain(fused) {
        rows.push(vec![
            quantity.layer.map_or("-".to_owned(), |layer| layer.to_string()),
            format!("{}{how}", quantity.quantity),
            format!("{:.3e}", quantity.largest_error),
            format!("{:.3e}", quantity.bound),
            if quantity.ratio < 1000.0 {
                format!("{:.4}", quantity.ratio)
            } else {
                format!("{:.2e}", quantity.ratio)
            },
            quantity.suspicious.to_string(),
            if quantity.passes { "ok" } else { "WRONG" }.to_owned(),
        ]);
    }
    let quantities = match rows.len() {
        1 => "no row: the device keeps these quantities to itself, in fused steps\n".to_owned(),
        _ => output::table(&rows, 2),
    };
    let members = members(report.members);
    let steps = if report.steps == 1 { "step" } else { "steps" };
    let mut text = format!(
        "device   {}\nnetwork  {}{members}\n{}data     {}, {} {steps} of {}\n\n{}\n",
        report.adapter,
        dashed(&report.sizes),
        if how { trained(report) } else { String::new() },
        report.data,
        report.steps,
        report.batch,
        quantities
    );
    let compared = report.quantities.iter().chain(&report.fused);
    let suspicious: u64 = compared.map(|quantity| quantity.suspicious).sum();
    match &report.failure {
        None if suspicious > 0 => {
            text += &format!(
                "warning: {suspicious} suspicious elements, above sqrt(n) u where roundings \
                 should stay\nevery quantity is within its bound\n"
            );
        }
        None => text += "every quantity is within its bound\n",
        Some(failure) => {
            text += &format!(
                "device and reference differ by more than rounding explains\n{}\n",
                failure.smallest_found(report)
            );
        }
    }
    text
}

/// The line of activations and recipe, without what changes nothing.
fn trained(report: &Report) -> String {
    let is_moot = |value: &&Value| {
        [json!(0), json!(0.0), json!(false), json!("constant")].contains(value)
            || value.as_array().is_some_and(|all| all.iter().all(|one| *one == json!(0.0)))
    };
    let plain = |value: &Value| value.to_string().replace(['"', '[', ']'], "");
    let said = report.recipe.iter().filter(|(_, value)| !is_moot(value));
    let said = said.map(|(name, value)| format!("{} {}", name.replace('_', " "), plain(value)));
    let said: Vec<_> = [report.activations.join("-")].into_iter().chain(said).collect();
    format!("trained  {}\n", said.join(", "))
}

impl Failure {
    /// How small a network shows it, for people.
    pub(super) fn smallest_found(&self, report: &Report) -> String {
        let found = match &self.smallest {
            Some(smallest)
                if (&smallest.sizes, smallest.batch) != (&report.sizes, report.batch) =>
            {
                let (sizes, batch) = (dashed(&smallest.sizes), smallest.batch);
                let members = members(report.members);
                format!("smallest network that still shows it: {sizes}, batch {batch}{members}")
            }
            Some(_) => "it does not show on a smaller network or batch".to_owned(),
            None if self.search_stopped.is_some() => "no smaller network was tried".to_owned(),
            None => "it does not show again when the same steps are run once more".to_owned(),
        };
        match &self.search_stopped {
            None => found,
            Some(why) => format!("{found} (the search stopped early: {why})"),
        }
    }
}

/// `, 3 members`, or nothing where there is one.
fn members(count: usize) -> String {
    if count == 1 { String::new() } else { format!(", {count} members") }
}
