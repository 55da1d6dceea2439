//! One network trained by ranks that are threads, each with its rows of every batch.

#[path = "devices.rs"]
mod devices;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread;

use gradshader::bound::{self, Growth};
use gradshader::cpu::{CpuExecutor, ParallelExecutor};
use gradshader::error::{Error, ErrorKind, Result};
use gradshader::executor::Executor;
use gradshader::formula::{Loss, Optimizer};
use gradshader::network::{Activation, Network, Parameters};
use gradshader::ranks::{Communicator, End, Node, Shared, dismiss, follow, threads};
use gradshader::recording::Buffer;
use gradshader::train::{Average, Epoch, Hyperparameters, State, Trainer};
use gradshader::{Dataset, block_on};

type Leader = Trainer<Shared<ParallelExecutor>>;

/// Samples with weights, so many that the last batch is smaller than four ranks are.
fn data() -> Dataset {
    let samples = 51;
    let number = |i: usize| ((i * 7919 + 13) % 1009) as f32 / 504.5 - 1.0;
    let targets = (0..samples).flat_map(|sample| {
        let class = sample % 3;
        let one_hot = (0..3).map(move |k| if k == class { 1.0 } else { 0.0 });
        one_hot.chain([0.5 + (sample % 4) as f32])
    });
    Dataset {
        samples,
        inputs: (0..samples * 6).map(number).collect::<Vec<_>>().into(),
        targets: targets.collect::<Vec<_>>().into(),
    }
}

fn network() -> Network {
    Network::new(&[6, 9, 5, 3], &[Activation::Gelu, Activation::Tanh, Activation::Softmax]).unwrap()
}

/// All that a step may have.
fn everything() -> Hyperparameters {
    Hyperparameters {
        loss: Loss::SoftmaxCrossEntropy,
        label_smoothing: 0.1,
        weighted: true,
        l2: 0.01,
        clip_value: Some(0.2),
        clip_norm: Some(0.4),
        dropout: vec![0.1, 0.3, 0.2],
        average: Some(Average::Exponential(0.9)),
        ..Hyperparameters::new(0.02, 16, 5).with_optimizer(Optimizer::Adam)
    }
}

/// Gradient descent, whose updates one device makes as it finds the gradients.
fn descent() -> Hyperparameters {
    Hyperparameters {
        loss: Loss::SoftmaxCrossEntropy,
        weighted: true,
        ..Hyperparameters::new(0.1, 16, 5)
    }
}

fn executor() -> ParallelExecutor {
    ParallelExecutor::new(Some(1)).unwrap()
}

fn trainer<E: Executor>(executor: E, hyperparameters: &Hyperparameters) -> Result<Trainer<E>> {
    let parameters = Parameters::initialise(&network(), &[3]);
    let (data, validation) = (data(), data());
    block_on(Trainer::new(
        executor,
        network(),
        &parameters,
        data,
        Some(validation),
        hyperparameters.clone(),
    ))
}

/// Tells the others how the run ended, however this one did.
struct Over<'a> {
    world: &'a dyn Communicator,
    code: u8,
}

impl Drop for Over<'_> {
    fn drop(&mut self) {
        dismiss(self.world, self.code);
    }
}

/// What rank 0 does with a trainer of all these ranks, and how the others ended; `stops` is the rank, if any, that
/// the user wants to stop.
fn on<T>(
    world: &[Arc<dyn Communicator>],
    hyperparameters: &Hyperparameters,
    asked: (fn(), Option<usize>),
    work: impl FnOnce(&mut Leader) -> Result<T>,
) -> (Result<T>, Vec<End>) {
    on_devices(world, &executor, hyperparameters, asked, work)
}

/// The same with devices of another kind, which each rank opens for itself.
fn on_devices<E: Executor, T>(
    world: &[Arc<dyn Communicator>],
    device: &(impl Fn() -> E + Sync),
    hyperparameters: &Hyperparameters,
    (asked, stops): (fn(), Option<usize>),
    work: impl FnOnce(&mut Trainer<Shared<E>>) -> Result<T>,
) -> (Result<T>, Vec<End>) {
    thread::scope(|scope| {
        let follower = |rank: &Arc<dyn Communicator>| {
            let rank = rank.clone();
            scope.spawn(move || {
                let is_asked = stops == Some(rank.rank());
                block_on(follow(device(), rank, &|| is_asked))
            })
        };
        let others: Vec<_> = world[1..].iter().map(follower).collect();
        // Where a test fails, the others do not wait for it.
        let mut over = Over { world: &*world[0], code: 99 };
        let shared = Shared::new(device(), world[0].clone(), asked);
        let done = trainer(shared, hyperparameters).and_then(|mut trainer| work(&mut trainer));
        over.code = u8::from(done.is_err());
        drop(over);
        (done, others.into_iter().map(|other| other.join().unwrap()).collect())
    })
}

/// Three epochs: what they were, what the parameters are, and what a run would go on from.
fn trained<E: Executor>(trainer: &mut Trainer<E>) -> Result<(Vec<Epoch>, Parameters, State)> {
    let epochs = (0..3).map(|_| {
        let epoch = block_on(trainer.epoch())?;
        // Rank 0 alone evaluates in between.
        block_on(trainer.validate())?;
        Ok(epoch)
    });
    let epochs = epochs.collect::<Result<_>>()?;
    Ok((epochs, block_on(trainer.parameters())?, block_on(trainer.state())?))
}

fn on_ranks(ranks: usize, of: &Hyperparameters) -> (Vec<Epoch>, Parameters, State) {
    let (done, ends) = on(&threads(ranks), of, (|| {}, None), trained);
    assert_eq!(ends, vec![End { code: 0, all: true, is_lost: false }; ranks - 1]);
    done.unwrap()
}

#[test]
fn any_number_of_ranks_has_bits_of_its_own_that_do_not_change() {
    for of in [everything(), descent()] {
        let alone = trained(&mut trainer(executor(), &of).unwrap()).unwrap();
        for ranks in [1, 2, 3, 4] {
            let first = on_ranks(ranks, &of);
            assert_eq!(first, on_ranks(ranks, &of), "{ranks} ranks");
            // Alone it does what a process does, which only gradient descent does at once.
            let is_alone = ranks == 1 && of.optimizer != Optimizer::Sgd;
            assert!(!is_alone || first == alone, "{ranks} ranks");
            for (epoch, other) in first.0.iter().zip(&alone.0) {
                for (loss, other) in epoch.batch_losses.iter().zip(&other.batch_losses) {
                    assert!((loss - other).abs() < 1e-4, "{ranks} ranks: {loss} {other}");
                }
            }
            for (layer, other) in first.1.layers.iter().zip(&alone.1.layers) {
                for (weight, other) in layer.weight.iter().zip(&other.weight) {
                    assert!((weight - other).abs() < 1e-3, "{ranks} ranks: {weight} {other}");
                }
            }
        }
    }
}

#[test]
fn every_step_is_within_the_bounds_with_what_is_exchanged() {
    for of in [everything(), descent()] {
        for ranks in [2, 4] {
            let verified = |trainer: &mut Leader| {
                // Seven steps: the last batch of an epoch has three rows, which two ranks of four have none of.
                block_on(trainer.verify_steps(7))
            };
            let report = on(&threads(ranks), &of, (|| {}, None), verified).0.unwrap();
            assert_eq!((report.steps, &report.failure), (7, &None), "{ranks} ranks");
            let of_quantity = |name: &str| {
                let found = report.findings.iter().filter(|finding| finding.quantity == name);
                found.map(|finding| finding.ratio).collect::<Vec<_>>()
            };
            assert_eq!(of_quantity("exchanged weight gradient").len(), 3);
            assert_eq!(of_quantity("exchanged bias gradient").len(), 3);
            // Half a unit of the last place, of the one that is allowed.
            let largest = of_quantity("exchanged weight gradient").into_iter().fold(0.0, f64::max);
            assert!((0.1..0.6).contains(&largest), "{largest}");
            for name in ["weight gradient", "delta", "batch inputs", "weight", "batch loss"] {
                assert!(!of_quantity(name).is_empty(), "{name}");
            }
        }
    }
}

#[test]
fn a_step_is_within_twice_the_derived_bound_of_that_of_one_process() {
    for ranks in [2, 3, 4] {
        is_within_the_bound(ranks, &executor);
    }
}

/// Whether the first weights after a step of ranks are where those of one process are.
fn is_within_the_bound<E: Executor>(ranks: usize, device: &(impl Fn() -> E + Sync)) {
    let of = descent();
    // Of one process and of ranks the first gradient each lies within its bound of the exact one.
    let mut alone = trainer(device(), &of).unwrap();
    block_on(alone.step()).unwrap();
    let alone = block_on(alone.parameters()).unwrap();
    let step = |trainer: &mut Trainer<Shared<E>>| {
        block_on(trainer.step())?;
        let executor = trainer.executor_mut();
        let mut read = |buffer| block_on(executor.read(buffer));
        Ok((
            read(Buffer::Inputs)?,
            read(Buffer::Delta(0))?,
            read(Buffer::WeightGradient(0))?,
            read(Buffer::Weight(0))?,
        ))
    };
    let done = on_devices(&threads(ranks), device, &of, (|| {}, None), step).0;
    let (x, delta, gradient, weight) = done.unwrap();
    let (rows, inputs, outputs) = (16, 6, 9);
    let exact = |values: &[f32], columns: usize| -> Vec<f64> {
        values[..rows * columns].iter().map(|&value| f64::from(value)).collect()
    };
    let (x, delta) = (exact(&x, inputs), exact(&delta, outputs));
    let none = vec![0.0; x.len().max(delta.len())];
    let operands = [&x, &delta].map(|value| bound::Operand { value, error: &none[..value.len()] });
    let size = gradshader::cpu::Size { rows: inputs, inner: rows, columns: outputs };
    let kernel = gradshader::kernel::Kernel::WeightGradient;
    let bounds = bound::error(kernel, Growth::Guaranteed, size, &operands, &[]);
    let rate = 0.1;
    for (i, bound) in bounds.into_iter().enumerate() {
        let (w, other) = (f64::from(weight[i]), f64::from(alone.layers[0].weight[i]));
        let g = f64::from(gradient[i]).abs();
        // Of each its gradient's, and those of the update: a product and a subtraction.
        let update = 2.0 * Growth::Guaranteed.over(3) * (w.abs() + rate * g);
        let allowed = 2.0 * rate * bound + update;
        assert!((w - other).abs() <= allowed, "{ranks} ranks, {i}: {w} {other} {allowed:e}");
    }
}

#[test]
fn a_run_goes_on_from_its_state_to_the_same_bits() {
    let of = everything();
    let whole = on_ranks(3, &of);
    let halfway = |trainer: &mut Leader| {
        trainer.look_every(Some(1));
        block_on(trainer.epoch())?;
        let looks = AtomicU32::new(0);
        let stop = || looks.fetch_add(1, Ordering::Relaxed) == 2;
        assert_eq!(
            block_on(trainer.epoch_until(&stop)).unwrap_err().kind(),
            ErrorKind::Interrupted
        );
        block_on(trainer.state())
    };
    let state = on(&threads(3), &of, (|| {}, None), halfway).0.unwrap();
    assert!(state.step > 0 && state.step < 4, "{}", state.step);
    let rest = |trainer: &mut Leader| {
        trainer.restore(&state)?;
        let second = block_on(trainer.continue_until(&|| false))?;
        let third = block_on(trainer.epoch())?;
        Ok((second, third, block_on(trainer.parameters())?))
    };
    let (second, third, parameters) = on(&threads(3), &of, (|| {}, None), rest).0.unwrap();
    assert_eq!((&second, &third), (&whole.0[1], &whole.0[2]));
    assert_eq!(parameters, whole.1);
}

/// A rank whose messages of one kind are changed on their way.
#[derive(Debug)]
struct Tampered {
    own: Arc<dyn Communicator>,
    kind: u8,
    left: AtomicU32,
}

impl Communicator for Tampered {
    fn rank(&self) -> usize {
        self.own.rank()
    }

    fn size(&self) -> usize {
        self.own.size()
    }

    fn node(&self) -> &Node {
        self.own.node()
    }

    fn name(&self, rank: usize) -> String {
        self.own.name(rank)
    }

    fn send(&self, to: usize, mut message: Vec<u8>) -> Result<()> {
        if message[0] == self.kind && self.left.fetch_sub(1, Ordering::Relaxed) == 0 {
            // A bit of the first number's sign or exponent.
            message[5 + 3] ^= 0x40;
        }
        self.own.send(to, message)
    }

    fn receive_from(&self, rank: usize) -> Result<Option<Vec<u8>>> {
        self.own.receive_from(rank)
    }

    fn has_ended(&self, rank: usize) -> bool {
        self.own.has_ended(rank)
    }

    fn is_sent(&self) -> bool {
        self.own.is_sent()
    }

    fn leave(&self, all: bool) {
        self.own.leave(all);
    }
}

/// Three ranks, the second of which sends one wrong message of a kind, so many later.
fn tampered(kind: u8, left: u32) -> Vec<Arc<dyn Communicator>> {
    let mut world = threads(3);
    let (own, left) = (world[1].clone(), AtomicU32::new(left));
    world[1] = Arc::new(Tampered { own, kind, left });
    world
}

/// A part, and a sum, of the gradients ([`gradshader::ranks`]).
const PART: u8 = 7;
const SUM: u8 = 8;

#[test]
fn a_wrong_exchange_is_noticed_and_named() {
    // To rank 2 and then to rank 0 the second sends its part; rank 0 adds up the first layer.
    let verified = |trainer: &mut Leader| block_on(trainer.verify_steps(3));
    let report = on(&tampered(PART, 1), &descent(), (|| {}, None), verified).0.unwrap();
    let failure = report.failure.unwrap();
    assert_eq!(failure.quantity, "exchanged weight gradient");
    assert_eq!((failure.step, failure.layer), (0, Some(0)));

    // Without verification all have the same wrong numbers; where only one has, it has parted.
    let epoch = |trainer: &mut Leader| block_on(trainer.epoch());
    assert!(on(&tampered(PART, 1), &descent(), (|| {}, None), epoch).0.is_ok());
    let (done, ends) = on(&tampered(SUM, 0), &descent(), (|| {}, None), epoch);
    let error = done.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Verification);
    let said = "rank 2 has other parameters than rank 0 after 4 steps; its device rounds otherwise";
    assert!(error.to_string().starts_with(said), "{error}");
    assert!(ends.iter().all(|end| end.code == 1));
}

#[test]
fn a_rank_that_dies_or_fails_ends_all_with_one_error() {
    let of = descent();
    let died = {
        let world = threads(3);
        world[2].leave(false);
        let done = thread::scope(|scope| {
            let other = world[1].clone();
            let other = scope.spawn(move || block_on(follow(executor(), other, &|| false)));
            let shared = Shared::new(executor(), world[0].clone(), || {});
            let done = trainer(shared, &of).and_then(|mut trainer| trained(&mut trainer));
            dismiss(&*world[0], 1);
            assert_eq!(other.join().unwrap(), End { code: 1, all: false, is_lost: false });
            done.map(drop)
        });
        done.unwrap_err().to_string()
    };
    assert!(died.contains("rank 2 failed: its process has died"), "{died}");

    // One that cannot begin says so instead of following.
    let world = threads(2);
    let done = thread::scope(|scope| {
        let other = world[1].clone();
        scope.spawn(move || {
            let error = Error::device("there is no device \"99\"");
            gradshader::ranks::ended(&*other, Some(&error))
        });
        let shared = Shared::new(executor(), world[0].clone(), || {});
        let done = trainer(shared, &of).and_then(|mut trainer| trained(&mut trainer));
        dismiss(&*world[0], 3);
        done.map(drop)
    });
    let error = done.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Device);
    assert_eq!(error.to_string(), "rank 1 failed: there is no device \"99\"");

    // Rank 0 that dies leaves nobody waiting.
    let world = threads(2);
    world[0].leave(false);
    let end = block_on(follow(executor(), world[1].clone(), &|| false));
    assert!(end.is_lost && end.code == 1);
}

#[test]
fn whoever_is_asked_to_stop_rank_0_hears_of_it() {
    static ASKED: AtomicBool = AtomicBool::new(false);
    let asked = || ASKED.store(true, Ordering::Relaxed);
    let work = |trainer: &mut Leader| {
        let stop = || ASKED.load(Ordering::Relaxed);
        for _ in 0..1000 {
            block_on(trainer.epoch_until(&stop))?;
        }
        Ok(())
    };
    let error = on(&threads(3), &descent(), (asked, Some(2)), work).0.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Interrupted);
    assert!(ASKED.load(Ordering::Relaxed));
}

#[test]
fn members_are_not_shared() {
    let world = threads(1);
    let shared = Shared::new(CpuExecutor::<f32>::new(), world[0].clone(), || {});
    let of = Hyperparameters { seeds: vec![1, 2], learning_rates: vec![0.1], ..descent() };
    let parameters = Parameters::initialise(&network(), &[1, 2]);
    let trainer = block_on(Trainer::new(shared, network(), &parameters, data(), None, of));
    let error = trainer.unwrap_err().to_string();
    assert!(error.starts_with("2 members whose batches ranks would share"), "{error}");
}
