//! `gradshader verify --self-test`: whether verification notices shaders that are wrong.

use gradshader::block_on;
use gradshader::error::{Error, Result};
use gradshader::gpu::{Context, Family, GpuOptions};
use gradshader::kernel;
use gradshader::network::dashed;
use gradshader::self_test::{self, FAULTS, Fault, Outcome, Trial, Verdict};
use serde::Serialize;

use super::arguments::{Precision, VerifyArguments};
use super::device::{self, Choice, Device, DeviceExecutor, Purpose};
use super::output;
use super::verify::{self, Adapter, Job};

/// Networks side by side: with one alone, a shader that confuses them would not show.
const MEMBERS: usize = 2;

/// What was broken and what was noticed.
#[derive(Debug, Serialize)]
struct Report {
    /// Whether every fault that the device can have was noticed.
    passes: bool,
    #[serde(flatten)]
    adapter: Adapter,
    data: String,
    /// The widths of the networks tried, in this order: that of the data, then others on made-up
    /// samples.
    networks: Vec<Vec<usize>>,
    faults: Vec<Outcome>,
}

pub(super) fn run(arguments: &VerifyArguments, job: Job) -> Result<()> {
    let choice = match Choice::new(&arguments.device.device) {
        // Without an adapter there is nothing to do.
        Choice::Auto => Choice::Gpu,
        choice => choice,
    };
    // Opened for matrices, a device runs the faults of every family.
    let family = (arguments.precision == Some(Precision::Mixed)).then_some(Family::Matrices);
    let options = GpuOptions { family, ..GpuOptions::default() };
    device::compile_quickly();
    // Nearly all of the time goes into compiling, which an adapter does one after the other for each
    // device: two of them share the work, so that each compiles shaders as they are for itself alone.
    let open = || -> Result<_> {
        let device = block_on(Device::open(&choice, options.clone(), Purpose::Itself))?;
        let DeviceExecutor::Gpu(executor) = device.executor else {
            return Err(Error::input("--self-test: the CPU has no shaders to break")
                .advice("choose a GPU adapter with --device; `gradshader devices` lists them"));
        };
        Ok((executor.context().clone(), device.description))
    };
    let (context, description) = open()?;
    let (second, _) = open()?;
    let Job { source, network, training, hyperparameters, .. } = job;
    let trial = Trial {
        network,
        members: MEMBERS,
        batch: hyperparameters.batch,
        data: training,
        hyperparameters,
    };
    let own = [trial.shortened()];
    let trials = self_test::trials();
    // Half of the work each, on lavapipe.
    let of_first =
        |fault: &Fault| fault.family() == Family::Panels || kernel::is_of_whole_steps(fault.file);
    let (first, others): (Vec<Fault>, Vec<Fault>) = FAULTS.iter().copied().partition(of_first);
    let try_all = |context: &Context, faults: &[Fault]| {
        block_on(self_test::run(context, faults, &own, &trials))
    };
    let (first, others) = std::thread::scope(|scope| {
        let others = scope.spawn(|| try_all(&second, &others));
        let first = try_all(&context, &first);
        (first, others.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    let (mut first, mut others) = (first?.into_iter(), others?.into_iter());
    // In the order of the faults again.
    let next = |fault: &Fault| if of_first(fault) { first.next() } else { others.next() };
    let faults: Vec<_> = FAULTS.iter().filter_map(next).collect();
    let report = Report {
        passes: missed(&faults).is_empty(),
        adapter: description.into(),
        data: source,
        networks: own.iter().chain(&trials).map(|trial| trial.network.sizes().to_vec()).collect(),
        faults,
    };
    let shown = verify::show(arguments, &report, || text(&report));
    // That one was missed is said first.
    check(&report.faults).and(shown)
}

fn missed(faults: &[Outcome]) -> Vec<&Outcome> {
    faults.iter().filter(|outcome| outcome.verdict == Verdict::Missed).collect()
}

/// An error where a fault was missed; it names them all.
fn check(faults: &[Outcome]) -> Result<()> {
    let missed = missed(faults);
    if missed.is_empty() {
        return Ok(());
    }
    let names: Vec<_> = missed
        .iter()
        .map(|Outcome { fault, .. }| format!("{} ({})", fault.file, fault.what))
        .collect();
    Err(Error::verification(format!("faults that were not noticed: {}", names.join(", ")))
        .advice("what `gradshader verify` says of this device is not to be relied on"))
}

fn text(report: &Report) -> String {
    let header = ["shader", "fault", "noticed first in", "verdict"];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    for Outcome { fault, verdict } in &report.faults {
        let (place, verdict) = match verdict {
            Verdict::Noticed { notice, .. } => (notice.to_string(), "noticed"),
            Verdict::Missed => ("-".to_owned(), "MISSED"),
            Verdict::NotOnThisDevice => ("not on this device".to_owned(), "-"),
        };
        rows.push([fault.file, fault.what, &place, verdict].map(str::to_owned).to_vec());
    }
    let count = |wanted: fn(&Verdict) -> bool| {
        report.faults.iter().filter(|outcome| wanted(&outcome.verdict)).count()
    };
    let noticed = count(|verdict| matches!(verdict, Verdict::Noticed { .. }));
    let untried = |of_matrices: bool| {
        let untried = report.faults.iter().filter(|outcome| {
            let is_of_matrices = outcome.fault.family() == Family::Matrices;
            outcome.verdict == Verdict::NotOnThisDevice && is_of_matrices == of_matrices
        });
        untried.count()
    };
    let tried = report.faults.len() - untried(false) - untried(true);
    let elsewhere = match untried(false) {
        0 => String::new(),
        count => format!("; {count} of fused shaders, which this device does not run"),
    };
    let mixed = match untried(true) {
        0 => String::new(),
        count => format!("{count} more are tried with --precision mixed\n"),
    };
    let (first, others) = report.networks.split_first().expect("there is the network of the data");
    let mut others: Vec<_> = others.iter().map(|network| dashed(network)).collect();
    others.dedup();
    format!(
        "device   {}\nnetwork  {}, then {}\ndata     {}, then made-up samples\n\n{}\n\
         {noticed} of {tried} faults noticed{elsewhere}\n{mixed}",
        report.adapter,
        dashed(first),
        others.join(" and "),
        report.data,
        output::table(&rows, 4)
    )
}

#[cfg(test)]
mod tests {
    use gradshader::error::ErrorKind;
    use gradshader::self_test::Fault;

    use super::*;

    #[test]
    fn a_fault_that_is_missed_fails_and_one_of_another_device_does_not() {
        let outcome = |file: &str, verdict| {
            let of_file = |fault: &&Fault| fault.file == file;
            Outcome { fault: *FAULTS.iter().find(of_file).unwrap(), verdict }
        };
        let mut faults = vec![
            outcome("matmul_nn", Verdict::Missed),
            outcome("panel_forward", Verdict::NotOnThisDevice),
        ];
        let error = check(&faults).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Verification);
        assert!(error.to_string().contains(": matmul_nn (last term left out); "), "{error}");
        let report = Report {
            passes: false,
            adapter: super::super::device::reference().into(),
            data: "a.csv".to_owned(),
            networks: vec![vec![4, 3], vec![9, 8, 7]],
            faults: faults.clone(),
        };
        let text = text(&report);
        let lines: Vec<_> = text.lines().skip(1).collect();
        assert_eq!(
            lines,
            [
                "network  4-3, then 9-8-7",
                "data     a.csv, then made-up samples",
                "",
                "shader         fault               noticed first in    verdict",
                "matmul_nn      last term left out  -                   MISSED",
                "panel_forward  bias forgotten      not on this device  -",
                "",
                "0 of 1 faults noticed; 1 of fused shaders, which this device does not run",
            ]
        );
        faults.remove(0);
        assert!(check(&faults).is_ok());
    }
}
