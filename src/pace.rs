//! How many steps are run between two looks at whether to stop.

use web_time::Duration;

/// As many steps as take about a tenth of a second, so that whoever asks to stop waits for no more than
/// two, or for one step.
#[derive(Debug)]
pub(crate) struct Pace {
    steps: usize,
}

/// A look costs less than the thousandth part of so many of the shortest steps.
const MOST: usize = 1024;

impl Pace {
    /// Begins with one step.
    pub(crate) fn new() -> Self {
        Self { steps: 1 }
    }

    /// The steps to run next, 1 at least.
    pub(crate) fn steps(&self) -> usize {
        self.steps
    }

    /// How long so many steps took; a device may still be at work on some of them.
    pub(crate) fn took(&mut self, steps: usize, time: Duration) {
        const AIM: f64 = 0.1;
        let seconds = time.as_secs_f64();
        if seconds > AIM {
            self.steps = ((steps as f64 * AIM / seconds) as usize).clamp(1, MOST);
        } else if steps >= self.steps && seconds < AIM / 2.0 {
            self.steps = (2 * self.steps).min(MOST);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The steps of each look, where a step takes so many seconds.
    fn looks(step: f64) -> Vec<usize> {
        let mut pace = Pace::new();
        let mut looks = Vec::new();
        for _ in 0..20 {
            looks.push(pace.steps());
            pace.took(pace.steps(), Duration::from_secs_f64(step * pace.steps() as f64));
        }
        looks
    }

    #[test]
    fn no_look_is_later_than_a_fifth_of_a_second_or_a_step() {
        for step in [1e-7, 1e-5, 1e-3, 0.03, 0.06, 0.15, 5.0] {
            let longest = looks(step).into_iter().max().unwrap();
            assert!(longest == 1 || longest as f64 * step <= 0.2, "{longest} steps of {step} s");
        }
        assert_eq!(looks(1e-7).last(), Some(&1024));
        assert_eq!(looks(5.0).last(), Some(&1));
    }
}
