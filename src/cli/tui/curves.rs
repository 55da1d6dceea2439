//! Curves and figures as they are drawn, made anew from the run's store whenever it is looked at: nothing
//! here is kept by epoch.

use gradshader::metrics::Metric;
use gradshader::run::{Best, Monitor, Part, Store};

/// What a line is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The samples of this part, of a network alone.
    Of(Part),
    /// The best member.
    Best,
    /// The mean of the members.
    Mean,
    /// The least or the largest value of a member.
    Edge,
}

impl Role {
    /// As a legend has it; one edge stands for both.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Of(part) => part.name(),
            Self::Best => "best member",
            Self::Mean => "mean",
            Self::Edge => "least and most",
        }
    }
}

/// Values by epoch.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) role: Role,
    /// All finite.
    pub(super) points: Vec<(f64, f64)>,
}

/// The curves of one metric.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Picture {
    pub(super) title: String,
    pub(super) metric: Metric,
    pub(super) lines: Vec<Line>,
    /// The best epoch, of what is monitored.
    pub(super) best: Option<Best>,
}

/// A metric's value now, and the best so far.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Figure {
    pub(super) part: Part,
    pub(super) metric: Metric,
    /// Of the best member, where there are several.
    pub(super) now: f64,
    pub(super) best: Option<Best>,
    /// Of several members.
    pub(super) mean: Option<f64>,
}

/// All that is drawn of a store.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Curves {
    /// The loss, what is monitored, and the others.
    pub(super) pictures: Vec<Picture>,
    pub(super) figures: Vec<Figure>,
    /// The member that single values are of.
    pub(super) member: usize,
}

/// Points of a line, about: two a column of a wide screen.
const POINTS: usize = 512;

impl Curves {
    /// Of what there is by now.
    pub(super) fn of(store: &Store, monitor: Monitor, best_member: usize) -> Self {
        let metrics = metrics(store, monitor, best_member);
        let picture = |&metric: &Metric| match store.members() {
            1 => of_parts(store, monitor, metric),
            _ => of_members(store, monitor, metric, best_member),
        };
        let figures = metrics.iter().flat_map(|&metric| {
            let of = move |part| figure(store, part, metric, best_member);
            Part::ALL.into_iter().filter_map(of)
        });
        Self {
            pictures: metrics.iter().filter_map(picture).collect(),
            figures: figures.collect(),
            member: best_member,
        }
    }
}

/// The metrics of a run: the loss, what is monitored, and the others.
fn metrics(store: &Store, monitor: Monitor, member: usize) -> Vec<Metric> {
    let mut metrics = vec![Metric::Loss];
    let all = store.all(member).map(|(_, metric, _)| metric);
    for metric in std::iter::once(monitor.metric).chain(all) {
        if !metrics.contains(&metric) {
            metrics.push(metric);
        }
    }
    metrics
}

/// A network alone: a line a part.
fn of_parts(store: &Store, monitor: Monitor, metric: Metric) -> Option<Picture> {
    let line = |part: Part| {
        let points = thinned(epochs(store.series(part, metric, 0)));
        (!points.is_empty()).then_some(Line { role: Role::Of(part), points })
    };
    let lines: Vec<_> = Part::ALL.into_iter().filter_map(line).collect();
    let best = store.best(monitor, 0).filter(|best| metric == monitor.metric && best.epoch > 0);
    let title = metric.to_string().replace('_', " ");
    (!lines.is_empty()).then_some(Picture { title, metric, lines, best })
}

/// Many networks: the best, their mean, and between which values they lie.
fn of_members(
    store: &Store,
    monitor: Monitor,
    metric: Metric,
    best_member: usize,
) -> Option<Picture> {
    let has = |&part: &Part| !epochs(store.series(part, metric, best_member)).is_empty();
    let part = std::iter::once(monitor.part).chain(Part::ALL).find(has)?;
    let series = |member| epochs(store.series(part, metric, member));
    let longest = (0..store.members()).map(series).max_by_key(|series| series.len())?;
    let every = longest.len().div_ceil(POINTS).max(1);
    let last = longest.len() - 1;
    let shown = (0..longest.len()).filter(|place| place.is_multiple_of(every) || *place == last);
    let (mut mean, mut least, mut most) = (Vec::new(), Vec::new(), Vec::new());
    for epoch in shown.map(|place| longest[place].0) {
        let of = |member| store.get(epoch, part, metric, member).filter(|value| value.is_finite());
        let values: Vec<_> = (0..store.members()).filter_map(of).collect();
        if values.is_empty() {
            continue;
        }
        let x = f64::from(epoch);
        mean.push((x, values.iter().sum::<f64>() / values.len() as f64));
        least.push((x, values.iter().copied().fold(f64::INFINITY, f64::min)));
        most.push((x, values.iter().copied().fold(f64::NEG_INFINITY, f64::max)));
    }
    let best = thinned(series(best_member));
    let lines = [(Role::Edge, least), (Role::Edge, most), (Role::Mean, mean), (Role::Best, best)];
    let lines = lines.map(|(role, points)| Line { role, points });
    let title = format!("{} {}", part.name(), metric.to_string().replace('_', " "));
    let monitored = metric == monitor.metric && part == monitor.part;
    let best = store.best(monitor, best_member).filter(|best| monitored && best.epoch > 0);
    Some(Picture { title, metric, lines: lines.into(), best })
}

fn figure(store: &Store, part: Part, metric: Metric, member: usize) -> Option<Figure> {
    let own = epochs(store.series(part, metric, member));
    let &(epoch, now) = own.last()?;
    let best = store.best(Monitor { part, metric }, member).filter(|best| best.epoch > 0);
    let mean = (store.members() > 1).then(|| {
        let of = |member| store.get(epoch, part, metric, member).filter(|value| value.is_finite());
        let values: Vec<_> = (0..store.members()).filter_map(of).collect();
        values.iter().sum::<f64>() / values.len() as f64
    });
    Some(Figure { part, metric, now, best, mean })
}

/// Without what was measured before an epoch was complete.
fn epochs(series: &[(u32, f64)]) -> &[(u32, f64)] {
    match series {
        [(0, _), rest @ ..] => rest,
        all => all,
    }
}

/// The finite values of a series; of a long one the least and the largest of every so many, so that no peak
/// is lost.
fn thinned(series: &[(u32, f64)]) -> Vec<(f64, f64)> {
    let all = series.iter().filter(|(_, value)| value.is_finite());
    let all = all.map(|&(epoch, value)| (f64::from(epoch), value));
    if series.len() <= POINTS {
        return all.collect();
    }
    let finite: Vec<_> = all.collect();
    let mut points = Vec::with_capacity(POINTS + 2);
    for part in finite.chunks(2 * series.len().div_ceil(POINTS)) {
        let by_value = |a: &&(f64, f64), b: &&(f64, f64)| a.1.total_cmp(&b.1);
        let (Some(least), Some(most)) =
            (part.iter().min_by(by_value), part.iter().max_by(by_value))
        else {
            continue;
        };
        let (first, second) = if least.0 <= most.0 { (least, most) } else { (most, least) };
        points.push(*first);
        if first != second {
            points.push(*second);
        }
    }
    let last = finite.last().copied();
    points.extend(last.filter(|last| points.last() != Some(last)));
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOSS: Monitor = Monitor { part: Part::Validation, metric: Metric::Loss };

    #[test]
    fn a_long_series_keeps_its_peaks_and_its_last_value() {
        let mut series: Vec<_> =
            (1..=10_000).map(|epoch| (epoch, 1.0 / f64::from(epoch))).collect();
        series[6543].1 = 7.0;
        series[42].1 = f64::NAN;
        let points = thinned(&series);
        assert!(points.len() <= POINTS + 2, "{}", points.len());
        assert!(points.contains(&(6544.0, 7.0)));
        assert_eq!(points.last(), Some(&(10_000.0, 1e-4)));
        assert!(points.is_sorted_by(|a, b| a.0 < b.0));
        assert_eq!(thinned(&series[..100]).len(), 99);
    }

    #[test]
    fn curves_of_one_network_are_those_of_the_store() {
        let mut store = Store::new(1);
        store.put(0, Part::Validation, Metric::Loss, 0, 9.0);
        for (epoch, loss) in (1..).zip([0.5, 0.25, 0.75]) {
            store.put(epoch, Part::Training, Metric::Loss, 0, loss);
            store.put(epoch, Part::Validation, Metric::Loss, 0, 2.0 * loss);
            store.put(epoch, Part::Validation, Metric::Accuracy, 0, 1.0 - loss);
        }
        let curves = Curves::of(&store, LOSS, 0);
        let titles: Vec<_> = curves.pictures.iter().map(|picture| &picture.title[..]).collect();
        assert_eq!(titles, ["loss", "accuracy"]);
        let roles: Vec<_> = curves.pictures[0].lines.iter().map(|line| line.role.name()).collect();
        assert_eq!(roles, ["train", "validation"]);
        assert_eq!(curves.pictures[0].lines[1].points, [(1.0, 1.0), (2.0, 0.5), (3.0, 1.5)]);
        assert_eq!(curves.pictures[0].best, Some(Best { epoch: 2, value: 0.5 }));
        assert_eq!(curves.pictures[1].best, None);
        assert_eq!(curves.figures.len(), 3);
        let accuracy = curves.figures[2];
        assert_eq!((accuracy.now, accuracy.best.unwrap().epoch, accuracy.mean), (0.25, 2, None));
        // What the store no longer holds is no longer drawn.
        store.put(3, Part::Training, Metric::Loss, 0, 0.125);
        assert_eq!(Curves::of(&store, LOSS, 0).figures[0].now, 0.125);
    }

    #[test]
    fn of_many_there_is_the_best_the_mean_and_the_spread() {
        let mut store = Store::new(50);
        for member in 0..50 {
            for epoch in 1..=3u32 {
                let loss = f64::from(epoch) + member as f64;
                store.put(epoch, LOSS.part, LOSS.metric, member, loss);
            }
        }
        store.put(2, LOSS.part, LOSS.metric, 49, f64::NAN);
        let curves = Curves::of(&store, LOSS, 7);
        assert_eq!((curves.pictures.len(), curves.pictures[0].lines.len()), (1, 4));
        let [least, most, mean, best] = &curves.pictures[0].lines[..] else { panic!() };
        assert_eq!(least.points, [(1.0, 1.0), (2.0, 2.0), (3.0, 3.0)]);
        assert_eq!(most.points, [(1.0, 50.0), (2.0, 50.0), (3.0, 52.0)]);
        assert_eq!(mean.points[1], (2.0, 26.0));
        assert_eq!(best.points[2], (3.0, 10.0));
        assert_eq!(curves.figures[0].mean, Some(27.5));
    }
}
