//! How a network is trained: presets, defaults, weights, schedules, and what is said of them.

use super::*;

/// Trains on the CPU with a log, and gives its first and last event.
fn train(place: &Place, arguments: &[&str]) -> (Value, Value) {
    let common = ["train", "--device", "cpu", "--quiet", "--log", "log.jsonl"];
    place.done(&[&common[..], arguments].concat());
    let events = place.events("log.jsonl");
    (events[0]["configuration"].clone(), events.last().unwrap().clone())
}

#[test]
fn defaults_suit_the_task_and_flags_win_over_the_preset() {
    let place = Place::new();
    place.write("table.csv", linear_table());
    place.write("labels.csv", "x,a,b\n".to_owned() + &"1,0,1\n2,1,1\n3,0,0\n4,1,0\n".repeat(5));
    let one = ["--epochs", "1"];
    for (data, more, loss, output) in [
        (IRIS, &[][..], "softmax_cross_entropy", "softmax"),
        ("table.csv", &[], "half_squared_error", "linear"),
        ("labels.csv", &["--target", "a,b"], "binary_cross_entropy", "sigmoid"),
        (IRIS, &["--loss", "huber"], "huber", "sigmoid"),
        (IRIS, &["--output-activation", "sigmoid"], "binary_cross_entropy", "sigmoid"),
    ] {
        let (start, _) = train(&place, &[&[data], &one[..], more].concat());
        assert_eq!(
            (&start["loss"], &start["preset"]),
            (&json!(loss), &json!("default")),
            "{start}"
        );
        assert_eq!(start["activations"].as_array().unwrap().last().unwrap(), output);
        assert_eq!(
            (&start["optimizer"], &start["activations"][0]),
            (&json!("adamw"), &json!("relu"))
        );
        // Nothing is held out that no one asked to hold out.
        assert!(start["validation_samples"].is_null() && start["early_stop"].is_null(), "{start}");
    }
    let (start, _) = train(&place, &[&[IRIS, "--preset", "article"], &one[..]].concat());
    assert_eq!(start["sizes"], json!([4, 64, 3]));
    for (name, expected) in [
        ("activations", json!(["sigmoid", "sigmoid"])),
        ("loss", json!("half_squared_error")),
        ("optimizer", json!("sgd")),
        ("schedule", json!("constant")),
        ("learning_rates", json!([2.0])),
        ("batch", json!(16)),
        ("initialisation", json!(["glorot-uniform", "glorot-uniform"])),
    ] {
        assert_eq!(start[name], expected, "{name}");
    }
    let flags = ["--optimizer", "adam", "--hidden", "9:tanh,8:relu", "--batch", "7"];
    let more = ["--preset", "article", "--initialisation", "orthogonal"];
    let (start, _) = train(&place, &[&[IRIS], &one[..], &flags, &more].concat());
    assert_eq!(start["activations"], json!(["tanh", "relu", "sigmoid"]));
    assert_eq!((&start["optimizer"], &start["decay"]), (&json!("adam"), &json!(0.0)));
    assert_eq!((&start["batch"], &start["learning_rates"]), (&json!(7), &json!([0.001])));
    assert_eq!(start["initialisation"], json!(["orthogonal", "orthogonal", "orthogonal"]));
    // A part that is held out is looked at for an early stop, unless told.
    let held = ["--validation", "0.2"];
    let (start, _) = train(&place, &[&[IRIS], &one[..], &held].concat());
    assert!(start["early_stop"].as_u64().unwrap() > 0, "{start}");
    let (start, _) = train(&place, &[&[IRIS, "--early-stop", "0"], &one[..], &held].concat());
    assert!(start["early_stop"].is_null(), "{start}");
}

#[test]
fn the_article_trains_as_it_always_has() {
    // Of version 0.1.
    let place = Place::new();
    let flags = ["--validation", "0.2", "--preset", "article", "--epochs", "3"];
    let (_, end) = train(&place, &[&[IRIS], &flags[..]].concat());
    for (name, expected) in [
        ("train_loss", 0.179_698_654),
        ("validation_loss", 0.157_588_452),
        ("validation_log_loss", 0.538_187_55),
    ] {
        let value = end[name].as_f64().unwrap();
        assert!((value - expected).abs() < 1e-5, "{name}: {value}");
    }
}

#[test]
fn a_printed_configuration_gives_the_same_run() {
    let place = Place::new();
    place.write("table.csv", linear_table());
    for arguments in [
        &[IRIS, "--validation", "0.2", "--epochs", "4", "--seed", "3"][..],
        &[
            IRIS,
            "--preset",
            "article",
            "--epochs",
            "2",
            "--members",
            "2",
            "--ignore",
            "sepal_width",
        ],
        &[
            "table.csv",
            "--target",
            "y",
            "--epochs",
            "3",
            "--optimizer",
            "sgd",
            "--momentum",
            "0.9",
            "--learning-rate",
            "0.003",
            "--hidden",
            "9:gelu-tanh,8",
            "--schedule",
            "one-cycle",
            "--dropout",
            "0.25",
            "--dropout-schedule",
            "linear:start=0,final=1",
            "--l2",
            "0.01",
            "--decay-schedule",
            "cosine",
            "--average",
            "ema:0.9",
            "--weight-column",
            "a",
            "--clip-norm",
            "1",
            "--validation",
            "0.3",
            "--early-stop",
            "2",
            "--min-delta",
            "0.5",
            "--monitor",
            "r-squared",
            "--keep",
            "last",
            "--initialisation",
            "he-normal",
        ],
        &[
            IRIS,
            "--class-weight",
            "setosa=2,virginica=0.5",
            "--label-smoothing",
            "0.1",
            "--epochs",
            "2",
        ],
        // The seventh digits are others with vectors.
        &[IRIS, "--vectors", "plain", "--epochs", "5", "--hidden", "64,64"],
    ] {
        let device = ["--device", "cpu"];
        let print = [&["train", "--print-config"], arguments, &device].concat();
        let printed = place.done(&print);
        assert_eq!(printed.stderr, "");
        place.write("run.toml", &printed.stdout);
        let again = place.done(&["train", "--config", "run.toml", "--print-config"]).stdout;
        assert_eq!(again, printed.stdout);
        let whole = place.done(&[&["train"], arguments, &device].concat());
        let read = place.done(&["train", "--config", "run.toml"]);
        assert_eq!(whole.stdout, read.stdout);
    }
    let printed = place.done(&["train", IRIS, "--print-config", "--learning-rate", "0.003"]).stdout;
    for line in [
        "# weights: he-uniform, glorot-uniform",
        "learning-rate = [0.003]",
        "loss = \"softmax_cross_entropy\"",
        "on-divergence = \"stop\"",
        "validation = 0.0",
    ] {
        assert!(printed.lines().any(|other| other == line), "{line}: {printed}");
    }
    let printed = place.done(&["train", IRIS, "--print-config", "--members", "2"]).stdout;
    assert!(printed.starts_with("# weights: he-uniform, glorot-uniform\n"), "{printed}");
}

#[test]
fn a_model_says_how_it_was_trained() {
    let place = Place::new();
    let flags = ["--epochs", "2", "--clip-norm", "0.5", "--dropout", "0.1", "--average", "mean"];
    let data = ["--kinds", "sepal_width=ignore", "--missing", "none", "--keep", "last"];
    let rest = ["--on-divergence", "rollback"];
    let model = ["--model", "m.safetensors"];
    train(&place, &[&[IRIS][..], &model, &flags, &data, &rest].concat());
    let start = &place.events("log.jsonl")[0]["configuration"];
    assert_eq!(start["kinds"][0], "sepal_width=ignore");
    assert_eq!(
        (&start["missing"][0], &start["on_divergence"]),
        (&"none".into(), &"rollback".into())
    );
    let model = gradshader::model::Model::load(place.path("m.safetensors")).unwrap();
    for (name, expected) in [
        ("loss", "softmax_cross_entropy"),
        ("optimizer", "adamw"),
        ("beta2", "0.999"),
        ("schedule", "cosine:final=0"),
        ("clip_norm", "0.5"),
        ("dropout", "[0.1]"),
        ("average", "mean"),
        ("preset", "default"),
        ("initialisation", "he-uniform,glorot-uniform"),
        ("batch", "16"),
        ("kinds", "[\"sepal_width=ignore\"]"),
        ("keep", "last"),
        ("on_divergence", "rollback"),
    ] {
        assert_eq!(model.training.get(name).map(String::as_str), Some(expected), "{name}");
    }
}

/// A weight of 2 is the sample twice, and one of 0 none.
#[test]
fn a_weight_is_how_often_a_sample_counts() {
    let place = Place::new();
    let row = |i: u32| format!("{},{}", (i * 7) % 11, ["a", "b"][usize::from(i.is_multiple_of(3))]);
    let rows = |weights: &dyn Fn(u32) -> u32, with: bool| {
        let of = |i: u32| {
            let times = if with { 1 } else { weights(i) };
            let weight = if with { format!(",{}", weights(i)) } else { String::new() };
            format!("{}{weight}\n", row(i)).repeat(times as usize)
        };
        (0..30).map(of).collect::<String>()
    };
    let weights = |i: u32| i / 2 % 3;
    place.write("weighed.csv", "x,y,w\n".to_owned() + &rows(&weights, true));
    place.write("repeated.csv", "x,y\n".to_owned() + &rows(&weights, false));
    // One step an epoch, on all samples, unscaled.
    let common = ["--batch", "1000", "--epochs", "20", "--scaling", "none", "--hidden", "4"];
    let (_, weighed) =
        train(&place, &[&["weighed.csv", "--weight-column", "w"], &common[..]].concat());
    let (_, repeated) = train(&place, &[&["repeated.csv"], &common[..]].concat());
    let loss = |end: &Value| end["train_loss"].as_f64().unwrap();
    let (a, b) = (loss(&weighed), loss(&repeated));
    assert!((a - b).abs() < 1e-4 * b, "{a} {b}");
    let (_, plain) =
        train(&place, &[&["weighed.csv", "--ignore", "w", "--target", "y"], &common[..]].concat());
    assert!((loss(&plain) - b).abs() > 1e-2 * b, "the weights make no difference");

    // Balanced classes are those weights: 10 of class b, 20 of class a.
    place.write("plain.csv", "x,y\n".to_owned() + &rows(&|_| 1, false));
    let of =
        |weight| train(&place, &[&["plain.csv", "--class-weight", weight], &common[..]].concat()).1;
    assert_eq!(of("balanced")["parameter_hash"], of("a=0.75,b=1.5")["parameter_hash"]);
    assert_ne!(of("balanced")["parameter_hash"], of("a=1,b=1")["parameter_hash"]);
    // Metrics count each sample once, and a test table needs no weights.
    let with =
        ["weighed.csv", "--weight-column", "w", "--test", "plain.csv", "--validation", "0.3"];
    let (_, end) = train(&place, &[&with[..], &common].concat());
    assert!(end["test_accuracy"].is_f64() && end["validation_accuracy"].is_f64(), "{end}");

    // What that loss counted, another does not.
    let model = ["--label-smoothing", "0.1", "--model", "m.safetensors"];
    train(&place, &[&["weighed.csv", "--weight-column", "w"], &common[..], &model].concat());
    let run = place.done(&["evaluate", "m.safetensors", "plain.csv"]);
    let note = "the model was trained with --weight-column w; here each sample counts once";
    assert!(run.stderr.contains(note), "{}", run.stderr);

    // Targets that are not trained on are no smoother than they are, with weights and without.
    for weights in [&[][..], &["--class-weight", "a=1,b=1.5"], &["--weight-column", "w"]] {
        let table = if weights.contains(&"w") { "weighed.csv" } else { "plain.csv" };
        let data = [table, "--label-smoothing", "0.2", "--test", "plain.csv"];
        let held_out = ["--validation", "0.3", "--model", "s.safetensors"];
        let (_, end) = train(&place, &[&data[..], &held_out, weights, &common].concat());
        let near = |a: &Value, b: &Value| (a.as_f64().unwrap() - b.as_f64().unwrap()).abs() < 1e-6;
        if weights.is_empty() {
            assert!(near(&end["validation_loss"], &end["validation_log_loss"]), "{end}");
        }
        let json = ["evaluate", "s.safetensors", "plain.csv", "--json"];
        let json: Value = serde_json::from_str(&place.done(&json).stdout).unwrap();
        assert!(near(&json["loss"], &json["log_loss"]), "{json}");
        // Of the test table, which has no weights, those of classes alone count.
        if weights.first() != Some(&"--class-weight") {
            assert!(near(&end["test_loss"], &json["loss"]), "{weights:?}: {end}");
        }
    }

    place.write("bad.csv", "x,y,w\n1,a,1\n2,b,-3\n3,a,1\n");
    let bad = ["train", "bad.csv", "--weight-column", "w"];
    place.run(&bad).fails(2, &["bad.csv, row 3, column \"w\": the weight is -3"]);
    for (weight, part) in [("evn", "no weight of a class"), ("c=1", "there is no class \"c\"")] {
        place.run(&["train", "plain.csv", "--class-weight", weight]).fails(2, &[part]);
    }
}

#[test]
fn the_last_rate_is_what_the_last_step_used() {
    let place = Place::new();
    // 150 samples in one step an epoch: the factors are those of epochs.
    let flags =
        [IRIS, "--batch", "150", "--epochs", "4", "--schedule", "linear", "--learning-rate", "0.5"];
    let (_, end) = train(&place, &flags);
    assert_eq!(end["learning_rate"], json!(0.125), "{end}");
    let events = place.events("log.jsonl");
    let rates: Vec<_> = events[1..5].iter().map(|e| e["learning_rate"].as_f64().unwrap()).collect();
    assert_eq!(rates, [0.5, 0.375, 0.25, 0.125]);
}

#[test]
fn schedules_of_decay_and_dropout_change_what_is_trained() {
    let place = Place::new();
    let of = |more: &[&str]| {
        let flags = [IRIS, "--epochs", "3", "--decay", "0.5", "--dropout", "0.3"];
        train(&place, &[&flags[..], more].concat()).1["parameter_hash"].clone()
    };
    let constant = of(&[]);
    assert_eq!(of(&["--decay-schedule", "constant", "--dropout-schedule", "constant"]), constant);
    assert_ne!(of(&["--decay-schedule", "cosine"]), constant);
    assert_ne!(of(&["--dropout-schedule", "linear"]), constant);
    for (flag, value, part) in [
        ("--decay-schedule", "plateau", "a schedule of decay on plateaus"),
        ("--dropout-schedule", "exponential:factor=1.5", "dropout that follows exponential"),
        ("--dropout-schedule", "cosin", "did you mean cosine?"),
    ] {
        place.run(&["train", IRIS, flag, value]).fails(2, &[part]);
    }
}

#[test]
fn a_learning_rate_is_found_and_nothing_is_written() {
    let place = Place::new();
    let run = place.done(&["train", IRIS, "--find-learning-rate", "--device", "cpu"]);
    assert!(run.stderr.contains("training on") && !run.stderr.contains("not kept"), "{run:?}");
    assert_eq!(run.stdout.lines().filter(|line| line.ends_with("<- suits")).count(), 1, "{run:?}");
    let last = run.stdout.lines().last().unwrap();
    let rate = last.strip_prefix("suggested: --learning-rate ").unwrap();
    let value: f64 = rate.parse().unwrap();
    assert!((1e-5..1.0).contains(&value), "{last}");
    let run =
        place.done(&["train", IRIS, "--validation", "0.2", "--learning-rate", rate, "--quiet"]);
    assert!(run.percent("validation_accuracy") > 80.0, "{run:?}");
    let two = place.done(&["train", IRIS, "--find-learning-rate", "--members", "2", "--quiet"]);
    assert_eq!(two.stdout.matches("suggested: ").count(), 2, "{two:?}");
    place
        .run(&["train", IRIS, "--find-learning-rate", "--print-config"])
        .fails(2, &["cannot be used with"]);
}

#[test]
fn a_learning_rate_is_not_found_where_something_is_to_be_kept() {
    let place = Place::new();
    let refused = |flag: &str, more: &[&str], file: &str| {
        let told = ["train", IRIS, "--find-learning-rate", "--device", "cpu", "--quiet"];
        let said = format!("error: {file}{flag} with --find-learning-rate, which trains and keeps");
        place.run(&[&told[..], more].concat()).fails(2, &[&said]);
    };
    for told in [
        &["--model", "m.safetensors"][..],
        &["--log", "log.jsonl"],
        &["--report", "r"],
        &["--tensorboard", "t"],
        &["--checkpoint", "c"],
        &["--resume", "c"],
        &["--ensemble", "3"],
        &["--ensemble-folds", "3"],
        &["--verify", "2"],
        &["--profile"],
    ] {
        refused(told[0], told, "");
    }
    place.write("run.toml", "model = 'm.safetensors'\n");
    refused("--model", &["--config", "run.toml"], "run.toml: ");
}

#[test]
fn a_flag_with_one_dash_is_named_with_two() {
    let place = Place::new();
    for (flag, near) in [("-epochs", "--epochs"), ("--dropout-shedule", "--dropout-schedule")] {
        let said = format!("unexpected argument '{flag}' found; did you mean {near}?");
        place.run(&["train", IRIS, flag, "3"]).fails(2, &[&said]);
    }
}

#[test]
fn describe_says_how_much_samples_count() {
    let place = Place::new();
    let table = |last: &str| {
        let rows = (0..9).map(|i| format!("{},{},{}\n", i * i % 7, i % 3, ["a", "b"][i % 2]));
        format!("x,w,y\n{}5,{last},a\n", rows.collect::<String>())
    };
    place.write("t.csv", table("0.5"));
    let describe = ["describe", "t.csv", "--weight-column", "w"];
    let report = place.done(&[&describe[..], &["--json"]].concat()).json();
    assert_eq!(
        (&report["columns"][1]["kind"], &report["columns"][1]["used"]),
        (&json!("weights"), &json!(false))
    );
    assert_eq!(report["training"]["features"], json!(["x"]));
    let expected = json!({"column": "w", "lowest": 0.0, "highest": 2.0, "mean": 0.95, "zeros": 3});
    assert_eq!(report["training"]["weights"], expected);
    let text = place.done(&describe).stdout;
    assert!(text.contains("weights: \"w\", 0 to 2, mean 0.95, 3 of them 0\n"), "{text}");
    // What `train` would stop at.
    place.write("t.csv", table("-1"));
    let text = place.done(&describe).stdout;
    assert!(
        text.contains("\ntrain would stop: t.csv, row 11, column \"w\": the weight is -1"),
        "{text}"
    );
    let text = place.done(&["describe", "t.csv", "--weight-column", "y"]).stdout;
    assert!(text.contains("column \"y\": the weight is \"a\""), "{text}");
}

#[test]
fn numbers_of_a_file_that_the_optimizer_does_not_have_are_refused_or_left_out() {
    let place = Place::new();
    for (text, said) in [
        ("momentum = 0.9", "error: run.toml: --momentum with adamw, which has none"),
        ("optimizer = 'adam'\nmomentum = 0.9", "error: run.toml: --momentum with adam, which"),
        ("optimizer = 'sgd'\nbeta1 = 0.8", "error: run.toml: --beta1 with sgd, which"),
        ("preset = 'article'\nepsilon = 0.1", "error: run.toml: --epsilon with sgd, which"),
    ] {
        place.write("run.toml", format!("epochs = 1\n{text}\n"));
        place.run(&["train", IRIS, "--config", "run.toml"]).fails(2, &[said]);
    }
    // Of its own optimizer, of which a flag makes another.
    let text = "optimizer = 'sgd'\nmomentum = 0.9\ndampening = 0.1\nnesterov = true\nepochs = 1\n";
    place.write("run.toml", text);
    let flags = [IRIS, "--config", "run.toml", "--optimizer", "adam"];
    let (start, _) = train(&place, &[&flags[..], &["--model", "m.safetensors"]].concat());
    let model = gradshader::model::Model::load(place.path("m.safetensors")).unwrap();
    let printed = place.done(&[&["train", "--print-config"], &flags[..]].concat()).stdout;
    assert_eq!((&start["optimizer"], &start["nesterov"]), (&json!("adam"), &json!(false)));
    for name in ["momentum", "dampening"] {
        assert!(start.get(name).is_none(), "{name}: {start}");
        assert!(!model.training.contains_key(name), "{name}");
        assert!(!printed.contains(name), "{printed}");
    }
    // Numbers that go with the optimizer of a flag are used.
    place.write("run.toml", "momentum = 0.9\nepochs = 1\n");
    let (start, _) = train(&place, &[IRIS, "--config", "run.toml", "--optimizer", "sgd"]);
    assert_eq!(start["momentum"], json!(0.9));
}
