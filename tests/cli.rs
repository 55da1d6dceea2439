//! The command line as a user meets it: the binary is run, and its output, files and exit code are
//! looked at. Where a GPU matters it is the best adapter, which is `--device gpu`; [`adapter`] says
//! which.

#[path = "common/program.rs"]
mod program;

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use gradshader::block_on;
use gradshader::gpu::{self, Context, GpuOptions, Matrices};
use serde_json::{Value, json};

use self::program::Place;

const DIGITS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/digits.csv");
const IRIS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/iris.csv");

impl Place {
    fn run(&self, arguments: &[&str]) -> Run {
        Run::of(self.command(arguments))
    }

    /// Runs and expects success.
    fn done(&self, arguments: &[&str]) -> Run {
        let run = self.run(arguments);
        assert_eq!(run.code, Some(0), "{arguments:?}: {run:?}");
        run
    }

    /// The events of a log.
    fn events(&self, name: &str) -> Vec<Value> {
        let text = fs::read_to_string(self.path(name)).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// The hash of what a model file holds, however it was made.
    fn hash(&self, model: &str) -> String {
        gradshader::model::Model::load(self.path(model)).unwrap().parameters.hash()
    }

    /// A small model of irises.
    fn iris_model(&self, name: &str) {
        self.done(&["train", IRIS, "--epochs", "3", "--device", "cpu", "--model", name, "--quiet"]);
    }
}

#[derive(Debug)]
struct Run {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Run {
    fn of(mut command: Command) -> Self {
        let Output { status, stdout, stderr } = command.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self { code: status.code(), stdout: text(stdout), stderr: text(stderr) }
    }

    /// The value of a line `name  value` of the result.
    fn result(&self, name: &str) -> &str {
        let line = self.stdout.lines().find_map(|line| line.strip_prefix(name));
        line.unwrap_or_else(|| panic!("no {name} in {self:?}")).trim()
    }

    fn percent(&self, name: &str) -> f64 {
        self.result(name).trim_end_matches(" %").parse().unwrap()
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|e| panic!("{e}: {self:?}"))
    }

    /// Expects one line that says what is wrong.
    #[track_caller]
    fn fails(&self, code: i32, parts: &[&str]) {
        assert_eq!(self.code, Some(code), "{self:?}");
        assert_eq!(self.stderr.lines().count(), 1, "one line: {self:?}");
        assert!(self.stderr.starts_with("error: "), "{self:?}");
        for part in parts {
            assert!(self.stderr.contains(part), "{part:?} is missing: {self:?}");
        }
    }
}

/// The best adapter. There has to be one, so that no test passes on the CPU instead.
fn adapter() -> &'static str {
    static ADAPTER: OnceLock<String> = OnceLock::new();
    ADAPTER.get_or_init(|| {
        let devices = Place::new().done(&["devices", "--json"]).json();
        let best = &devices["devices"][0];
        assert!(best["name"].is_string(), "no adapter; scripts/test.sh installs one: {devices}");
        println!("adapter: {best}");
        best["name"].as_str().unwrap().to_owned()
    })
}

fn idx(magic: [u8; 4], sizes: &[u32], values: &[u8]) -> Vec<u8> {
    let sizes: Vec<_> = sizes.iter().flat_map(|size| size.to_be_bytes()).collect();
    [&magic, &sizes[..], values].concat()
}

const IMAGES: [u8; 4] = [0, 0, 8, 3];
const LABELS: [u8; 4] = [0, 0, 8, 1];

// ---------------------------------------------------------------------------------------------
// Devices

#[test]
fn devices_lists_adapters_and_what_auto_picks() {
    let place = Place::new();
    let devices = place.done(&["devices", "--json"]).json();
    let text = place.done(&["devices"]).stdout;
    let listed = devices["devices"].as_array().unwrap();
    for (index, device) in listed.iter().enumerate() {
        assert_eq!(device["index"], index);
        let adapter = &block_on(gpu::adapters())[index];
        assert_eq!(device["mixed"], Matrices::of(adapter).is_ok(), "{device}");
        for key in ["name", "backend", "type", "driver"] {
            assert!(text.contains(device[key].as_str().unwrap()), "{key} of {device}: {text}");
        }
    }
    let has_mixed = listed.iter().any(|device| device["mixed"] == true);
    assert_eq!(text.contains("--precision mixed runs on "), has_mixed, "{text}");
    let auto = &devices["auto"];
    // What there is to choose from is this machine's; the rule is not.
    if listed[0]["type"] == "software" {
        assert!(auto["index"].is_null() && auto["name"].as_str().unwrap().starts_with("CPU, "));
        assert!(listed.iter().all(|device| device["auto"] == false), "{devices}");
    } else {
        assert_eq!((&auto["name"], auto["index"].as_u64()), (&listed[0]["name"], Some(0)));
        assert_eq!(listed[0]["auto"], true);
    }
    assert!(text.contains(auto["reason"].as_str().unwrap()), "{text}");
    for device in ["\ncpu        CPU, ", "\nreference  CPU reference, f32"] {
        assert!(text.contains(device), "{text}");
    }
}

/// Without a hardware GPU the CPU trains; a software adapter is tried where that may pay.
#[test]
fn auto_takes_the_faster_of_cpu_and_software_adapter_and_says_so() {
    let place = Place::new();
    let devices = place.done(&["devices", "--json"]).json();
    if devices["devices"][0]["type"] != "software" {
        println!("not run: {} is no software adapter", adapter());
        return;
    }
    let run = place.done(&["train", IRIS, "--epochs", "2", "--model", "m.safetensors"]);
    assert!(run.stderr.contains("using the CPU; this training is too short to try"), "{run:?}");
    assert!(run.stderr.contains("device: CPU, "), "{run:?}");
    let run = place.done(&["evaluate", "m.safetensors", IRIS, "--json"]);
    assert!(run.json()["adapter"].as_str().unwrap().starts_with("CPU, "), "{run:?}");
    assert_eq!(run.stderr, "there is no hardware GPU: using the CPU\n");

    // Long training, which ends after one epoch because it diverges.
    place.write("table.csv", linear_table());
    let long = ["train", "table.csv", "--epochs", "1000000000", "--learning-rate", "1e30"];
    let run = place.run(&long);
    assert_eq!(run.code, Some(1), "{run:?}");
    let choice = run.stderr.lines().next().unwrap();
    assert!(choice.matches(" samples/s; ").count() == 1 && choice.contains(" reaches "), "{run:?}");
    assert!(choice.contains(adapter()) && choice.contains("the CPU"), "{run:?}");
    // Who speaks of shaders wants them run.
    let run = place.done(&["train", IRIS, "--epochs", "1", "--fusion", "off"]);
    assert!(run.stderr.contains(&format!("device: {}", adapter())), "{run:?}");
}

#[test]
fn a_device_is_chosen_by_index_and_by_part_of_its_name() {
    let place = Place::new();
    let part = adapter().split(' ').next().unwrap().to_uppercase();
    for (device, name) in [
        ("0", adapter()),
        (&part, adapter()),
        ("gpu", adapter()),
        ("cpu", "CPU, "),
        ("reference", "CPU reference, f32"),
    ] {
        let run = place.done(&["train", IRIS, "--epochs", "1", "--device", device]);
        assert!(run.stderr.contains(&format!("device: {name}")), "{device}: {run:?}");
    }
    for device in ["99", "no such gpu"] {
        let run = place.run(&["train", IRIS, "--epochs", "1", "--device", device]);
        run.fails(3, &[device, adapter()]);
    }
}

#[test]
fn without_an_adapter_auto_takes_the_cpu_and_says_how_to_get_one() {
    let place = Place::new();
    place.iris_model("m.safetensors");
    for arguments in [
        &["train", IRIS, "--epochs", "1"][..],
        &["verify", "--steps", "1"],
        &["evaluate", "m.safetensors", IRIS],
        &["predict", "m.safetensors", IRIS],
        &["devices"],
    ] {
        // No such backend exists here, so there are no adapters.
        let mut command = place.command(arguments);
        command.env("WGPU_BACKEND", if cfg!(windows) { "metal" } else { "dx12" });
        let run = Run::of(command);
        assert_eq!(run.code, Some(0), "{run:?}");
        let said = run.stderr.clone() + &run.stdout;
        let advice = said.lines().filter(|line| line.contains("apt install mesa-vulkan-drivers"));
        assert_eq!(advice.count(), 1, "{arguments:?}: {said}");
    }
    for arguments in [
        &["train", IRIS, "--device", "gpu"][..],
        &["train", IRIS, "--tune"],
        &["verify", "--self-test"],
    ] {
        let mut command = place.command(arguments);
        command.env("WGPU_BACKEND", if cfg!(windows) { "metal" } else { "dx12" });
        Run::of(command).fails(3, &["no GPU adapter", "apt install mesa-vulkan-drivers"]);
    }
}

// ---------------------------------------------------------------------------------------------
// Training

#[test]
fn defaults_learn_handwritten_digits() {
    println!("adapter: {}", adapter());
    let place = Place::new();
    let train = ["train", DIGITS, "--validation", "0.2", "--model", "d.safetensors"];
    for device in ["auto", "gpu"] {
        let run = place.done(&[&train[..], &["--device", device]].concat());
        assert!(run.percent("validation_accuracy") >= 96.0, "{device}: {run:?}");
        assert_eq!(run.result("parameter_hash"), place.hash("d.safetensors"));
    }
    let report = place.done(&["evaluate", "d.safetensors", DIGITS, "--json"]).json();
    assert_eq!(report["samples"], 1797);
    let confusion = report["confusion"].as_array().unwrap();
    let counts = confusion.iter().flat_map(|row| row.as_array().unwrap());
    assert_eq!(counts.map(|count| count.as_u64().unwrap()).sum::<u64>(), 1797);
    assert_eq!(report["classes"].as_array().unwrap().len(), 10);
}

#[test]
fn defaults_learn_irises() {
    println!("adapter: {}", adapter());
    for device in ["auto", "gpu"] {
        let train = ["train", IRIS, "--validation", "0.2", "--quiet", "--device", device];
        let run = Place::new().done(&train);
        assert!(run.percent("validation_accuracy") >= 93.0, "{run:?}");
        assert_eq!(run.stderr, "");
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    check_same_bytes("gpu");
    check_same_bytes("cpu");
}

fn check_same_bytes(device: &str) {
    let place = Place::new();
    let train = |seed: &str, model: &str| {
        let arguments = ["train", DIGITS, "--epochs", "2", "--validation", "0.1", "--seed", seed];
        let run = place.done(&[&arguments[..], &["--device", device, "--model", model]].concat());
        run.result("parameter_hash").to_owned()
    };
    let hash = train("5", "a.safetensors");
    assert_eq!(hash, train("5", "b.safetensors"), "on {device} ({})", adapter());
    assert_ne!(hash, train("6", "c.safetensors"));
    let bytes = |name| fs::read(place.path(name)).unwrap();
    assert!(bytes("a.safetensors") == bytes("b.safetensors"), "the files differ");
}

#[test]
fn a_member_is_the_network_that_its_seed_trains_alone() {
    check_members("gpu");
    check_members("cpu");
}

fn check_members(device: &str) {
    let place = Place::new();
    let common = ["train", IRIS, "--epochs", "4", "--validation", "0.2", "--log", "log.jsonl"];
    let common = [&common[..], &["--device", device]].concat();
    let members =
        ["--members", "3", "--seed", "7", "--learning-rate", "1,2,0.5", "--model", "m.safetensors"];
    place.done(&[&common[..], &members].concat());
    let events = place.events("log.jsonl");
    let end = events.last().unwrap().clone();
    assert_eq!(events[1]["members"].as_array().unwrap().len(), 3);
    assert_eq!(events[1]["validation_loss"], events[1]["members"][0]["validation_loss"]);
    for (member, rate) in ["1", "2", "0.5"].into_iter().enumerate() {
        let seed = (7 + member).to_string();
        let alone = ["--seed", &seed, "--learning-rate", rate, "--model", "alone.safetensors"];
        place.done(&[&common[..], &alone].concat());
        let hash = place.hash("alone.safetensors");
        assert_eq!(hash, place.hash(&format!("m.{member}.safetensors")), "on {device}");
        let listed = &end["members"][member];
        assert_eq!(listed["parameter_hash"], hash);
        let alone = place.events("log.jsonl");
        assert_eq!(listed["validation_loss"], alone.last().unwrap()["validation_loss"]);
    }
    let losses = end["members"].as_array().unwrap().iter().map(|m| m["validation_loss"].as_f64());
    let best = losses.enumerate().min_by(|a, b| a.1.partial_cmp(&b.1).unwrap()).unwrap().0;
    assert_eq!(end["best_member"], best);
    assert_eq!(end["parameter_hash"], end["members"][best]["parameter_hash"]);
    assert_eq!(place.hash("m.safetensors"), place.hash(&format!("m.{best}.safetensors")));
}

const TUNE: [&str; 8] =
    ["train", IRIS, "--epochs", "3", "--tune", "--log", "log.jsonl", "--device"];

/// The lines that `--tune` wrote: how fast each candidate was, and the choice.
fn tuning(run: &Run) -> (Vec<&str>, &str) {
    let mut lines: Vec<_> =
        run.stderr.lines().filter_map(|line| line.strip_prefix("tune: ")).collect();
    let choice = lines.pop().unwrap_or_else(|| panic!("no choice: {run:?}"));
    (lines, choice)
}

#[test]
fn tuning_measures_once_and_keeps_its_choice() {
    let place = Place::new();
    let first = place.done(&[&TUNE[..], &["auto"]].concat());
    let (candidates, choice) = tuning(&first);
    assert!((2..=6).contains(&candidates.len()), "{first:?}");
    // A busy machine may have no time for all.
    let (timed, rest): (Vec<&str>, Vec<&str>) =
        candidates.iter().copied().partition(|line| line.ends_with(" samples/s"));
    assert!(rest.iter().all(|line| line.contains(" not tried, ")), "{first:?}");
    let (name, file) = choice.split_once(", kept in ").unwrap();
    assert!(Path::new(file) == place.path("cache/tune.json"), "{file}");
    let rate = |line: &&str| line.split(' ').rev().nth(1).unwrap().parse::<f64>().unwrap();
    let fastest = timed.iter().max_by(|a, b| rate(a).total_cmp(&rate(b))).unwrap();
    assert!(fastest.starts_with(name), "{first:?}");
    assert!(first.stderr.contains(&format!("device: {}", adapter())), "{first:?}");
    let start = place.events("log.jsonl")[0].clone();
    assert_eq!(start["configuration"]["tune"], true);
    check_shaders(&start, name);

    let kept = fs::read(file).unwrap();
    let again = place.done(&[&TUNE[..], &["gpu"]].concat());
    assert_eq!(tuning(&again), (vec![], &*format!("{name}, as {file} has it")));
    assert_eq!(again.result("parameter_hash"), first.result("parameter_hash"));
    assert_eq!(place.events("log.jsonl")[0]["family"], start["family"]);
    assert!(fs::read(file).unwrap() == kept, "written again");
    // The shape of another bucket is measured by itself, and both are kept.
    let other = [&TUNE[..], &["gpu", "--hidden", "20", "--quiet"]].concat();
    assert_eq!(place.done(&other).stderr, "");
    let choices: Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    let sizes = choices["choices"].as_array().unwrap().iter().map(|choice| &choice["sizes"]);
    assert!(sizes.eq([&json!([4, 64, 4]), &json!([4, 32, 4])]), "{choices}");
}

/// That a run's log names the shaders of a choice.
#[track_caller]
fn check_shaders(start: &Value, choice: &str) {
    let family = match choice {
        "whole steps" | "panels" => "panels",
        "kernels one by one" => "single",
        _ => "tiles",
    };
    assert_eq!(start["family"], family, "{start}");
    let is_whole = choice == "whole steps" || choice == "resident steps";
    assert_eq!(start["whole_steps"], is_whole, "{start}");
    let tile = choice.strip_prefix("tiles of ").map(|side| side.parse::<u64>().unwrap());
    assert_eq!(start["tile"].as_u64(), tile, "{start}");
}

#[test]
fn what_is_kept_decides_and_what_is_damaged_is_measured_anew() {
    let place = Place::new();
    let train = [&TUNE[..], &["gpu"]].concat();
    place.done(&train);
    let file = place.path("cache/tune.json");
    let mut kept: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    for choice in ["tiles", "resident steps", "kernels one by one"] {
        kept["choices"][0]["choice"] = choice.into();
        fs::write(&file, kept.to_string()).unwrap();
        let run = place.done(&train);
        assert!(tuning(&run).0.is_empty() && tuning(&run).1.starts_with(choice), "{run:?}");
        check_shaders(&place.events("log.jsonl")[0], choice);
    }
    // What this adapter is not offered is not taken.
    kept["choices"][0]["choice"] = "magic".into();
    fs::write(&file, kept.to_string()).unwrap();
    assert!(tuning(&place.done(&train)).1.contains(", kept in "));

    fs::write(&file, b"{\"format\": \xff\0").unwrap();
    let run = place.done(&train);
    let (lines, choice) = tuning(&run);
    assert!(lines[0].contains("tune.json is not usable and will be written anew"), "{run:?}");
    assert!(choice.contains(", kept in "), "{run:?}");
    assert!(tuning(&place.done(&train)).0.is_empty());
    // Nor does it matter where nothing can be read or written.
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    let run = place.done(&train);
    assert!(tuning(&run).1.contains("cannot be kept"), "{run:?}");
}

#[test]
fn pipelines_that_cannot_be_used_are_compiled_again() {
    let place = Place::new();
    let train = ["train", IRIS, "--epochs", "1", "--device", "gpu"];
    let hash = |run: &Run| run.result("parameter_hash").to_owned();
    let expected = hash(&place.done(&train));
    let key = block_on(async {
        let adapters = gpu::adapters().await;
        let context = Context::open(&adapters[0], GpuOptions::default()).await;
        context.unwrap().pipelines_key()
    });
    let Some(key) = key else {
        println!("not run: {} has no name for pipelines", adapter());
        return;
    };
    let file = place.path("cache").join(key);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    for damage in [&b""[..], b"not pipelines", &[7; 5000]] {
        fs::write(&file, damage).unwrap();
        assert_eq!(hash(&place.done(&train)), expected);
    }
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    assert_eq!(hash(&place.done(&train)), expected);
}

#[test]
fn no_epochs_from_a_model_write_its_parameters_back() {
    let place = Place::new();
    place.done(&["train", IRIS, "--epochs", "2", "--hidden", "5,4", "--model", "a.safetensors"]);
    let again = ["train", IRIS, "--init", "a.safetensors", "--epochs", "0"];
    let run = place.done(&[&again[..], &["--model", "b.safetensors"]].concat());
    let hash = place.hash("a.safetensors");
    assert_eq!(run.result("parameter_hash"), hash);
    assert_eq!(place.hash("b.safetensors"), hash);
    let load = |name| gradshader::model::Model::load(place.path(name)).unwrap();
    let (a, b) = (load("a.safetensors"), load("b.safetensors"));
    assert_eq!((a.network, a.preprocessing), (b.network, b.preprocessing));
    // And it goes on from there, keeping the shape.
    place.done(&["train", IRIS, "--init", "a.safetensors", "--epochs", "1", "--hidden", "5,4"]);

    for (flag, value, has) in [
        ("--hidden", "5", "the model has 5,4"),
        ("--activation", "tanh", "the model has sigmoid"),
        ("--scaling", "unit", "the model has standard"),
        ("--task", "regress", "the model has classify"),
        ("--target", "petal_width", "the model has species"),
    ] {
        place.run(&[&again[..], &[flag, value]].concat()).fails(2, &["a.safetensors", flag, has]);
    }
}

#[test]
fn the_log_tells_the_whole_run() {
    let place = Place::new();
    let split = fs::read_to_string(IRIS).unwrap();
    place.write("test.csv", split);
    let run = place.done(&[
        "train",
        IRIS,
        "--test",
        "test.csv",
        "--validation",
        "0.2",
        "--epochs",
        "3",
        "--seed",
        "4",
        "--verify",
        "5",
        "--log",
        "log.jsonl",
        "--quiet",
        "--device",
        "gpu",
    ]);
    let events = place.events("log.jsonl");
    let names: Vec<_> = events.iter().map(|event| event["event"].as_str().unwrap()).collect();
    assert_eq!(names, ["start", "epoch", "epoch", "epoch", "end"]);
    assert_eq!(events[0]["adapter"], adapter());
    assert!(events[0]["family"].is_string() && events[0]["whole_steps"].is_boolean());
    assert!(events[0]["driver"].is_string());
    let configuration = &events[0]["configuration"];
    assert_eq!(configuration["sizes"], serde_json::json!([4, 64, 3]));
    assert_eq!(configuration["seeds"], serde_json::json!([4]));
    assert_eq!(configuration["training_samples"], 120);
    assert_eq!(configuration["verify"], 5);
    for (number, epoch) in events[1..4].iter().enumerate() {
        assert_eq!(epoch["epoch"], number + 1);
        for field in [
            "train_loss",
            "validation_loss",
            "validation_accuracy",
            "learning_rate",
            "samples_per_second",
            "elapsed_seconds",
        ] {
            assert!(epoch[field].is_f64(), "{field}: {epoch}");
        }
    }
    let end = &events[4];
    assert_eq!(end["reason"], "finished");
    assert_eq!(end["parameter_hash"], run.result("parameter_hash"));
    assert!(end["test_loss"].is_f64() && end["test_accuracy"].is_f64(), "{end}");
    // 8 steps an epoch; the first, then every fifth.
    assert_eq!(end["verified_steps"], 5);
    assert!(end["largest_ratio"].as_f64().unwrap() <= 1.0, "{end}");
}

#[test]
fn a_configuration_file_gives_what_flags_do_not() {
    let place = Place::new();
    place.write(
        "run.toml",
        format!(
            "data = {IRIS:?}\nepochs = 2\nhidden = [6, 5]\nlearning-rate = 0.5\nbatch = 10\n\
             target = 'species'\nvalidation = 0.2\nlog = 'log.jsonl'\nquiet = true\n"
        ),
    );
    place.done(&["train", "--config", "run.toml", "--batch", "20"]);
    let start = &place.events("log.jsonl")[0]["configuration"];
    assert_eq!(start["sizes"], serde_json::json!([4, 6, 5, 3]));
    assert_eq!((&start["batch"], &start["epochs"]), (&20.into(), &2.into()));

    place.write("wrong.toml", "epochs = 2\nlerning-rate = 0.5\n");
    place
        .run(&["train", IRIS, "--config", "wrong.toml"])
        .fails(2, &["wrong.toml, row 2", "lerning-rate"]);
}

#[test]
fn divergence_fails_and_leaves_the_model_alone() {
    let place = Place::new();
    place.write("m.safetensors", "precious");
    place.write("table.csv", linear_table());
    let arguments = ["train", "table.csv", "--quiet"];
    let rest = ["--learning-rate", "1e30", "--model", "m.safetensors", "--log", "log.jsonl"];
    place
        .run(&[&arguments[..], &rest].concat())
        .fails(1, &["diverged", "epoch 1", "smaller --learning-rate"]);
    assert_eq!(fs::read(place.path("m.safetensors")).unwrap(), b"precious");
    let end = place.events("log.jsonl").pop().unwrap();
    assert_eq!((&end["event"], &end["reason"]), (&"end".into(), &"diverged".into()));
}

#[test]
fn a_member_that_diverges_is_not_kept() {
    let place = Place::new();
    place.write("table.csv", linear_table());
    let rest = ["--members", "2", "--learning-rate", "1e30,0.1", "--model", "m.safetensors"];
    let run = place.done(&[&["train", "table.csv", "--epochs", "5"][..], &rest].concat());
    assert_eq!(run.result("best_member"), "1");
    assert!(run.stderr.contains("member 0 diverged"), "{run:?}");
    assert!(!place.path("m.0.safetensors").exists());
    assert_eq!(place.hash("m.1.safetensors"), place.hash("m.safetensors"));
}

/// Ctrl-C: what the last complete epoch gave is saved.
#[cfg(unix)]
#[test]
fn an_interrupt_saves_the_last_complete_epoch() {
    let place = Place::new();
    let arguments = ["train", IRIS, "--epochs", "1000000", "--log", "log.jsonl", "--quiet"];
    let mut command = place.command(&[&arguments[..], &["--model", "m.safetensors"]].concat());
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let epochs = || {
        let text = fs::read_to_string(place.path("log.jsonl")).unwrap_or_default();
        text.matches("\"event\":\"epoch\"").count()
    };
    while epochs() < 2 {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    let Output { status, stderr, .. } = child.wait_with_output().unwrap();
    let stderr = String::from_utf8(stderr).unwrap();
    assert_eq!(status.code(), Some(130), "{stderr}");
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
    let end = place.events("log.jsonl").pop().unwrap();
    assert_eq!(end["reason"], "interrupted");
    assert_eq!(end["parameter_hash"], place.hash("m.safetensors"));
    let after = format!("interrupted after epoch {}; the model", end["epochs"]);
    assert!(stderr.contains(&after) && stderr.contains("m.safetensors"), "{stderr}");
}

// ---------------------------------------------------------------------------------------------
// Using a model

/// `y = 3 a - 2 b + 10` and `z = a + b`.
fn linear_table() -> String {
    let mut table = "a,b,y,z\n".to_owned();
    for i in 0..100 {
        let (a, b) = (f64::from(i % 10), f64::from(i / 10));
        table += &format!("{a},{b},{},{}.5\n", 3.0 * a - 2.0 * b + 10.0, a + b);
    }
    table
}

#[test]
fn values_are_evaluated_and_predicted_in_their_units() {
    let place = Place::new();
    place.write("table.csv", linear_table());
    let train = ["train", "table.csv", "--target", "y,z", "--model", "m.safetensors", "--quiet"];
    place.done(&[&train[..], &["--epochs", "200"]].concat());
    let report = place.done(&["evaluate", "m.safetensors", "table.csv", "--json"]).json();
    assert_eq!(report["columns"], serde_json::json!(["y", "z"]));
    for column in 0..2 {
        assert!(report["r_squared"][column].as_f64().unwrap() > 0.95, "{report}");
        assert!(report["rmse"][column].as_f64().unwrap() < 2.0, "{report}");
    }
    // Columns are found by name, and targets are not needed.
    place.write("new.csv", "note,b,a\nx,0,0\ny,9,9\n");
    let arguments = ["predict", "m.safetensors", "new.csv"];
    let stdout = place.done(&arguments).stdout;
    place.done(&[&arguments[..], &["--output", "out.csv"]].concat());
    assert_eq!(fs::read_to_string(place.path("out.csv")).unwrap(), stdout);
    let rows: Vec<Vec<&str>> = stdout.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!((rows.len(), &rows[0]), (3, &vec!["y", "z"]));
    let y: f64 = rows[1][0].parse().unwrap();
    assert!((y - 10.0).abs() < 4.0, "{stdout}");
}

#[test]
fn predicted_classes_are_quoted_where_csv_needs_it() {
    let place = Place::new();
    let rows: String = (0..40)
        .map(|i| format!("{i},{}\n", if i < 20 { "\"low, very\"" } else { "\"\"\"high\"\"\"" }))
        .collect();
    place.write("table.csv", format!("x,\"the kind\"\n{rows}"));
    place.done(&["train", "table.csv", "--model", "m.safetensors"]);
    let stdout = place.done(&["predict", "m.safetensors", "table.csv"]).stdout;
    let mut reader = csv::Reader::from_reader(stdout.as_bytes());
    assert_eq!(reader.headers().unwrap(), vec!["class", "\"high\"", "low, very"]);
    let records: Vec<_> = reader.records().map(Result::unwrap).collect();
    assert_eq!(records.len(), 40);
    assert_eq!((&records[0][0], &records[39][0]), ("low, very", "\"high\""));
    let evaluated = place.done(&["evaluate", "m.safetensors", "table.csv"]);
    assert_eq!(evaluated.result("accuracy"), "100.00 %");
}

#[test]
fn images_are_trained_on_evaluated_and_predicted() {
    let place = Place::new();
    // A bright left or a bright right half.
    let pixels: Vec<u8> =
        (0..60).flat_map(|i| [[250, 240, 10, 0], [0, 9, 255, 230]][i % 2]).collect();
    let labels: Vec<u8> = (0..60).map(|i| (i % 2) as u8 + 3).collect();
    place.write("images", idx(IMAGES, &[60, 2, 2], &pixels));
    place.write("labels", idx(LABELS, &[60], &labels));
    place.done(&[
        "train",
        "images",
        "--labels",
        "labels",
        "--test",
        "images",
        "--test-labels",
        "labels",
        "--model",
        "m.safetensors",
        "--validation",
        "0.2",
    ]);
    let evaluated = place.done(&["evaluate", "m.safetensors", "images", "--labels", "labels"]);
    assert_eq!(evaluated.result("accuracy"), "100.00 %");
    let predicted = place.done(&["predict", "m.safetensors", "images"]).stdout;
    let classes: Vec<_> = predicted.lines().map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(classes[..4], ["class", "3", "4", "3"]);
    place.run(&["evaluate", "m.safetensors", "images"]).fails(2, &["images", "--labels"]);
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let place = Place::new();
    place.iris_model("m.safetensors");
    let arguments = ["predict", "m.safetensors", DIGITS];
    // Digits have other columns; irises repeated are more than a pipe holds.
    let iris = fs::read_to_string(IRIS).unwrap();
    let (header, rows) = iris.split_once('\n').unwrap();
    place.write("many.csv", format!("{header}\n{}", rows.repeat(40)));
    for arguments in
        [&["predict", "m.safetensors", "many.csv", "--device", "cpu"][..], &["train", "--help"]]
    {
        let mut child =
            place.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let Output { status, stderr, .. } = child.wait_with_output().unwrap();
        assert_eq!((status.code(), String::from_utf8(stderr).unwrap().as_str()), (Some(0), ""));
    }
    place.run(&arguments).fails(2, &["digits.csv", "sepal_length"]);
}

// ---------------------------------------------------------------------------------------------
// Verification

#[test]
fn verification_passes() {
    let place = Place::new();
    for arguments in [
        &["verify", "--json"][..],
        &["verify", "--json", "--members", "3", "--learning-rate", "0.1,0.5,2", "--hidden", "9"],
        &["verify", IRIS, "--json", "--activation", "tanh", "--batch", "7", "--steps", "30"],
        &["verify", "--json", "--hidden", "none", "--strict"],
        &["verify", "--json", "--steps", "1"],
        &["verify", "--json", "--device", "cpu"],
        &["verify", "--json", "--device", "reference"],
    ] {
        let run = place.done(arguments);
        let report = run.json();
        assert_eq!(report["passes"], true, "on {}", adapter());
        let steps = arguments.iter().skip_while(|part| **part != "--steps").nth(1);
        assert_eq!(report["steps"].to_string(), *steps.unwrap_or(&"20"));
        let on_cpu = arguments.contains(&"--device");
        assert_eq!(report["adapter"] == adapter(), !on_cpu, "{report}");
        assert_eq!(run.stderr.contains("no GPU is checked"), on_cpu, "{run:?}");
    }
    let run = place.done(&["verify", "--quantities", "delta,bias"]);
    assert!(run.stdout.contains("  delta  ") && !run.stdout.contains("  weight"), "{run:?}");
    let arguments = ["verify", "--json", "--quantities", "delta", "--tolerance-report", "r.json"];
    let run = place.done(&arguments);
    assert_eq!(fs::read_to_string(place.path("r.json")).unwrap(), run.stdout);
    let report = run.json();
    for quantity in ["activation", "delta", "weight gradient", "bias gradient", "weight", "bias"] {
        for layer in 0..3 {
            let found = report["quantities"]
                .as_array()
                .unwrap()
                .iter()
                .any(|entry| entry["layer"] == layer && entry["quantity"] == quantity);
            assert!(found, "layer {layer} {quantity}");
        }
    }
}

/// The text of a shader with a piece replaced.
#[track_caller]
fn changed(name: &str, right: &str, wrong: &str) -> String {
    let text = gradshader::kernel::shader(name).unwrap();
    let changed = text.replace(right, wrong);
    assert_ne!(text, changed, "{name}: nothing to change");
    changed
}

/// Shaders with one mistake each, and what it is that goes wrong first.
const MISTAKES: [(&str, &str, &str, &str); 9] = [
    ("update", "= updated(", "= -updated(", "layer 0 weight"),
    ("output_delta", "target_value) * slope(", "target_value) + slope(", "layer 2 delta"),
    ("hidden_delta", " * slope(x[at(1u, m, row, column)])", "", "layer 1 delta"),
    ("weight_gradient", " / f32(command.inner)", "", "layer 2 weight gradient"),
    ("bias_gradient", " / f32(command.inner)", "", "layer 2 bias gradient"),
    ("add_bias", "+=", "-=", "layer 0 sum"),
    ("sigmoid", "/ (1.0 + e)", "/ (1.00001 + e)", "layer 0 activation"),
    ("sigmoid", "h * (1.0 - h)", "h * (1.0 - 0.99999 * h)", "layer 2 delta"),
    ("matmul_nt", "k < command.inner", "k + 1u < command.inner", "layer 1 back-propagated sum"),
];

#[test]
fn a_wrong_kernel_is_found_and_named() {
    println!("adapter: {}", adapter());
    let place = Place::new();
    for (name, right, wrong, expected) in MISTAKES {
        place.write("wrong.wgsl", changed(name, right, wrong));
        let shader = format!("{name}=wrong.wgsl");
        let run = place.run(&["verify", "--shader", &shader]);
        assert_eq!(run.code, Some(4), "{name}: {run:?}");
        let error = run.stderr.lines().last().unwrap();
        assert!(error.starts_with(&format!("error: {expected} at member 0, row ")), "{error}");
        assert!(error.contains("the bound is"), "{error}");
        assert!(run.stdout.contains("WRONG"), "{run:?}");
    }
    // The shipped text in place of itself passes, so it is the change that fails.
    place.write("right.wgsl", gradshader::kernel::shader("update").unwrap());
    place.done(&["verify", "--shader", "update=right.wgsl"]);
}

#[test]
fn a_failure_comes_with_the_smallest_network_that_shows_it() {
    println!("adapter: {}", adapter());
    let place = Place::new();
    let network = ["--hidden", "9,5", "--members", "2"];
    let arguments = [&["verify", IRIS, "--shader", "matmul_nn=wrong.wgsl"], &network[..]].concat();
    let verify = |condition: &str, steps: &str| {
        let wrong = format!("] = sum + select(0.0, 1.0, {condition});");
        place.write("wrong.wgsl", changed("matmul_nn", "] = sum;", &wrong));
        let rest = ["--steps", steps, "--tolerance-report", "r.json"];
        let run = place.run(&[&arguments[..], &rest].concat());
        assert_eq!(run.code, Some(4), "{run:?}");
        let report: Value =
            serde_json::from_slice(&fs::read(place.path("r.json")).unwrap()).unwrap();
        (run.stdout, report["failure"].clone())
    };
    let (text, failure) = verify("command.inner > 2u && column > 0u && row > 3u", "20");
    let expected = "\nsmallest network that still shows it: 3-2-1-1, batch 5, 2 members\n";
    assert!(text.ends_with(expected), "{text}");
    assert_eq!(failure["smallest"], json!({ "sizes": [3, 2, 1, 1], "batch": 5 }));
    assert_eq!(failure["search_stopped"], Value::Null);
    assert_eq!((&failure["layer"], &failure["quantity"]), (&json!(0), &json!("sum")));
    // Only the last row of the widest layer.
    let last = "command.inner == 4u && row == 15u && column == 8u && command.rows == 16u";
    let (text, failure) = verify(last, "1");
    assert!(
        text.contains("\nsmallest network that still shows it: 4-9-1-1, batch 16, 2 members\n"),
        "{text}"
    );
    assert_eq!(failure["index"].as_array().unwrap()[1..], [json!(15), json!(8)]);
}

#[test]
fn elements_above_the_probable_scale_are_a_warning() {
    println!("adapter: {}", adapter());
    let place = Place::new();
    // 16 u: within gamma_n of sums of 16 and more terms, beyond sqrt(n) u of 32.
    place.write("wrong.wgsl", changed("matmul_nn", "] = sum;", "] = 1.0000019 * sum;"));
    let arguments = ["verify", "--shader", "matmul_nn=wrong.wgsl", "--tolerance-report", "r.json"];
    let run = place.done(&arguments);
    let report: Value = serde_json::from_slice(&fs::read(place.path("r.json")).unwrap()).unwrap();
    let quantities = report["quantities"].as_array().unwrap();
    let count = |entry: &Value| entry["suspicious"].as_u64().unwrap();
    let sum = quantities.iter().find(|q| q["layer"] == 2 && q["quantity"] == "sum").unwrap();
    assert!(count(sum) > 0 && sum["passes"] == true, "{sum}");
    let row = run.stdout.lines().find(|line| line.starts_with("2      sum ")).unwrap();
    assert_eq!(row.split_whitespace().nth(5), Some(count(sum).to_string().as_str()), "{row}");
    let total: u64 = quantities.iter().map(count).sum();
    let warning = format!("\nwarning: {total} suspicious elements, ");
    assert!(run.stdout.contains(&warning), "{run:?}");
    // All are compared, so all are counted.
    let some = place.done(&[&arguments[..], &["--quantities", "delta"]].concat());
    assert!(some.stdout.contains(&warning), "{some:?}");
    assert!(run.stdout.lines().skip(3).all(|line| line.len() <= 80), "{}", run.stdout);
}

#[test]
fn the_self_test_notices_broken_shaders() {
    println!("adapter: {}", adapter());
    let place = Place::new();
    let arguments = ["verify", IRIS, "--self-test", "--steps", "3", "--hidden", "5"];
    let run = place.done(&[&arguments[..], &["--tolerance-report", "r.json"]].concat());
    assert!(run.stdout.lines().skip(3).all(|line| line.len() <= 80), "{}", run.stdout);
    let report: Value = serde_json::from_slice(&fs::read(place.path("r.json")).unwrap()).unwrap();
    assert_eq!((&report["passes"], &report["networks"][0]), (&json!(true), &json!([4, 5, 3])));
    let faults = report["faults"].as_array().unwrap();
    let mut noticed = 0;
    for fault in faults {
        let (file, what) = (fault["file"].as_str().unwrap(), fault["what"].as_str().unwrap());
        let fits = |line: &&str| line.starts_with(file) && line.contains(what);
        let line = run.stdout.lines().find(fits).unwrap_or_else(|| panic!("no {fault}: {run:?}"));
        if fault["verdict"] == "not_on_this_device" {
            assert!(line.contains("  not on this device  "), "{fault}: {line}");
            continue;
        }
        assert_eq!(fault["verdict"], "noticed", "{fault}");
        noticed += 1;
        assert!(line.ends_with("  noticed"), "{fault}: {line}");
        let layer =
            fault["layer"].as_u64().map_or(String::new(), |layer| format!("layer {layer} "));
        let place = format!("  {layer}{}  ", fault["quantity"].as_str().unwrap());
        assert!(line.contains(&place), "{fault}: {line}");
    }
    assert!(run.stdout.contains(&format!("\n{noticed} of {noticed} faults noticed")), "{run:?}");
    // On the user's own network and samples where these show the fault.
    let first = &faults[0];
    assert_eq!((&first["file"], &first["sizes"]), (&json!("gather"), &json!([4, 5, 3])));
    let cases: &[(&[&str], &[&str])] = &[
        (&["--device", "cpu"], &["the CPU has no shaders to break", "--device"]),
        (&["--fusion", "off"], &["--self-test", "--fusion"]),
        (&["missing.csv"], &["missing.csv"]),
    ];
    for (arguments, parts) in cases {
        place.run(&[&["verify", "--self-test"], *arguments].concat()).fails(2, parts);
    }
}

#[test]
fn every_quantity_can_be_chosen() {
    let place = Place::new();
    let run = place.run(&["verify", "--quantities", "deltas"]);
    run.fails(2, &["\"deltas\"", "there are "]);
    let (_, known) = run.stderr.trim_end().split_once("there are ").unwrap();
    for quantity in known.split(", ") {
        let text =
            place.done(&["verify", "--device", "reference", "--quantities", quantity]).stdout;
        let rows = text.lines().skip(5).take_while(|line| !line.is_empty());
        let shown: Vec<_> = rows.map(|row| row[7..].split("  ").next().unwrap()).collect();
        assert!(!shown.is_empty(), "{text}");
        assert!(shown.iter().all(|name| *name == quantity), "{quantity}: {text}");
    }
    // The CPU's executor never stores the sums.
    let run = place.done(&["verify", "--device", "cpu", "--quantities", "sum"]);
    assert!(run.stdout.contains("keeps these quantities to itself"), "{run:?}");
}

#[test]
fn training_stops_where_verification_fails() {
    let place = Place::new();
    place.write("m.safetensors", "precious");
    place.write("wrong.wgsl", changed("update", "= updated(", "= -updated("));
    let arguments = ["train", IRIS, "--verify", "3", "--shader", "update=wrong.wgsl", "--quiet"];
    let rest = ["--log", "log.jsonl", "--model", "m.safetensors"];
    place.run(&[&arguments[..], &rest].concat()).fails(4, &["layer 0 weight", "the bound is"]);
    assert_eq!(place.events("log.jsonl").last().unwrap()["reason"], "verification failed");
    assert_eq!(fs::read(place.path("m.safetensors")).unwrap(), b"precious");
}

// ---------------------------------------------------------------------------------------------
// Bad input

#[test]
fn bad_data_are_named_by_file_row_and_column() {
    let numbers: String = (0..40).map(|i| format!("{i},{i},{}\n", ["x", "y"][i % 2])).collect();
    let infinite = format!("a,b,kind\n1,inf,x\n{numbers}");
    let good = "a,b,kind\n1,2,x\n3,4,y\n5,6,x\n";
    let images = idx(IMAGES, &[2, 1, 2], &[1, 2, 3, 4]);
    let labels = idx(LABELS, &[2], &[0, 1]);
    let place = Place::new();
    place
        .write("good.csv", good)
        .write("empty.csv", "")
        .write("header.csv", "a,b,kind\n")
        .write("ragged.csv", "a,b,kind\n1,2,x\n3,y\n")
        .write("text.csv", "a,b,kind\n1,2,x\n3,many,y\n5,6,x\n")
        .write("nan.csv", "a,b,kind\n1,2,x\n3,4,y\nNaN,6,x\n")
        .write("infinite.csv", &infinite)
        .write("unseen.csv", "a,b,kind\n1,2,x\n3,4,z\n")
        .write("images", &images)
        .write("labels", &labels)
        .write("magic", idx([0, 0, 9, 3], &[2, 1, 2], &[1, 2, 3, 4]))
        .write("short", idx(IMAGES, &[3, 1, 2], &[1, 2, 3, 4]))
        .write("long", idx(IMAGES, &[1, 1, 2], &[1, 2, 3, 4]))
        .write("three", idx(LABELS, &[3], &[0, 1, 0]))
        .write("not a model", "{}")
        .write("m.safetensors", "precious");
    fs::create_dir(place.path("folder")).unwrap();
    place.iris_model("iris.safetensors");

    let cases: &[(&[&str], &[&str])] = &[
        (&["missing.csv"], &["missing.csv"]),
        (&["folder"], &["folder", "it is a folder"]),
        (&["empty.csv"], &["empty.csv", "empty"]),
        (&["header.csv"], &["header.csv", "no rows"]),
        (&["ragged.csv"], &["ragged.csv, row 3"]),
        (&["text.csv"], &["text.csv, row 3, column \"b\"", "\"many\""]),
        (
            &["nan.csv", "--missing-values", "error"],
            &["nan.csv, row 4, column \"a\"", "the cell is missing"],
        ),
        (&["infinite.csv"], &["infinite.csv, row 2, column \"b\"", "not finite"]),
        (&["good.csv", "--test", "unseen.csv"], &["unseen.csv, row 3, column \"kind\"", "\"z\""]),
        (&["good.csv", "--test", "text.csv"], &["text.csv, row 3, column \"b\""]),
        (&["good.csv", "--target", "kinds"], &["good.csv", "\"kinds\"", "\"kind\""]),
        (&["good.csv", "--task", "regress"], &["good.csv, row 2, column \"kind\""]),
        (&["magic", "--labels", "labels"], &["magic", "0x00000903"]),
        (&["short", "--labels", "labels"], &["short", "the file ends after 20 of 22 bytes"]),
        (&["long", "--labels", "labels"], &["long", "goes on after"]),
        (&["images", "--labels", "three"], &["three", "3 labels for 2 images"]),
        (&["images", "--labels", "images"], &["images", "not that of labels"]),
        (&["images", "--labels", "missing"], &["missing"]),
        (&["images"], &["images", "--labels"]),
        (&["images", "--labels", "labels", "--target", "a"], &["images", "no column \"a\""]),
        (&["images", "--labels", "labels", "--test", "images"], &["images", "--test-labels"]),
        (&["good.csv", "--init", "iris.safetensors"], &["good.csv", "\"species\""]),
        (
            &["images", "--labels", "labels", "--init", "iris.safetensors"],
            &["images", "\"species\""],
        ),
        (&["good.csv", "--init", "not a model"], &["not a model"]),
        (&["good.csv", "--init", "missing.safetensors"], &["missing.safetensors"]),
    ];
    for (arguments, parts) in cases {
        let rest = ["--model", "m.safetensors", "--log", "log.jsonl"];
        place.run(&[&["train"], *arguments, &rest].concat()).fails(2, parts);
        assert_eq!(fs::read(place.path("m.safetensors")).unwrap(), b"precious", "{arguments:?}");
        assert!(!place.path("log.jsonl").exists(), "{arguments:?}");
    }
    for (command, column) in [("evaluate", "\"species\""), ("predict", "\"sepal_length\"")] {
        place.run(&[command, "iris.safetensors", "good.csv"]).fails(2, &["good.csv", column]);
        place.run(&[command, "good.csv", "good.csv"]).fails(2, &["good.csv", "not a model"]);
        place.run(&[command, "iris.safetensors", "missing.csv"]).fails(2, &["missing.csv"]);
        place.run(&[command, "missing.safetensors", IRIS]).fails(2, &["missing.safetensors"]);
    }
    place.run(&["predict", "iris.safetensors", "images"]).fails(2, &["images", "\"sepal_length\""]);
    place.run(&["verify", "text.csv"]).fails(2, &["text.csv, row 3, column \"b\""]);
}

#[test]
fn bad_arguments_are_named() {
    let place = Place::new();
    place.write("m.safetensors", "precious").write("shader.wgsl", "");
    fs::create_dir(place.path("folder")).unwrap();
    let cases: &[(&[&str], &[&str])] = &[
        (&["--batch", "0"], &["--batch 0"]),
        (&["--batch", "-3"], &["--batch", "-3"]),
        (&["--batch", "many"], &["--batch", "many"]),
        (&["--learning-rate", "NaN"], &["--learning-rate NaN"]),
        (&["--learning-rate", "-1"], &["--learning-rate -1"]),
        (&["--learning-rate", "0"], &["--learning-rate 0"]),
        (&["--learning-rate", "1,2"], &["2 learning rates for 1 members"]),
        (&["--hidden", "64,0"], &["--hidden", "hidden layer 2 is 0 wide"]),
        (&["--hidden", "wide"], &["--hidden", "wide"]),
        (&["--hidden", "4294967295,4294967295"], &["4294967295"]),
        (&["--validation", "1"], &["--validation 1"]),
        (&["--validation", "NaN"], &["--validation NaN"]),
        (&["--validation", "0.001"], &["iris.csv", "none to hold out"]),
        (&["--members", "0"], &["--members 0"]),
        (&["--members", "2", "--seed", "18446744073709551615"], &["--seed"]),
        (&["--verify", "0"], &["--verify 0"]),
        (&["--activation", "sigmoit"], &["sigmoit", "sigmoid, tanh"]),
        (&["--epoch", "3"], &["--epoch", "--epochs"]),
        (&["--test-labels", "x"], &["--test-labels", "--test"]),
        (&["--log", "no/such/log.jsonl"], &["no/such", "no folder"]),
        (&["--log", "folder"], &["folder"]),
        (&["--log", "m.safetensors"], &["m.safetensors", "--log"]),
        (&["--shader", "shader.wgsl"], &["shader.wgsl", "NAME=FILE"]),
        (&["--shader", "updat=shader.wgsl"], &["updat"]),
        (&["--shader", "update=missing.wgsl"], &["missing.wgsl"]),
        (&["--config", "missing.toml"], &["missing.toml"]),
        (&["--tune", "--fusion", "tiles"], &["--tune", "--fusion"]),
        (&["--tune", "--shader", "update=shader.wgsl"], &["--tune", "--shader"]),
        (&["--tune", "--precision", "mixed"], &["--tune", "--precision mixed"]),
        (&["--precision", "mixed", "--fusion", "on"], &["--precision mixed", "--fusion"]),
        (&["--precision", "mixed", "--device", "cpu"], &["--precision mixed", "--device"]),
        (&["--precision", "mixed", "--device", "reference"], &["--precision f32"]),
        (&["--precision", "mixed", "--shader", "update=shader.wgsl"], &["--shader", "mixed"]),
        (&["--shader", "matrices=shader.wgsl"], &["--shader", "--precision mixed"]),
        (&["--precision", "f16"], &["--precision", "mixed"]),
        (&["--tune", "--device", "cpu"], &["--tune", "--device cpu"]),
        (&["--tune", "--device", "reference"], &["--tune", "--device reference"]),
    ];
    for (arguments, parts) in cases {
        place
            .run(&[&["train", IRIS, "--model", "m.safetensors"], *arguments].concat())
            .fails(2, parts);
        assert_eq!(fs::read(place.path("m.safetensors")).unwrap(), b"precious", "{arguments:?}");
    }
    place.write("data.csv", fs::read(IRIS).unwrap());
    for (model, part) in
        [("no/such/m.safetensors", "no folder"), ("folder", "folder"), ("data.csv", "an input")]
    {
        place.run(&["train", "data.csv", "--model", model]).fails(2, &[model, part]);
    }
    place.run(&["train"]).fails(2, &["nothing to train on"]);
    place.run(&["trian"]).fails(2, &["trian", "train"]);
    let labels = ["verify", IRIS, "--labels", "data.csv", "--tolerance-report", "data.csv"];
    place.run(&labels).fails(2, &["data.csv", "an input"]);
    place.run(&["verify", "--steps", "0"]).fails(2, &["--steps 0"]);
    assert!(Path::new(IRIS).exists());
}

#[test]
fn help_shows_examples_and_exit_codes() {
    let place = Place::new();
    assert!(place.done(&["train", "--help"]).stdout.contains("gradshader train data/digits.csv"));
    assert!(place.done(&["--help"]).stdout.contains("130  interrupted"));
    assert!(place.done(&["--version"]).stdout.starts_with("gradshader "));
    assert_eq!(place.run(&[]).code, Some(2));
}

#[test]
fn a_profile_has_every_dispatch_and_changes_no_bit() {
    let place = Place::new();
    let arguments = ["train", IRIS, "--epochs", "4", "--quiet", "--device", "gpu"];
    let plain = place.done(&arguments).stdout;
    let run = place.run(&[&arguments[..], &["--profile=trace.json"]].concat());
    if run.stderr.contains("no timestamp queries") {
        run.fails(3, &["--device"]);
        return;
    }
    let (result, table) = run.stdout.split_once("\n\n").unwrap();
    assert_eq!(result.trim_end(), plain.trim_end());
    let rows: Vec<Vec<_>> =
        table.lines().skip(1).map(|row| row.split_whitespace().collect()).collect();
    let dispatches: usize = rows.iter().map(|row| row[1].parse::<usize>().unwrap()).sum();
    let trace = fs::read(place.path("trace.json")).unwrap();
    let trace: Value = serde_json::from_slice(&trace).unwrap();
    let events = trace["traceEvents"].as_array().unwrap();
    assert!(dispatches > 0 && events.len() == dispatches, "{dispatches}: {}", run.stdout);
    for event in events {
        assert!(rows.iter().any(|row| event["name"] == row[0]), "{event}");
        assert!(event["dur"].as_f64().unwrap() >= 0.0 && event["ph"] == "X", "{event}");
    }
}

#[test]
fn a_profile_needs_a_device_and_a_place() {
    let place = Place::new();
    for (more, parts) in [
        (&["--device", "cpu", "--profile"][..], &["--profile", "--device"][..]),
        (&["--profile=missing/trace.json"], &["missing"]),
    ] {
        place.run(&[&["train", IRIS, "--quiet"], more].concat()).fails(2, parts);
    }
}

#[test]
fn a_benchmark_holds_steps_against_a_bare_product() {
    let report = Place::new().done(&["bench", "--json", "--seconds", "0.05", "--device", "cpu"]);
    let report = report.json();
    let product = report["product_gflops"].as_f64().unwrap();
    let rows = report["rows"].as_array().unwrap();
    assert!(product > 0.0 && rows.len() >= 3, "{report}");
    for row in rows {
        let (gflops, share) = (row["gflops"].as_f64().unwrap(), row["share"].as_f64().unwrap());
        assert!(gflops > 0.0 && (share - gflops / product).abs() < 1e-9, "{row}");
    }
}

#[test]
fn mixed_precision_is_verified_before_it_trains_and_refused_where_there_is_none() {
    let place = Place::new();
    place.write("mixed.toml", "precision = 'mixed'\ndevice = 'gpu'\nepochs = 3\n");
    let train = ["train", IRIS, "--config", "mixed.toml", "--log", "log.jsonl"];
    let verify = ["verify", IRIS, "--precision", "mixed", "--steps", "3"];
    let best = block_on(gpu::adapters()).into_iter().next().unwrap();
    if let Err(error) = Matrices::of(&best) {
        println!("mixed precision is refused: {error}");
        for command in [&train[..], &verify, &["bench", "--precision", "mixed"]] {
            place.run(command).fails(3, &[&error.to_string()]);
        }
        assert!(!place.path("log.jsonl").exists());
        return;
    }
    let run = place.done(&train);
    assert!(run.stderr.contains("mixed precision: one step verified (largest error 0."), "{run:?}");
    let start = &place.events("log.jsonl")[0];
    assert_eq!(start["family"], "matrices");
    assert_eq!(start["configuration"]["precision"], "mixed");
    let ratio = start["mixed_ratio"].as_f64().unwrap();
    assert!(ratio > 0.0 && ratio < 1.0, "{ratio}");
    let run = place.done(&verify);
    assert!(run.stdout.contains("weight, mixed"), "{run:?}");

    // A kernel that is wrong does not get to train.
    fs::remove_file(place.path("log.jsonl")).unwrap();
    let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/shaders/matrices.wgsl"));
    place.write("wrong.wgsl", text.unwrap().replace("coopStoreT(", "coopStore("));
    let wrong = [&train[..], &["--shader", "matrices=wrong.wgsl", "--quiet"]].concat();
    place.run(&wrong).fails(4, &["mixed precision fails: layer 0", "--precision f32"]);
    assert!(!place.path("log.jsonl").exists());
    // Nor do numbers that f16 does not have.
    let huge = "a,b,c\n".to_owned() + &"1e5,2,3\n2e5,4,5\n3,6,8\n".repeat(5);
    place.write("huge.csv", huge);
    let huge = ["train", "huge.csv", "--scaling", "none", "--config", "mixed.toml", "--quiet"];
    place.run(&huge).fails(4, &["mixed precision fails: ", "65504", "--precision f32"]);
}
