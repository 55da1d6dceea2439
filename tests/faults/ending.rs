//! How runs end that cannot go on, and what they save.

use std::fs;

use gradshader::model::Model;

use crate::IRIS;
use crate::program::Place;

/// A model whose weights are finite and whose answers are not.
fn overflowing(place: &Place, name: &str) {
    let run = place.train(&["--output-activation", "linear", "--model", name]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let mut model = Model::load(place.path(name)).unwrap();
    model.parameters.layers[1].weight.fill(3e38);
    model.save(place.path(name)).unwrap();
}

#[test]
fn a_model_whose_answers_are_not_finite_replaces_none() {
    let place = Place::new();
    place.model("good.st");
    let before = place.bytes("good.st");
    overflowing(&place, "large.st");
    for epochs in ["0", "1"] {
        let run = place.train(&["--init", "large.st", "--model", "good.st", "--epochs", epochs]);
        assert!(run.refusal(1).contains("not finite"), "{run:?}");
        assert_eq!(place.bytes("good.st"), before, "after {epochs} epochs");
    }
}

#[test]
fn answers_that_are_not_finite_are_no_answers_and_their_row_is_named() {
    let place = Place::new();
    overflowing(&place, "large.st");
    let run = place.run(&["predict", "large.st", IRIS, "--device", "cpu"]);
    assert!(run.refusal(1).ends_with("train it again, at a lower learning rate"), "{run:?}");
    assert!(run.stderr.contains("iris.csv, row 2: output 1 of the network is inf"), "{run:?}");
    assert_eq!(run.stdout, "");
    let run = place.run(&["predict", "large.st", IRIS, "--device", "cpu", "--output", "out.csv"]);
    run.refusal(1);
    assert!(!place.path("out.csv").exists());
    let run = place.run(&["evaluate", "large.st", IRIS, "--device", "cpu"]);
    assert!(run.refusal(1).contains("row 2: output 1 of the network is inf"), "{run:?}");
}

#[cfg(unix)]
mod unix {
    use std::io::{BufRead, BufReader};
    use std::process::{Child, Command, Stdio};
    use std::time::{Duration, Instant};

    use super::*;
    use crate::Run;

    #[test]
    fn a_full_disk_under_the_log_costs_no_model() {
        let place = Place::new();
        let mut command = Command::new("sh");
        // Files end at 16 KiB, and no signal says so.
        let limited = "trap '' XFSZ; ulimit -f 32; exec \"$@\"";
        command.current_dir(place.0.path()).args(["-c", limited, "sh"]);
        command.arg(place.command(&[]).get_program());
        command.args(["train", IRIS, "--quiet", "--device", "cpu", "--epochs", "5000"]);
        command.args(["--model", "m.st", "--log", "log.jsonl"]);
        let run = Run::of(command.output().unwrap());
        assert!(run.refusal(1).starts_with("log.jsonl: the log cannot be written"), "{run:?}");
        let model = Model::load(place.path("m.st")).unwrap();
        let epochs: u32 = model.training["kept_epoch"].parse().unwrap();
        assert!((1..5000).contains(&epochs), "{epochs}");
    }

    /// Waits until a run says that it trains; what it says from then on.
    fn until_it_trains(child: &mut Child) -> BufReader<std::process::ChildStderr> {
        until_it_says("training on", child)
    }

    /// Waits until a run says a line that begins so.
    fn until_it_says(begin: &str, child: &mut Child) -> BufReader<std::process::ChildStderr> {
        let mut stderr = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        while !line.starts_with(begin) {
            line.clear();
            assert_ne!(stderr.read_line(&mut line).unwrap(), 0, "it ended");
        }
        stderr
    }

    /// A run of steps that take long, once it trains.
    fn long(place: &Place, arguments: &[&str]) -> (Child, BufReader<std::process::ChildStderr>) {
        let common = ["train", IRIS, "--device", "cpu", "--model", "m.st", "--log", "log.jsonl"];
        let mut command = place.command(&[&common, arguments].concat());
        let mut child = command.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        let stderr = until_it_trains(&mut child);
        // Its log, or the one that shall replace it, has begun.
        let began = |name: &String| {
            let lines = fs::read(place.path(name)).unwrap_or_default();
            name.contains("log.jsonl") && lines.windows(7).any(|part| part == b"\"start\"")
        };
        while !place.names().iter().any(began) {
            std::thread::sleep(Duration::from_millis(20));
        }
        (child, stderr)
    }

    fn send(signal: &str, child: &Child) {
        let id = child.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
    }

    /// Whether these tests run so that they outlive their terminal.
    fn hang_up_is_ignored() -> bool {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        ignored.is_some_and(|mask| {
            u64::from_str_radix(mask.trim(), 16).is_ok_and(|mask| mask & 1 == 1)
        })
    }

    #[test]
    fn who_is_to_outlive_its_terminal_does() {
        let place = Place::new();
        let mut command = Command::new("sh");
        command.current_dir(place.0.path()).args(["-c", "trap '' HUP; exec \"$@\"", "sh"]);
        command.arg(place.command(&[]).get_program());
        command.args(["train", IRIS, "--quiet", "--device", "cpu", "--epochs", "100000000"]);
        let mut child = command.args(["--model", "m.st"]).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(700));
        send("-HUP", &child);
        std::thread::sleep(Duration::from_millis(700));
        assert!(child.try_wait().unwrap().is_none(), "it goes on");
        send("-TERM", &child);
        assert_eq!(child.wait().unwrap().code(), Some(130));
        assert_eq!(place.names(), ["m.st"]);
    }

    #[test]
    fn the_first_signal_is_answered_at_once_and_what_was_trained_is_saved() {
        for signal in ["-INT", "-TERM", "-HUP"] {
            if signal == "-HUP" && hang_up_is_ignored() {
                continue;
            }
            let place = Place::new();
            // One epoch of many steps.
            let (mut child, mut stderr) = long(&place, &["--hidden", "1500,1500", "--batch", "1"]);
            std::thread::sleep(Duration::from_millis(500));
            let asked = Instant::now();
            send(signal, &child);
            let mut line = String::new();
            stderr.read_line(&mut line).unwrap();
            let answered = asked.elapsed();
            assert_eq!(line, "stopping after this step; again to quit\n", "{signal}");
            let code = child.wait().unwrap().code();
            let ended = asked.elapsed();
            println!("{signal}: answered after {answered:?}, ended after {ended:?}");
            // Of a busy machine; 150 such steps would take longer.
            assert!(answered < Duration::from_secs(1), "{answered:?}");
            assert!(ended < Duration::from_secs(5), "{ended:?}");
            assert_eq!(code, Some(130));
            let model = Model::load(place.path("m.st")).unwrap();
            assert_eq!(model.training["stop_reason"], "interrupted");
            assert_eq!(place.names(), ["log.jsonl", "m.st"]);
        }
    }

    /// A command that gets a signal some milliseconds after it has said this, and what it said from there on.
    fn interrupted(place: &Place, words: &[&str], says: &str, after: u64) -> (Run, String) {
        let mut command = place.command(words);
        let mut child = command.stderr(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut stderr = until_it_says(says, &mut child);
        std::thread::sleep(Duration::from_millis(after));
        send("-INT", &child);
        let mut rest = String::new();
        std::io::Read::read_to_string(&mut stderr, &mut rest).unwrap();
        (Run::of(child.wait_with_output().unwrap()), rest)
    }

    fn json(place: &Place, name: &str) -> serde_json::Value {
        serde_json::from_slice(&place.bytes(name)).unwrap()
    }

    #[test]
    fn a_sweep_that_is_ended_keeps_the_settings_that_were_trained() {
        let place = Place::new();
        let space = ["--hidden", "8,1500x2", "--learning-rate", "0.01,0.02", "--decay", "0"];
        // The second shape does not come to an end.
        let how = ["--early-stop", "40", "--epochs", "100000", "--mix-widths", "never"];
        let files = ["--csv", "s.csv", "--json", "s.json", "--model", "m.st", "--report", "page"];
        let rest = ["--batch", "1", "--device", "cpu"];
        let words = [&["sweep", IRIS][..], &space, &how, &files, &rest].concat();
        let (run, rest) = interrupted(&place, &words, "run 2 of 2", 300);
        assert_eq!(run.code, Some(130), "{rest}");
        assert!(
            rest.ends_with("error: interrupted, and the table has 2 of 4 settings\n"),
            "{rest}"
        );
        assert!(run.stdout.contains("the best alone:\n  gradshader train"), "{run:?}");
        let table = fs::read_to_string(place.path("s.csv")).unwrap();
        assert_eq!(table.lines().count(), 3, "{table}");
        let found = json(&place, "s.json");
        assert_eq!(found["trials"].as_array().unwrap().len(), 2);
        assert_eq!(found["settings"], 4);
        let best = &found["trials"][0];
        assert_eq!(best["values"]["--hidden"], "8");
        let model = Model::load(place.path("m.st")).unwrap();
        assert_eq!(best["parameter_hashes"][0], model.hash());
        let page = fs::read_to_string(place.path("page/report.json")).unwrap();
        assert!(page.contains("2 of 4 settings had been trained"), "{page}");
    }

    #[test]
    fn a_cross_validation_that_is_ended_keeps_the_folds_as_far_as_they_were() {
        let place = Place::new();
        // What a network is after some epochs does not depend on how many were to follow.
        let common = ["cross-validate", IRIS, "--device", "cpu", "--schedule", "constant"];
        let files = ["--json", "f.json", "--output", "o.csv", "--report", "page"];
        let long = ["--early-stop", "0", "--epochs", "1000000"];
        let words = [&common[..], &files, &long].concat();
        let (run, rest) = interrupted(&place, &words, "epoch ", 300);
        assert_eq!(run.code, Some(130), "{rest}");
        let read = |name: &str| json(&place, name);
        let found = read("f.json");
        let epochs = found["each"][0]["epochs"].to_string();
        let stopped = format!("5 folds stopped after epoch {epochs} of 1000000: interrupted\n");
        let said = format!("error: interrupted, and the table has 5 of 5 folds; {stopped}");
        assert!(rest.ends_with(&said), "{rest}");
        assert!(run.stdout.ends_with(&format!("\n\n{stopped}")), "{run:?}");
        let page = read("page/report.json");
        assert_eq!(page["outcome"]["reason"], "interrupted");
        assert_eq!(page["runs"].as_array().map(Vec::len), Some(5), "{page}");
        let own = ["--json", "whole.json", "--output", "whole.csv", "--epochs", &epochs];
        assert_eq!(place.run(&[&common[..], &own].concat()).code, Some(0));
        let whole = read("whole.json");
        assert_eq!(found["metrics"], whole["metrics"]);
        assert_eq!(place.bytes("o.csv"), place.bytes("whole.csv"));
        for fold in 0..5 {
            let mut fold = found["each"][fold].clone();
            assert_eq!(fold["stopped"], "interrupted");
            fold.as_object_mut().unwrap().remove("stopped");
            let number = fold["fold"].as_u64().unwrap() as usize;
            assert_eq!(fold, whole["each"][number - 1]);
        }
    }

    #[test]
    fn folds_that_had_not_begun_are_missing_and_said_to_be() {
        let place = Place::new();
        // Of 150 samples two folds are larger than the others, and train after them.
        let words = ["cross-validate", IRIS, "--folds", "4", "--repeats", "2", "--device", "cpu"];
        let files = ["--json", "f.json", "--output", "o.csv", "--report", "page"];
        let long = ["--early-stop", "0", "--epochs", "1000000"];
        let words = [&words[..], &files, &long].concat();
        let (run, rest) = interrupted(&place, &words, "epoch ", 300);
        assert_eq!(run.code, Some(130), "{rest}");
        let said =
            "error: interrupted, and the table has 4 of 8 folds; 4 folds stopped after epoch";
        assert!(rest.lines().last().unwrap().starts_with(said), "{rest}");
        let line = run.stdout.lines().find(|line| line.starts_with("accuracy")).unwrap();
        assert!(line.ends_with("4 of 8"), "{run:?}");
        let found = json(&place, "f.json");
        assert_eq!((&found["folds"], &found["repeats"]), (&4.into(), &2.into()));
        assert_eq!(found["each"].as_array().unwrap().len(), 4);
        let predictions = fs::read_to_string(place.path("o.csv")).unwrap();
        assert_eq!(predictions.lines().count(), 151);
        // In the first epoch there is nothing to keep.
        let place = Place::new();
        let slow = ["--hidden", "1500,1500", "--batch", "1"];
        let (run, rest) = interrupted(&place, &[&words[..], &slow].concat(), "run 1 of 2", 300);
        assert_eq!(run.code, Some(130), "{rest}");
        assert!(rest.ends_with("error: interrupted; nothing is written\n"), "{rest}");
        assert_eq!(place.names(), ["page"]);
        assert_eq!(fs::read_dir(place.path("page")).unwrap().count(), 0);
    }

    #[test]
    fn a_cross_validation_whose_time_is_over_says_where_it_stopped() {
        let place = Place::new();
        let words = ["cross-validate", IRIS, "--device", "cpu", "--quiet", "--max-seconds", "0.2"];
        let run = place.run(&[&words[..], &["--epochs", "1000000"]].concat());
        assert_eq!(run.code, Some(0), "{run:?}");
        let last = run.stdout.lines().last().unwrap();
        assert!(last.starts_with("5 folds stopped after epoch "), "{run:?}");
        assert!(last.ends_with(" of 1000000: 0.2 seconds are over"), "{run:?}");
    }

    #[test]
    fn an_ensemble_that_is_ended_is_of_what_was_trained_until_then() {
        for choice in [&[][..], &["--ensemble-folds", "3"]] {
            let place = Place::new();
            // No network comes to an end.
            let how = ["--ensemble", "4", "--early-stop", "0", "--epochs", "1000000"];
            let rest =
                ["--model", "m.st", "--log", "log.jsonl", "--device", "cpu", "--hidden", "8"];
            // Nor does one wait for others that have no dropout.
            let recipe = ["--dropout", "0.1", "--decay", "0.001"];
            let words =
                [&["train", IRIS, "--test", IRIS][..], &how, choice, &recipe, &rest].concat();
            let (run, rest) = interrupted(&place, &words, "epoch ", 500);
            assert_eq!(run.code, Some(130), "{rest}");
            let said = "error: interrupted, and the ensemble is chosen from 4 of 4 settings\n";
            assert!(rest.ends_with(said), "{rest}");
            let model = Model::load(place.path("m.st")).unwrap();
            assert_eq!(model.training["stop_reason"], "interrupted");
            // What was measured as it was saved is what it is worth.
            let accuracy: f64 = model.training["test_accuracy"].parse().unwrap();
            let run = place.run(&["evaluate", "m.st", IRIS, "--device", "cpu", "--json"]);
            assert_eq!(run.code, Some(0), "{run:?}");
            let found: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
            assert_eq!(found["accuracy"], accuracy, "{found}");
            let log = fs::read_to_string(place.path("log.jsonl")).unwrap();
            assert_eq!(log.lines().filter(|line| line.contains("\"setting\"")).count(), 4, "{log}");
        }
    }

    /// Makes a pipe that nobody reads.
    fn pipe(place: &Place) {
        let made = Command::new("mkfifo").arg(place.path("pipe")).status().unwrap();
        assert!(made.success());
    }

    /// Ends a command that waits for a reader of a pipe, which is to take less than a second.
    fn given_up(child: Child) -> Run {
        given_up_within(child, Duration::from_secs(1))
    }

    fn given_up_within(mut child: Child, limit: Duration) -> Run {
        let asked = Instant::now();
        send("-INT", &child);
        while child.try_wait().unwrap().is_none() && asked.elapsed() < Duration::from_secs(10) {
            std::thread::sleep(Duration::from_millis(5));
        }
        let took = asked.elapsed();
        let _ = child.kill();
        assert!(took < limit, "{took:?}");
        Run::of(child.wait_with_output().unwrap())
    }

    #[test]
    fn a_pipe_that_nobody_reads_takes_nothing_from_who_was_asked_to_stop_before() {
        let place = Place::new();
        pipe(&place);
        let long = ["train", IRIS, "--device", "cpu", "--quiet", "--epochs", "100000000"];
        let files = ["--model", "pipe", "--log", "log.jsonl", "--report", "page"];
        let more = ["--validation", "0.2", "--early-stop", "0"];
        let mut command = place.command(&[&long[..], &files, &more].concat());
        let child = command.stderr(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let log = || fs::read_to_string(place.path("log.jsonl")).unwrap_or_default();
        while log().lines().count() < 5 {
            std::thread::sleep(Duration::from_millis(10));
        }
        // A second for the pipe, beside the run that stops.
        let run = given_up_within(child, Duration::from_secs(8));
        assert_eq!(run.code, Some(130), "{run:?}");
        assert!(run.stderr.contains("nobody reads the pipe"), "{run:?}");
        assert!(place.path("page/index.html").exists());
        assert!(log().lines().last().unwrap().contains("\"end\""), "{run:?}");
    }

    #[test]
    fn a_pipe_that_nobody_reads_is_given_up_after_a_signal() {
        let common = [IRIS, "--device", "cpu", "--quiet", "--epochs", "2"];
        let space = ["--learning-rate", "0.01,0.02"];
        let validated = [&["cross-validate"], &common[..], &["--output", "pipe"]].concat();
        let swept = [&["sweep"], &common[..], &space, &["--csv", "pipe"]].concat();
        let trained = ["train", IRIS, "--device", "cpu", "--model", "pipe", "--epochs", "1"];
        // What is written before the pipe is.
        for (words, first) in [(&validated, "--json"), (&swept, "--json")] {
            let place = Place::new();
            pipe(&place);
            let words = [&words[..], &[first, "first.json", "--report", "page"]].concat();
            let mut command = place.command(&words);
            let child = command.stderr(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
            while !place.path("first.json").exists() {
                std::thread::sleep(Duration::from_millis(10));
            }
            std::thread::sleep(Duration::from_millis(300));
            let run = given_up(child);
            assert_eq!(run.code, Some(130), "{run:?}");
            let said = "error: pipe: the file cannot be written (nobody reads the pipe)\n";
            assert_eq!(run.stderr, said);
            // What comes after it is written all the same.
            assert!(place.path("page/index.html").exists());
        }
        let place = Place::new();
        pipe(&place);
        let mut command = place.command(&trained);
        let mut child = command.stderr(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let _stderr = until_it_says("epoch 1/1", &mut child);
        std::thread::sleep(Duration::from_millis(500));
        assert_eq!(given_up(child).code, Some(130));
        // Who logs to one waits before anything is trained.
        for more in [&[][..], &["--append-log"]] {
            let place = Place::new();
            pipe(&place);
            let words = [&["train"], &common[..], &["--log", "pipe"], more].concat();
            let mut command = place.command(&words);
            let child = command.stderr(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
            std::thread::sleep(Duration::from_millis(1500));
            assert_eq!(given_up(child).code, Some(130), "{more:?}");
            // Whoever reads it gets all.
            let mut command = place.command(&words);
            let mut child = command.stderr(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
            let log = fs::read_to_string(place.path("pipe")).unwrap();
            assert_eq!(child.wait().unwrap().code(), Some(0));
            assert_eq!(log.lines().count(), 4, "{log}");
        }
    }

    #[test]
    fn a_sweep_of_settings_side_by_side_that_is_ended_keeps_them_as_far_as_they_were() {
        let place = Place::new();
        let space = ["--learning-rate", "0.001,0.01", "--decay", "0", "--dropout", "0"];
        let how = ["--schedule", "constant", "--early-stop", "0", "--device", "cpu"];
        let files = ["--json", "s.json", "--model", "m.st", "--report", "page"];
        let common = [&["sweep", IRIS][..], &space, &how].concat();
        let words = [&common[..], &files, &["--epochs", "1000000"]].concat();
        let (run, rest) = interrupted(&place, &words, "epoch ", 500);
        assert_eq!(run.code, Some(130), "{rest}");
        let found = json(&place, "s.json");
        assert_eq!(found["trials"].as_array().unwrap().len(), 2, "{found}");
        let model = Model::load(place.path("m.st")).unwrap();
        assert_eq!(found["trials"][0]["parameter_hashes"][0], model.hash());
        let said = "error: interrupted, and the table has 2 of 2 settings; none was trained to epoch 1000000, as \
                    their commands train them, but to epoch ";
        let last = rest.lines().last().unwrap();
        assert!(last.starts_with(said), "{rest}");
        // What a network is after some epochs does not depend on how many were to follow.
        let epochs = last.rsplit(' ').next().unwrap();
        let whole = ["--json", "whole.json", "--epochs", epochs];
        assert_eq!(place.run(&[&common[..], &whole].concat()).code, Some(0));
        let whole = json(&place, "whole.json");
        for trial in 0..2 {
            let hash = "parameter_hashes";
            assert_eq!(found["trials"][trial][hash], whole["trials"][trial][hash]);
        }
    }

    #[test]
    fn a_sweep_that_is_ended_keeps_none_that_was_halved_away() {
        let place = Place::new();
        let space = ["--learning-rate", "1e-5,1e-3,1e-2,3e-3", "--decay", "0", "--dropout", "0"];
        let how = ["--early-stop", "0", "--epochs", "1000000", "--halving=2", "--hidden", "64"];
        let rest = ["--model", "m.st", "--csv", "s.csv", "--device", "cpu"];
        let words = [&["sweep", IRIS][..], &space, &how, &rest].concat();
        let (run, rest) = interrupted(&place, &words, "epoch ", 500);
        assert_eq!(run.code, Some(130), "{rest}");
        // The one that outdid the others trained on.
        assert!(rest.contains("error: interrupted, and the table has 1 of 4 settings; "), "{rest}");
        let table = fs::read_to_string(place.path("s.csv")).unwrap();
        assert_eq!(table.lines().count(), 2, "{table}");
        assert!(place.path("m.st").exists());
    }

    #[test]
    fn a_signal_while_it_loads_ends_it_at_once() {
        let place = Place::new();
        // Some seconds' worth of reading.
        let rows: String =
            (0..60_000).map(|i| format!("{},{i},{}.5,w{}\n", i % 7, i * 3, i % 5)).collect();
        place.write("large.csv", format!("a,b,c,kind\n{}", rows.repeat(12)));
        place.write("m.st", "precious");
        for after in [30, 150, 400] {
            let arguments = ["train", "large.csv", "--device", "cpu", "--model", "m.st"];
            let mut command = place.command(&[&arguments[..], &["--log", "log.jsonl"]].concat());
            let mut child = command.stderr(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
            std::thread::sleep(Duration::from_millis(after));
            let asked = Instant::now();
            send("-INT", &child);
            let code = child.wait().unwrap().code();
            println!("after {after} ms: ended within {:?}", asked.elapsed());
            assert!(asked.elapsed() < Duration::from_secs(1), "{:?}", asked.elapsed());
            // 130 once it listens.
            assert!(code == Some(130) || (code.is_none() && after < 100), "{code:?}");
            assert_eq!(place.names(), ["large.csv", "m.st"]);
            assert_eq!(place.bytes("m.st"), b"precious");
        }
    }

    #[test]
    fn a_signal_while_it_measures_ends_it_soon_and_what_was_trained_is_saved() {
        let place = Place::new();
        let rows: String =
            (0..60_000).map(|i| format!("{},{},{}\n", i % 11, i % 7, i % 2)).collect();
        place.write("large.csv", format!("a,b,kind\n{rows}"));
        let mut command = place.command(&[
            "train",
            "large.csv",
            "--device",
            "cpu",
            "--model",
            "m.st",
            "--log",
            "log.jsonl",
            // Next to nothing is trained on, so that it measures nearly all the time.
            "--validation",
            "0.9999",
            "--hidden",
            "2000,2000",
            "--batch",
            "1",
            "--epochs",
            "1000",
        ]);
        let mut child = command.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        let mut stderr = until_it_trains(&mut child);
        std::thread::sleep(Duration::from_millis(1500));
        let asked = Instant::now();
        send("-INT", &child);
        let mut line = String::new();
        stderr.read_line(&mut line).unwrap();
        let answered = asked.elapsed();
        let code = child.wait().unwrap().code();
        let ended = asked.elapsed();
        println!("answered after {answered:?}, ended after {ended:?}");
        assert_eq!(line, "stopping after this step; again to quit\n");
        assert!(answered < Duration::from_secs(1), "{answered:?}");
        // A busy machine's; all of it takes longer than ten.
        assert!(ended < Duration::from_secs(5), "{ended:?}");
        assert_eq!(code, Some(130));
        let model = Model::load(place.path("m.st")).unwrap();
        assert_eq!(model.training["stop_reason"], "interrupted");
    }

    #[test]
    fn the_second_signal_ends_it_and_leaves_nothing_half_done() {
        let place = Place::new();
        place.write("log.jsonl", "{\"event\":\"old\"}\n");
        // Steps that take long.
        let large = ["--hidden", "4000,4000,4000", "--batch", "150"];
        let (mut child, mut stderr) = long(&place, &large);
        std::thread::sleep(Duration::from_millis(300));
        send("-INT", &child);
        let mut line = String::new();
        stderr.read_line(&mut line).unwrap();
        assert_eq!(line, "stopping after this step; again to quit\n");
        assert!(child.try_wait().unwrap().is_none(), "a step takes longer");
        send("-INT", &child);
        let asked = Instant::now();
        assert_eq!(child.wait().unwrap().code(), Some(130));
        assert!(asked.elapsed() < Duration::from_secs(1));
        assert_eq!(place.names(), ["log.jsonl"]);
        assert_eq!(fs::read(place.path("log.jsonl")).unwrap(), b"{\"event\":\"old\"}\n");
    }
}
