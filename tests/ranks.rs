//! Networks dealt to ranks that are threads of one process: whichever the number of ranks, and whichever of them
//! fails or dies, the bits of one process. And one network that all of them train.

mod common;
#[path = "ranks/shared.rs"]
mod shared;

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use gradshader::Dataset;
use gradshader::block_on;
use gradshader::dataset::{Preprocessing, Samples, Scaling, TableOptions, read_csv};
use gradshader::device::Choice;
use gradshader::error::{ErrorKind, Result};
use gradshader::formula::Loss;
use gradshader::gpu::GpuOptions;
use gradshader::metrics::Metric;
use gradshader::network::{Activation, Network, Parameters};
use gradshader::ranks::{
    Communicator, End, Journal, Lead, dismiss, fingerprint, lead, serve, threads,
};
use gradshader::run::{EarlyStop, Event, FitOptions, Flow, Meaning, Part, StopReason};
use gradshader::schedule::Schedules;
use gradshader::together::{Candidate, Data, Fitted, Front, Mixing, Session};
use gradshader::train::Hyperparameters;

/// Networks of two shapes with early stops, on iris.
struct Work {
    preprocessing: Preprocessing,
    training: Dataset,
    validation: Dataset,
    networks: Vec<Network>,
    parameters: Vec<Parameters>,
    hyperparameters: Vec<Hyperparameters>,
    /// The setting of each network.
    team: fn(usize) -> usize,
}

const NETWORKS: usize = 11;

impl Work {
    fn new() -> Self {
        let bytes = include_bytes!("../data/iris.csv");
        let table = read_csv("iris.csv", bytes).unwrap();
        let samples = Samples::from_table(table, &TableOptions::default()).unwrap();
        let (held_out, rest): (Vec<u32>, Vec<u32>) = (0..150).partition(|row| row % 5 == 0);
        let preprocessing =
            Preprocessing::fit(&samples, &rest, Scaling::Standard, Activation::Softmax).unwrap();
        let of = |place: usize| {
            let sizes: &[usize] = if place.is_multiple_of(3) { &[4, 6, 3] } else { &[4, 9, 3] };
            Network::new(sizes, &[Activation::Tanh, Activation::Softmax]).unwrap()
        };
        let networks: Vec<_> = (0..NETWORKS).map(of).collect();
        let parameters = networks.iter().zip(0..);
        let parameters = parameters.map(|(network, seed)| Parameters::initialise(network, &[seed]));
        let hyperparameters = (0..NETWORKS).map(|place| Hyperparameters {
            loss: Loss::SoftmaxCrossEntropy,
            ..Hyperparameters::new(0.02 * (place + 1) as f32, 16, place as u64)
        });
        Self {
            training: preprocessing.apply_rows(&samples, &rest).unwrap(),
            validation: preprocessing.apply_rows(&samples, &held_out).unwrap(),
            preprocessing,
            parameters: parameters.collect(),
            networks,
            hyperparameters: hyperparameters.collect(),
            team: |place| place,
        }
    }

    fn data(&self) -> Data<'_> {
        Data {
            preprocessing: &self.preprocessing,
            training: &self.training,
            validation: Some(&self.validation),
            test: None,
        }
    }

    fn candidates(&self) -> Vec<Candidate<'_>> {
        let options = FitOptions {
            epochs: 12,
            meaning: Meaning::Encoded(&self.preprocessing),
            metrics: Some(vec![Metric::Accuracy]),
            early_stop: Some(EarlyStop { patience: 3, min_delta: 0.0 }),
            ..FitOptions::default()
        };
        let of = |place: usize| Candidate {
            data: 0,
            team: (self.team)(place),
            network: &self.networks[place],
            parameters: (&self.parameters[place]).into(),
            hyperparameters: &self.hyperparameters[place],
            schedules: Schedules::default(),
            options: options.clone(),
        };
        (0..NETWORKS).map(of).collect()
    }
}

fn session<'a>(data: &'a [Data<'a>], device: &'a Choice, halving: Option<u32>) -> Session<'a> {
    Session {
        data,
        device,
        gpu: GpuOptions::default(),
        mixing: Mixing::default(),
        halving,
        verify: None,
        answers: &[Part::Validation],
        collects: false,
    }
}

/// Hears what is said, and may stop after so many epochs.
#[derive(Default)]
struct Heard {
    warnings: RefCell<Vec<String>>,
    notes: RefCell<Vec<String>>,
    epochs: u32,
    last: Option<u32>,
    left: Vec<(usize, Fitted)>,
}

impl Front for Heard {
    fn note(&self, line: &str) {
        self.notes.borrow_mut().push(line.to_owned());
    }

    fn warn(&self, line: &str) {
        self.warnings.borrow_mut().push(line.to_owned());
    }

    fn event(&mut self, event: &Event<'_>, _rates: &[f32]) -> Result<Flow> {
        self.epochs += u32::from(matches!(event, Event::Epoch(_)));
        Ok(Flow::Continue)
    }

    fn left(&mut self, places: Vec<usize>, fitted: Vec<Fitted>) {
        self.left.extend(places.into_iter().zip(fitted));
    }

    fn interrupted(&self) -> bool {
        self.last.is_some_and(|last| self.epochs >= last)
    }
}

/// What tells one network from another, bit for bit.
fn bits(fitted: &[Fitted]) -> Vec<String> {
    let of = |fitted: &Fitted| {
        let measures: Vec<_> = fitted.measures.iter().map(|(.., value)| value.to_bits()).collect();
        let answers: Vec<_> =
            fitted.answers.concat().iter().map(|answer| answer.to_bits()).collect();
        let of = (fitted.kept, fitted.epochs, fitted.stop, fitted.diverged, measures, answers);
        format!("{} {of:?}", fitted.parameters.hash())
    };
    fitted.iter().map(of).collect()
}

fn alone(work: &Work, halving: Option<u32>) -> Vec<String> {
    let data = [work.data()];
    let session = session(&data, &Choice::Cpu, halving);
    let (fitted, _) = block_on(session.train(&work.candidates(), &mut Heard::default())).unwrap();
    bits(&fitted)
}

/// What a run on several ranks came to.
struct Led {
    fitted: Result<Vec<String>>,
    heard: Heard,
    ends: Vec<End>,
    journal: Option<Journal>,
}

/// Runs all on ranks that are threads; those at `dies` say nothing and end once so many of the others' networks
/// may be done.
fn led(
    work: &Work,
    ranks: usize,
    device: &Choice,
    dies: &[usize],
    kept: Option<Journal>,
    (halving, last): (Option<u32>, Option<u32>),
) -> Led {
    let kept = kept.map(|journal| {
        let path = journal.path().to_owned();
        drop(journal);
        Journal::open(&path).unwrap()
    });
    let world = threads(ranks);
    let data = [work.data()];
    let session = session(&data, device, halving);
    let candidates = work.candidates();
    let (session, candidates) = (&session, &candidates[..]);
    thread::scope(|scope| {
        let others: Vec<_> = world[1..]
            .iter()
            .map(|rank: &Arc<dyn Communicator>| {
                scope.spawn(move || {
                    if dies.contains(&rank.rank()) {
                        rank.leave(false);
                        return None;
                    }
                    Some(block_on(serve(session, candidates, &**rank, &|| false)))
                })
            })
            .collect();
        let mut heard = Heard { last, ..Heard::default() };
        let leader = Lead { world: &*world[0], kept };
        let done = block_on(lead(session, candidates, &mut heard, leader));
        dismiss(&*world[0], u8::from(done.is_err()));
        let ends = others.into_iter().filter_map(|other| other.join().unwrap()).collect();
        let (fitted, journal) = match done {
            Ok((fitted, _, journal)) => (Ok(bits(&fitted)), journal),
            Err(error) => (Err(error), None),
        };
        Led { fitted, heard, ends, journal }
    })
}

#[test]
fn any_number_of_ranks_gives_the_bits_of_one_process() {
    let work = Work::new();
    for halving in [None, Some(2)] {
        let alone = alone(&work, halving);
        for ranks in [1, 2, 3, 4] {
            let led = led(&work, ranks, &Choice::Cpu, &[], None, (halving, None));
            assert_eq!(led.fitted.unwrap(), alone, "{ranks} ranks, {halving:?}");
            assert!(led.heard.warnings.borrow().is_empty());
            assert_eq!(led.ends, vec![End { code: 0, all: true, is_lost: false }; ranks - 1]);
        }
    }
}

#[test]
fn settings_of_networks_of_several_shapes_are_halved_as_a_whole_on_any_number_of_ranks() {
    let work = Work { team: |place| place / 2, ..Work::new() };
    let data = [work.data()];
    let session = session(&data, &Choice::Cpu, Some(2));
    let candidates = work.candidates();
    let (fitted, _) = block_on(session.train(&candidates, &mut Heard::default())).unwrap();
    let halved = |fitted: &Fitted| match fitted.stop {
        Some(StopReason::Halved { epoch, .. }) => Some(epoch),
        _ => None,
    };
    let mut all = 0;
    for team in fitted.chunks(2) {
        // Of one that had stopped before nothing is ended.
        let ends: Vec<_> = team.iter().filter_map(halved).collect();
        assert!(ends.iter().all(|end| *end == ends[0]), "{ends:?}");
        let stopped = |of: &Fitted| of.stop.is_some() && ends.first() > Some(&of.epochs);
        assert!(ends.is_empty() || team.iter().all(|of| halved(of).is_some() || stopped(of)));
        all += usize::from(!ends.is_empty());
    }
    assert!(all >= 3, "{all}");
    let alone = bits(&fitted);
    for ranks in [1, 2, 3] {
        let led = led(&work, ranks, &Choice::Cpu, &[], None, (Some(2), None));
        assert_eq!(led.fitted.unwrap(), alone, "{ranks} ranks");
    }
}

#[test]
fn what_belonged_to_a_rank_that_fails_or_dies_is_tried_on_others() {
    let work = Work::new();
    let alone = alone(&work, None);
    // Rank 1 has no such device.
    let device = Choice::Adapter("cpu,99,cpu".to_owned());
    let led_on = led(&work, 3, &device, &[], None, (None, None));
    assert_eq!(led_on.fitted.unwrap(), alone);
    let warnings = led_on.heard.warnings.into_inner();
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert!(warnings[0].starts_with("rank 1 failed: there is no device \"99\""), "{warnings:?}");
    assert!(warnings[0].ends_with("its 3 networks are tried on 2 other ranks"), "{warnings:?}");

    for dies in [&[2][..], &[1, 2]] {
        let led = led(&work, 3, &Choice::Cpu, dies, None, (None, None));
        assert_eq!(led.fitted.unwrap(), alone);
        let warnings = led.heard.warnings.into_inner();
        assert_eq!(warnings.len(), dies.len(), "{warnings:?}");
        assert!(warnings[0].contains("its process has died; its "), "{warnings:?}");
        // Who is left does not wait for the dead.
        assert!(led.ends.iter().all(|end| !end.all));
    }
}

#[test]
fn what_fails_on_every_rank_ends_the_run_with_its_own_error() {
    let work = Work::new();
    let device = Choice::Adapter("99,99".to_owned());
    let led = led(&work, 3, &device, &[], None, (None, None));
    let error = led.fitted.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Device);
    assert!(error.to_string().starts_with("there is no device \"99\""), "{error}");
    assert!(led.ends.iter().all(|end| end.code == 1));
}

#[test]
fn a_run_that_was_cut_off_goes_on_from_what_was_kept() {
    let work = Work::new();
    let alone = alone(&work, None);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal");
    let open = || Some(Journal::open(&path).unwrap().0);
    // Rank 0 stops when its own first few are done.
    let cut = led(&work, 2, &Choice::Cpu, &[], open(), (None, Some(14)));
    let error = cut.fitted.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Interrupted);
    let (_, known) = Journal::open(&path).unwrap();
    let count = known.len();
    assert!(count > 0 && count < NETWORKS, "{count}");
    let said = format!("interrupted; {count} of {NETWORKS} networks are kept");
    assert!(error.to_string().starts_with(&said), "{error}");
    let left = cut.heard.left;
    for (place, fitted) in known {
        assert!(left.iter().any(|(of, left)| *of == place && !left.is_cut_off()), "{place}");
        assert_eq!(bits(&[fitted]), [alone[place].clone()]);
    }
    // Whoever asked to stop is told of all that was done, and of what rank 0 was training.
    assert!(left.iter().any(|(_, left)| left.is_cut_off()));
    for (place, left) in left.into_iter().filter(|(_, left)| !left.is_cut_off()) {
        assert_eq!(bits(&[left]), [alone[place].clone()]);
    }
    let done = led(&work, 3, &Choice::Cpu, &[], open(), (None, None));
    assert_eq!(done.fitted.unwrap(), alone);
    let notes = done.heard.notes.into_inner();
    let said = format!("{count} of {NETWORKS} networks are taken from a run that was cut off");
    assert!(notes.contains(&said), "{notes:?}");
    done.journal.unwrap().remove();
    assert!(!path.exists());
}

#[test]
fn a_session_is_known_by_all_that_decides_it() {
    let work = Work::new();
    let data = [work.data()];
    let of = |halving, change: &dyn Fn(&mut Vec<Candidate<'_>>)| {
        let mut candidates = work.candidates();
        change(&mut candidates);
        block_on(fingerprint(&session(&data, &Choice::Cpu, halving), &candidates))
    };
    let known = of(None, &|_| {});
    assert_eq!(known, of(None, &|_| {}));
    assert_ne!(known, of(Some(2), &|_| {}));
    assert_ne!(known, of(None, &|candidates| drop(candidates.pop())));
    assert_ne!(known, of(None, &|candidates| candidates[3].options.epochs += 1));
    assert_ne!(known, of(None, &|candidates| candidates.swap(1, 2)));
    let mut other = Work::new();
    other.training.inputs.to_mut()[7] += 1e-6;
    let data = [other.data()];
    assert_ne!(
        known,
        block_on(fingerprint(&session(&data, &Choice::Cpu, None), &other.candidates()))
    );
}

#[test]
fn messages_between_ranks_keep_their_order() {
    let world = threads(3);
    let count = AtomicU32::new(0);
    thread::scope(|scope| {
        for from in &world[1..] {
            scope.spawn(|| {
                for number in 0..100u8 {
                    from.send(0, vec![number]).unwrap();
                }
                count.fetch_add(1, Ordering::Release);
            });
        }
    });
    for from in [1, 2] {
        for number in 0..100u8 {
            assert_eq!(world[0].receive_from(from).unwrap(), Some(vec![number]));
        }
    }
    assert_eq!(world[0].receive_from(0).unwrap(), None);
    assert!(world[1].send(3, Vec::new()).is_err());
}
