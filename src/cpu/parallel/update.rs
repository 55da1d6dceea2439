//! All that a rule makes of a gradient: states, step and average in one pass.

use std::marker::PhantomData;
use std::slice::from_raw_parts_mut;

use super::How;
use super::elementwise::WORTH_A_THREAD;
use super::product::Tile;
use crate::formula::{Coefficients, Lane, Optimizer, averaged, directed, optimizers, updated};
use crate::recipe::Rule;
use pulp::{Arch, Simd, WithSimd};

/// A parameter and what an update keeps of it.
pub(super) struct Updated<'a> {
    pub(super) rule: Rule,
    pub(super) coefficients: &'a Coefficients<Lane>,
    /// What brings the norm of all gradients down; 1, which changes no bit, where that is not done.
    pub(super) factor: Lane,
    pub(super) w: &'a mut [f32],
    pub(super) states: [Option<&'a mut [f32]>; 2],
    pub(super) average: Option<&'a mut [f32]>,
}

/// All that a rule makes of a gradient, in one pass, on threads where it pays.
pub(super) fn update_all(how: How<'_>, updated: Updated<'_>, gradient: &[f32]) {
    let parts = how.parts(updated.w.len(), WORTH_A_THREAD);
    if parts == 1 {
        return how.arch.dispatch(UpdatePass { updated, gradient });
    }
    let columns = updated.w.len();
    let of_tiles = UpdateOfTiles::new(updated, columns);
    let each = columns.div_ceil(parts);
    how.deal(columns.div_ceil(each), &|part| {
        let first = part * each;
        let values = &gradient[first..columns.min(first + each)];
        let tile = Tile { first: [0, first], columns: values.len(), values };
        // SAFETY: each element is in one of them.
        unsafe { of_tiles.run(how.arch, &tile) }
    });
}

/// The same of a parameter whose gradient comes in tiles.
pub(super) struct UpdateOfTiles<'a> {
    rule: Rule,
    coefficients: &'a Coefficients<Lane>,
    factor: Lane,
    /// Elements of the parameter, and how many make a row.
    elements: usize,
    columns: usize,
    w: *mut f32,
    states: [Option<*mut f32>; 2],
    average: Option<*mut f32>,
    borrowed: PhantomData<&'a mut [f32]>,
}

// SAFETY: threads change what they have tiles of, each element being of one.
unsafe impl Sync for UpdateOfTiles<'_> {}

impl<'a> UpdateOfTiles<'a> {
    /// # Panics
    /// When what is kept is of another length than the parameter.
    pub(super) fn new(updated: Updated<'a>, columns: usize) -> Self {
        let Updated { rule, coefficients, factor, w, states, average } = updated;
        let elements = w.len();
        let place = |values: &mut [f32]| {
            assert_eq!(values.len(), elements, "what is kept of a parameter is of its length");
            values.as_mut_ptr()
        };
        let (states, average) = (states.map(|state| state.map(place)), average.map(place));
        let (w, borrowed) = (w.as_mut_ptr(), PhantomData);
        Self { rule, coefficients, factor, elements, columns, w, states, average, borrowed }
    }

    /// # Safety
    /// Each element is in one tile.
    ///
    /// # Panics
    /// When the tile is not inside the parameter.
    pub(super) unsafe fn run(&self, arch: Arch, tile: &Tile<'_>) {
        let [row, column] = tile.first;
        // Whole rows lie next to each other.
        let each = if tile.columns == self.columns { tile.values.len() } else { tile.columns };
        for (i, gradient) in tile.values.chunks_exact(each).enumerate() {
            let first = (row + i) * self.columns + column;
            assert!(first + each <= self.elements, "a tile outside of its parameter");
            // SAFETY: they are inside, and in no other tile.
            let values = |place: *mut f32| unsafe { from_raw_parts_mut(place.add(first), each) };
            let updated = Updated {
                rule: self.rule,
                coefficients: self.coefficients,
                factor: self.factor,
                w: values(self.w),
                states: self.states.map(|state| state.map(values)),
                average: self.average.map(values),
            };
            arch.dispatch(UpdatePass { updated, gradient });
        }
    }
}

struct UpdatePass<'a> {
    updated: Updated<'a>,
    gradient: &'a [f32],
}

impl WithSimd for UpdatePass<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Updated {
            rule: Rule { optimizer, links },
            coefficients: c,
            factor,
            w,
            states,
            average,
        } = self.updated;
        let gradient = self.gradient;
        // A copy, which no store can change.
        let c = &{ *c };
        let [first, second] = states;
        let none = || Lane(0.0);
        macro_rules! pass {
            ($optimizer:ident) => {{
                const O: Optimizer = Optimizer::$optimizer;
                let directed = |g: f32, w: f32| directed(links, Lane(g), Lane(w), Some(factor), c);
                let step = |w: &mut f32, d, states| {
                    *w = updated(links, Lane(*w), O.step(d, states, c), c).0;
                };
                match (first, second) {
                    (Some(first), Some(second)) => {
                        let states = first.iter_mut().zip(second);
                        for ((w, &g), (s, v)) in w.iter_mut().zip(gradient).zip(states) {
                            let d = directed(g, *w);
                            let next = O.first(d, Lane(*s), c);
                            let other = O.second(d, next, Lane(*v), c);
                            (*s, *v) = (next.0, other.0);
                            step(w, d, [next, other]);
                        }
                    }
                    (Some(first), None) => {
                        for ((w, &g), s) in w.iter_mut().zip(gradient).zip(first) {
                            let d = directed(g, *w);
                            let before = Lane(*s);
                            let next = O.first(d, before, c);
                            *s = next.0;
                            step(w, d, [if O.steps_first() { before } else { next }, none()]);
                        }
                    }
                    (None, _) => {
                        for (w, &g) in w.iter_mut().zip(gradient) {
                            let d = directed(g, *w);
                            step(w, d, [none(); 2]);
                        }
                    }
                }
            }};
        }
        macro_rules! pass_of {
            ($($optimizer:ident)*) => {
                match optimizer {
                    $(Optimizer::$optimizer => pass!($optimizer),)*
                }
            };
        }
        optimizers!(pass_of!);
        if let Some(average) = average {
            for (a, &w) in average.iter_mut().zip(&*w) {
                *a = averaged(Lane(*a), Lane(w), c).0;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use bytemuck::cast_slice;

    use super::super::team::Team;
    use super::*;
    use crate::recipe::Links;

    #[test]
    fn an_update_of_tiles_has_the_bits_of_one_of_all() {
        const ROWS: usize = 30;
        const COLUMNS: usize = 600;
        let gradient: Vec<f32> = (0..ROWS * COLUMNS).map(|i| (i as f32).sin()).collect();
        let values = [0.5; 64];
        let coefficients = Coefficients::of(cast_slice(&values));
        let links = Links { decay: true, average: true, ..Links::default() };
        let how = How { arch: Arch::new(), team: None };
        let team = Team::new(3);
        for optimizer in Optimizer::ALL {
            let rule = Rule { optimizer, links };
            let kept = rule.states();
            let run = |then: &dyn Fn(Updated<'_>)| {
                let mut all: [Vec<f32>; 4] =
                    std::array::from_fn(|i| vec![i as f32 + 0.5; gradient.len()]);
                let [w, first, second, average] = &mut all;
                then(Updated {
                    rule,
                    coefficients: &coefficients,
                    factor: Lane(1.0),
                    w,
                    states: [
                        (kept > 0).then_some(&mut first[..]),
                        (kept > 1).then_some(&mut second[..]),
                    ],
                    average: Some(average),
                });
                all
            };
            let whole = run(&|updated| update_all(how, updated, &gradient));
            let tiled = run(&|updated| {
                let of_tiles = UpdateOfTiles::new(updated, COLUMNS);
                // Rows that are whole, and parts of others.
                for (rows, columns) in [(0..7, 0..600), (7..30, 0..333), (7..30, 333..600)] {
                    let values: Vec<f32> = rows
                        .clone()
                        .flat_map(|row| &gradient[row * COLUMNS..][columns.clone()])
                        .copied()
                        .collect();
                    let first = [rows.start, columns.start];
                    // SAFETY: each element is in one of them.
                    unsafe {
                        of_tiles
                            .run(how.arch, &Tile { first, columns: columns.len(), values: &values })
                    }
                }
            });
            let bits = |all: &[Vec<f32>; 4]| {
                all.clone().map(|all| all.into_iter().map(f32::to_bits).collect::<Vec<_>>())
            };
            assert!(bits(&whole) == bits(&tiled), "{optimizer}");
            let threaded =
                run(&|updated| update_all(How { team: Some(&team), ..how }, updated, &gradient));
            assert!(bits(&whole) == bits(&threaded), "{optimizer} on threads");
            let changed = |w: &f32| w.is_finite() && *w != 0.5;
            assert!(whole[0].iter().any(changed), "{optimizer}");
        }
    }
}
