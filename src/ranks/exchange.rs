//! The exchange of a step's gradients: each rank has those of its rows of the batch, and gets those of all.
//!
//! Each rank adds up one slice, and sends it to the others. What is added up, in which order and with which
//! precision is the same whatever the library's algorithms, the number of slices and whoever is first: ranks in
//! their order, in f64, rounded to f32 once. So R ranks give the same bits each time, and all ranks have the same.
//! With `n` rows of `N` on a rank, `n` times a mean of its rows is exact in f64 (24 bits each); additions and the
//! division by `N` err by `2^-53` each, and the last rounding by `2^-24`, half of what [`crate::bound::U`] allows
//! one operation. The sum over a rank's rows has at least one addition less than that over the batch, so
//! that the gradient as a whole stays within the bound of a gradient of `N` rows, whose sums may be added up in any
//! order.

use std::ops::Range;

use super::link::{Link, unexpected};
use super::message::Message;
use crate::error::{Error, Result};

/// The part of `count` that belongs to a rank: one after the other, the first ranks one more each where it does
/// not divide.
pub(super) fn part(count: usize, rank: usize, size: usize) -> Range<usize> {
    let (each, more) = (count / size, count % size);
    let start = rank * each + rank.min(more);
    start..start + each + usize::from(rank < more)
}

/// Memory of an exchange that the next one has too.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// This rank's slice.
    sums: Vec<f64>,
    own: Vec<f32>,
    /// All of it.
    mean: Vec<f32>,
}

/// The mean over all rows of a batch of so many: `own` is that over this rank's, `length` numbers, or none where
/// it has no rows. All ranks call it, for the same step, which is counted from the first; all get the same bits.
///
/// # Errors
/// When another rank has failed, or is at another step.
pub(super) fn mean<'a>(
    link: &mut Link,
    own: &[f32],
    length: usize,
    rows: usize,
    step: u32,
    kept: &'a mut Kept,
) -> Result<&'a [f32]> {
    let (rank, size) = (link.rank(), link.size());
    let slice = |rank: usize| part(length, rank, size);
    let has_rows = |rank: usize| !part(rows, rank, size).is_empty();
    if has_rows(rank) {
        for to in link.others().filter(|&to| !slice(to).is_empty()) {
            link.send_bytes(to, Message::part(step, &own[slice(to)]))?;
        }
    }
    let Kept { sums, own: of_all, mean } = kept;
    sums.clear();
    sums.resize(slice(rank).len(), 0.0);
    if !sums.is_empty() {
        for from in (0..size).filter(|&from| has_rows(from)) {
            let count = part(rows, from, size).len() as f64;
            if from == rank {
                add(sums, own[slice(rank)].iter().copied(), count);
                continue;
            }
            match link.wait(from)? {
                Message::Part(of, bytes) if of == step => {
                    let part = each(&bytes, sums.len())?;
                    add(sums, part, count);
                }
                _ => return Err(unexpected()),
            }
        }
    }
    of_all.clear();
    of_all.extend(sums.iter().map(|sum| (sum / rows as f64) as f32));
    if !of_all.is_empty() {
        for to in link.others() {
            link.send_bytes(to, Message::sum(step, of_all))?;
        }
    }
    mean.clear();
    mean.reserve(length);
    for from in (0..size).filter(|&from| !slice(from).is_empty()) {
        if from == rank {
            mean.extend_from_slice(of_all);
            continue;
        }
        match link.wait(from)? {
            Message::Sum(of, bytes) if of == step => {
                mean.extend(each(&bytes, slice(from).len())?);
            }
            _ => return Err(unexpected()),
        }
    }
    Ok(mean)
}

fn add(sums: &mut [f64], part: impl Iterator<Item = f32>, rows: f64) {
    for (sum, mean) in sums.iter_mut().zip(part) {
        *sum += rows * f64::from(mean);
    }
}

/// So many numbers from another machine of the same byte order.
pub(super) fn numbers(bytes: &[u8], count: usize) -> Result<Vec<f32>> {
    Ok(each(bytes, count)?.collect())
}

/// The same, one after the other.
fn each(bytes: &[u8], count: usize) -> Result<impl ExactSizeIterator<Item = f32>> {
    let (numbers, rest) = bytes.as_chunks::<4>();
    if numbers.len() != count || !rest.is_empty() {
        let found = bytes.len();
        return Err(Error::failed(format!("another rank sent {found} bytes for {count} numbers"))
            .advice("run the same gradshader on every node"));
    }
    Ok(numbers.iter().map(|bytes| f32::from_ne_bytes(*bytes)))
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;
    use crate::cpu::mean_of_parts;
    use crate::random::{Purpose, permutation};

    #[test]
    fn parts_are_contiguous_and_as_even_as_can_be() {
        for count in 0..40 {
            for size in 1..7 {
                let parts: Vec<_> = (0..size).map(|rank| part(count, rank, size)).collect();
                assert_eq!(parts[0].start, 0);
                assert_eq!(parts[size - 1].end, count);
                assert!(parts.windows(2).all(|two| two[0].end == two[1].start));
                assert!(parts.windows(2).all(|two| two[0].len() >= two[1].len()));
                assert!(parts[0].len() - parts[size - 1].len() <= 1);
            }
        }
    }

    /// Numbers of a rank, of either sign and of many sizes.
    fn numbers_of(rank: usize, length: usize) -> Vec<f32> {
        let places = permutation(rank as u64, Purpose::Shuffle { epoch: 1 }, length);
        let of =
            |place: u32| (place as f32 - length as f32 / 3.0) * 1.7f32.powi(place as i32 % 60 - 30);
        places.into_iter().map(of).collect()
    }

    /// What each rank gets.
    fn exchanged(size: usize, rows: usize, length: usize) -> Vec<Vec<f32>> {
        let world = super::super::threads(size);
        thread::scope(|scope| {
            let ranks: Vec<_> = world
                .iter()
                .map(|rank| {
                    scope.spawn(move || {
                        let own = match part(rows, rank.rank(), size).is_empty() {
                            true => Vec::new(),
                            false => numbers_of(rank.rank(), length),
                        };
                        let mut link = Link::new(rank.clone(), || {});
                        // Twice, as steps follow each other.
                        let mut kept = Kept::default();
                        let mut next = |step| {
                            mean(&mut link, &own, length, rows, step, &mut kept)
                                .map(<[f32]>::to_vec)
                        };
                        let first = next(7).unwrap();
                        assert_eq!(first, next(8).unwrap());
                        first
                    })
                })
                .collect();
            ranks.into_iter().map(|rank| rank.join().unwrap()).collect()
        })
    }

    #[test]
    fn all_ranks_get_the_mean_of_the_twin_rounded_once() {
        for (size, rows, length) in [(1, 5, 9), (2, 7, 1), (3, 2, 50), (4, 64, 101), (5, 9, 3)] {
            let all = exchanged(size, rows, length);
            let counts: Vec<_> = (0..size).map(|rank| part(rows, rank, size).len()).collect();
            let parts: Vec<Vec<f64>> = (0..size)
                .map(|rank| numbers_of(rank, length).into_iter().map(f64::from).collect())
                .collect();
            let parts: Vec<&[f64]> = parts.iter().map(Vec::as_slice).collect();
            let mut expected = vec![0.0; length];
            mean_of_parts(&counts, &parts, &mut expected);
            let expected: Vec<f32> = expected.into_iter().map(|mean| mean as f32).collect();
            for of_rank in all {
                assert_eq!(of_rank, expected, "{size} ranks, {rows} rows, {length} numbers");
            }
        }
    }

    #[test]
    fn a_rank_at_another_step_is_an_error() {
        let world = super::super::threads(2);
        world[1].send(0, Message::Part(3, vec![0; 4]).to_bytes()).unwrap();
        let mut link = Link::new(world[0].clone(), || {});
        let mut kept = Kept::default();
        assert!(mean(&mut link, &[1.0, 2.0], 2, 2, 4, &mut kept).is_err());
        world[1].send(0, Message::Part(4, vec![0; 3]).to_bytes()).unwrap();
        let error = mean(&mut link, &[1.0, 2.0], 2, 2, 4, &mut kept).unwrap_err().to_string();
        assert!(error.starts_with("another rank sent 3 bytes for 1 numbers"), "{error}");
    }

    #[test]
    fn one_that_dies_is_named() {
        let world = super::super::threads(3);
        world[2].leave(false);
        let mut link = Link::new(world[0].clone(), || {});
        let mut kept = Kept::default();
        let error = mean(&mut link, &[1.0; 3], 3, 3, 0, &mut kept).unwrap_err().to_string();
        assert_eq!(error, "rank 2 failed: its process has died");
    }
}
