//! Twin of `shaders/activate.wgsl` and of the formulas it is composed with: `sigmoid.wgsl`,
//! `tanh.wgsl`, `relu.wgsl`, `linear.wgsl`.

use super::{Real, Size};
use crate::network::Activation;

/// `h = f(a)` of one sum.
pub fn activation<T: Real>(f: Activation, a: T) -> T {
    let one = T::one();
    match f {
        Activation::Sigmoid => {
            let e = (-a.abs()).exp();
            (if a >= T::zero() { one } else { e }) / (one + e)
        }
        Activation::Tanh => {
            let e = (-(a.abs() + a.abs())).exp();
            let h = (one - e) / (one + e);
            if a >= T::zero() { h } else { -h }
        }
        // A NaN is not at most 0, and stays.
        Activation::Relu => {
            if a <= T::zero() {
                T::zero()
            } else {
                a
            }
        }
        Activation::Linear => a,
    }
}

/// `f'(a)` from `h = f(a)`.
pub fn derivative<T: Real>(f: Activation, h: T) -> T {
    let one = T::one();
    match f {
        Activation::Sigmoid => h * (one - h),
        Activation::Tanh => one - h * h,
        Activation::Relu => {
            if h <= T::zero() {
                T::zero()
            } else {
                one
            }
        }
        Activation::Linear => one,
    }
}

/// `h[r, c] = f(a[r, c])`
pub fn activate<T: Real>(f: Activation, size: Size, a: &[T], h: &mut [T]) {
    for (h, &a) in h.iter_mut().zip(a).take(size.rows * size.columns) {
        *h = activation(f, a);
    }
}
