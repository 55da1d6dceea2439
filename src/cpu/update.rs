//! Twins of `shaders/kernels/update_state.wgsl`, `update.wgsl` and `average.wgsl`.

use super::Size;
use crate::formula::{Coefficients, Number, averaged, directed, updated};
use crate::recipe::Rule;

/// The operands of a rule after the one that it writes, in the order of the kernel's.
pub struct Operands<'a, T> {
    /// The gradient, where it is read.
    pub gradient: Option<&'a [T]>,
    /// The parameter, where another is written.
    pub parameter: Option<&'a [T]>,
    /// What brings the norm of all gradients down, where that is done.
    pub factor: Option<T>,
    /// The states, where they are read.
    pub states: Vec<&'a [T]>,
    /// The coefficients of the step.
    pub coefficients: Coefficients<T>,
}

impl<'a, T: Number> Operands<'a, T> {
    /// Those of [`crate::kernel::Kernel::State`].
    pub fn of_state(rule: Rule, k: u32, input: impl Fn(usize) -> &'a [T]) -> Self {
        let mut next = 1..;
        let mut take = || input(next.next().expect("there is no end"));
        let gradient = Some(take());
        let parameter = rule.links.l2.then(&mut take);
        let factor = rule.links.clip_norm.then(|| take()[0]);
        let states = rule.state_reads_first(k).then(&mut take).into_iter().collect();
        let coefficients = Coefficients::of(take());
        Self { gradient, parameter, factor, states, coefficients }
    }

    /// Those of [`crate::kernel::Kernel::Update`].
    pub fn of_update(rule: Rule, input: impl Fn(usize) -> &'a [T]) -> Self {
        let mut next = 1..;
        let mut take = || input(next.next().expect("there is no end"));
        let reads = rule.step_reads_gradient();
        let gradient = reads.then(&mut take);
        let factor = (reads && rule.links.clip_norm).then(|| take()[0]);
        let states = (0..rule.states()).map(|_| take()).collect();
        let coefficients = Coefficients::of(take());
        Self { gradient, parameter: None, factor, states, coefficients }
    }

    /// An element of a state; 0 where it is not read.
    fn state(&self, k: usize, i: usize) -> T {
        self.states.get(k).map_or_else(|| T::of(0.0), |state| state[i])
    }

    /// The gradient with its links, for a parameter that is `w`.
    fn directed(&self, rule: Rule, i: usize, w: T) -> T {
        let gradient = self.gradient.map_or_else(|| T::of(0.0), |gradient| gradient[i]);
        directed(rule.links, gradient, w, self.factor, &self.coefficients)
    }
}

/// `s[r, c] =` its next value: state `k` of the optimizer.
pub fn update_state<T: Number>(
    rule: Rule,
    k: u32,
    size: Size,
    s: &mut [T],
    operands: &Operands<'_, T>,
) {
    for (i, s) in s.iter_mut().enumerate().take(size.rows * size.columns) {
        let w = operands.parameter.map_or_else(|| T::of(0.0), |w| w[i]);
        let d = operands.directed(rule, i, w);
        *s = match k {
            0 => rule.optimizer.first(d, *s, &operands.coefficients),
            _ => rule.optimizer.second(d, operands.state(0, i), *s, &operands.coefficients),
        };
    }
}

/// `w[r, c] = w - rate u`, `u` being what the optimizer makes of gradient and states.
pub fn update<T: Number>(rule: Rule, size: Size, w: &mut [T], operands: &Operands<'_, T>) {
    for (i, w) in w.iter_mut().enumerate().take(size.rows * size.columns) {
        let d = operands.directed(rule, i, *w);
        let states = [operands.state(0, i), operands.state(1, i)];
        let u = rule.optimizer.step(d, states, &operands.coefficients);
        *w = updated(rule.links, *w, u, &operands.coefficients);
    }
}

/// `a[r, c] += share (w - a)`
pub fn average<T: Number>(size: Size, a: &mut [T], w: &[T], coefficients: &[T]) {
    let coefficients = Coefficients::of(coefficients);
    for (a, &w) in a.iter_mut().zip(w).take(size.rows * size.columns) {
        *a = averaged(*a, w, &coefficients);
    }
}
