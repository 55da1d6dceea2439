//! The page as the listener of a run, and what it keeps of where the run stands.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gradshader::Result;
use gradshader::metrics::Metric;
use gradshader::network::{Network, Parameters};
use gradshader::run::{Event, Flow, Keeper, Listener, Part, Standing, Store};
use serde::Serialize;
use serde_json::{Map, Value};
use wasm_bindgen::JsValue;
use web_time::{Duration, Instant};

use crate::error::caught;
use crate::look;

/// How often the page is told how far an epoch has come.
const TELL_EVERY: Duration = Duration::from_millis(100);
/// How often it is shown what the network has learned so far.
const SHOW_EVERY: Duration = Duration::from_millis(250);

/// Whether someone wants a run to end.
pub(crate) type Asked = Rc<Cell<bool>>;

/// What the page is told, each as JSON of one object.
#[derive(Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
enum Told<'a> {
    Start { epochs: u32, samples: usize },
    Progress { epoch: u32, seconds: f64 },
    Epoch(Epoch),
    RolledBack { epoch: u32, to: u32 },
    Reopened { to: u32, because: String },
    End { reason: &'a str, epochs: u32 },
}

/// A complete epoch.
#[derive(Serialize)]
struct Epoch {
    epoch: u32,
    seconds: f64,
    learning_rate: f64,
    samples_per_second: f64,
    /// By part and metric, as `validation_accuracy`; what is not finite is null.
    values: Map<String, Value>,
    best_epoch: Option<u32>,
}

/// Hands events to a function of the page.
pub(crate) struct Front {
    told: js_sys::Function,
    asked: Asked,
    samples: usize,
    /// The last complete epoch that the page was told of: after a device was opened again, some come twice.
    last_told: Instant,
}

impl Front {
    pub(crate) fn new(told: js_sys::Function, asked: Asked) -> Self {
        Self { told, asked, samples: 0, last_told: Instant::now() }
    }

    fn tell(&self, what: &Told<'_>) -> Result<Flow> {
        let text = serde_json::to_string(what).unwrap_or_default();
        self.told.call1(&JsValue::NULL, &text.into()).map_err(caught)?;
        Ok(Flow::Continue)
    }
}

/// The values of an epoch by name.
pub(crate) fn values(store: &Store, epoch: u32) -> Map<String, Value> {
    let mut values = Map::new();
    for part in Part::ALL {
        let classes = Metric::all_of_classes(10).into_iter();
        let all = [Metric::Loss].into_iter().chain(classes).chain(Metric::OF_VALUES);
        for metric in all {
            if let Some(value) = store.get(epoch, part, metric, 0) {
                values.insert(format!("{}_{metric}", part.name()), value.into());
            }
        }
    }
    values
}

impl Listener for Front {
    fn event(&mut self, event: &Event<'_>) -> Result<Flow> {
        match event {
            Event::Start(start) => {
                self.samples = start.samples;
                self.tell(&Told::Start { epochs: start.epochs, samples: start.samples })
            }
            Event::Progress { epoch, seconds, .. } if self.last_told.elapsed() >= TELL_EVERY => {
                self.last_told = Instant::now();
                self.tell(&Told::Progress { epoch: *epoch, seconds: *seconds })
            }
            Event::Epoch(done) => {
                let part = match done.store.series(Part::Validation, Metric::Loss, 0) {
                    [] => Part::Training,
                    _ => Part::Validation,
                };
                let monitor = gradshader::run::Monitor { part, metric: Metric::Loss };
                self.tell(&Told::Epoch(Epoch {
                    epoch: done.number,
                    seconds: done.seconds,
                    learning_rate: done.learning_rates[0],
                    samples_per_second: self.samples as f64 / done.training_seconds,
                    values: values(done.store, done.number),
                    best_epoch: done.store.best(monitor, 0).map(|best| best.epoch),
                }))
            }
            Event::RolledBack(back) => {
                self.tell(&Told::RolledBack { epoch: back.epoch, to: back.to })
            }
            Event::Reopened(event) => {
                let because = event.because.to_string();
                self.tell(&Told::Reopened { to: event.to, because })
            }
            Event::End(outcome) => {
                let (reason, epochs) = (outcome.reason.name(), outcome.epochs);
                self.tell(&Told::End { reason, epochs })
            }
            _ => Ok(Flow::Continue),
        }
    }

    fn interrupted(&self) -> bool {
        self.asked.get()
    }
}

/// Keeps where the run stands, to go on from there, and shows the page what was learned so far.
pub(crate) struct Live<'a> {
    pub(crate) standing: &'a RefCell<Option<Standing>>,
    pub(crate) network: &'a Network,
    /// Called with the parameters.
    pub(crate) shown: &'a dyn Fn(&Parameters) -> Result<()>,
    pub(crate) last_shown: Cell<Instant>,
}

impl Keeper for Live<'_> {
    fn resume(&mut self) -> Option<Standing> {
        self.standing.borrow().clone()
    }

    fn steps(&self) -> Option<u64> {
        None
    }

    fn is_due(&self, _: u64, _: u32) -> bool {
        self.last_shown.get().elapsed() >= SHOW_EVERY
    }

    fn keep(&mut self, standing: &Standing) -> Result<()> {
        self.standing.replace(Some(standing.clone()));
        if let Some(parameters) = look::parameters(&standing.training, self.network) {
            (self.shown)(&parameters)?;
        }
        // Showing takes time of its own, which is not to be all of it.
        self.last_shown.set(Instant::now());
        Ok(())
    }
}
