//! How values are spread over orders of magnitude, layer by layer and epoch by epoch.

use serde::{Deserialize, Serialize};

use super::{Figure, figure};
use crate::recording::Buffer;
use crate::train::Probe;

/// Bins a factor of ten.
const PER_DECADE: i32 = 3;
/// The magnitude below which a value counts as 0, and the one above which all are one bin: powers of ten.
const LEAST: i32 = -8;
const MOST: i32 = 4;
/// Bins of each sign.
const SIDE: i32 = (MOST - LEAST) * PER_DECADE;

/// The bins that values are counted in: `2 side + 1` of them, from the largest negative values over 0 to
/// the largest positive ones. Bin `side + k`, `k` from 1, holds the values from
/// `10^(least + (k - 1) / per_decade)` to a bin's width more, and `side - k` those with the other sign; bin `side` holds what is
/// smaller than `10^least`, and the outermost hold all beyond.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bins {
    /// Bins of each sign.
    pub side: i32,
    /// The power of ten at which they begin.
    pub least: i32,
    /// Bins a factor of ten.
    pub per_decade: i32,
}

impl Bins {
    /// Those of this version.
    pub const HERE: Self = Self { side: SIDE, least: LEAST, per_decade: PER_DECADE };

    /// The bin of a value; none of what is not a number.
    pub fn of(self, value: f32) -> Option<usize> {
        let value = f64::from(value);
        if value.is_nan() {
            return None;
        }
        let magnitude = (value.abs().log10() - f64::from(self.least)) * f64::from(self.per_decade);
        // The logarithm of 0 is below all.
        let k = match magnitude >= 0.0 {
            true => (magnitude.floor() as i32).saturating_add(1).min(self.side),
            false => 0,
        };
        Some((if value < 0.0 { self.side - k } else { self.side + k }) as usize)
    }
}

/// What the layers held, looked at on one batch after some epochs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Layers {
    /// What values are counted in.
    pub bins: Bins,
    /// The epochs after which it was looked.
    pub epochs: Vec<u32>,
    /// Of each layer activation, delta, weight gradient and weight.
    pub quantities: Vec<Quantity>,
}

/// One quantity of one layer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// From 0.
    pub layer: u32,
    /// `activation`, `delta`, `weight gradient` or `weight`.
    pub quantity: String,
    /// The first bin that `counts` are of, one an epoch.
    pub first: Vec<usize>,
    /// Values in each bin from there on to the last that has some.
    pub counts: Vec<Vec<u32>>,
    /// The mean of the values.
    pub mean: Vec<Figure>,
    /// Their deviation.
    pub deviation: Vec<Figure>,
    /// The share that is exactly 0.
    pub zeros: Vec<Figure>,
}

/// Epochs after which every second is left out.
const EPOCHS: usize = 64;

impl Default for Layers {
    fn default() -> Self {
        Self { bins: Bins::HERE, epochs: Vec::new(), quantities: Vec::new() }
    }
}

impl Layers {
    /// Takes in what was seen after an epoch; what was seen after it and later ones before is forgotten.
    pub fn add(&mut self, epoch: u32, probe: &Probe) {
        let before = self.epochs.partition_point(|&known| known < epoch);
        self.keep(|place| place < before);
        if self.epochs.len() == EPOCHS {
            self.keep(|place| place.is_multiple_of(2));
        }
        self.epochs.push(epoch);
        let bins = self.bins;
        for (buffer, values) in &probe.values {
            let layer = buffer.layer().unwrap_or(0);
            self.quantity(layer, *buffer).add(bins, values);
        }
    }

    fn quantity(&mut self, layer: u32, buffer: Buffer) -> &mut Quantity {
        let name = buffer.quantity();
        let known = |known: &Quantity| known.layer == layer && known.quantity == name;
        let place = self.quantities.iter().position(known).unwrap_or_else(|| {
            self.quantities.push(Quantity {
                layer,
                quantity: name.to_owned(),
                first: Vec::new(),
                counts: Vec::new(),
                mean: Vec::new(),
                deviation: Vec::new(),
                zeros: Vec::new(),
            });
            self.quantities.len() - 1
        });
        &mut self.quantities[place]
    }

    /// Keeps what was seen at these places.
    fn keep(&mut self, stays: impl Fn(usize) -> bool) {
        fn only<T>(values: &mut Vec<T>, stays: &impl Fn(usize) -> bool) {
            let mut place = 0..;
            values.retain(|_| place.next().is_some_and(stays));
        }
        only(&mut self.epochs, &stays);
        for quantity in &mut self.quantities {
            only(&mut quantity.first, &stays);
            only(&mut quantity.counts, &stays);
            only(&mut quantity.mean, &stays);
            only(&mut quantity.deviation, &stays);
            only(&mut quantity.zeros, &stays);
        }
    }
}

impl Quantity {
    fn add(&mut self, bins: Bins, values: &[f32]) {
        let mut counts = vec![0u32; 2 * bins.side as usize + 1];
        for bin in values.iter().filter_map(|&value| bins.of(value)) {
            counts[bin] += 1;
        }
        let first = counts.iter().position(|&count| count > 0).unwrap_or(0);
        let end = counts.iter().rposition(|&count| count > 0).map_or(first, |last| last + 1);
        self.first.push(first);
        self.counts.push(counts[first..end].to_vec());
        let count = values.len() as f64;
        let mean = values.iter().map(|&value| f64::from(value)).sum::<f64>() / count;
        let square = |&value: &f32| (f64::from(value) - mean).powi(2);
        self.mean.push(figure(mean));
        self.deviation.push(figure((values.iter().map(square).sum::<f64>() / count).sqrt()));
        let zeros = values.iter().filter(|value| **value == 0.0).count();
        self.zeros.push(figure(zeros as f64 / count));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn probe(values: &[f32]) -> Probe {
        Probe { values: vec![(Buffer::Delta(1), values.to_vec())] }
    }

    #[test]
    fn values_fall_into_bins_of_their_magnitude() {
        let bins = Bins::HERE;
        let middle = bins.side as usize;
        for (value, bin) in [
            (0.0, middle),
            (-0.0, middle),
            (9.9e-9, middle),
            (1.01e-8, middle + 1),
            (-1.01e-8, middle - 1),
            (1.01, middle + 25),
            (2.0, middle + 25),
            (2.2, middle + 26),
            (f32::MAX, 2 * middle),
            (f32::NEG_INFINITY, 0),
        ] {
            assert_eq!(bins.of(value), Some(bin), "{value}");
        }
        assert_eq!(bins.of(f32::NAN), None);
    }

    #[test]
    fn an_epoch_that_is_done_again_replaces_what_was_seen_of_it() {
        let mut layers = Layers::default();
        layers.add(1, &probe(&[0.0, 1.1, 1.1, -1.1]));
        layers.add(2, &probe(&[0.0; 4]));
        layers.add(2, &probe(&[3.0, 1.0, 0.0, 0.0]));
        assert_eq!(layers.epochs, [1, 2]);
        let found = &layers.quantities[0];
        assert_eq!((found.layer, &*found.quantity), (1, "delta"));
        assert_eq!(found.counts[0].iter().sum::<u32>(), 4);
        assert_eq!((found.counts[0][0], *found.counts[0].last().unwrap()), (1, 2));
        assert_eq!(found.first[0], Bins::HERE.side as usize - 25);
        assert_eq!(found.mean[1], Some(1.0));
        assert_eq!(found.zeros, [Some(0.25), Some(0.5)]);
        assert_eq!(found.deviation[1], figure(1.5f64.sqrt()));
    }

    #[test]
    fn a_long_run_keeps_its_first_epoch_and_no_more_than_there_is_room_for() {
        let mut layers = Layers::default();
        (1..=1000).for_each(|epoch| layers.add(epoch, &probe(&[1.0])));
        assert!(layers.epochs.len() <= EPOCHS && layers.epochs.len() >= EPOCHS / 2);
        assert_eq!((layers.epochs[0], *layers.epochs.last().unwrap()), (1, 1000));
        assert_eq!(layers.quantities[0].counts.len(), layers.epochs.len());
    }
}
