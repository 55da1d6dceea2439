//! Training: what it gives, again and by members, and what is kept of it.

use super::*;

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
    let common = [&common[..], &["--device", device, "--preset", "article"]].concat();
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

#[test]
fn no_epochs_from_a_model_write_its_parameters_back() {
    let place = Place::new();
    let first = ["train", IRIS, "--epochs", "2", "--hidden", "5,4", "--preset", "article"];
    place.done(&[&first[..], &["--model", "a.safetensors"]].concat());
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
        ("--hidden", "5,4:relu", "the model has 5,4:sigmoid"),
        ("--initialisation", "orthogonal", "the model says what it is"),
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
        "--preset",
        "article",
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
    let arguments = ["train", "table.csv", "--quiet", "--preset", "article"];
    let rest = ["--learning-rate", "1e30", "--model", "m.safetensors", "--log", "log.jsonl"];
    place.run(&[&arguments[..], &rest].concat()).fails(
        1,
        &["diverged", "epoch 1", "no model is saved; use --on-divergence rollback, or a smaller"],
    );
    assert_eq!(fs::read(place.path("m.safetensors")).unwrap(), b"precious");
    let end = place.events("log.jsonl").pop().unwrap();
    assert_eq!((&end["event"], &end["reason"]), (&"end".into(), &"diverged".into()));
}

#[test]
fn a_member_that_diverges_is_not_kept() {
    let place = Place::new();
    place.write("table.csv", linear_table());
    let rest = ["--members", "2", "--learning-rate", "1e30,0.1", "--model", "m.safetensors"];
    let train = ["train", "table.csv", "--epochs", "5", "--preset", "article"];
    let run = place.done(&[&train[..], &rest].concat());
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

/// What Mesa's software compiles without optimising it computes the same; other drivers do not hear of it.
#[test]
fn a_driver_that_compiles_quickly_comes_to_the_same_bits() {
    let place = Place::new();
    let of = |setting: Option<&str>, flags: &[&str]| {
        let run = ["train", IRIS, "--device", "gpu", "--epochs", "2", "--model", "m.safetensors"];
        let mut command = place.command(&[&run, flags].concat());
        match setting {
            Some(setting) => command.env("GALLIVM_PERF", setting),
            None => command.env_remove("GALLIVM_PERF"),
        };
        let run = Run::of(command.output().unwrap());
        assert_eq!(run.code, Some(0), "{run:?}");
        run.result("parameter_hash").to_owned()
    };
    for flags in [&["--batch", "100", "--dropout", "0.2"][..], &["--preset", "article"]] {
        assert_eq!(of(None, flags), of(Some(""), flags), "{flags:?}");
    }
}
