//! Numbers far from 0, and of any size: what an f32 does not hold is learnt and comes back.

use std::fs;

use super::{Place, rows};

#[test]
fn unix_seconds_and_julian_dates_are_as_good_features_as_small_offsets() {
    // A minute apart: an f32 has steps of 128 seconds there; of Julian dates, of a quarter.
    for (offset, step) in [(1_700_000_003.0, 60.0), (2_459_000.5, 0.015_625)] {
        let place = Place::with(rows("time,y", 300, |i| {
            format!("{},{}", offset + step * i as f64, 0.5 * i as f64)
        }));
        let (r_squared, rmse) = place.line();
        assert!(r_squared > 0.999_999_9 && rmse < 1e-3, "{offset}: {r_squared} {rmse}");
    }
}

#[test]
fn julian_dates_and_large_integers_come_back_as_targets() {
    for (offset, step) in [(2_450_000.0, 0.125), (1.7e9, 60.0), (1e9, 3.0)] {
        let place = Place::with(rows("x,y", 300, |i| {
            format!("{},{}", i * i % 307, offset + step * (i * i % 307) as f64)
        }));
        let (r_squared, rmse) = place.line();
        // The outputs are f32: 6e-8 of a spread of about 89 steps, and some of a sum of two.
        assert!(r_squared > 0.999_999_9, "{offset}: {r_squared}");
        assert!(rmse < 1e-3 * step, "{offset}: {rmse}");
        // As the file's own text has them, in f64.
        let run = place.done(&["predict", "m.safetensors", "t.csv", "--device", "cpu"]);
        let text = fs::read_to_string(place.path("t.csv")).unwrap();
        let errors = text.lines().zip(run.stdout.lines()).skip(1).map(|(line, answer)| {
            let actual: f64 = line.split(',').nth(1).unwrap().parse().unwrap();
            (actual - answer.parse::<f64>().unwrap()).powi(2)
        });
        let own = (errors.sum::<f64>() / 300.0).sqrt();
        assert!((own - rmse).abs() <= 1e-5 * step, "{offset}: {own} {rmse}");
    }
}

#[test]
fn an_error_far_below_the_targets_size_is_measured() {
    // A tenth of a second off a line, on 1.7e9 seconds: in f32 both would be 0 or 128.
    let text = rows("x,y", 400, |i| {
        format!(
            "{},{:.3}",
            i * i % 401,
            1.7e9 + (i * i % 401) as f64 + 0.1 * if i % 2 == 0 { 1.0 } else { -1.0 }
        )
    });
    let (_, rmse) = Place::with(text).line();
    assert!((rmse - 0.1).abs() < 0.01, "{rmse}");
}

#[test]
fn numbers_of_every_size_are_learnt_as_well() {
    let fit = |feature: f64, target: f64| {
        let text: String = (0..60)
            .map(|i| {
                let x = f64::from(i * 7 % 60) / 60.0;
                format!("{:e},{:e}\n", x * feature, (x * 3.0 + 1.0) * target)
            })
            .collect();
        let place = Place::with(format!("x,y\n{text}"));
        let (line, rmse) = place.line();
        assert!(line > 0.999, "{feature:e} to {target:e}: R2 {line}, RMSE {rmse}");
        assert!(rmse > 0.0 && rmse < 0.05 * target, "{feature:e} to {target:e}: RMSE {rmse}");
    };
    fit(1.0, 1.0);
    fit(1e300, 1.0);
    fit(1e-310, 1.0);
    fit(1.0, 1e300);
    fit(1e-200, 1e-300);
}
