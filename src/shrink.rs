//! The smallest shape that still shows a failure, and data for smaller shapes.

use crate::dataset::Dataset;
use crate::network::Network;

/// Makes the batch and then each width of `network` as small as they can be while `fails` still
/// says that the shape fails. Every other shape asked for is smaller in one size, so it ends; the
/// same answers give the same shape.
///
/// In the result no single size can be one smaller without the failure going away. Where `network`
/// itself does not fail, it is returned as it is.
pub fn shrink(
    network: &Network,
    batch: usize,
    mut fails: impl FnMut(&Network, usize) -> bool,
) -> (Network, usize) {
    pollster::block_on(shrink_until(network, batch, async |network, batch| fails(network, batch)))
}

/// As [`shrink`], where it takes waiting to find out whether a shape fails.
pub async fn shrink_until(
    network: &Network,
    batch: usize,
    mut fails: impl AsyncFnMut(&Network, usize) -> bool,
) -> (Network, usize) {
    let with = |sizes: &[usize]| {
        Network::new(&sizes[1..], network.activations())
            .expect("smaller than one that was accepted")
    };
    let mut sizes = vec![batch];
    sizes.extend_from_slice(network.sizes());
    let mut smaller_found = fails(network, batch).await;
    while smaller_found {
        smaller_found = false;
        for place in 0..sizes.len() {
            let mut smaller = candidates(sizes[place]);
            while let Some(size) = smaller.next() {
                let mut tried = sizes.clone();
                tried[place] = size;
                if fails(&with(&tried), tried[0]).await {
                    sizes[place] = size;
                    smaller_found = true;
                    smaller = candidates(size);
                }
            }
        }
    }
    (with(&sizes), sizes[0])
}

/// Sizes below `size`, from 1 on, each half as far away as the one before; the last is one less.
fn candidates(size: usize) -> impl Iterator<Item = usize> {
    let distances =
        std::iter::successors(Some(size.saturating_sub(1)), |distance| Some(distance / 2));
    distances.take_while(|&distance| distance > 0).map(move |distance| size - distance)
}

/// The first `samples` samples of `data`, which is for the network `from`, in the widths of the smaller network `to`:
/// of the columns that share a place each sample has the largest, whatever its sign, so that a column that is
/// 0 everywhere does not stand for all. What targets have behind the outputs, the samples' weights, stays.
///
/// # Panics
/// If `to` is wider than `from`.
pub fn folded(data: &Dataset, from: &Network, to: &Network, samples: usize) -> Dataset {
    let targets = data.targets.len() / data.samples.max(1);
    Dataset {
        samples,
        inputs: fold(&data.inputs, [from.inputs(); 2], samples, to.inputs()).into(),
        targets: fold(&data.targets, [targets, from.outputs()], samples, to.outputs()).into(),
    }
}

/// The first `rows` rows, which are `width` wide, the first `folded` of each in so many columns.
fn fold(values: &[f32], [width, folded]: [usize; 2], rows: usize, columns: usize) -> Vec<f32> {
    let larger = |a: f32, b: f32| if b.abs() > a.abs() { b } else { a };
    let value = |row: &[f32], column: usize| {
        let here = row[column..folded].iter().step_by(columns).copied();
        here.reduce(larger).expect("no more columns than there were")
    };
    let rows = values.chunks_exact(width).take(rows);
    let folds = |row| (0..columns).map(move |column| value(row, column));
    rows.flat_map(|row| folds(row).chain(row[folded..].iter().copied())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::Activation;

    fn network(sizes: &[usize]) -> Network {
        Network::new(sizes, &vec![Activation::Tanh; sizes.len() - 1]).unwrap()
    }

    #[test]
    fn every_size_shrinks_to_the_edge_of_the_failure() {
        let mut asked = 0;
        let (smallest, batch) = shrink(&network(&[784, 300, 10]), 257, |network, batch| {
            asked += 1;
            batch >= 17 && network.sizes()[1] >= 65 && network.sizes()[2] >= 3
        });
        assert_eq!((smallest.sizes(), batch), (&[1, 65, 3][..], 17));
        assert_eq!(smallest.activations(), network(&[1, 1, 1]).activations());
        assert!(asked < 200, "{asked} shapes");
    }

    #[test]
    fn a_size_that_shrinks_only_after_another_does_shrink() {
        let fails = |network: &Network, batch: usize| batch > network.sizes()[0];
        let (smallest, batch) = shrink(&network(&[50, 3]), 90, fails);
        assert_eq!((smallest.sizes(), batch), (&[1, 1][..], 2));
    }

    #[test]
    fn a_shape_that_passes_is_left_alone() {
        let (same, batch) = shrink(&network(&[5, 4]), 3, |_, _| false);
        assert_eq!((same, batch), (network(&[5, 4]), 3));
    }

    #[test]
    fn the_same_failure_shrinks_to_the_same_shape() {
        let fails = |network: &Network, batch: usize| {
            (network.sizes().iter().product::<usize>() * batch).is_multiple_of(7)
        };
        let once = shrink(&network(&[14, 9, 21]), 35, fails);
        assert_eq!(once, shrink(&network(&[14, 9, 21]), 35, fails));
        assert!(fails(&once.0, once.1));
    }

    #[test]
    fn data_are_folded_to_the_largest_values() {
        let values = [0.0, 1.0, -3.0, 2.0, 0.5, 0.0, 9.0, 9.0];
        assert_eq!(fold(&values, [4; 2], 1, 4), values[..4]);
        assert_eq!(fold(&values, [4; 2], 2, 2), [-3.0, 2.0, 9.0, 9.0]);
        assert_eq!(fold(&values, [4; 2], 1, 1), [-3.0]);
        assert_eq!(fold(&values, [4, 3], 2, 1), [-3.0, 2.0, 9.0, 9.0]);
    }
}
