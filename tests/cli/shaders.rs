//! Which shaders train: tuned, kept, timed, in mixed precision.

use super::*;

const TUNE: [&str; 10] = [
    "train",
    IRIS,
    "--epochs",
    "3",
    "--preset",
    "article",
    "--tune",
    "--log",
    "log.jsonl",
    "--device",
];

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
    // One network, since the large ones of the list take minutes where nothing is optimised.
    let network = "bench --network 64-32-10 --members 2 --json --seconds 0.05 --device cpu";
    let report = Place::new().done(&network.split(' ').collect::<Vec<_>>()).json();
    let product = report["product_gflops"].as_f64().unwrap();
    let rows = report["rows"].as_array().unwrap();
    assert!(product > 0.0 && rows.len() == 1, "{report}");
    for row in rows {
        let (gflops, share) = (row["gflops"].as_f64().unwrap(), row["share"].as_f64().unwrap());
        assert!(gflops > 0.0 && (share - gflops / product).abs() < 1e-9, "{row}");
    }
}

#[test]
fn ones_own_network_is_measured_as_it_is_trained_on_several_devices_and_sizes() {
    let place = Place::new();
    let network = "--network=5-8:tanh-3 --batch=7 --members=2 --seconds=0.05 --json --device=cpu";
    let network: Vec<_> = [vec!["bench"], network.split(' ').collect()].concat();
    let with = |more: &[&'static str]| place.done(&[&network[..], more].concat()).json();

    let report = with(&["--optimizer", "nadam", "--against", "reference"]);
    let rows = report["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 2, "{report}");
    for (row, device) in rows.iter().zip(["CPU, ", "CPU reference"]) {
        assert!(row["adapter"].as_str().unwrap().starts_with(device), "{row}");
        assert_eq!(row["sizes"], serde_json::json!([5, 8, 3]));
        assert_eq!(row["activations"], serde_json::json!(["tanh", "softmax"]));
        assert_eq!(row["optimizer"], "nadam");
        assert_eq!(row["loss"], "softmax_cross_entropy");
        let number = |name: &str| row[name].as_f64().unwrap();
        let samples = 14.0 / (number("step_microseconds") * 1e-6);
        assert!((samples / number("samples_per_second") - 1.0).abs() < 1e-9, "{row}");
        let ratio = number("samples_per_second") / rows[0]["samples_per_second"].as_f64().unwrap();
        assert!((ratio / number("ratio") - 1.0).abs() < 1e-9, "{row}");
    }

    let points = with(&["--scaling", "--preset", "article"]);
    let of = |varied: &str| -> Vec<_> {
        let points = points["points"].as_array().unwrap().iter();
        let points = points.filter(|point| point["varied"] == varied);
        points.map(|point| point["value"].as_u64().unwrap()).collect()
    };
    assert_eq!(points["network"], "5-8:tanh-3:sigmoid");
    assert_eq!(of("width"), [1, 2, 4, 8, 16, 32, 64]);
    assert_eq!(of("depth"), [1, 2, 4, 8, 16]);
    assert_eq!(of("batch"), [1, 3, 7, 14, 28, 56]);
    assert_eq!(of("members"), [1, 2, 4, 8, 16, 32, 64]);

    for (arguments, part) in [
        ("--device cpu,reference", "--device cpu --against reference"),
        ("--network 5", "--network 5: it needs inputs and outputs"),
        ("--network 5-3 --batch 0", "--batch 0"),
        ("--optimizer adam", "--network"),
        ("--network 5-3:softmax --loss huber", "huber"),
    ] {
        let arguments: Vec<_> = ["bench"].into_iter().chain(arguments.split(' ')).collect();
        place.run(&arguments).fails(2, &[part]);
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
    let text =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/shaders/tiles/matrices.wgsl"));
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
