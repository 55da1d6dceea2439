//! Where things stand on a screen of any size. What has no room has no rows.

use ratatui::layout::Rect;

/// The places of all parts, from top to bottom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sizes {
    pub(super) title: Rect,
    pub(super) progress: Rect,
    pub(super) charts: Rect,
    pub(super) figures: Rect,
    /// Beside the figures.
    pub(super) load: Rect,
    pub(super) lines: Rect,
    pub(super) keys: Rect,
}

/// The least that a chart has room for, its frame included.
const CHART: (u16, u16) = (30, 6);

/// The width from which figures have something beside them.
const BESIDE: u16 = 64;

impl Sizes {
    pub(super) fn of(screen: Rect) -> Self {
        let rows = screen.height;
        let keys = u16::from(rows >= 4);
        let title = u16::from(rows >= 8);
        let progress = u16::from(rows >= 1);
        let rest = rows - keys - title - progress;
        let lines = match rest {
            30.. => 8,
            18.. => 3,
            10.. => 2,
            6.. => 1,
            _ => 0,
        };
        let rest = rest - lines;
        let figures = match rest {
            32.. => 12,
            14.. => 8,
            _ => rest,
        };
        let charts = rest - figures;
        let has_charts = charts >= CHART.1 && screen.width >= CHART.0;
        let (charts, figures) = if has_charts { (charts, figures) } else { (0, rest) };
        let mut top = screen.y;
        let mut rows_of = |height| {
            top += height;
            Rect { y: top - height, height, ..screen }
        };
        let [title, progress, charts, both, lines, keys] =
            [title, progress, charts, figures, lines, keys].map(&mut rows_of);
        let beside = if screen.width >= BESIDE { screen.width * 2 / 5 } else { 0 };
        let figures = Rect { width: screen.width - beside, ..both };
        let load = Rect { x: both.x + figures.width, width: beside, ..both };
        Self { title, progress, charts, figures, load, lines, keys }
    }

    /// The places of so many charts, of which some may have no room.
    pub(super) fn charts(&self, count: usize) -> Vec<Rect> {
        let Rect { width, height, .. } = self.charts;
        if count == 0 || width < CHART.0 || height < CHART.1 {
            return Vec::new();
        }
        let across = usize::from(width / 38).clamp(1, count.min(4));
        // Two rows where that leaves each chart higher than it needs to be.
        let down = if height >= 4 * CHART.1 && count > across { 2 } else { 1 };
        let mut left = count;
        let mut places = Vec::new();
        for row in 0..down {
            let now = across.min(left);
            let (y, rows) = share(height, row, down);
            for column in 0..now {
                let (x, width) = share(width, column, now);
                let (x, y) = (self.charts.x + x, self.charts.y + y);
                places.push(Rect::new(x, y, width, rows));
            }
            left -= now;
        }
        places
    }
}

/// Where part `place` of so many begins, and how long it is.
fn share(length: u16, place: usize, count: usize) -> (u16, u16) {
    let begins = |place: usize| (usize::from(length) * place / count) as u16;
    (begins(place), begins(place + 1) - begins(place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_size_has_its_parts_within_it() {
        for (width, height) in (0..=220).step_by(11).flat_map(|w| (0..=70).map(move |h| (w, h))) {
            let screen = Rect::new(0, 0, width, height);
            let sizes = Sizes::of(screen);
            let Sizes { title, progress, charts, figures, lines, keys, .. } = sizes;
            let rows: u16 =
                [title, progress, charts, figures, lines, keys].map(|r| r.height).iter().sum();
            assert_eq!(rows, height, "{width}x{height}");
            for count in 0..9 {
                let places = sizes.charts(count);
                for (i, place) in places.iter().copied().enumerate() {
                    assert_eq!(place.intersection(sizes.charts), place, "{width}x{height}");
                    assert!(places[..i].iter().all(|other| !other.intersects(place)));
                    assert!(place.width >= 30 && place.height >= 6, "{place:?} of {count}");
                }
            }
        }
    }

    #[test]
    fn a_small_screen_has_two_charts_and_a_large_one_more() {
        let of = |width, height| Sizes::of(Rect::new(0, 0, width, height));
        assert_eq!(of(80, 24).charts(7).len(), 2);
        assert_eq!(of(200, 50).charts(7).len(), 7);
        assert_eq!(of(200, 50).charts(2).len(), 2);
        assert_eq!(of(20, 5).charts(2).len(), 0);
        assert_eq!((of(80, 24).charts.height, of(80, 24).figures.height), (10, 8));
    }
}
