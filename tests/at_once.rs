//! Runs of a session that train at once on the CPU: each comes to what it comes to alone, is told of as if they trained
//! one after the other, and ends with the others.

use std::cell::Cell;

use gradshader::Dataset;
use gradshader::block_on;
use gradshader::cpu::prefer_threads;
use gradshader::dataset::{Preprocessing, Samples, Scaling, TableOptions, read_csv};
use gradshader::device::Choice;
use gradshader::error::{Error, ErrorKind, Result};
use gradshader::formula::Loss;
use gradshader::gpu::{AdapterDescription, GpuOptions};
use gradshader::network::{Activation, Network, Parameters};
use gradshader::run::{EarlyStop, Event, FitOptions, Flow, Meaning, Part};
use gradshader::schedule::Schedules;
use gradshader::together::{Candidate, Class, Data, Fitted, Front, Mixing, Session};
use gradshader::train::Hyperparameters;

/// Iris, of which each candidate trains on as many samples; two of them on as many.
struct Work {
    preprocessing: Preprocessing,
    training: Vec<Dataset>,
    validation: Dataset,
    network: Network,
    parameters: Parameters,
    hyperparameters: Vec<Hyperparameters>,
    epochs: u32,
}

const SAMPLES: [usize; 6] = [96, 97, 60, 97, 31, 118];

impl Work {
    fn new(epochs: u32) -> Self {
        let bytes = include_bytes!("../data/iris.csv");
        let table = read_csv("iris.csv", bytes).unwrap();
        let samples = Samples::from_table(table, &TableOptions::default()).unwrap();
        let (held_out, rest): (Vec<u32>, Vec<u32>) = (0..150).partition(|row| row % 5 == 0);
        let preprocessing =
            Preprocessing::fit(&samples, &rest, Scaling::Standard, Activation::Softmax).unwrap();
        let network = Network::new(&[4, 9, 3], &[Activation::Relu, Activation::Softmax]).unwrap();
        let of = |(place, &count): (usize, &usize)| {
            let rows: Vec<u32> = rest.iter().copied().skip(place % 2).take(count).collect();
            preprocessing.apply_rows(&samples, &rows).unwrap()
        };
        let hyperparameters = (0..SAMPLES.len()).map(|place| Hyperparameters {
            loss: Loss::SoftmaxCrossEntropy,
            dropout: vec![0.1; 2],
            ..Hyperparameters::new(0.02 * (place + 1) as f32, 16, place as u64)
        });
        Self {
            training: SAMPLES.iter().enumerate().map(of).collect(),
            validation: preprocessing.apply_rows(&samples, &held_out).unwrap(),
            parameters: Parameters::initialise(&network, &[7]),
            preprocessing,
            network,
            hyperparameters: hyperparameters.collect(),
            epochs,
        }
    }

    /// These of all, trained in one session.
    fn trained(
        &self,
        places: &[usize],
        heard: &mut Heard,
    ) -> Result<(Vec<Fitted>, AdapterDescription)> {
        prefer_threads(3);
        let data = self.training.iter().map(|training| Data {
            preprocessing: &self.preprocessing,
            training,
            validation: Some(&self.validation),
            test: None,
        });
        let data: Vec<_> = data.collect();
        let session = Session {
            data: &data,
            device: &Choice::Cpu,
            gpu: GpuOptions::default(),
            mixing: Mixing::Auto,
            halving: None,
            verify: None,
            answers: &[Part::Validation],
            collects: false,
        };
        let candidates = places.iter().map(|&place| Candidate {
            data: place,
            team: place,
            network: &self.network,
            parameters: (&self.parameters).into(),
            hyperparameters: &self.hyperparameters[place],
            schedules: Schedules::default(),
            options: FitOptions {
                epochs: self.epochs,
                meaning: Meaning::Encoded(&self.preprocessing),
                early_stop: Some(EarlyStop { patience: 3, min_delta: 0.0 }),
                ..FitOptions::default()
            },
        });
        block_on(session.train(&candidates.collect::<Vec<_>>(), heard))
    }
}

/// What was told, and when to stop.
#[derive(Default)]
struct Heard {
    told: Vec<String>,
    left: Vec<(usize, Fitted)>,
    /// Epochs, of all classes together, after which it interrupts, fails or stops.
    interrupts: Option<usize>,
    fails: Option<usize>,
    stops: Option<usize>,
    epochs: Cell<usize>,
}

impl Front for Heard {
    fn begins(&mut self, class: &Class<'_>) {
        self.told.push(format!("begins {} {}", class.number.0, class.data.training.samples));
    }

    fn event(&mut self, event: &Event<'_>, rates: &[f32]) -> Result<Flow> {
        match event {
            Event::Start(start) => self.told.push(format!("start {}", start.samples)),
            Event::Epoch(done) => {
                assert_eq!(done.store.members(), rates.len());
                self.epochs.set(self.epochs.get() + 1);
            }
            Event::End(_) => self.told.push("end".to_owned()),
            _ => {}
        }
        let is_over = |after: Option<usize>| after.is_some_and(|after| self.epochs.get() >= after);
        match (is_over(self.fails), is_over(self.stops)) {
            (true, _) => Err(Error::failed("the front fails")),
            (_, true) => Ok(Flow::Stop),
            _ => Ok(Flow::Continue),
        }
    }

    fn interrupted(&self) -> bool {
        self.interrupts.is_some_and(|after| self.epochs.get() >= after)
    }

    fn ended(&mut self) {
        self.told.push("ended".to_owned());
    }

    fn left(&mut self, places: Vec<usize>, fitted: Vec<Fitted>) {
        self.left.extend(places.into_iter().zip(fitted));
    }
}

fn bits(fitted: &Fitted) -> String {
    let measures: Vec<_> = fitted.measures.iter().map(|(.., value)| value.to_bits()).collect();
    let answers: Vec<_> = fitted.answers.concat().iter().map(|answer| answer.to_bits()).collect();
    let of = (fitted.kept, fitted.epochs, fitted.stop, fitted.diverged, measures, answers);
    format!("{} {of:?}", fitted.parameters.hash())
}

const ALL: [usize; 6] = [0, 1, 2, 3, 4, 5];

#[test]
fn runs_at_once_come_to_what_each_comes_to_alone() {
    let work = Work::new(25);
    let mut heard = Heard::default();
    let (fitted, _) = work.trained(&ALL, &mut heard).unwrap();
    for (place, fitted) in fitted.iter().enumerate() {
        let (alone, _) = work.trained(&[place], &mut Heard::default()).unwrap();
        assert_eq!(bits(fitted), bits(&alone[0]), "{place}");
    }
    let epochs: Vec<_> = fitted.iter().map(|fitted| fitted.epochs).collect();
    assert!(epochs.iter().min() < epochs.iter().max(), "{epochs:?}");
    // All begin before one ends, and what is told of one is whole.
    let begun = ["begins 0 96", "begins 1 97", "begins 2 60", "begins 3 31", "begins 4 118"];
    let is_begin = |told: &&String| told.starts_with("begins");
    assert_eq!(heard.told.iter().filter(is_begin).collect::<Vec<_>>(), begun);
    let end = heard.told.iter().position(|told| told == "ended").unwrap();
    assert_eq!(heard.told[..end].iter().filter(is_begin).count(), begun.len(), "{:?}", heard.told);
    let runs: Vec<_> = heard.told.iter().filter(|told| !is_begin(told)).collect();
    for run in runs.chunks(3) {
        assert!(run[0].starts_with("start ") && *run[1] == "end" && *run[2] == "ended", "{runs:?}");
    }
    assert!(runs.len() > 3, "one that trains longer is told of: {runs:?}");
    assert!(heard.left.is_empty());
}

#[test]
fn an_interruption_or_an_error_ends_all_and_leaves_all_as_they_are() {
    let work = Work::new(1000);
    for (interrupts, fails, stops) in
        [(Some(2), None, None), (None, Some(2), None), (None, None, Some(2))]
    {
        let mut heard = Heard { interrupts, fails, stops, ..Heard::default() };
        let error = work.trained(&ALL, &mut heard).unwrap_err();
        match fails {
            None => assert_eq!(error.kind(), ErrorKind::Interrupted, "{error}"),
            Some(_) => assert_eq!(error.to_string(), "the front fails"),
        }
        heard.left.sort_by_key(|(place, _)| *place);
        let places: Vec<_> = heard.left.iter().map(|(place, _)| *place).collect();
        assert_eq!(places, ALL, "{error}");
        for (place, fitted) in &heard.left {
            assert!(fitted.is_cut_off() && fitted.kept > 0, "{place}: {:?}", fitted.stop);
            assert!(!fitted.parameters.layers.is_empty());
        }
    }
}

#[test]
fn a_run_that_cannot_be_trained_ends_the_others() {
    let mut work = Work::new(1000);
    work.hyperparameters[2].loss = Loss::Huber;
    let mut heard = Heard::default();
    let error = work.trained(&ALL, &mut heard).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Input, "{error}");
    let (alone, _) = (work.trained(&[2], &mut Heard::default()).unwrap_err(), ());
    assert_eq!(error.to_string(), alone.to_string());
    assert!(heard.left.iter().all(|(place, fitted)| *place != 2 && fitted.is_cut_off()));
    assert!(!heard.left.is_empty());
}
