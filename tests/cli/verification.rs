//! Verification of a device.

use super::*;

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

/// Recipes on the bundled digits, with quantities that only they have.
const RECIPES: [(&str, &[&str]); 5] = [
    (
        "--optimizer adamw --loss softmax-cross-entropy --dropout 0.2 --input-dropout 0.1 \
         --label-smoothing 0.1 --clip-norm 0.5 --average ema:0.9 --schedule cosine --warm-up 3 \
         --hidden 12:relu,8:gelu",
        &["squared norm", "norm factor", "second weight state", "weight average", "bias average"],
    ),
    ("--optimizer lion --decay 0.1 --clip-value 0.01 --members 2 --hidden 9", &["weight state"]),
    (
        "--optimizer rmsprop --momentum 0.9 --l2 0.01 --initialisation he-normal --loss huber \
         --output-activation tanh",
        &["second weight state"],
    ),
    (
        "--optimizer sgd --momentum 0.9 --nesterov --loss binary-cross-entropy --class-weight balanced",
        &["weight state"],
    ),
    ("--preset default --epsilon 1e-6 --beta1 0.8 --beta2 0.99 --hidden 20", &["weight state"]),
];

#[test]
fn a_recipe_is_verified_as_it_is_trained() {
    let place = Place::new();
    for (recipe, quantities) in RECIPES {
        let recipe: Vec<_> = recipe.split_whitespace().collect();
        for device in ["gpu", "cpu"] {
            let verify = ["verify", "--json", "--steps", "5", "--device", device];
            let report = place.done(&[&verify[..], &recipe].concat()).json();
            assert_eq!((&report["passes"], &report["steps"]), (&json!(true), &json!(5)));
            let found = report["quantities"].as_array().unwrap();
            for quantity in quantities {
                let is_there = found.iter().any(|entry| entry["quantity"] == *quantity);
                assert!(is_there, "{recipe:?} on {device} has no {quantity}");
            }
            for pair in recipe.windows(2) {
                let told = &report["recipe"][pair[0].trim_start_matches('-').replace('-', "_")];
                let said = told.to_string().replace(['"', '[', ']'], "");
                let number = |text: &str| text.parse::<f64>().ok();
                let is_said = *told == json!(null)
                    || said.replace('_', "-") == pair[1]
                    || number(&said) == number(pair[1]);
                assert!(is_said, "{pair:?}: {said}");
            }
        }
    }
    // What is told is said, without what changes nothing.
    let run = place.done(&["verify", "--device", "cpu", "--steps", "2", "--optimizer", "adam"]);
    let line = run.stdout.lines().find(|line| line.starts_with("trained  ")).unwrap();
    assert!(line.starts_with("trained  sigmoid-sigmoid-sigmoid, beta1 0.9, "), "{line}");
    assert!(line.ends_with(", loss half_squared_error, optimizer adam"), "{line}");
    let run = place.done(&["verify", "--device", "cpu", "--steps", "2"]);
    assert!(!run.stdout.contains("trained  "), "{run:?}");
}

#[test]
fn a_recipe_that_cannot_be_is_refused() {
    let place = Place::new();
    for (recipe, parts) in [
        ("--optimizer rmsprop --momentum 0.9 --nesterov", &["--nesterov without sgd"][..]),
        ("--beta1 0.5", &["--beta1 with sgd, which has none"]),
        ("--optimizer adam --beta1 1.5", &["--beta1 is 1.5"]),
        ("--dropout 0.1,0.2,0.3", &["3 probabilities of --dropout for 2 hidden layers"]),
        ("--loss huber --label-smoothing 0.1", &["--label-smoothing with huber"]),
        ("--loss softmax-cross-entropy --output-activation tanh", &["--output-activation softmax"]),
        ("--optimizer lion --l2 0.1", &["L2 with lion", "--decay"]),
        ("--schedule plateau", &["--schedule plateau", "leave it out"]),
        ("--preset best", &["--preset best", "--preset default"]),
        ("--self-test --schedule cosine", &["--self-test", "--schedule"]),
        ("--quantities state", &["no quantity \"state\"", "weight gradient"]),
    ] {
        let recipe: Vec<_> = recipe.split(' ').collect();
        place.run(&[&["verify", "--device", "gpu"], &recipe[..]].concat()).fails(2, parts);
    }
}

/// Shaders that only a recipe runs with one mistake each, the recipe, and what goes wrong first.
const MISTAKES_OF_RECIPES: [(&str, &str, &str, &str, &str); 8] = [
    ("adam", "* c.own[4]", "", "--optimizer adamw", "layer 0 weight"),
    ("lion", "mean < Numbers", "mean > Numbers", "--optimizer lion", "layer 0 weight"),
    ("momentum", "c.own[0] * m + c", "m + c", "--momentum 0.5", "layer 0 weight state"),
    ("links", "factor * d", "d", "--clip-norm 0.01", "layer 0 weight"),
    ("average", "averaged(a[place],", "averaged(0.0,", "--average mean", "layer 0 weight average"),
    ("dropout_mask", "start + 19u", "start + 21u", "--dropout 0.5", "layer 0 activation"),
    ("relu", "select(a, Numbers(0.0),", "select(a, a,", "--activation relu", "layer 0 activation"),
    ("softmax_cross_entropy", "t * z", "z", "--loss softmax-cross-entropy", "sample loss"),
];

#[test]
fn a_wrong_shader_of_a_recipe_is_noticed() {
    println!("adapter: {}", adapter());
    let place = Place::new();
    for (name, right, wrong, recipe, quantity) in MISTAKES_OF_RECIPES {
        place.write("wrong.wgsl", changed(name, right, wrong));
        let shader = format!("{name}=wrong.wgsl");
        let verify = ["verify", IRIS, "--steps", "3", "--hidden", "4", "--device", "gpu"];
        let verify = [&verify[..], &["--shader", &shader]].concat();
        let recipe: Vec<_> = recipe.split(' ').collect();
        place.run(&[&verify[..], &recipe].concat()).fails(4, &[&format!("error: {quantity} at ")]);
        // Without it nothing of the shader is run.
        place.done(&verify);
    }
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
