//! What a step costs by width, depth, batch and members.

use gradshader::bench::{Case, trial};
use gradshader::block_on;
use gradshader::error::{ErrorKind, Result};
use gradshader::network::Network;
use serde::Serialize;

use super::case::check;
use super::{
    BenchArguments, Measured, Named, described, duration, heading, optimizer, step_microseconds,
};
use crate::cli::output;

/// Characters of the longest bar.
const BAR: f64 = 30.0;

#[derive(Debug, Serialize)]
struct Report {
    #[serde(flatten)]
    device: Named,
    network: String,
    optimizer: &'static str,
    loss: &'static str,
    batch: usize,
    members: usize,
    points: Vec<Point>,
    /// What was not measured.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    left_out: Vec<LeftOut>,
}

#[derive(Debug, Serialize)]
struct Point {
    /// What is varied.
    varied: &'static str,
    /// To how much.
    value: usize,
    samples_per_second: f64,
    step_microseconds: f64,
}

#[derive(Debug, Serialize)]
struct LeftOut {
    varied: &'static str,
    value: usize,
    why: String,
}

/// Prints a curve for each quantity that is varied, from an eighth of the case's to eight times it.
pub(super) fn run(arguments: &BenchArguments, case: &Case) -> Result<()> {
    let device = Measured::new(arguments, &arguments.device.device)?;
    let variations = variations(case)?;
    let seconds = arguments.seconds / variations.len() as f64;
    let (mut points, mut left_out): (Vec<Point>, Vec<LeftOut>) = (Vec::new(), Vec::new());
    let mut first = None;
    for (varied, value, case) in variations {
        if !arguments.json && points.last().is_none_or(|last| last.varied != varied) {
            output::warn(&format!("{varied} ..."));
        }
        match measure(&device, &case, seconds) {
            Ok(samples_per_second) => points.push(Point {
                varied,
                value,
                samples_per_second,
                step_microseconds: step_microseconds(&case, samples_per_second),
            }),
            // The others may fit.
            Err(error) if matches!(error.kind(), ErrorKind::Input | ErrorKind::Device) => {
                left_out.push(LeftOut { varied, value, why: error.to_string() });
                first.get_or_insert(error);
            }
            Err(error) => return Err(error),
        }
    }
    if let (true, Some(error)) = (points.is_empty(), first) {
        return Err(error);
    }
    let report = Report {
        device: device.named,
        network: described(&case.network),
        optimizer: optimizer(&case.hyperparameters),
        loss: case.hyperparameters.loss.name(),
        batch: case.batch(),
        members: case.members(),
        points,
        left_out,
    };
    if arguments.json {
        return output::print_json(&report);
    }
    output::print(&text(&report))
}

/// Samples a second.
fn measure(device: &Measured, case: &Case, seconds: f64) -> Result<f64> {
    check(case.network.sizes(), case.batch(), case.members())?;
    let executor = device.open()?.executor;
    let trial = block_on(trial(executor, &case.network, &case.hyperparameters, seconds))?;
    Ok(trial.samples_per_second)
}

/// What is varied, to how much, and the case that is.
fn variations(case: &Case) -> Result<Vec<(&'static str, usize, Case)>> {
    let around = |value: usize| {
        [8, 4, 2]
            .map(|part| value / part)
            .into_iter()
            .chain([1, 2, 4, 8].map(|times| value * times))
    };
    let sizes = case.network.sizes();
    let (hidden, f) = (&sizes[1..sizes.len() - 1], case.network.activations());
    let with = |sizes: &[usize], activations: &[_]| -> Result<Case> {
        Ok(Case { network: Network::new(sizes, activations)?, ..case.clone() })
    };
    let mut all = Vec::new();
    if let Some(&first) = hidden.first() {
        for width in around(first).filter(|&width| width > 0) {
            let scaled = hidden.iter().map(|&other| (other * width / first).max(1));
            let ends = [sizes[0], sizes[sizes.len() - 1]];
            let sizes: Vec<_> = [ends[0]].into_iter().chain(scaled).chain([ends[1]]).collect();
            all.push(("width", width, with(&sizes, f)?));
        }
        let last = hidden[hidden.len() - 1];
        for depth in [1, 2, 4, 8, 16] {
            // The first hidden layers, and then the last again.
            let layer = |layer: usize| hidden.get(layer).copied().unwrap_or(last);
            let inside = (0..depth).map(layer);
            let sizes: Vec<_> =
                [sizes[0]].into_iter().chain(inside).chain([sizes[sizes.len() - 1]]).collect();
            let mut activations: Vec<_> =
                (0..depth).map(|layer| f[layer.min(hidden.len() - 1)]).collect();
            activations.push(f[f.len() - 1]);
            let mut case = with(&sizes, &activations)?;
            let dropout = &mut case.hyperparameters.dropout;
            if let Some(&p) = dropout.last() {
                dropout.resize(depth + 1, p);
            }
            all.push(("depth", depth, case));
        }
    }
    for batch in around(case.batch()).filter(|&batch| batch > 0) {
        let mut case = case.clone();
        case.hyperparameters.batch = batch;
        all.push(("batch", batch, case));
    }
    for members in [1, 2, 4, 8, 16, 32, 64] {
        let mut case = case.clone();
        case.hyperparameters.seeds = (0..members as u64).collect();
        all.push(("members", members, case));
    }
    Ok(all)
}

fn text(report: &Report) -> String {
    let mut text = heading(&report.device);
    text += &format!(
        "network  {}, batch {}, members {}; one of them is varied, the others stay\n",
        report.network, report.batch, report.members
    );
    for of in report.points.chunk_by(|a, b| a.varied == b.varied) {
        let longest = of.iter().map(|point| point.step_microseconds).fold(0.0, f64::max);
        let header = [of[0].varied, "step", "samples/s"].map(str::to_owned).to_vec();
        let mut rows = vec![header];
        rows.extend(of.iter().map(|point| {
            vec![
                point.value.to_string(),
                duration(point.step_microseconds),
                format!("{:.0}", point.samples_per_second),
            ]
        }));
        let bar = |point: &Point| {
            "#".repeat((BAR * point.step_microseconds / longest).round().max(1.0) as usize)
        };
        let bars = [String::new()].into_iter().chain(of.iter().map(bar));
        text.push('\n');
        for (line, bar) in output::table(&rows, 0).lines().zip(bars) {
            text += format!("{line}  {bar}").trim_end();
            text.push('\n');
        }
    }
    if !report.left_out.is_empty() {
        text.push('\n');
    }
    for LeftOut { varied, value, why } in &report.left_out {
        text += &format!("left out: {varied} {value}: {why}\n");
    }
    text
}
