//! `--report` of every command, as files.

use gradshader::report::{Kind, Unit};
use std::fs;

use super::{DIGITS, IRIS, Place, Run};

const QUIET: [&str; 3] = ["--quiet", "--device", "cpu"];

fn train(place: &Place, arguments: &[&str]) -> Run {
    place.done(&[&["train"], arguments, &QUIET[..]].concat())
}

#[test]
fn a_run_is_reported_and_is_the_run_that_it_is_without() {
    let place = Place::new();
    let with = ["--validation", "0.2", "--epochs", "30", "--early-stop", "0"];
    train(&place, &[&[IRIS][..], &with, &["--report", "r", "--log", "a.jsonl"]].concat());
    train(&place, &[&[IRIS][..], &with, &["--log", "b.jsonl"]].concat());
    let end = |name: &str| {
        let text = fs::read_to_string(place.path(name)).unwrap();
        let line = text.lines().last().unwrap().to_owned();
        (text, serde_json::from_str::<serde_json::Value>(&line).unwrap())
    };
    let ((log, one), (_, other)) = (end("a.jsonl"), end("b.jsonl"));
    assert_eq!(one["parameter_hash"], other["parameter_hash"]);

    let report = place.report("r");
    assert_eq!((report.schema, report.kind), (1, Kind::Train));
    assert!(report.command.starts_with("gradshader train "), "{}", report.command);
    assert_eq!(report.configuration["parameter_hash"], one["parameter_hash"]);
    let outcome = report.outcome.unwrap();
    assert_eq!((&*outcome.reason, outcome.is_good, outcome.epochs), ("finished", true, Some(30)));
    // Its curves are the log's.
    let run = &report.runs[0];
    assert_eq!(run.kept_epoch.map(u64::from), one["kept_epoch"].as_u64());
    let losses = run.curve("validation", "loss").unwrap();
    assert_eq!(losses.epochs, (1..=30).collect::<Vec<_>>());
    let epochs = log.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    for (event, found) in epochs.filter(|event| event["event"] == "epoch").zip(&losses.values) {
        let expected = event["validation_loss"].as_f64().unwrap();
        assert!((found.unwrap() / expected - 1.0).abs() < 1e-6, "{found:?} {expected}");
    }
    assert_eq!(run.curve("train", "learning_rate").unwrap().values.len(), 30);
    // What it answers is what the log's end has.
    let found = &report.evaluations[0];
    assert_eq!((&*found.part, found.samples), ("validation", 30));
    let confusion = serde_json::to_value(&found.classes.as_ref().unwrap().confusion).unwrap();
    assert_eq!(confusion, one["held_out"]["confusion"]);
    let loss = report.headline.iter().find(|one| one.name == "validation loss").unwrap();
    assert_eq!(loss.unit, Unit::Number);
    assert!((loss.value.unwrap() - one["validation_loss"].as_f64().unwrap()).abs() < 1e-6);
    // The petals say more than the sepals.
    let importance = report.importance.unwrap();
    assert_eq!((importance.columns.len(), importance.samples), (4, 30));
    assert!(importance.columns[0].name.starts_with("petal"), "{importance:?}");
    assert!(importance.columns[0].increase > importance.columns[3].increase);
    let layers = report.layers.unwrap();
    // The last one too, however short the run.
    assert_eq!((layers.epochs.first(), layers.epochs.last()), (Some(&1), Some(&30)));
    assert_eq!(layers.quantities.len(), 2 * 4);
    let activation = &layers.quantities[0];
    assert_eq!((&*activation.quantity, activation.layer), ("activation", 0));
    // A batch of 16 through 64 units.
    assert_eq!(activation.counts[0].iter().sum::<u32>(), 16 * 64);
}

#[test]
fn images_are_drawn_and_samples_for_test_come_after_those_held_out() {
    let place = Place::new();
    let with = ["--epochs", "2", "--validation", "0.2", "--test", DIGITS, "--report", "r"];
    train(&place, &[&[DIGITS][..], &with].concat());
    let report = place.report("r");
    let parts: Vec<_> = report.evaluations.iter().map(|found| &*found.part).collect();
    assert_eq!(parts, ["validation", "test"]);
    assert!(report.evaluations.iter().all(|found| found.image == Some((8, 8))));
    let worst: Vec<_> = report.evaluations.iter().flat_map(|found| &found.worst).collect();
    assert!(worst.iter().all(|one| one.picture.is_some() && one.row.is_some()));
    // The first sample of a table stands in line 2.
    assert!(worst.iter().all(|one| (2..=1798).contains(&one.row.unwrap())));
    let weights = report.first_layer.unwrap();
    assert_eq!((weights.width, weights.height, weights.pictures[0].pixels.len()), (8, 8, 64));
    // Its three pixels that never change are no inputs, and no weights.
    assert_eq!([0, 32, 39].map(|place| weights.pictures[0].pixels[place]), [128; 3]);
    assert!(place.page("r").len() < 400_000);
}

#[test]
fn every_command_has_its_page() {
    let place = Place::new();
    train(
        &place,
        &[
            IRIS,
            "--epochs",
            "3",
            "--model",
            "m.safetensors",
            "--members",
            "3",
            "--report",
            "members",
        ],
    );
    let members = place.report("members");
    assert_eq!((members.runs.len(), members.runs[2].seed), (3, Some(2)));
    assert_eq!(&*members.evaluations[0].part, "train");
    assert!(members.notes.iter().any(|note| note.contains("no samples are held out")));

    place.done(&["evaluate", "m.safetensors", IRIS, "--report", "evaluate", "--device", "cpu"]);
    let evaluate = place.report("evaluate");
    assert_eq!((evaluate.kind, evaluate.evaluations[0].samples), (Kind::Evaluate, 150));
    assert_eq!(evaluate.importance.unwrap().columns.len(), 4);

    let folds =
        [&["cross-validate", IRIS, "--epochs", "3", "--report", "folds"], &QUIET[..]].concat();
    place.done(&folds);
    let folds = place.report("folds");
    assert_eq!((folds.kind, folds.runs.len()), (Kind::CrossValidate, 5));
    let table = &folds.tables[0];
    assert_eq!(table.rows.len(), 5);
    assert!(table.rows.iter().all(|row| row.len() == table.columns.len()));
    let pooled = &folds.evaluations[0];
    assert_eq!(pooled.samples, 150);
    // The folds are of one size: their mean accuracy is that of all.
    let mean = folds.headline.iter().find(|one| one.name == "accuracy").unwrap().value.unwrap();
    let all = pooled.metrics.iter().find(|(name, _)| name == "accuracy").unwrap().1.unwrap();
    assert!((mean - all).abs() < 1e-6, "{mean} {all}");

    let sweep =
        ["sweep", IRIS, "--epochs", "3", "--learning-rate", "0.001,0.1", "--report", "sweep"];
    let run = place.done(&[&sweep[..], &QUIET].concat());
    let report = place.report("sweep");
    assert_eq!((report.kind, report.runs.len(), report.best_run), (Kind::Sweep, 2, Some(0)));
    assert_eq!(report.tables[0].columns[1].name, "--learning-rate");
    assert!(report.configuration["best_alone"].as_str().unwrap().contains("--learning-rate 0.1"));
    // Whoever repeats the best alone does not replace the report of all.
    assert!(!run.stdout.contains("--report"), "{}", run.stdout);
    assert_eq!(report.evaluations[0].part, "validation");

    place.done(&["verify", IRIS, "--steps", "2", "--device", "cpu", "--report", "verify"]);
    let verify = place.report("verify");
    assert!(verify.outcome.unwrap().is_good);
    assert!(verify.quantities.len() > 10 && verify.quantities.iter().all(|one| one.passes));
}

#[test]
fn values_of_folds_are_in_their_columns_units() {
    let place = Place::new();
    let rows: String =
        (0..60).map(|i| format!("{i},{}\n", 1000.0 + 50.0 * f64::from(i) + 0.5)).collect();
    place.write("v.csv", format!("x,y\n{rows}"));
    let run = ["cross-validate", "v.csv", "--epochs", "60", "--hidden", "8", "--report", "r"];
    place.done(&[&run[..], &QUIET].concat());
    let column = place.report("r").evaluations[0].columns[0].clone();
    let mean = |values: &[Option<f64>]| values.iter().flatten().sum::<f64>() / values.len() as f64;
    assert!((mean(&column.actual) - 2475.5).abs() < 0.1);
    assert!((mean(&column.predicted) - 2475.5).abs() < 200.0, "{}", mean(&column.predicted));
}

#[test]
fn a_hostile_name_is_text_on_the_page() {
    let place = Place::new();
    let class = "</script><script>alert(1)</script>";
    let rows: String =
        (0..40).map(|i| format!("{i},{}\n", if i % 2 == 0 { class } else { "<!-- b" })).collect();
    place.write("a<b>&'.csv", format!("<img src=x onerror=alert(2)>,kind\n{rows}"));
    train(&place, &["a<b>&'.csv", "--epochs", "2", "--report", "r"]);
    let page = place.page("r");
    assert_eq!((page.matches("<script").count(), page.matches("</script").count()), (2, 2));
    assert!(!page.contains("alert(1)</script") && !page.contains("<!--") && !page.contains("<img"));
    assert!(
        page.contains("<title>1-64-2 relu,softmax on a&lt;b&gt;&amp;&#x27;.csv"),
        "{}",
        &page[..900]
    );
    let report = place.report("r");
    assert_eq!(report.evaluations[0].classes.as_ref().unwrap().each[1].name, class);
}

#[test]
fn nothing_of_others_is_replaced() {
    let place = Place::new();
    fs::create_dir(place.path("site")).unwrap();
    place.write("site/index.html", "<p>mine</p>").write("file", "x").write("own.csv", "a,b\n");
    let run =
        |folder: &str| place.run(&["train", IRIS, "--epochs", "1", "--report", folder, "--quiet"]);
    run("site").fails(2, &["site/index.html", "no report of gradshader would be replaced"]);
    assert_eq!(fs::read_to_string(place.path("site/index.html")).unwrap(), "<p>mine</p>");
    run("file").fails(2, &["file", "a file stands where the folder"]);
    run("no/such/folder").fails(2, &["no/such/folder", "the folder of --report cannot be made"]);
    // One that cannot be used for another reason leaves no folder.
    place
        .run(&["train", IRIS, "--report", "new", "--log", "new/report.json"])
        .fails(2, &["are one file"]);
    assert!(!place.path("new").exists());
    let ensemble = place.run(&["train", IRIS, "--ensemble", "2", "--report", "e", "--quiet"]);
    assert_eq!(ensemble.code, Some(2), "{ensemble:?}");

    // A folder with other files is written to, and they stay; a report is replaced by the next.
    fs::create_dir(place.path("mixed")).unwrap();
    place.write("mixed/notes.txt", "mine");
    for epochs in ["1", "2"] {
        train(&place, &[IRIS, "--epochs", epochs, "--report", "mixed"]);
        let found = place.report("mixed").outcome.unwrap().epochs;
        assert_eq!(found, epochs.parse().ok());
    }
    assert_eq!(fs::read_to_string(place.path("mixed/notes.txt")).unwrap(), "mine");
}

#[test]
fn a_run_that_diverges_is_reported_with_what_there_was() {
    let place = Place::new();
    let run = ["train", IRIS, "--epochs", "5", "--learning-rate", "1e30", "--optimizer", "sgd"];
    let run = place.run(&[&run[..], &["--report", "r"], &QUIET].concat());
    assert_eq!(run.code, Some(1), "{run:?}");
    let outcome = place.report("r").outcome.unwrap();
    assert!(
        !outcome.is_good && outcome.because.unwrap().contains("diverged"),
        "{}",
        outcome.reason
    );
}

#[cfg(unix)]
#[test]
fn a_run_that_is_interrupted_is_reported() {
    let place = Place::new();
    let run = ["train", IRIS, "--validation", "0.2", "--early-stop", "0", "--epochs", "100000000"];
    let more = ["--report", "r", "--log", "log.jsonl", "--device", "cpu", "--quiet"];
    let child = place
        .command(&[&run[..], &more].concat())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let has_begun =
        || fs::read_to_string(place.path("log.jsonl")).is_ok_and(|log| log.lines().count() > 5);
    while !has_begun() {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let ended = Run::of(child.wait_with_output().unwrap());
    assert_eq!(ended.code, Some(130), "{ended:?}");
    let report = place.report("r");
    let outcome = report.outcome.unwrap();
    assert_eq!((&*outcome.reason, outcome.is_good), ("interrupted", false));
    let losses = report.runs[0].curve("validation", "loss").unwrap();
    assert!(losses.values.len() >= 4);
    assert_eq!(u64::from(*losses.epochs.last().unwrap()), outcome.epochs.unwrap());
}

#[test]
fn a_long_run_of_many_columns_stays_small() {
    let place = Place::new();
    let mut table =
        (0..30).map(|i| format!("column number {i}")).collect::<Vec<_>>().join(",") + ",y\n";
    for row in 0..300u32 {
        let cell = |i: u32| f64::from((row * 7919 + i * 104_729) % 1009) / 1009.0;
        let cells: Vec<_> = (0..30).map(|i| cell(i).to_string()).collect();
        table += &format!("{},{}\n", cells.join(","), ["low", "high"][usize::from(cell(3) > 0.5)]);
    }
    place.write("t.csv", table);
    let with = ["--epochs", "1000", "--early-stop", "0", "--validation", "0.2", "--batch", "64"];
    train(&place, &[&["t.csv"][..], &with, &["--report", "r"]].concat());
    let bytes = place.page("r").len();
    assert!(bytes < 3_000_000, "{bytes}");
    let report = place.report("r");
    assert_eq!(report.runs[0].curve("validation", "loss").unwrap().values.len(), 1000);
    assert!(!report.evaluations[0].binaries.is_empty());
}

#[test]
fn a_sorted_table_is_looked_at_as_a_whole_and_truths_are_written_as_in_it() {
    let place = Place::new();
    // The first 2,048 are easy, those behind them are not.
    let row = |row: u32| {
        let noise = row.wrapping_mul(2_654_435_761) >> 16;
        let (x, y, class) = match row {
            0..2400 => (noise % 100, noise % 100, "a"),
            _ => (90 + noise % 100, noise % 100, "b"),
        };
        format!("{x},{y},{},{class}\n", if noise.is_multiple_of(3) { "no" } else { "yes" })
    };
    let rows: String = (0..3000).map(row).collect();
    place.write("sorted.csv", format!("x,y,member,kind\n{rows}"));
    let flags =
        ["--validation", "0.2", "--epochs", "3", "--hidden", "4", "--model", "m.safetensors"];
    train(&place, &[&["sorted.csv"][..], &flags].concat());
    place.done(&["evaluate", "m.safetensors", "sorted.csv", "--device", "cpu", "--report", "r"]);
    let report = place.report("r");
    let (all, some) = (report.evaluations[0].loss.unwrap(), report.importance.unwrap());
    assert_eq!((some.samples, report.evaluations[0].samples), (2048, 3000));
    let some = some.loss.unwrap();
    assert!((some / all - 1.0).abs() < 0.1, "{some} of 2,048 samples, {all} of all");
    let cells = report.evaluations[0].worst.iter().flat_map(|sample| &sample.cells);
    let words: Vec<_> = cells.filter(|(name, _)| name == "member").map(|(_, text)| text).collect();
    assert!(!words.is_empty() && words.iter().all(|text| *text == "no" || *text == "yes"));
}

#[test]
fn values_that_are_close_together_are_told_apart() {
    let place = Place::new();
    let row = |row: u32| format!("{},{}\n", row % 7, 1_700_000_000 + row * 37 % 1000);
    let rows: String = (0..200).map(row).collect();
    place.write("v.csv", format!("x,y\n{rows}"));
    let flags = ["--validation", "0.2", "--epochs", "3", "--task", "regress", "--report", "r"];
    train(&place, &[&["v.csv"][..], &flags].concat());
    let worst = &place.report("r").evaluations[0].worst;
    assert_eq!(worst.len(), 24);
    assert!(worst.iter().all(|one| one.truth != one.answer), "{worst:?}");
}
