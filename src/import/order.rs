//! The order of layers that a file has by name, in no order.

use std::iter::zip;

use crate::error::{Error, Result};
use crate::model::NamedLayer;

/// So much is looked at before an order counts as one that is not told.
const MOST: usize = 10_000_000;

/// The layers in the order of the numbers in their names; where these do not tell it, in the only order in
/// which each takes what the one before it gives, and a line that says so.
///
/// # Errors
/// When neither tells an order.
pub(super) fn ordered(mut layers: Vec<NamedLayer>) -> Result<(Vec<NamedLayer>, Option<String>)> {
    layers.sort_by_cached_key(|(name, ..)| parts(name));
    let names: Vec<Vec<Part>> = layers.iter().map(|(name, ..)| parts(name)).collect();
    let is_told = names.windows(2).all(|pair| is_before(&pair[0], &pair[1]));
    let shapes = layers.iter().map(|(_, shape, _)| *shape).collect();
    let mut search = Search { names, shapes, cost: 0, found: Vec::new() };
    if !is_told {
        search.extend(&mut Vec::new());
    }
    let listed = |layers: &[NamedLayer]| {
        let names: Vec<_> = layers.iter().take(8).map(|(name, ..)| stem(name)).collect();
        let more = layers.len() - names.len();
        names.join(", ") + &if more > 0 { format!(", {more} more") } else { String::new() }
    };
    match &search.found[..] {
        // An order of which a layer does not fit is refused by that layer's name.
        [] if search.cost <= MOST => Ok((layers, None)),
        [order] if search.cost <= MOST => {
            let mut all: Vec<_> = layers.into_iter().map(Some).collect();
            let layers: Vec<_> = order.iter().filter_map(|&place| all[place].take()).collect();
            let note = format!(
                "layers in the only order that their shapes allow, as their names tell none: {}",
                listed(&layers)
            );
            Ok((layers, Some(note)))
        }
        _ => Err(Error::input(format!(
            "neither the names nor the shapes of its layers tell their order: {}",
            listed(&layers)
        ))
        .advice(
            "name them by numbers in their order, as 0.weight, 0.bias and 1.weight, or save an nn.Sequential \
             of them",
        )),
    }
}

/// A text and the number behind it.
type Part = (String, Option<u64>);

/// The name of a layer, of that of its weight.
fn stem(name: &str) -> &str {
    name.strip_suffix(".weight").unwrap_or(name)
}

/// A name as it sorts: `layers.10` after `layers.9`.
fn parts(name: &str) -> Vec<Part> {
    let part = |part: &str| {
        let text = part.trim_end_matches(|c: char| c.is_ascii_digit());
        (text.to_owned(), part[text.len()..].parse().ok())
    };
    stem(name).split(|c: char| !c.is_alphanumeric()).map(part).collect()
}

/// Whether the first difference of two names are numbers behind the same text, of which the first is smaller.
fn is_before(a: &[Part], b: &[Part]) -> bool {
    let Some((a, b)) = zip(a, b).find(|(a, b)| a != b) else { return false };
    a.0 == b.0 && a.1.is_some() && b.1.is_some() && a.1 < b.1
}

/// Orders of layers in which each takes what the one before it gives.
struct Search {
    names: Vec<Vec<Part>>,
    shapes: Vec<[usize; 2]>,
    cost: usize,
    /// Two at the most: one is the answer, more are none.
    found: Vec<Vec<usize>>,
}

impl Search {
    /// Finds the orders that begin like this.
    fn extend(&mut self, order: &mut Vec<usize>) {
        let count = self.names.len();
        if order.len() == count {
            self.found.push(order.clone());
            return;
        }
        let width = order.last().map(|&last| self.shapes[last][1]);
        let is_left: Vec<bool> = (0..count).map(|place| !order.contains(&place)).collect();
        for next in (0..count).filter(|&place| is_left[place]) {
            let waits =
                |other: usize| is_left[other] && is_before(&self.names[other], &self.names[next]);
            if width.is_some_and(|width| width != self.shapes[next][0]) || (0..count).any(waits) {
                continue;
            }
            self.cost += count * count;
            if self.cost > MOST || self.found.len() > 1 {
                return;
            }
            order.push(next);
            self.extend(order);
            order.pop();
        }
    }
}
