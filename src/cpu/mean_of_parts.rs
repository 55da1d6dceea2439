//! Twin of the exchange of gradients between devices that share a batch (`ranks/exchange.rs`).

use crate::formula::Number;

/// `mean[i] = (sum over the devices d of rows[d] parts[d][i]) / (sum of rows)`, in the order of the devices; one
/// without rows has no part.
pub fn mean_of_parts<T: Number>(rows: &[usize], parts: &[&[T]], mean: &mut [T]) {
    let all: usize = rows.iter().sum();
    for (i, mean) in mean.iter_mut().enumerate() {
        let mut sum = T::of(0.0);
        for (&rows, part) in rows.iter().zip(parts).filter(|(rows, _)| **rows > 0) {
            sum = sum + T::of(rows as f64) * part[i];
        }
        *mean = sum / T::of(all as f64);
    }
}
