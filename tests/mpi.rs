//! The program under an MPI launcher: the same files as one process, whichever the number of ranks and whatever
//! happens to one of them. `scripts/test-mpi.sh` builds it with each library and runs this with that one's
//! launcher:
//!
//! - `GRADSHADER_MPIRUN`: the launcher and its flags, as `mpirun.openmpi --oversubscribe`; `mpirun` by default.
//! - `GRADSHADER_MPIRUN_RECOVER`: flags with which it lets the others live when one dies; not tested without.
//! - `GRADSHADER_KILLS`: at how many random moments a rank is killed; 4 by default, 3 of one network's.
//! - `GRADSHADER_LONGEST`: seconds that a run may take, 30 by default; more where others have the processors.
//! - `GRADSHADER_MPI_HASHES`: a file in which each library finds what the one before came to.

#[path = "common/program.rs"]
mod program;
#[path = "mpi/together.rs"]
mod together;

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use gradshader::random::{Purpose, permutation};
use program::{Place, Run};

/// No run may take longer, whatever happens to it.
static LONGEST: LazyLock<Duration> = LazyLock::new(|| {
    let told = std::env::var("GRADSHADER_LONGEST").ok();
    Duration::from_secs(told.map_or(30, |seconds| seconds.parse().unwrap()))
});

fn data(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name).display().to_string()
}

/// A sweep in two shapes, which writes this table.
fn sweep(table: &str) -> Vec<String> {
    let digits = data("digits.csv");
    let words = [
        "sweep",
        &digits,
        "--hidden",
        "24,12x2,16,8",
        "--learning-rate",
        "1e-3..1e-1",
        "--trials",
        "16",
        "--epochs",
        "6",
        "--device",
        "cpu",
        "--csv",
        table,
    ];
    words.map(str::to_owned).to_vec()
}

fn words(variable: &str) -> Option<Vec<String>> {
    let text = std::env::var(variable).ok()?;
    Some(text.split_whitespace().map(str::to_owned).collect())
}

/// The program on so many ranks. Each has `mark` in its environment, by which it is found.
fn on_ranks(
    place: &Place,
    ranks: usize,
    more: &[String],
    arguments: &[String],
    mark: &str,
) -> Child {
    let launcher = words("GRADSHADER_MPIRUN").unwrap_or_else(|| vec!["mpirun".to_owned()]);
    let alone = place.command(&[]);
    let mut command = Command::new(&launcher[0]);
    command.args(&launcher[1..]).args(more).args(["-n", &ranks.to_string()]);
    command.arg(alone.get_program()).args(arguments);
    command.env("GRADSHADER_CACHE_DIR", place.path("cache")).env("GRADSHADER_TEST_MARK", mark);
    // As CI is, and with more ranks than processors.
    for name in ["OMPI_ALLOW_RUN_AS_ROOT", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] {
        command.env(name, "1");
    }
    command.current_dir(place.path("")).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

/// How a run ends, which it does in time.
fn ended(mut child: Child, what: &str) -> Run {
    let began = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if began.elapsed() > *LONGEST {
            let _ = child.kill();
            panic!("{what}: still running after {:?}", *LONGEST);
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    let mut run = Run::of(child.wait_with_output().unwrap());
    // UCX, under MPICH, tells stdout of messages that nobody waited for.
    let own = |line: &&str| !line.contains(" UCX ");
    run.stdout = run.stdout.split_inclusive('\n').filter(own).collect();
    run
}

fn run(place: &Place, ranks: usize, arguments: &[String]) -> Run {
    ended(on_ranks(place, ranks, &[], arguments, "run"), &format!("{arguments:?}"))
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// The process of a rank of the run with this mark, if it is there.
fn process(mark: &str, rank: usize) -> Option<u32> {
    let has = |environment: &[u8], variable: &str, value: &str| {
        let line = format!("{variable}={value}");
        environment.split(|&byte| byte == 0).any(|entry| entry == line.as_bytes())
    };
    let rank = rank.to_string();
    fs::read_dir("/proc").unwrap().flatten().find_map(|entry| {
        let process: u32 = entry.file_name().to_str()?.parse().ok()?;
        let environment = fs::read(entry.path().join("environ")).ok()?;
        let is_of = has(&environment, "GRADSHADER_TEST_MARK", mark);
        let ranks = ["OMPI_COMM_WORLD_RANK", "PMI_RANK"];
        let is_rank = ranks.iter().any(|variable| has(&environment, variable, &rank));
        (is_of && is_rank).then_some(process)
    })
}

fn signal(process: u32, name: &str) {
    let mut command = Command::new("kill");
    let _ = command.args([name, &process.to_string()]).stderr(Stdio::null()).status();
}

/// Files that a cut-off run has left to be taken up.
fn kept(place: &Place) -> u64 {
    let Ok(files) = fs::read_dir(place.path("cache")) else { return 0 };
    let unfinished = |name: &str| name.starts_with("unfinished-");
    let of = files.flatten().filter(|file| file.file_name().to_str().is_some_and(unfinished));
    of.filter_map(|file| Some(file.metadata().ok()?.len())).sum()
}

#[test]
fn ranks_write_what_one_process_writes() {
    let place = Place::new();
    let iris = data("iris.csv");
    let commands: [(&[&str], &[&str]); 4] = [
        (&["--csv", "NAME.csv"], &["sweep", &iris, "--hidden", "8,6x2", "--trials", "9"]),
        (&["--csv", "NAME.csv"], &["sweep", &iris, "--trials", "8", "--halving=2"]),
        (&["--output", "NAME.csv"], &["cross-validate", &iris, "--folds", "5", "--repeats", "2"]),
        (&["--model", "NAME.csv"], &["train", &iris, "--ensemble", "7"]),
    ];
    for (number, (output, command)) in commands.into_iter().enumerate() {
        let of = |name: &str| {
            let output: Vec<_> = output.iter().map(|word| word.replace("NAME", name)).collect();
            let shared = owned(&["--epochs", "8", "--device", "cpu"]);
            [owned(command), shared, output].concat()
        };
        let name = format!("alone{number}");
        let alone = of(&name);
        let alone = place.done(&alone.iter().map(String::as_str).collect::<Vec<_>>());
        let alone_file = fs::read(place.path(&format!("{name}.csv"))).unwrap();
        for ranks in [2, 4] {
            for repetition in 0..2 {
                let name = format!("ranks{number}-{ranks}-{repetition}");
                let run = run(&place, ranks, &of(&name));
                assert_eq!(run.code, Some(0), "{command:?} on {ranks}: {run:?}");
                let same = |text: &str| text.replace(&name, &format!("alone{number}"));
                assert_eq!(same(&run.stdout), alone.stdout, "{command:?} on {ranks}");
                let file = fs::read(place.path(&format!("{name}.csv"))).unwrap();
                // A model says on how many threads it was trained.
                if !output.contains(&"--model") {
                    assert!(file == alone_file, "{command:?} on {ranks}");
                }
            }
        }
    }
    assert_eq!(kept(&place), 0);
}

#[test]
fn a_rank_that_fails_is_named_and_the_run_goes_on() {
    let place = Place::new();
    place.done(&sweep("alone.csv").iter().map(String::as_str).collect::<Vec<_>>());
    let mut on_devices = sweep("failed.csv");
    let device = on_devices.iter().position(|word| word == "cpu").unwrap();
    on_devices[device] = "cpu,99,cpu".to_owned();
    let run_of = run(&place, 3, &on_devices);
    assert_eq!(run_of.code, Some(0), "{run_of:?}");
    let line = run_of.stderr.lines().find(|line| line.starts_with("rank 1 on "));
    let line = line.expect(&run_of.stderr);
    assert!(line.contains("failed: there is no device \"99\""), "{line}");
    assert!(line.ends_with("networks are tried on 2 other ranks"), "{line}");
    let table = |name: &str| fs::read_to_string(place.path(name)).unwrap();
    // The commands that repeat them name the devices as they were named.
    let same = table("failed.csv").replace("cpu,99,cpu", "cpu").replace('"', "");
    assert_eq!(same, table("alone.csv").replace('"', ""));

    // What is wrong for all is said once.
    on_devices[device] = "nowhere".to_owned();
    let run_of = run(&place, 3, &on_devices);
    assert_eq!(run_of.code, Some(3), "{run_of:?}");
    assert_eq!(run_of.stderr.matches("error: ").count(), 1, "{}", run_of.stderr);
    assert!(run_of.stderr.contains("error: there is no device \"nowhere\""), "{}", run_of.stderr);
    assert_eq!(kept(&place), 0);
}

#[test]
fn ranks_that_never_meet_end() {
    let place = Place::new();
    let launcher = words("GRADSHADER_MPIRUN").unwrap_or_else(|| vec!["mpirun".to_owned()]);
    let alone = place.command(&[]);
    let mut command = Command::new(&launcher[0]);
    // The second is no program of MPI's, and says nothing to the first.
    command.args(&launcher[1..]).args(["-n", "1"]).arg(alone.get_program()).arg("devices");
    command.args([":", "-n", "1", "sleep", "60"]).env("GRADSHADER_MPI_SECONDS", "2");
    for name in ["OMPI_ALLOW_RUN_AS_ROOT", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] {
        command.env(name, "1");
    }
    command.current_dir(place.path("")).stdout(Stdio::piped()).stderr(Stdio::piped());
    let run = ended(command.spawn().unwrap(), "apart");
    assert_ne!(run.code, Some(0), "{run:?}");
    let said = "error: rank 0: the ranks have not met after 2 s; look which has died";
    assert!(run.stderr.contains(said), "{run:?}");
}

#[test]
fn what_is_not_shared_is_refused_once() {
    let place = Place::new();
    let iris = data("iris.csv");
    let cases: [(&[&str], i32, &str); 3] = [
        (&["describe", &iris], 2, "2 ranks, and only train, cross-validate and sweep"),
        (&["train", &iris, "--flag"], 2, "unexpected argument '--flag'"),
        (&["sweep", "nowhere.csv"], 2, "nowhere.csv: the file cannot be read"),
    ];
    for (arguments, code, said) in cases {
        let run = run(&place, 2, &owned(arguments));
        assert_eq!(run.code, Some(code), "{arguments:?}: {run:?}");
        assert_eq!(run.stderr.matches(said).count(), 1, "{arguments:?}: {}", run.stderr);
        assert_eq!(run.stdout, "");
    }
    let help = run(&place, 2, &owned(&["--help"]));
    assert_eq!((help.code, help.stdout.matches("Usage:").count()), (Some(0), 1));
}

#[test]
fn whoever_stops_a_rank_stops_all() {
    let place = Place::new();
    let mut long = sweep("stopped.csv");
    let epochs = long.iter().position(|word| word == "6").unwrap();
    long[epochs] = "20000".to_owned();
    for rank in [0, 2] {
        let mark = format!("stop {} {rank}", std::process::id());
        let child = on_ranks(&place, 3, &[], &long, &mark);
        let began = Instant::now();
        // What is kept begins where training does.
        let begins = || {
            let kept = fs::read_dir(place.path("cache"));
            kept.is_ok_and(|mut kept| kept.any(|of| of.is_ok_and(|of| of.path().is_file())))
        };
        while !begins() && began.elapsed() < *LONGEST {
            std::thread::sleep(Duration::from_millis(20));
        }
        std::thread::sleep(Duration::from_millis(1500));
        signal(process(&mark, rank).unwrap(), "-INT");
        let run = ended(child, "interrupted");
        assert_eq!(run.code, Some(130), "{run:?}");
        assert_eq!(run.stderr.matches("error: interrupted").count(), 1, "{}", run.stderr);
        // What rank 0 was training is written as it is, once there is any.
        if run.stderr.contains("\nepoch 1/") {
            assert!(run.stderr.contains(", and the table has "), "{}", run.stderr);
            let table = fs::read_to_string(place.path("stopped.csv")).unwrap();
            assert!(table.lines().count() > 1, "{table}");
            fs::remove_file(place.path("stopped.csv")).unwrap();
        }
        assert!((0..3).all(|rank| process(&mark, rank).is_none()));
    }
}

/// A random number, the same in each run of the tests.
fn random(seed: u64, below: u32) -> u32 {
    permutation(seed, Purpose::Shuffle { epoch: 1 }, below as usize)[0]
}

/// Kills ranks at random moments; whether the launcher lets the others live.
fn kills(more: &[String], survives: bool) {
    let place = Place::new();
    place.done(&sweep("alone.csv").iter().map(String::as_str).collect::<Vec<_>>());
    let table = |name: &str| fs::read_to_string(place.path(name)).unwrap();
    let alone = table("alone.csv");
    let began = Instant::now();
    let whole = ended(on_ranks(&place, 4, more, &sweep("whole.csv"), "whole"), "whole");
    assert_eq!(whole.code, Some(0), "{whole:?}");
    let length = began.elapsed().as_millis() as u32;
    let count = std::env::var("GRADSHADER_KILLS").ok().and_then(|count| count.parse().ok());
    let (mut cut, mut longest, mut taken) = (0, Duration::ZERO, 0);
    for number in 0..count.unwrap_or(4) {
        let (rank, moment) = (random(2 * number, 4) as usize, random(2 * number + 1, length));
        let what = format!("kill {number}: rank {rank} after {moment} ms of {length}");
        let mark = format!("{what} {} {survives}", std::process::id());
        let _ = fs::remove_file(place.path("killed.csv"));
        let child = on_ranks(&place, 4, more, &sweep("killed.csv"), &mark);
        std::thread::sleep(Duration::from_millis(moment.into()));
        let before = kept(&place);
        if let Some(process) = process(&mark, rank) {
            signal(process, "-KILL");
        }
        let began = Instant::now();
        let killed = ended(child, &what);
        longest = longest.max(began.elapsed());
        for other in 0..4 {
            let left = || process(&mark, other).is_some();
            while left() && began.elapsed() < *LONGEST {
                std::thread::sleep(Duration::from_millis(20));
            }
            assert!(!left(), "{what}: rank {other} is left");
        }
        let is_there = place.path("killed.csv").exists();
        // The launcher asks the others to end, and rank 0 writes what there is then.
        let is_whole = is_there && table("killed.csv") == alone;
        if is_there && !is_whole {
            assert!(killed.stderr.contains("error: interrupted"), "{what}: {killed:?}");
            let part = table("killed.csv");
            let mut done = part.lines().filter(|line| !line.contains(",interrupted,"));
            assert!(done.all(|line| alone.lines().any(|of| of == line)), "{what}: {part}");
        }
        if is_whole {
            // All was done, or the others did it. Between the table and the end of what was kept there is a moment.
            let _ = fs::remove_dir_all(place.path("cache"));
        } else {
            cut += 1;
            // Open MPI 4.1.4 with --enable-recovery says that all went well.
            assert!(survives || killed.code != Some(0), "{what}: {killed:?}");
            // MPICH's launcher tells stdout.
            let said = killed.stderr + &killed.stdout;
            assert!(!said.trim().is_empty(), "{what}: nothing is said");
            // While MPI begins there are no others yet.
            let met = !said.contains("the ranks have not met");
            assert!(!survives || rank == 0 || !met, "{what}: the others did not go on: {said}");
        }
        // What was done before is not lost: it was kept, and the same command takes it up.
        let after = kept(&place);
        if !is_whole {
            assert!(after >= before, "{what}: {after} bytes kept of {before}");
            let again = run(&place, 4, &sweep("killed.csv"));
            assert_eq!(again.code, Some(0), "{what}: {again:?}");
            assert_eq!(table("killed.csv"), alone, "{what}");
            if after > 0 {
                let said = "networks are taken from a run that was cut off";
                assert!(again.stderr.contains(said), "{what}: {again:?}");
                taken += 1;
            }
        }
        assert_eq!(kept(&place), 0, "{what}");
    }
    println!(
        "{} kills: {cut} runs were cut off, {taken} of them with networks done; the longest end {longest:?}",
        count.unwrap_or(4)
    );
}

#[test]
fn what_is_done_survives_the_death_of_any_rank() {
    kills(&[], false);
}

#[test]
fn with_a_launcher_that_lets_the_others_live_the_run_goes_on() {
    match words("GRADSHADER_MPIRUN_RECOVER") {
        Some(more) => kills(&more, true),
        None => println!("not run: GRADSHADER_MPIRUN_RECOVER names no flags"),
    }
}
