//! How many networks train at once where not all of them fit.

use super::{Candidate, Front, Session};
use crate::error::Error;
use crate::memory;
use crate::network::Widths;

/// How networks of a class take turns.
#[derive(Debug)]
pub(super) struct Turns {
    pub(super) at_once: usize,
    all: usize,
    /// Networks of a setting, which are halved away together; none where nothing is halved.
    team: Option<usize>,
    is_told: bool,
    /// Why there are as few at once as there are, until that is told.
    pub(super) because: Option<Error>,
}

impl Turns {
    /// All at once.
    pub(super) fn of(session: &Session<'_>, candidates: &[Candidate<'_>], class: &[usize]) -> Self {
        let team = candidates[class[0]].team;
        let size = class.iter().filter(|&&place| candidates[place].team == team).count();
        let team = session.halving.map(|_| size);
        Self { at_once: class.len(), all: class.len(), team, is_told: false, because: None }
    }

    /// As many as this process has memory for: their parameters as they are made, side by side, and sent.
    pub(super) fn fit_host(&mut self, widths: &Widths) {
        let each = memory::bytes(&[3, widths.network().parameter_count()]);
        let needed = each.saturating_mul(self.all as u64);
        let what = format!("training {} networks at once", self.all);
        let Err(error) = memory::check(&what, needed, "use fewer members") else { return };
        let most = memory::available().unwrap_or(needed) / each.max(1);
        while self.at_once as u64 > most && self.fewer(self.all, self.at_once) {}
        self.because = Some(error);
    }

    /// Fewer at once than `now` of those that are left, as many as take a turn more or, of many turns, a quarter more. False
    /// where there are no fewer.
    pub(super) fn fewer(&mut self, left: usize, now: usize) -> bool {
        let turns = left.div_ceil(now.max(1));
        let at_once = left.div_ceil(turns + (turns / 4).max(1)).min(now.saturating_sub(1));
        let at_once = self.team.map_or(at_once, |team| at_once / team * team);
        if at_once == 0 {
            return false;
        }
        self.at_once = at_once;
        true
    }

    /// Says how many there are, and why, once: that even fewer fit later is no news.
    pub(super) fn tell(&mut self, front: &mut dyn Front) {
        let Some(because) = self.because.take().filter(|_| !self.is_told) else { return };
        self.is_told = true;
        front.fewer(self.at_once, &because);
        if self.team.is_some() {
            front.warn(
                "settings are halved among those that train at once, not among all of their shape",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tried(all: usize, team: Option<usize>) -> Vec<usize> {
        let mut turns = Turns { at_once: all, all, team, is_told: false, because: None };
        let mut tried = vec![turns.at_once];
        while turns.fewer(all, turns.at_once) {
            tried.push(turns.at_once);
        }
        tried
    }

    #[test]
    fn turns_are_as_few_and_as_even_as_can_be() {
        assert_eq!(tried(12, None), [12, 6, 4, 3, 2, 1]);
        assert_eq!(tried(64, None)[..6], [64, 32, 22, 16, 13, 11]);
        assert_eq!(tried(12, Some(3)), [12, 6, 3]);
        assert_eq!(tried(1, None), [1]);
        assert!(tried(100_000, None).len() < 70);
        // What is left over is no more than a turn.
        let mut turns = Turns { at_once: 8, all: 20, team: None, is_told: false, because: None };
        assert!(turns.fewer(4, 4));
        assert_eq!(turns.at_once, 2);
    }
}
