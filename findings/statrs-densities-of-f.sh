#!/usr/bin/env bash
# statrs 0.19.1: the density of F with 5 and 140 degrees of freedom is 0 and with 200 NaN, half of a million tosses or fewer has
# the probability 0.49921 instead of 0.50040, and small quantiles of gamma and chi-squared end at 9.3e-10.
#
# A good guess would be: as SciPy's to eight digits or more, as they are for 100 degrees of freedom, a thousand tosses and a
# quantile of 0.05; the distribution function of F with 200 is right.
# Seen on 2026-11-30, in f64:
#   what                                    statrs          SciPy
#   F of 5 and 100, density at 1            0.595454        the same
#   F of 5 and 140, density at 1            0               0.599570
#   F of 5 and 200, density at 1            NaN             0.602708
#   binomial of 1,000, P(X <= 500)          0.512613        the same
#   binomial of 1e6, P(X <= 500,000)        0.499206        0.500399
#   the same, median                        500001          500000
#   chi-squared of 1, quantile 0.05         0.00393214      the same
#   chi-squared of 1, quantile 1e-6         9.32e-10        1.57e-12
#   gamma of 0.01, median                   9.31e-10        4.47e-31
#   t of 1, quantile 1e-10                  -8.86e7         -3.18e9
#   t of 1e6, quantile 0.9                  1.28118         1.28155
# The cause: the density of F multiplies powers that overflow (145 to the 145th), the incomplete beta function stops after 140
# terms, and the search for a gamma quantile ends when two of its steps are about 1e-9 apart, however small they are.
#
# What it means: a likelihood of F, as of an analysis of variance with 150 rows, is 0 or NaN (its ln_pdf is the logarithm of
# that), and tests on large counts, the usual case of a comparison of two versions, are off in the third digit, without an
# error. Use ln_gamma for densities and the normal distribution for large counts.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/src"
cd "$folder"
cat >Cargo.toml <<'TOML'
[package]
name = "program"
version = "0.1.0"
edition = "2021"

[dependencies]
statrs = { version = "=0.19.1", default-features = false }
TOML
cat >src/main.rs <<'RUST'
use statrs::distribution::{Binomial, ChiSquared, Continuous, ContinuousCDF, DiscreteCDF, FisherSnedecor, Gamma, StudentsT};

// name, value of statrs, right value (SciPy 1.17.1), whether statrs is right
fn main() {
    let gamma = |shape: f64, p: f64| Gamma::new(shape, 1.0).unwrap().inverse_cdf(p);
    let chi = |freedom: f64, p: f64| ChiSquared::new(freedom).unwrap().inverse_cdf(p);
    let t = |freedom: f64, p: f64| StudentsT::new(0.0, 1.0, freedom).unwrap().inverse_cdf(p);
    let f = |freedom: f64, x: f64| FisherSnedecor::new(5.0, freedom).unwrap().pdf(x);
    let binomial = |count: u64| Binomial::new(0.5, count).unwrap();
    let rows = [
        ("chi-squared of 1, quantile 0.05", chi(1.0, 0.05), 0.003932140000019522, true),
        ("chi-squared of 1, quantile 1e-6", chi(1.0, 1e-6), 1.5707963267957187e-12, false),
        ("chi-squared of 0.5, quantile 1e-6", chi(0.5, 1e-6), 1.3499395786223394e-24, false),
        ("gamma of 5, median", gamma(5.0, 0.5), 4.670908882795984, true),
        ("gamma of 0.01, quantile 0.01", gamma(0.01, 0.01), 5.660738147061307e-201, false),
        ("gamma of 0.01, median", gamma(0.01, 0.5), 4.465535018910562e-31, false),
        ("t of 3, quantile 0.025", t(3.0, 0.025), -3.182446305284263, true),
        ("t of 1, quantile 1e-10", t(1.0, 1e-10), -3183098861.8379064, false),
        ("t of 1e6, quantile 0.9", t(1e6, 0.9), 1.281552412129939, false),
        ("F of 5 and 100, density at 1", f(100.0, 1.0), 0.595454389579391, true),
        ("F of 5 and 140, density at 1", f(140.0, 1.0), 0.5995698780317762, false),
        ("F of 5 and 200, density at 1", f(200.0, 1.0), 0.6027078631198729, false),
        ("binomial of 1,000 tosses, P(X <= 500)", binomial(1000).cdf(500), 0.5126125090891802, true),
        ("binomial of 1e6 tosses, P(X <= 500,000)", binomial(1_000_000).cdf(500_000), 0.5003989421806654, false),
        ("the same, median", binomial(1_000_000).inverse_cdf(0.5) as f64, 500_000.0, false),
    ];
    for (name, seen, right, fits) in rows {
        println!("{name:45} {seen:24e} right {right:e}");
        let close = (seen - right).abs() <= 1e-7 * right.abs();
        assert_eq!(close, fits, "the behaviour changed: {name}");
    }
}
RUST
cargo run --quiet
