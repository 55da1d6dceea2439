#!/usr/bin/env bash
# smartcore 0.7.0: GaussianNB never predicts a class in which one feature is constant, for any row: the variance of 0 makes its
# likelihood NaN, and a NaN is passed over where the largest is sought.
#
# A good guess would be: as scikit-learn's GaussianNB, which adds a billionth of the largest variance to each; or an error; or
# that such a class wins where the feature has that very number, since its density is infinite there.
# Seen on 2026-11-30, 200 rows of two classes of 100, five apart in the second feature, which alone tells them apart without an
# error:
#   first feature of class 0     of class 1       accuracy of smartcore   rows called 0   scikit-learn 1.9.1
#   0.5 to 1.5                   0.5 to 1.5       1                       100             1
#   always 0                     0.5 to 1.5       0.5                     0               1
#   0.5 to 1.5                   always 0         0.5                     200             1
#   always 0                     always 0         an error                              1
#
# What it means: a pixel that is always black in one class, a count that is 0 in all rows of a rare one or a class of one row
# takes the class out of all predictions, and the accuracy looks like that of a bad model. Add a little noise to each feature, or
# drop those that are constant within a class.
#
# Builds and runs what it needs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cargo init --quiet --vcs none --name probe --edition 2021
cargo add --quiet smartcore@=0.7.0
cat >src/main.rs <<'RUST'
use smartcore::linalg::basic::matrix::DenseMatrix;
use smartcore::naive_bayes::gaussian::GaussianNB;

fn rows(constant: [bool; 2]) -> (Vec<Vec<f64>>, Vec<u32>) {
    (0..200usize)
        .map(|row| {
            let class = row % 2;
            let noise = (row * 7919 % 1000) as f64 / 1000.0;
            let first = if constant[class] { 0.0 } else { 0.5 + noise };
            (vec![first, 5.0 * class as f64 + (row * 104729 % 1000) as f64 / 1000.0], class as u32)
        })
        .unzip()
}

fn main() {
    let cases = [([false, false], Some(100)), ([true, false], Some(0)), ([false, true], Some(200)), ([true, true], None)];
    for (constant, zeros) in cases {
        let (x, y) = rows(constant);
        std::fs::write(format!("{}{}.txt", constant[0], constant[1]), format!("{x:?}\n{y:?}\n")).unwrap();
        let x = DenseMatrix::from_2d_vec(&x).unwrap();
        let model = GaussianNB::fit(&x, &y, Default::default()).unwrap();
        let answer: Result<Vec<u32>, _> = model.predict(&x);
        match answer {
            Ok(answer) => {
                let called = answer.iter().filter(|class| **class == 0).count();
                let hits = answer.iter().zip(&y).filter(|(a, b)| a == b).count();
                println!("constant {constant:?}: {hits} of 200 right, {called} called 0");
                assert_eq!(Some(called), zeros, "the behaviour changed");
            }
            Err(error) => {
                println!("constant {constant:?}: {error}");
                assert_eq!(zeros, None, "the behaviour changed");
            }
        }
    }
}
RUST
CARGO_BUILD_JOBS=1 cargo run --quiet
python3 -m venv venv
venv/bin/pip install --quiet scikit-learn==1.9.1 numpy==2.4.6
venv/bin/python - <<'PYTHON'
import ast
import glob

from sklearn.naive_bayes import GaussianNB

for name in sorted(glob.glob("*.txt")):
    x, y = map(ast.literal_eval, open(name))
    score = GaussianNB().fit(x, y).score(x, y)
    print(name, "scikit-learn", score)
    assert score == 1
PYTHON
