//! What the networks of an ensemble differ in.

use gradshader::error::Result;
use gradshader::random::{self, Purpose};

use crate::cli::arguments::Settings;
use crate::cli::chosen::Chosen;
use crate::cli::sweep::Dimension;

/// What is drawn: what no flag says of rate, decay, dropout and depth, around the defaults.
pub(super) fn space(told: &Settings, chosen: &Chosen) -> Result<Vec<Dimension>> {
    let mut texts: Vec<(&str, String)> = Vec::new();
    if told.learning_rate.is_none() {
        let rate = chosen.learning_rates[0];
        texts.push(("--learning-rate", format!("{}..{}", rate / 3.0, rate * 2.0)));
    }
    let decay = chosen.recipe.decay.unwrap_or(0.0);
    if told.recipe.decay.is_none() && decay > 0.0 {
        texts.push(("--decay", format!("{}..{}", decay / 10.0, decay * 3.0)));
    }
    if told.recipe.dropout.is_none() && !chosen.hidden.is_empty() {
        texts.push(("--dropout", "0,0.05..0.4".to_owned()));
    }
    if told.hidden.is_none()
        && let Some(last) = chosen.hidden.last()
        && chosen.hidden.iter().all(|layer| layer.width == last.width)
    {
        let depth = chosen.hidden.len();
        texts.push(("--hidden", format!("{0}x{depth},{0}x{1}", last.width, depth + 1)));
    }
    texts.iter().map(|(flag, text)| Dimension::typed(flag, text)).collect()
}

/// The values of a setting.
pub(super) fn drawn(space: &[Dimension], seed: u64, setting: usize) -> Vec<String> {
    let value = |(place, dimension): (usize, &Dimension)| {
        let purpose = Purpose::Search { dimension: place as u32 };
        let numbers = random::uniform(seed, purpose, 2 * setting + 2, 0.5);
        let unit = |place: usize| f64::from(numbers[place]) + 0.5;
        dimension.draw(unit(2 * setting), unit(2 * setting + 1))
    };
    space.iter().enumerate().map(value).collect()
}
