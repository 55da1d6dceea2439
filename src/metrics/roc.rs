//! The area under the receiver operating characteristic.

/// The probability that a sample of the class scores higher than one that is not of it, equal
/// scores counting half (Hanley and McNeil 1982): the area under the curve of true against false
/// positive rate. `scores` and `is_of_class` are `[samples]`.
///
/// NaN where all samples or none are of the class, by weight, or a score is NaN.
///
/// # Panics
/// If the lengths differ.
pub fn area_under_roc(scores: &[f64], is_of_class: &[bool], weights: Option<&[f32]>) -> f64 {
    assert_eq!(scores.len(), is_of_class.len());
    if scores.iter().any(|score| score.is_nan()) {
        return f64::NAN;
    }
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_unstable_by(|&a, &b| scores[a].total_cmp(&scores[b]));
    // Of what scores less than the samples looked at: the weight that is not of the class.
    let mut below = 0.0;
    let (mut of_class, mut others, mut area) = (0.0, 0.0, 0.0);
    for tied in order.chunk_by(|&a, &b| scores[a] == scores[b]) {
        let [mut of_class_here, mut others_here] = [0.0; 2];
        for &sample in tied {
            let weight = weights.map_or(1.0, |weights| f64::from(weights[sample]));
            *if is_of_class[sample] { &mut of_class_here } else { &mut others_here } += weight;
        }
        area += of_class_here * (below + others_here / 2.0);
        below += others_here;
        of_class += of_class_here;
        others += others_here;
    }
    if of_class == 0.0 || others == 0.0 { f64::NAN } else { area / (of_class * others) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_count_half_and_one_class_alone_has_no_area() {
        let of_class = [false, true, false, true];
        assert_eq!(area_under_roc(&[0.1, 0.4, 0.35, 0.8], &of_class, None), 1.0);
        assert_eq!(area_under_roc(&[0.1, 0.35, 0.35, 0.8], &of_class, None), 0.875);
        assert_eq!(area_under_roc(&[0.5; 4], &of_class, None), 0.5);
        // Both zeros are one number.
        assert_eq!(area_under_roc(&[0.0, -0.0], &[true, false], None), 0.5);
        assert!(area_under_roc(&[0.1, 0.2], &[true; 2], None).is_nan());
        assert!(area_under_roc(&[f64::NAN, 0.2], &[true, false], None).is_nan());
    }
}
