//! What a cross-validation has found, for people.

use gradshader::metrics::Metric;
use gradshader::run::Part;
use gradshader::together::CrossValidation;

use crate::cli::output;

/// Folds up to which each has a line of its own.
const LINES: usize = 20;

/// A line a fold, then a line a metric, and then who was `stopped`.
pub(super) fn text(of: &CrossValidation, stopped: &[String]) -> String {
    // What says most of classes and of values.
    let shown = [Metric::Accuracy, Metric::LogLoss, Metric::Rmse, Metric::RSquared];
    let shown: Vec<_> = shown.into_iter().filter(|metric| of.order.contains(metric)).collect();
    let mut heads = vec!["fold", "trained on", "held out", "epochs", "kept"];
    if of.repeats > 1 {
        heads.insert(0, "repeat");
    }
    let names: Vec<_> = shown.iter().map(Metric::to_string).collect();
    heads.extend(names.iter().map(String::as_str));
    let mut rows = vec![heads.into_iter().map(str::to_owned).collect::<Vec<_>>()];
    for line in &of.each {
        let counts = [line.fold, line.training_samples, line.test_samples];
        let mut row: Vec<_> = counts.iter().map(usize::to_string).collect();
        let kept = match line.diverged {
            true => "diverged".to_owned(),
            false => line.kept_epoch.to_string(),
        };
        row.extend([line.epochs.to_string(), kept]);
        if of.repeats > 1 {
            row.insert(0, line.repeat.to_string());
        }
        row.extend(shown.iter().map(|&metric| {
            let value = line.measures.get(Part::Test, metric).unwrap_or(f64::NAN);
            output::figure(metric, value)
        }));
        rows.push(row);
    }
    let each = match of.each.len() <= LINES {
        true => output::table(&rows, 0) + "\n",
        false => String::new(),
    };
    let heads = ["metric", "mean", "deviation", "least", "most"];
    let mut rows = vec![heads.map(str::to_owned).to_vec()];
    // Where one has no value in some, of how many each is.
    let all = of.folds * of.repeats;
    let says_folds = of.metrics.values().any(|one| one.folds < all);
    rows[0].extend(says_folds.then(|| "folds".to_owned()));
    for &metric in &of.order {
        let Some(one) = of.metrics.get(&metric.to_string()) else { continue };
        let figures = [one.mean, one.deviation, one.least, one.most];
        let figures = figures.map(|value| output::figure(metric, value));
        let mut row = [vec![metric.to_string()], figures.to_vec()].concat();
        row.extend(says_folds.then(|| format!("{} of {all}", one.folds)));
        rows.push(row);
    }
    let mut text = each + &output::table(&rows, 1);
    if !stopped.is_empty() {
        text.push_str(&format!("\n{}\n", stopped.join("\n")));
    }
    text
}
