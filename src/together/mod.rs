//! Many networks in as few runs as their shapes allow: those of one shape, with as many samples, train
//! side by side, and where that takes less time those of other widths too; each comes to what it would alone.
//!
//! A [`Session`] has the data and the device, a [`Candidate`] is a network to be trained on some of them,
//! and what became of it is a [`Fitted`]. Folds, sweeps and ensembles are candidates of different kinds; who
//! shows how they go is a [`Front`].

mod at_once;
mod classes;
mod folds;
mod side_by_side;
mod trial;
mod turns;

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};
use std::fmt;

use self::turns::Turns;
use crate::dataset::{Dataset, Preprocessing};
use crate::device::{Choice, Device, Purpose, Work};
use crate::error::{Error, ErrorKind, Result};
use crate::gpu::{AdapterDescription, GpuOptions};
use crate::metrics::Metric;
use crate::network::{Network, Parameters, Widths};
use crate::report::Run;
use crate::run::{Event, FitOptions, Flow, Measures, Monitor, Part, StopReason};
use crate::schedule::Schedules;
use crate::train::Hyperparameters;
use crate::verify::Report;

pub use self::classes::Mixing;
pub use self::folds::{CrossValidation, OfFold, Summary, Unseen, summary, target_names};
pub use self::trial::Trial;

/// What a network is trained, validated and tested on.
#[derive(Debug, Clone, Copy)]
pub struct Data<'a> {
    /// What made the numbers of these samples.
    pub preprocessing: &'a Preprocessing,
    /// Trained on.
    pub training: &'a Dataset,
    /// Measured after every epoch.
    pub validation: Option<&'a Dataset>,
    /// Measured at the end alone.
    pub test: Option<&'a Dataset>,
}

/// A network to be trained.
#[derive(Debug, Clone)]
pub struct Candidate<'a> {
    /// Which of [`Session::data`] it has, from 0.
    pub data: usize,
    /// The setting that it is of, from 0; [`Session::halving`] stops settings as a whole.
    pub team: usize,
    /// Its shape.
    pub network: &'a Network,
    /// Its initial parameters.
    pub parameters: Initial<'a>,
    /// Of one member.
    pub hyperparameters: &'a Hyperparameters,
    /// What its learning rate, decay and dropout follow.
    pub schedules: Schedules,
    /// Its epochs, metrics, and when it stops; the session says who is stopped and what is tested.
    pub options: FitOptions<'a>,
}

/// The parameters that a network begins with, of one member.
#[derive(Clone, Copy)]
pub enum Initial<'a> {
    /// Those that are there.
    Known(&'a Parameters),
    /// Those that are made whenever they are asked for, the same each time: of networks that wait for their turn they
    /// take no memory.
    Made(&'a (dyn Fn() -> Parameters + Sync)),
}

impl<'a> Initial<'a> {
    /// What they are.
    pub fn parameters(&self) -> Cow<'a, Parameters> {
        match self {
            Self::Known(parameters) => Cow::Borrowed(parameters),
            Self::Made(make) => Cow::Owned(make()),
        }
    }
}

impl<'a> From<&'a Parameters> for Initial<'a> {
    fn from(parameters: &'a Parameters) -> Self {
        Self::Known(parameters)
    }
}

impl fmt::Debug for Initial<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Known(_) => "Known",
            Self::Made(_) => "Made",
        })
    }
}

/// What became of a candidate.
#[derive(Debug, Clone)]
pub struct Fitted {
    /// What was kept, of one member; without layers where the front has taken them ([`Front::trained`]).
    pub parameters: Parameters,
    /// Over all bits of them.
    pub parameter_hash: String,
    /// Whether nothing usable was kept.
    pub diverged: bool,
    /// The epoch that the parameters are of.
    pub kept: u32,
    /// Epochs that it was trained for.
    pub epochs: u32,
    /// Why it stopped, if it did before the last epoch.
    pub stop: Option<StopReason>,
    /// By what its epochs were compared.
    pub monitor: Monitor,
    /// What was kept is worth.
    pub measures: Measures,
    /// Its answers to the samples of each of [`Session::answers`], `[samples, outputs]`.
    pub answers: Vec<Vec<f32>>,
    /// Its way, where [`Session::collects`].
    pub way: Option<Run>,
}

impl Fitted {
    /// Whether it would have trained on, had the session not ended: what is known of it is that of the epoch that it
    /// would have kept then.
    pub fn is_cut_off(&self) -> bool {
        let ends = [StopReason::Interrupted, StopReason::Stopped, StopReason::Failed];
        self.stop.is_some_and(|reason| ends.contains(&reason))
    }
}

/// Candidates that train side by side.
#[derive(Debug)]
#[non_exhaustive]
pub struct Class<'a> {
    /// The first of them.
    pub first: &'a Candidate<'a>,
    /// Their shapes, and what is trained: in each layer as wide as the widest.
    pub widths: &'a Widths,
    /// The first's samples.
    pub data: Data<'a>,
    /// How many there are.
    pub count: usize,
    /// Its place among the classes, from 0, and how many classes there are.
    pub number: (usize, usize),
}

/// Hears how a session goes, and can stop it.
pub trait Front {
    /// A line to know.
    fn note(&self, _line: &str) {}

    /// A line to know even for who wants to hear nothing.
    fn warn(&self, _line: &str) {}

    /// The device is open.
    fn opened(&mut self, _device: &Device) {}

    /// A class is about to be trained.
    fn begins(&mut self, _class: &Class<'_>) {}

    /// So many of a class are trained at once, since more do not fit.
    fn fewer(&mut self, _at_once: usize, _because: &Error) {}

    /// As [`Listener::event`](crate::run::Listener::event), of candidates side by side; `rates` are their learning rates.
    /// Of classes that train at once these are of one of them and, once that is done, of another that is not.
    ///
    /// # Errors
    /// End the session as a failure.
    fn event(&mut self, event: &Event<'_>, rates: &[f32]) -> Result<Flow>;

    /// As [`Listener::interrupted`](crate::run::Listener::interrupted).
    fn interrupted(&self) -> bool {
        false
    }

    /// What the steps of those that trained side by side have shown that were held against the reference.
    fn verified(&mut self, _report: &Report) {}

    /// Those that trained side by side are done.
    fn ended(&mut self) {}

    /// What became of the candidates at these places, from 0, before others train: who has no use for parameters can take
    /// them.
    fn trained(&mut self, _places: &[usize], _fitted: &mut [Fitted]) {}

    /// The session ends with an error, and the candidates at these places, from 0, had been trained, or were being: of
    /// these [`Fitted::is_cut_off`]. Told in parts, in no order.
    fn left(&mut self, _places: Vec<usize>, _fitted: Vec<Fitted>) {}
}

/// Of settings that were halved as a whole: after which epoch each was ended, if it was.
type Decided = BTreeMap<usize, Option<u32>>;

/// What is done with candidates.
#[derive(Debug)]
pub struct Session<'a> {
    /// Of which each candidate has one.
    pub data: &'a [Data<'a>],
    /// Where to train.
    pub device: &'a Choice,
    /// How a GPU runs it.
    pub gpu: GpuOptions,
    /// Whether networks of different widths train side by side.
    pub mixing: Mixing,
    /// Epochs before the first half of the teams is stopped; networks of one team that do not train side by side end after
    /// the same epoch.
    pub halving: Option<u32>,
    /// Every which step is held against the reference.
    pub verify: Option<u64>,
    /// Whose answers are kept: those to the samples for validation, for test, or both.
    pub answers: &'a [Part],
    /// Whether each candidate's way is kept, for a report.
    pub collects: bool,
}

impl Session<'_> {
    /// Trains them all; in their order.
    ///
    /// # Errors
    /// When there are none, the device fails, a verified step is wrong, or the front interrupts.
    pub async fn train(
        &self,
        candidates: &[Candidate<'_>],
        front: &mut dyn Front,
    ) -> Result<(Vec<Fitted>, AdapterDescription)> {
        let device = self.open(self.device, candidates).await?;
        front.opened(&device);
        let groups = self.compared(candidates, self.classes_on(&device, candidates));
        let mut fitted: Vec<Option<Fitted>> = vec![None; candidates.len()];
        let mut errors = Vec::new();
        for done in self.all(&device, candidates, &groups, front).await {
            match done {
                Ok(done) => done.into_iter().for_each(|(place, done)| fitted[place] = Some(done)),
                Err(error) => errors.push(error),
            }
        }
        if let Some(error) = at_once::cause(errors.into_iter()) {
            let each = fitted.into_iter().enumerate();
            let (places, done) = each.filter_map(|(place, fitted)| Some((place, fitted?))).unzip();
            front.left(places, done);
            return Err(error);
        }
        let all = fitted.into_iter().map(|fitted| fitted.expect("each is in a class"));
        Ok((all.collect(), device.description))
    }

    /// Classes whose settings are halved as a whole, the largest of them first: it decides of the others too.
    pub(crate) fn compared(
        &self,
        candidates: &[Candidate<'_>],
        classes: Vec<Vec<usize>>,
    ) -> Vec<Vec<Vec<usize>>> {
        let mut groups: Vec<Vec<Vec<usize>>> = Vec::new();
        let shares = |a: &[usize], b: &[usize]| {
            let teams: HashSet<_> = a.iter().map(|&place| candidates[place].team).collect();
            b.iter().any(|&place| teams.contains(&candidates[place].team))
        };
        for class in classes {
            let mut groups_left = groups.iter_mut().filter(|_| self.halving.is_some());
            match groups_left.find(|group| group.iter().any(|other| shares(other, &class))) {
                Some(group) => group.push(class),
                None => groups.push(vec![class]),
            }
        }
        groups.iter_mut().for_each(|group| group.sort_by_key(|class| Reverse(class.len())));
        groups
    }

    /// Trains what one rank is dealt: candidates of one class or, where settings are halved, of several that are
    /// compared; in their order.
    #[cfg(feature = "files")]
    pub(crate) async fn dealt(
        &self,
        device: &Device,
        candidates: &[Candidate<'_>],
        places: &[usize],
        number: (usize, usize),
        front: &mut dyn Front,
    ) -> Result<Vec<Fitted>> {
        let classes = match self.halving {
            None => vec![places.to_vec()],
            Some(_) => {
                let classes = self.classes(candidates).into_iter();
                let own = classes.filter(|class| places.contains(&class[0])).collect();
                self.compared(candidates, own).concat()
            }
        };
        let done = self.in_turn(device, candidates, &classes, number, front).await?;
        let mut done: BTreeMap<_, _> = done.into_iter().collect();
        Ok(places.iter().filter_map(|place| done.remove(place)).collect())
    }

    /// Trains candidates of classes that are compared, one class after the other; each with its place. `number` is the first
    /// one's.
    async fn in_turn(
        &self,
        device: &Device,
        candidates: &[Candidate<'_>],
        classes: &[Vec<usize>],
        (first, all): (usize, usize),
        front: &mut dyn Front,
    ) -> Result<at_once::Done> {
        let mut decided = Decided::new();
        let mut fitted = Vec::new();
        for (class, number) in classes.iter().zip(first..) {
            let number = (number.min(all - 1), all);
            let done = self.side_by_side(device, candidates, class, (number, &mut decided), front);
            match done.await {
                Ok(done) => fitted.extend(class.iter().copied().zip(done)),
                Err(error) => {
                    let (places, done) = fitted.into_iter().unzip();
                    front.left(places, done);
                    return Err(error);
                }
            }
        }
        Ok(fitted)
    }

    /// Trains candidates of one class, as many at once as fit; in their order.
    async fn side_by_side(
        &self,
        device: &Device,
        candidates: &[Candidate<'_>],
        class: &[usize],
        (number, decided): ((usize, usize), &mut Decided),
        front: &mut dyn Front,
    ) -> Result<Vec<Fitted>> {
        let first = &candidates[class[0]];
        let data = self.data[first.data];
        let widths = self.widths(candidates, class)?;
        front.begins(&Class { first, widths: &widths, data, count: class.len(), number });
        let mut turns = Turns::of(self, candidates, class);
        turns.fit_host(&widths);
        let mut fitted = Vec::with_capacity(class.len());
        let mut left = class;
        while !left.is_empty() {
            let now = &left[..turns.at_once.min(left.len())];
            match self.run(device, candidates, now, (&mut turns, &mut *decided), front).await {
                Ok(mut done) => {
                    front.trained(now, &mut done);
                    fitted.extend(done);
                    left = &left[now.len()..];
                }
                // What does not fit side by side may in turn.
                Err(error) if is_too_large(&error) && turns.fewer(left.len(), now.len()) => {
                    turns.because = Some(error);
                }
                Err(error) => {
                    front.left(class[..fitted.len()].to_vec(), fitted);
                    return Err(error);
                }
            }
        }
        Ok(fitted)
    }

    /// The device for the largest class, of whose steps most time is.
    pub(crate) async fn open(
        &self,
        choice: &Choice,
        candidates: &[Candidate<'_>],
    ) -> Result<Device> {
        let classes = self.classes(candidates);
        let samples = |candidate: &Candidate<'_>| {
            let samples = self.data[candidate.data].training.samples as f64;
            samples * f64::from(candidate.options.epochs)
        };
        let cost = |class: &Vec<usize>| {
            let candidate = &candidates[class[0]];
            let parameters = candidate.network.parameter_count() as f64;
            samples(candidate) * parameters * class.len() as f64
        };
        let Some(class) = classes.iter().max_by(|a, b| cost(a).total_cmp(&cost(b))) else {
            return Err(Error::input("there is nothing to train"));
        };
        let first = &candidates[class[0]];
        let of = first.hyperparameters;
        let hyperparameters = Hyperparameters {
            batch: of.batch.min(self.data[first.data].training.samples),
            learning_rates: of.learning_rates.repeat(class.len()),
            seeds: of.seeds.repeat(class.len()),
            ..of.clone()
        };
        let work = Work {
            network: first.network,
            hyperparameters: &hyperparameters,
            samples: candidates.iter().map(samples).sum(),
            hears: None,
        };
        Device::open(choice, self.gpu.clone(), Purpose::Training(work)).await
    }
}

/// Whether there is advice to train fewer at once: neither host nor device holds them all.
fn is_too_large(error: &Error) -> bool {
    let is_of_size = matches!(error.kind(), ErrorKind::Device | ErrorKind::Input);
    is_of_size && error.to_string().contains("fewer members")
}

/// Members one after the other.
pub(crate) fn joined<'a>(each: impl Iterator<Item = &'a Parameters>) -> Parameters {
    let mut all: Option<Parameters> = None;
    for one in each {
        let Some(all) = &mut all else {
            all = Some(one.clone());
            continue;
        };
        all.members += one.members;
        for (to, from) in all.layers.iter_mut().zip(&one.layers) {
            to.weight.extend(&from.weight);
            to.bias.extend(&from.bias);
        }
    }
    all.expect("a class has a member")
}

/// Of settings of `each` networks those all of which were trained, by number.
pub fn whole(fitted: Vec<Option<Fitted>>, each: usize) -> BTreeMap<usize, Vec<Fitted>> {
    let mut left = fitted.into_iter();
    let settings = (0..).map_while(|_| {
        let own: Vec<_> = left.by_ref().take(each).collect();
        (!own.is_empty()).then_some(own)
    });
    let whole = settings
        .enumerate()
        .filter_map(|(setting, own)| Some((setting, own.into_iter().collect::<Option<_>>()?)));
    whole.collect()
}

/// The mean of numbers and their deviation, that of a sample: NaN of one alone, both of none.
///
/// ```
/// use gradshader::together::mean_and_deviation;
///
/// assert_eq!(mean_and_deviation(&[1.0, 3.0]), (2.0, 2.0f64.sqrt()));
/// ```
pub fn mean_and_deviation(values: &[f64]) -> (f64, f64) {
    if values.is_empty() {
        return (f64::NAN, f64::NAN);
    }
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (mean, (squares / (count - 1.0)).sqrt())
}

/// What is measured of a part, of each that was trained; those that all have.
pub fn measured(fitted: &[&Fitted], part: Part) -> Vec<(Metric, Vec<f64>)> {
    let Some(first) = fitted.first() else { return Vec::new() };
    let metrics = first.measures.iter().filter(|(of, ..)| *of == part).map(|(_, metric, _)| metric);
    let all = |metric: Metric| {
        let values = fitted.iter().map(|fitted| fitted.measures.get(part, metric));
        Some((metric, values.collect::<Option<Vec<_>>>()?))
    };
    metrics.filter_map(all).collect()
}

/// What a network is worth by what is monitored; NaN where it diverged.
pub fn worth(fitted: &Fitted, monitor: Monitor) -> f64 {
    match fitted.diverged {
        true => f64::NAN,
        false => fitted.measures.get(monitor.part, monitor.metric).unwrap_or(f64::NAN),
    }
}
