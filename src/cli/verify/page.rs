//! The page of `--report`.

use gradshader::network::dashed;
use gradshader::report::{self, Compared, Headline, Kind, Unit, figure};
use serde_json::json;

use super::report::{Quantity, Report};
use crate::cli::report as pages;

/// What was found, as a page shows it.
pub(super) fn of(found: &Report) -> report::Report {
    let title = format!("{} on {}", dashed(&found.sizes), found.data);
    let mut page = report::Report::new(Kind::Verify, title, pages::command());
    page.device = found.adapter.to_string();
    let compared = |fused: bool| {
        move |quantity: &Quantity| Compared {
            layer: quantity.layer,
            quantity: quantity.quantity.to_owned(),
            fused,
            error: figure(quantity.largest_error),
            bound: figure(quantity.bound),
            ratio: figure(quantity.ratio),
            suspicious: quantity.suspicious,
            passes: quantity.passes,
        }
    };
    page.quantities = found.quantities.iter().map(compared(false)).collect();
    page.quantities.extend(found.fused.iter().map(compared(true)));
    let all = || found.quantities.iter().chain(&found.fused);
    let largest = all().map(|quantity| quantity.ratio).fold(0.0, f64::max);
    let suspicious: u64 = all().map(|quantity| quantity.suspicious).sum();
    page.outcome = Some(report::Outcome {
        reason: if found.passes { "passes" } else { "differs" }.to_owned(),
        is_good: found.passes,
        because: found.failure.as_ref().map(|failure| {
            let layer =
                failure.quantity.layer.map_or(String::new(), |layer| format!("layer {layer} "));
            let what = format!("{layer}{} is beyond its bound", failure.quantity.quantity);
            format!("{what}; {}", failure.smallest_found(found))
        }),
        epochs: None,
        seconds: None,
    });
    let headline = |name: &str, value: f64, unit, beside: Option<String>| Headline {
        name: name.to_owned(),
        value: figure(value),
        unit,
        beside,
    };
    page.headline = vec![
        headline(
            "largest ratio",
            largest,
            Unit::Number,
            Some("error / bound, 1 is too much".to_owned()),
        ),
        headline(
            "steps compared",
            found.steps as f64,
            Unit::Count,
            Some(format!("of {} samples", found.batch)),
        ),
        headline("quantities", page.quantities.len() as f64, Unit::Count, None),
        headline(
            "suspicious elements",
            suspicious as f64,
            Unit::Count,
            Some("above √n u, within the bound".to_owned()),
        ),
    ];
    page.configuration = [
        ("sizes", json!(found.sizes)),
        ("activations", json!(found.activations)),
        ("batch", json!(found.batch)),
        ("learning_rates", json!(found.learning_rates)),
        ("members", json!(found.members)),
        ("precision", json!(found.precision)),
        ("data", json!(found.data)),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into();
    page.configuration.extend(found.recipe.clone());
    page
}
