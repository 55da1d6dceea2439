//! One member's part of the parameters of all.

use crate::network::Parameters;

/// Whether all parameters of a member are finite.
pub(super) fn is_finite(parameters: &Parameters, member: usize) -> bool {
    let all_finite = |values: &[f32]| {
        let each = values.len() / parameters.members;
        values[member * each..][..each].iter().all(|value| value.is_finite())
    };
    parameters.layers.iter().all(|layer| all_finite(&layer.weight) && all_finite(&layer.bias))
}

/// Copies the parameters of the member at `place` to another's.
pub(super) fn copy_member(to: &mut Parameters, member: usize, from: &Parameters, place: usize) {
    for (to, from_layer) in to.layers.iter_mut().zip(&from.layers) {
        for (to, from_values) in
            [(&mut to.weight, &from_layer.weight), (&mut to.bias, &from_layer.bias)]
        {
            let each = from_values.len() / from.members;
            to[member * each..][..each].copy_from_slice(&from_values[place * each..][..each]);
        }
    }
}
