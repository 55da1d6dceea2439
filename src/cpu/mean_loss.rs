//! Twin of `shaders/mean_loss.wgsl`.

use super::{Real, Size, count};

/// `losses[cursor[1]] = mean over the samples k of l[k]`
pub fn mean_loss<T: Real>(size: Size, l: &[T], cursor: &[u32], losses: &mut [T]) {
    let sum = l[..size.inner].iter().fold(T::zero(), |sum, &l| sum + l);
    losses[cursor[1] as usize] = sum / count(size.inner);
}
