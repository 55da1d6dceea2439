//! A training run from its first epoch to what is kept of it.
//!
//! [`fit`] owns the epochs. What it measures it puts into one [`Store`] by epoch, part, metric and
//! member, and whatever has to know how training goes asks that: early stopping, the epoch whose
//! parameters are kept, a rate that is reduced on a plateau, a log, a progress bar. "Better" is
//! defined once, by [`Direction`](crate::metrics::Direction), and "best" once, by
//! [`Store::best`].
//!
//! A front is a [`Listener`]: it is told what happens, can stop the run and [`Request`] more of it. Nothing here opens a
//! file or starts a thread, and the one clock is that of `web-time`, so that this also runs in a
//! browser.
//!
//! ```
//! use gradshader::cpu::CpuExecutor;
//! use gradshader::network::{Activation, Network, Parameters};
//! use gradshader::run::{EarlyStop, Event, FitOptions, Flow, fit};
//! use gradshader::train::{Hyperparameters, Trainer};
//! use gradshader::{Dataset, block_on};
//!
//! # fn main() -> gradshader::Result<()> {
//! let xor = Dataset::from_rows(
//!     &[[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]],
//!     &[[0.0], [1.0], [1.0], [0.0]],
//! );
//! let network = Network::new(&[2, 4, 1], &[Activation::Sigmoid; 2])?;
//! let parameters = Parameters::initialise(&network, &[1]);
//! let settings = Hyperparameters::new(4.0, 4, 1);
//! let executor = CpuExecutor::<f32>::new();
//! let options = FitOptions {
//!     epochs: 2000,
//!     early_stop: Some(EarlyStop { patience: 50, min_delta: 1e-5 }),
//!     ..FitOptions::default()
//! };
//! let mut epochs = 0;
//! let mut listener = |event: &Event<'_>| {
//!     epochs += u32::from(matches!(event, Event::Epoch(_)));
//!     Ok(Flow::Continue)
//! };
//! let outcome = block_on(async {
//!     let mut trainer =
//!         Trainer::new(executor, network, &parameters, xor.clone(), Some(xor), settings).await?;
//!     fit(&mut trainer, &options, &mut listener).await
//! })?;
//! assert_eq!(outcome.epochs, epochs);
//! println!("{} after {epochs} epochs, the best was {}", outcome.reason, outcome.kept[0]);
//! # Ok(())
//! # }
//! ```

mod event;
mod fit;
mod measure;
mod measures;
mod options;
mod range;
mod request;
mod standing;
mod stop;
mod store;

pub use self::event::{
    EpochDone, Event, Flow, Listener, Outcome, RateChanged, Reopened, RolledBack, Start,
};
pub use self::fit::{fit, fit_kept};
#[cfg(feature = "parallel")]
pub(crate) use self::measure::measure;
pub use self::measure::{is_defined, measures};
pub use self::measures::Measures;
pub use self::options::{EarlyStop, FitOptions, Halving, Keep, Meaning, OnDivergence, Target};
pub use self::range::{RangeOptions, RangeTest, range_test};
pub use self::request::{RateChange, Request};
pub use self::standing::{BestBefore, Keeper, Standing};
pub use self::stop::StopReason;
pub use self::store::{Best, Monitor, Part, Store};
