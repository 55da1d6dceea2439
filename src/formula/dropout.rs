//! Dropout by a counter-based generator: twin of `shaders/formulas/dropout/`. Which elements are dropped is a
//! function of the member's seed, step, slot, row and column, in integers; so the backward pass finds the
//! same ones without keeping them.

use super::{Number, coefficients};

/// Philox4x32 with ten rounds (J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, "Parallel Random
/// Numbers: As Easy as 1, 2, 3", 2011): four random words from a counter and a key.
pub fn philox(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    let mut x = counter;
    let mut k = key;
    for _ in 0..10 {
        let product = |a: u32, b: u32| {
            let product = u64::from(a) * u64::from(b);
            ((product >> 32) as u32, product as u32)
        };
        let (high0, low0) = product(0xD251_1F53, x[0]);
        let (high1, low1) = product(0xCD9E_8D57, x[2]);
        x = [high1 ^ x[1] ^ k[0], low1, high0 ^ x[3] ^ k[1], low0];
        k = [k[0].wrapping_add(0x9E37_79B9), k[1].wrapping_add(0xBB67_AE85)];
    }
    x
}

/// The key of a step's dropout, from the member's seed and the number of the step since the start of
/// training: 24 bits twice, which f32 holds.
pub fn step_key(seed: u64, step: u64) -> [u32; 2] {
    let halves = |word: u64| [word as u32, (word >> 32) as u32];
    let [low, high] = halves(step);
    let [first, second, ..] = philox([low, high, 0, 0], halves(seed));
    [first >> 8, second >> 8]
}

/// A probability in 24 bits: words whose upper 24 bits are below it are dropped.
pub fn threshold(p: f64) -> u32 {
    (p * f64::from(1 << 24)).round() as u32
}

/// The dropout of a slot in a step.
#[derive(Debug, Clone, Copy)]
pub struct Dropout<T> {
    key: [u32; 2],
    first_row: u32,
    threshold: u32,
    scale: T,
}

impl<T: Number> Dropout<T> {
    /// That of a row of coefficients.
    pub fn at(row: &[T], slot: usize) -> Self {
        let index = |place: usize| row[place].value() as u32;
        let place = coefficients::FIXED + 2 * slot;
        Self {
            key: [index(16), index(17)],
            first_row: index(coefficients::FIRST_ROW),
            threshold: index(place),
            scale: row[place + 1],
        }
    }

    /// The words of four columns, of which `vector` is the number, in a row of those that are here.
    #[inline(always)]
    pub fn words(&self, row: u32, vector: u32, slot: u32) -> [u32; 4] {
        philox([vector, row + self.first_row, slot, 0], self.key)
    }

    /// 0 where it is dropped, else `value / (1 - p)`.
    #[inline(always)]
    pub fn dropped(&self, value: T, word: u32) -> T {
        if word >> 8 < self.threshold { T::of(0.0) } else { self.scale * value }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The known answers of Random123 1.14, `kat_vectors`.
    #[test]
    fn philox_gives_the_published_answers() {
        assert_eq!(philox([0; 4], [0; 2]), [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]);
        assert_eq!(
            philox([u32::MAX; 4], [u32::MAX; 2]),
            [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
        );
        assert_eq!(
            philox(
                [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
                [0xa409_3822, 0x299f_31d0]
            ),
            [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
        );
    }

    #[test]
    fn a_row_is_dropped_alike_whichever_device_has_it() {
        let row = |first: f64| [vec![0.0; 16], vec![11.0, 12.0, first, 5.0, 2.0]].concat();
        let (whole, part) = (row(0.0), row(7.0));
        let (whole, part) = (Dropout::at(&whole, 0), Dropout::at(&part, 0));
        for own in 0..4 {
            assert_eq!(part.words(own, 1, 0), whole.words(own + 7, 1, 0));
        }
    }

    #[test]
    fn about_as_many_are_dropped_as_were_asked_for() {
        let row: Vec<f64> =
            [vec![0.0; 16], vec![11.0, 12.0, 0.0, f64::from(threshold(0.3)), 1.0 / 0.7]].concat();
        let dropout = Dropout::at(&row, 0);
        let words = (0..25_000).flat_map(|row| dropout.words(row, 0, 0));
        let kept = words.filter(|&word| dropout.dropped(1.0, word) > 0.0).count();
        // Five standard deviations of a hundred thousand trials.
        assert!((kept as f64 - 70_000.0).abs() < 5.0 * 145.0, "{kept}");
        assert_ne!(step_key(1, 2), step_key(1, 3));
        assert_ne!(step_key(1, 2), step_key(2, 2));
    }
}
