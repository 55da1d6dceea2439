//! The table of faults: what becomes of a run when each kind strikes at each of five points. A release
//! check: `cargo test --test faults -- --ignored --nocapture table`.

use std::fs;
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use gradshader::block_on;
use gradshader::checkpoint::{Every, Folder};
use gradshader::error::Result;
use gradshader::formula::Optimizer;
use gradshader::gpu::fault::{self, Failure, Point};
use gradshader::gpu::{Context, GpuExecutor, GpuOptions};
use gradshader::model::Model;
use gradshader::network::{Activation, Network, Parameters};
use gradshader::run::{Event, FitOptions, Flow, Keeper, fit_kept};
use gradshader::train::{Hyperparameters, Trainer};

use crate::program::{Place, Run};
use crate::resume::TRAIN;
use crate::{IRIS, common};

/// Five cells: what became of it, and what must not be.
type Row = (String, Vec<Cell5>);

#[derive(Debug, Default)]
struct Cell5 {
    outcome: String,
    panicked: bool,
    hung: bool,
    silent: bool,
    lost: bool,
}

const HANG: Duration = Duration::from_secs(30);

#[test]
#[ignore = "takes minutes"]
fn table() {
    let mut rows = devices();
    rows.extend(processes());
    println!("\n{:<34} at each of five points", "fault");
    let mut counts = [0; 5];
    for (name, cells) in &rows {
        let outcomes: Vec<_> = cells.iter().map(|cell| format!("{:<18}", cell.outcome)).collect();
        println!("{name:<34} {}", outcomes.join(" "));
        for cell in cells {
            let bad = [true, cell.panicked, cell.hung, cell.silent, cell.lost];
            counts.iter_mut().zip(bad).for_each(|(count, is)| *count += usize::from(is));
        }
    }
    let [all, panicked, hung, silent, lost] = counts;
    println!(
        "\n{} kinds, {all} cells: {panicked} panics, {hung} hangs, {silent} silent successes, {lost} good \
         files lost",
        rows.len()
    );
    assert!(rows.len() >= 15 && rows.iter().all(|(_, cells)| cells.len() == 5));
    assert_eq!([panicked, hung, silent, lost], [0; 4]);
}

// ---------------------------------------------------------------------------------------------
// Devices, in this process.

fn trainer() -> Result<Trainer<GpuExecutor>> {
    let network = Network::new(&[6, 9, 3], &[Activation::Relu, Activation::Sigmoid])?;
    let settings = Hyperparameters { dropout: vec![0.1, 0.3], ..Hyperparameters::new(0.01, 8, 3) }
        .with_optimizer(Optimizer::Adam);
    let options = GpuOptions { steps_per_submission: Some(2), ..GpuOptions::default() };
    let context = block_on(Context::open(&common::adapter(), options))?;
    let parameters = Parameters::initialise(&network, &[3]);
    let (training, validation) = (common::data(70, 6, 3), Some(common::data(11, 6, 3)));
    let executor = GpuExecutor::new(context);
    block_on(Trainer::new(executor, network, &parameters, training, validation, settings))
}

/// A run that keeps checkpoints, or goes on from them: its parameters, and how often it was lost.
fn trained(place: &Place, resume: bool) -> Result<(Parameters, u32)> {
    let mut trainer = trainer()?;
    let (folder, every) = (place.path("kept"), Every::Steps(3));
    let mut folder = match resume {
        false => Folder::begin(&folder, every, trainer.fingerprint())?,
        true => Folder::resume(&folder, every, trainer.fingerprint(), trainer.network())?.0,
    };
    let mut reopened = 0;
    let mut listener = |event: &Event<'_>| {
        reopened += u32::from(matches!(event, Event::Reopened(_)));
        Ok(Flow::Continue)
    };
    let options = FitOptions { epochs: 4, ..FitOptions::default() };
    let keeper = Some(&mut folder as &mut dyn Keeper);
    let outcome = block_on(fit_kept(&mut trainer, &options, &mut listener, keeper))?;
    Ok((outcome.parameters, reopened))
}

/// Passes of each point in an undisturbed run, and what that ends with.
fn undisturbed() -> (Parameters, Vec<usize>) {
    let mut whole = None;
    let passes = common::passes_of(|| whole = Some(trained(&Place::new(), false).unwrap().0));
    (whole.expect("it was run"), passes)
}

fn devices() -> Vec<Row> {
    let (whole, passes) = undisturbed();
    let passes = |point: Point| passes[Point::ALL.iter().position(|&p| p == point).unwrap()];
    // At each point amid the run, or at five places of one point.
    let each = [Point::Allocate, Point::Compile, Point::Upload, Point::Dispatch, Point::Read];
    let amid = || each.map(|point| (point, (passes(point) / 2).max(1))).to_vec();
    let along = |point: Point| {
        let places =
            [1, passes(point) / 4, passes(point) / 2, passes(point) * 3 / 4, passes(point)];
        places.map(|nth| (point, nth.max(1))).to_vec()
    };
    let destroy: fn(&wgpu::Device) -> Option<Failure> = |device| {
        device.destroy();
        None
    };
    type How = fn(&wgpu::Device) -> Option<Failure>;
    type Kind = (&'static str, How, bool, Vec<(Point, usize)>);
    let kinds: [Kind; 9] = [
        ("device lost", destroy, false, amid()),
        ("device lost, along the run", destroy, false, along(Point::Dispatch)),
        ("device lost while mapped", destroy, false, along(Point::Map)),
        ("device lost again and again", destroy, true, amid()),
        ("silent loss of steps", |_| Some(Failure::Silent), false, along(Point::Dispatch)),
        ("no answer in time", |_| Some(Failure::TimeOut), false, along(Point::Wait)),
        ("command refused", |_| Some(Failure::Invalid), false, amid()),
        ("device out of memory", |_| Some(Failure::OutOfMemory), false, amid()),
        ("wrong answer at the start", |_| Some(Failure::Flip), true, vec![(Point::Open, 1); 5]),
    ];
    let row = |(name, how, again, points): Kind| {
        let cells = points.into_iter().map(|(at, nth)| {
            let place = Place::new();
            let mut passed = 0;
            fault::set(Some(Box::new(move |point, device| {
                passed += usize::from(point == at);
                (point == at && (passed == nth || (again && passed > nth))).then(|| how(device))?
            })));
            let began = Instant::now();
            let found =
                std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| trained(&place, false)));
            fault::set(None);
            let mut cell = Cell5 { hung: began.elapsed() > HANG, ..Cell5::default() };
            match found {
                Err(_) => cell.panicked = true,
                Ok(Ok((parameters, reopened))) => {
                    cell.silent = parameters != whole;
                    cell.outcome = format!("same bits, {reopened} lost");
                }
                Ok(Err(error)) => cell.outcome = format!("{:?}", error.kind()).to_lowercase(),
            }
            // Whatever became of it, what was kept goes on to the same bits.
            if place.path("kept/lock").exists() {
                cell.lost = !trained(&place, true).is_ok_and(|(parameters, _)| parameters == whole);
            }
            cell
        });
        (name.to_owned(), cells.collect())
    };
    kinds.into_iter().map(row).collect()
}

// ---------------------------------------------------------------------------------------------
// The program, on the CPU.

const KEEP: [&str; 6] = ["--checkpoint-every", "7", "steps", "--log", "log.jsonl", "--model"];

/// A folder with good files: the model of another run, and its log.
fn prepared() -> (Place, Vec<u8>) {
    let place = Place::new();
    place.model("m.st");
    place.write("log.jsonl", "{\"event\":\"old\"}\n");
    let good = place.bytes("m.st");
    (place, good)
}

/// What a run of `TRAIN` ended with says of the fault, and what going on from its checkpoints does.
fn judge(place: &Place, run: &Run, took: Duration, good: &[u8], whole: &str) -> Cell5 {
    let mut cell = Cell5 {
        outcome: run.code.map_or("killed".to_owned(), |code| format!("exit {code}")),
        panicked: run.stderr.contains("panicked") || matches!(run.code, Some(101 | 134 | 139)),
        hung: took > HANG,
        ..Cell5::default()
    };
    let now = fs::read(place.path("m.st")).unwrap_or_default();
    // A model is the old one as it was, or a new one that is whole.
    cell.lost = now != good && Model::from_bytes("m.st", &now).is_err();
    let hash = |name: &str| Model::load(place.path(name)).map(|model| model.parameters.hash());
    if run.code == Some(0) && now != good {
        cell.silent = hash("m.st").ok().as_deref() != Some(whole);
    }
    if place.path("kept/lock").exists() {
        let again = [&TRAIN[..], &["--resume", "kept", "--model", "again.st"]].concat();
        let resumed = place.run(&again);
        cell.panicked |= resumed.stderr.contains("panicked");
        cell.lost |= resumed.code != Some(0) || hash("again.st").ok().as_deref() != Some(whole);
        cell.outcome.push_str(", resumed");
    }
    cell
}

fn processes() -> Vec<Row> {
    let place = Place::new();
    let began = Instant::now();
    place.done(&[&TRAIN[..], &["--checkpoint", "kept"], &KEEP, &["m.st"]].concat());
    let lasts = began.elapsed();
    let whole = Model::load(place.path("m.st")).unwrap().parameters.hash();
    let moments = [0.02, 0.2, 0.4, 0.6, 0.9].map(|share| lasts.mul_f64(share));

    let mut rows = Vec::new();
    for (name, signals) in [
        ("SIGINT", &["-INT"][..]),
        ("SIGTERM", &["-TERM"]),
        ("SIGHUP", &["-HUP"]),
        ("SIGINT twice", &["-INT", "-INT"]),
        ("SIGKILL", &["-KILL"]),
    ] {
        let at = |moment: Duration| {
            let (place, good) = prepared();
            let began = Instant::now();
            let child = command(&place, &[]).spawn().unwrap();
            std::thread::sleep(moment);
            for signal in signals {
                let id = child.id().to_string();
                let _ =
                    Command::new("kill").args([signal, id.as_str()]).stderr(Stdio::null()).status();
            }
            let run = Run::of(child.wait_with_output().unwrap());
            judge(&place, &run, began.elapsed(), &good, &whole)
        };
        rows.push((name.to_owned(), moments.map(at).into_iter().collect()));
    }
    let at = |moment: Duration| {
        let (place, good) = prepared();
        let began = Instant::now();
        let child = command(&place, &[]).spawn().unwrap();
        std::thread::sleep(moment);
        let _ = fs::remove_dir_all(place.path("kept"));
        let run = Run::of(child.wait_with_output().unwrap());
        let _ = fs::remove_dir_all(place.path("kept"));
        judge(&place, &run, began.elapsed(), &good, &whole)
    };
    rows.push(("checkpoints' folder removed".to_owned(), moments.map(at).into_iter().collect()));

    // Limits that a shell sets, and descriptors that it closes.
    for (name, limits) in [
        ("files end (disk full)", ["0", "8", "16", "32", "128"].map(|n| format!("ulimit -f {n}"))),
        ("few descriptors", ["3", "4", "5", "6", "8"].map(|n| format!("ulimit -n {n}"))),
        (
            "descriptors closed",
            ["<&-", ">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"].map(|n| format!("exec {n}")),
        ),
    ] {
        let at = |limit: String| {
            let (place, good) = prepared();
            let began = Instant::now();
            let run = limited(&place, &limit, &[]);
            judge(&place, &run, began.elapsed(), &good, &whole)
        };
        rows.push((name.to_owned(), limits.map(at).into_iter().collect()));
    }
    let at = |limit: &str| {
        let (place, good) = prepared();
        let began = Instant::now();
        let large = ["--hidden", "2000,2000", "--epochs", "1"];
        let shell = format!("ulimit -v {limit}");
        let program = place.command(&[]).get_program().to_owned();
        let mut command = Command::new("sh");
        command.current_dir(place.0.path()).args(["-c", &format!("{shell}; exec \"$@\""), "sh"]);
        command.arg(program).args(["train", IRIS, "--quiet", "--device", "cpu", "--model", "m.st"]);
        let run = Run::of(command.args(large).output().unwrap());
        let mut cell = judge(&place, &run, began.elapsed(), &good, &whole);
        // It is another network.
        cell.silent = false;
        cell
    };
    let limits = ["100000", "150000", "200000", "300000", "400000"];
    rows.push(("little memory".to_owned(), limits.map(at).into_iter().collect()));

    // Files that are damaged before.
    for (name, is_cut) in [("checkpoint damaged", false), ("checkpoint cut off", true)] {
        let at = |share: f64| {
            let (place, good) = prepared();
            let first =
                place.run(&[&TRAIN[..], &["--checkpoint", "kept"], &KEEP, &["m.st"]].concat());
            assert_eq!(first.code, Some(0), "{first:?}");
            let mut names: Vec<_> =
                fs::read_dir(place.path("kept")).unwrap().map(|e| e.unwrap().path()).collect();
            names.retain(|path| !path.ends_with("lock"));
            names.sort();
            let last = names.pop().unwrap();
            let mut bytes = fs::read(&last).unwrap();
            let at = (bytes.len() as f64 * share) as usize;
            match is_cut {
                true => bytes.truncate(at),
                false => bytes[at] ^= 4,
            }
            fs::write(last, bytes).unwrap();
            place.write("m.st", &good);
            let began = Instant::now();
            let run = place.run(&[&TRAIN[..], &["--resume", "kept", "--model", "m.st"]].concat());
            judge(&place, &run, began.elapsed(), &good, &whole)
        };
        rows.push((name.to_owned(), [0.0, 0.1, 0.5, 0.9, 0.999].map(at).into_iter().collect()));
    }
    for (name, file, command) in [
        ("model cut off", "init.st", &["--init", "init.st"][..]),
        ("array cut off", "data.npy", &[]),
        ("configuration cut off", "run.toml", &["--config", "run.toml"]),
    ] {
        let at = |share: f64| {
            let (place, good) = prepared();
            let bytes = match file {
                "init.st" => good.clone(),
                "run.toml" => b"hidden = [8, 8]\nactivation = \"tanh\"\n[recipe".to_vec(),
                _ => {
                    let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (40, 3), }\n";
                    let length = u16::try_from(header.len()).unwrap().to_le_bytes();
                    [b"\x93NUMPY\x01\x00", &length[..], header.as_bytes(), &[1; 480]].concat()
                }
            };
            // Any end of a configuration is one but within a word.
            let end = match file {
                "run.toml" => [3, 8, 12, 20, bytes.len()][(share * 4.2) as usize],
                _ => (bytes.len() as f64 * share) as usize,
            };
            place.write(file, &bytes[..end]);
            let data = if file == "data.npy" { "data.npy" } else { IRIS };
            let base =
                ["train", data, "--quiet", "--device", "cpu", "--epochs", "1", "--model", "m.st"];
            let began = Instant::now();
            let run = place.run(&[&base[..], command].concat());
            let mut cell = judge(&place, &run, began.elapsed(), &good, &whole);
            cell.silent = run.code == Some(0);
            cell
        };
        rows.push((name.to_owned(), [0.01, 0.25, 0.5, 0.75, 0.99].map(at).into_iter().collect()));
    }
    rows
}

/// A run of `TRAIN` that keeps checkpoints.
fn command(place: &Place, more: &[&str]) -> Command {
    let all = [&TRAIN[..], &["--checkpoint", "kept"], &KEEP, &["m.st"], more].concat();
    let mut command = place.command(&all);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).process_group(0);
    command
}

/// The same behind what a shell does first.
fn limited(place: &Place, shell: &str, more: &[&str]) -> Run {
    let inner = command(place, more);
    let mut command = Command::new("sh");
    command.current_dir(place.0.path()).args(["-c", &format!("{shell}; exec \"$@\""), "sh"]);
    command.arg(inner.get_program()).args(inner.get_args());
    command.env("GRADSHADER_CACHE_DIR", place.path("cache"));
    Run::of(command.output().unwrap())
}
