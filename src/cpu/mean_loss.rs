//! Twin of `shaders/kernels/mean_loss.wgsl`.

use super::Size;
use crate::formula::Number;

/// `losses[cursor[1]] = mean over the samples k of l[k]`
pub fn mean_loss<T: Number>(size: Size, l: &[T], cursor: &[u32], losses: &mut [T]) {
    let sum = l[..size.inner].iter().fold(T::of(0.0), |sum, &l| sum + l);
    losses[cursor[1] as usize] = sum / T::of(size.inner as f64);
}
