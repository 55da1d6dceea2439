//! What the networks of an ensemble differ in.

use crate::error::Result;
use crate::random::{self, Purpose};
use crate::search::Dimension;

/// Around what is drawn; none of what is told, which is not drawn.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// The learning rate.
    pub learning_rate: Option<f32>,
    /// Decoupled decay.
    pub decay: Option<f64>,
    /// The widths of the hidden layers.
    pub hidden: Option<&'a [usize]>,
    /// Whether dropout is drawn.
    pub dropout: bool,
}

/// What is drawn: learning rate, decay, dropout and depth.
///
/// # Errors
/// None of finite numbers above 0.
pub fn space(around: &Around<'_>) -> Result<Vec<Dimension>> {
    let mut texts: Vec<(&str, String)> = Vec::new();
    if let Some(rate) = around.learning_rate {
        texts.push(("--learning-rate", format!("{}..{}", rate / 3.0, rate * 2.0)));
    }
    if let Some(decay) = around.decay.filter(|&decay| decay > 0.0) {
        texts.push(("--decay", format!("{}..{}", decay / 10.0, decay * 3.0)));
    }
    if around.dropout {
        texts.push(("--dropout", "0,0.05..0.4".to_owned()));
    }
    if let Some(hidden) = around.hidden
        && let Some(last) = hidden.last()
        && hidden.iter().all(|width| width == last)
    {
        let depth = hidden.len();
        texts.push(("--hidden", format!("{last}x{depth},{last}x{}", depth + 1)));
    }
    texts.iter().map(|(flag, text)| Dimension::typed(flag, text)).collect()
}

/// The values of a setting, from 0; that of 0 is drawn and not used, since the first is as told.
pub fn drawn(space: &[Dimension], seed: u64, setting: usize) -> Vec<String> {
    let value = |(place, dimension): (usize, &Dimension)| {
        let purpose = Purpose::Search { dimension: place as u32 };
        let numbers = random::uniform(seed, purpose, 2 * setting + 2, 0.5);
        let unit = |place: usize| f64::from(numbers[place]) + 0.5;
        dimension.draw(unit(2 * setting), unit(2 * setting + 1))
    };
    space.iter().enumerate().map(value).collect()
}
