//! Tables as people have them, through the command line: what is found in a column, what becomes of
//! missing cells, which task the target sets, who is held out, and what comes back.

mod codes;
mod dates;
mod files;
mod formats;
mod large;
mod memory;
mod parts;
mod prediction;
mod quotes;
mod signs;
mod texts;

#[path = "../common/program.rs"]
mod program;

use std::fs;

use serde_json::Value;

use self::program::{Place, Run};

impl Place {
    /// With a table of this text.
    fn with(text: impl AsRef<[u8]>) -> Self {
        let place = Self::new();
        fs::write(place.path("t.csv"), text).unwrap();
        place
    }

    /// Trains on `t.csv` for `epochs` and keeps `m.safetensors`.
    #[track_caller]
    fn train(&self, epochs: &str, more: &[&str]) -> Run {
        let first = ["train", "t.csv", "--device", "cpu", "--model", "m.safetensors"];
        self.done(&[&first[..], &["--epochs", epochs], more].concat())
    }

    /// A straight line through all samples: R² and RMSE that `evaluate` says of `t.csv`.
    #[track_caller]
    fn line(&self) -> (f64, f64) {
        self.train("200", &["--hidden", "none", "--task", "regress", "--preset", "article"]);
        let run = self.done(&["evaluate", "m.safetensors", "t.csv", "--device", "cpu", "--json"]);
        let report: Value = serde_json::from_str(&run.stdout).unwrap();
        (report["r_squared"][0].as_f64().unwrap(), report["rmse"][0].as_f64().unwrap())
    }

    fn describe(&self, more: &[&str]) -> Value {
        let run = self.done(&[&["describe", "t.csv", "--json"], more].concat());
        serde_json::from_str(&run.stdout).unwrap()
    }
}

impl Run {
    #[track_caller]
    fn fails(&self, parts: &[&str]) {
        assert_eq!(self.code, Some(2), "{self:?}");
        assert_eq!(self.stderr.lines().count(), 1, "{self:?}");
        for part in parts {
            assert!(self.stderr.contains(part), "{part:?} is missing: {self:?}");
        }
    }

    #[track_caller]
    fn says(&self, parts: &[&str]) {
        for part in parts {
            assert!(self.stderr.contains(part), "{part:?} is missing: {self:?}");
        }
    }
}

/// `rows` lines of what `cells` gives.
fn rows(header: &str, rows: usize, cells: impl Fn(usize) -> String) -> String {
    let mut text = format!("{header}\n");
    for row in 0..rows {
        text += &(cells(row) + "\n");
    }
    text
}

/// A pseudo-random number from 0 to below 1.
fn noise(row: usize) -> f64 {
    let mut x = (row as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    x ^= x >> 31;
    x = x.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (x >> 11) as f64 / (1u64 << 53) as f64
}

// ---------------------------------------------------------------------------------------------
// Kinds

#[test]
fn every_kind_is_found_and_what_says_nothing_is_left_out() {
    let place = Place::with(rows(",id,size,colour,open,day,note,same,y", 60, |i| {
        let colour = ["red", "green", "blue"][i * 7 % 3];
        let open = ["Yes", "no"][i * 5 % 2];
        let day = format!("2021-{:02}-{:02}", 1 + i % 12, 1 + i % 28);
        format!("{i},{},{},{colour},{open},{day},text {i},7,{}", i + 1, noise(i), ["a", "b"][i % 2])
    }));
    let run = place.train("1", &["--validation", "0.25"]);
    run.says(&[
        "features: 1 number, 1 category (\"colour\"), 1 boolean (\"open\"), 1 date (\"day\" as %Y-%m-%d)\n",
        "left out: \"column 1\" (an index without a name)\n",
        "left out: \"id\" (counts the rows)\n",
        "left out: \"note\" (another text in every row)\n",
        "left out: \"same\" (constant)\n",
        "target: y: 2 classes, since it holds text\n",
        "to beat: always \"",
    ]);
    // A number, three colours, a truth, and of the day month (2), weekday (7) and seconds: one year.
    run.says(&["network: 15-64-2 "]);
    let report = place.describe(&[]);
    let kinds: Vec<_> =
        report["columns"].as_array().unwrap().iter().map(|c| c["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds[2..6], ["number", "category", "boolean", "date"]);
    assert_eq!(report["training"]["balance"][0], serde_json::json!(["a", 30]));
    assert_eq!(
        report["training"]["features"],
        serde_json::json!(["size", "colour", "open", "day"])
    );
}

#[test]
fn kinds_features_and_ignore_have_the_last_word() {
    let place = Place::with(rows("n,zip,name,y", 40, |i| {
        format!("{},{},{},{}", i + 1, 10 + i * 3 % 4, noise(i), ["a", "b"][i % 2])
    }));
    let run = place.train("1", &["--kinds", "n=number,zip=category", "--ignore", "name"]);
    run.says(&["features: 1 number, 1 category (\"zip\")\n", "network: 5-64-2 "]);
    let run = place.train("1", &["--features", "name,zip"]);
    run.says(&["features: 2 numbers\n"]);
    place
        .run(&["train", "t.csv", "--features", "nam,zipp,name"])
        .fails(&["no columns \"nam\", \"zipp\""]);
    let place_of_words =
        Place::with(rows("a,b,c,y", 20, |i| format!("x{i},{},z{i},{}", noise(i), i % 2)));
    let run = place_of_words.run(&["train", "t.csv", "--kinds", "a=number,c=number"]);
    run.fails(&["row 2, column \"a\": \"x0\" is not a number, and the like is wrong with \"c\"; "]);
    place.run(&["train", "t.csv", "--kinds", "zip=int"]).fails(&["no kind \"int\"", "category"]);
    place.run(&["train", "t.csv", "--kinds", "y=ignore,zop=number"]).fails(&["\"zop\"", "\"zip\""]);
}

#[test]
fn many_values_share_an_input_and_new_ones_count_as_other() {
    let place = Place::with(rows("word,x,y", 400, |i| {
        let word = if i % 3 == 0 { format!("rare {}", i % 120) } else { format!("w{}", i % 30) };
        format!("{word},{},{}", noise(i), ["a", "b"][i % 2])
    }));
    let run = place.train("1", &[]);
    // 49 words, the others, and x.
    run.says(&["network: 51-64-2 "]);
    place.write("new.csv", "word,x\nnever,0.5\nw1,0.5\nnever,0.1\n");
    let run = place.done(&["predict", "m.safetensors", "new.csv", "--device", "cpu"]);
    run.says(&[
        "column \"word\": 2 samples have a value that no training sample had, such as \"never\"",
    ]);
    assert_eq!(run.stdout.lines().count(), 4);
}

#[test]
fn a_column_of_row_numbers_does_not_give_the_classes_away() {
    let iris = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/data/iris.csv")).unwrap();
    let mut lines = iris.lines();
    let header = format!("rownames,{}", lines.next().unwrap());
    let numbered: String =
        lines.enumerate().map(|(i, line)| format!("{},{line}\n", i + 1)).collect();
    let run = Place::with(format!("{header}\n{numbered}")).train("1", &[]);
    run.says(&["left out: \"rownames\" (counts the rows)", "network: 4-64-3 "]);
}

#[test]
fn what_counts_the_rows_is_kept_where_there_is_nothing_else() {
    let run = Place::with(rows("x,y", 30, |i| format!("{},{}", i + 1, noise(i)))).train("1", &[]);
    run.says(&["features: 1 number\n"]);
}

// ---------------------------------------------------------------------------------------------
// Missing cells

#[test]
fn missing_cells_are_filled_and_told_and_missing_targets_left_out() {
    let place = Place::with(rows("a,colour,y", 40, |i| {
        let a = if i % 8 == 3 { "?".to_owned() } else { format!("{}", noise(i)) };
        let colour = ["red", "blue", "NA"][i % 3];
        let y = ["yes", "no", "yes", "no", "NA"][i % 5];
        format!("{a},{colour},{y}")
    }));
    let run = place.train("1", &[]);
    run.says(&[
        "8 rows without a target are left out",
        "numbers become the mean of the training samples",
        "y: 2 classes, since it holds truths",
        // a and its indicator; red, blue and missing.
        "network: 5-64-2 ",
        "training on 32 samples",
    ]);
    let said =
        "with an input that says so; in a category they are one value more (--missing-values)";
    place.train("1", &["--missing-values", "median"]).says(&["become the median", said]);
    let run = place.train("1", &["--ignore", "a"]);
    run.says(&["in 1 column; in a category they are one value more (--missing-values)\n"]);
    // Once for all columns.
    let run = place.run(&["train", "t.csv", "--missing-values", "error"]);
    run.fails(&["row 5, column \"a\": the cell is missing, as are cells of \"colour\""]);
    // A row to predict may lack what no training sample lacked.
    let place =
        Place::with(rows("a,b,y", 20, |i| format!("{},{},{}", noise(i), noise(i + 99), i % 2)));
    place.train("1", &[]);
    place.write("gap.csv", "b,a\n0.5,\n0.25,0.5\n");
    let run = place.done(&["predict", "m.safetensors", "gap.csv", "--device", "cpu"]);
    run.says(&["column \"a\": 1 sample has no value"]);
    assert_eq!(run.stdout.lines().count(), 3);
}

#[test]
fn a_text_can_be_told_to_be_missing_and_the_model_remembers() {
    let place = Place::with(rows("a,y", 60, |i| {
        format!("{},{}", if i == 20 { "unknown".into() } else { format!("{}", noise(i)) }, i % 2)
    }));
    let run = place.run(&["train", "t.csv"]);
    run.fails(&["row 22, column \"a\": \"unknown\" is not a number", "--missing \"unknown\""]);
    let report = place.describe(&["--missing", "unknown", "--kinds", "y=boolean"]);
    assert_eq!(
        (&report["columns"][0]["kind"], &report["columns"][1]["kind"]),
        (&"number".into(), &"boolean".into())
    );
    assert_eq!(report["columns"][0]["missing"], 1);
    assert!(place.describe(&[])["error"].as_str().unwrap().contains("row 22"));
    place.train("1", &["--missing", "unknown"]).says(&["features: 1 number\n", "missing: 1 cell"]);
    let run = place.done(&["predict", "m.safetensors", "t.csv", "--device", "cpu"]);
    assert_eq!(run.stdout.lines().count(), 61);
}

// ---------------------------------------------------------------------------------------------
// Targets

#[test]
fn few_integers_are_classes_whatever_their_sign_and_form() {
    for (values, names) in [(["-1", "+1"], "-1,1"), (["0.0", "1.0"], "0,1"), (["0", "1"], "0,1")] {
        let place = Place::with(rows("x,y", 40, |i| format!("{},{}", noise(i), values[i % 2])));
        let run = place.train("1", &[]);
        run.says(&[
            "y: 2 classes, since it holds 2 different integers (--task regress for a value)",
        ]);
        let run = place.done(&["predict", "m.safetensors", "t.csv", "--device", "cpu"]);
        assert!(run.stdout.starts_with(&format!("class,{names}\n")), "{run:?}");
        place.train("1", &["--task", "regress"]).says(&["y: a value, as told"]);
    }
}

#[test]
fn a_word_among_400_numbers_is_an_error_at_its_row() {
    let place = Place::with(rows("x,y", 400, |i| {
        format!("{},{}", noise(i), if i == 398 { "soon".into() } else { (i % 71).to_string() })
    }));
    let run = place.run(&["train", "t.csv"]);
    run.fails(&["t.csv, row 400, column \"y\": \"soon\" is not a number, as 399 other cells"]);
    // Nor is it a class or a category beside few.
    for different in [2, 8] {
        let cell = |i: usize| if i == 398 { "soon".into() } else { (i % different).to_string() };
        for (header, cells) in [
            ("x,y", &(|i| format!("{},{}", noise(i), cell(i))) as &dyn Fn(usize) -> String),
            ("y,x", &|i| format!("{},{}", cell(i), noise(i))),
        ] {
            let place = Place::with(rows(header, 400, cells));
            place
                .run(&["train", "t.csv"])
                .fails(&["row 400, column \"y\": \"soon\" is not a number"]);
            place.train("1", &["--missing", "soon"]);
        }
    }
}

#[test]
fn a_target_that_is_no_class_is_refused_with_advice() {
    let place =
        Place::with(rows("x,y", 40, |i| format!("{},name {}", noise(i), i / 2 * 2 % 38 + i % 2)));
    let run = place.run(&["train", "t.csv"]);
    run.fails(&["column \"y\"", "different texts in 40 rows", "--target", "--task classify"]);
}

#[test]
fn a_last_column_of_dates_is_no_target() {
    let place = Place::with(rows("temp,day", 30, |i| format!("{},2021-01-{:02}", noise(i), 1 + i)));
    let run = place.run(&["train", "t.csv"]);
    run.fails(&[
        "column \"day\": the target holds dates",
        "--target, or say --task classify; the columns are \"temp\", \"day\"",
    ]);
    // Days that come again are days all the same, but a few may be meant as classes.
    let again = |days: usize| {
        Place::with(rows("temp,day", 90, |i| format!("{},2021-01-{:02}", noise(i), 1 + i % days)))
    };
    again(30).run(&["train", "t.csv"]).fails(&["column \"day\": the target holds dates"]);
    again(5).train("1", &[]).says(&["day: 5 classes, since it holds text"]);
    again(30).train("1", &["--task", "classify"]).says(&["day: 30 classes, as told"]);
    place.train("1", &["--target", "temp"]).says(&["1 date (\"day\" as %Y-%m-%d)"]);
}

#[test]
fn a_last_column_that_is_nearly_empty_is_no_target_unless_told() {
    let place = Place::with(rows("x,2012,2013", 50, |i| {
        let last = if i % 25 == 3 { noise(i).to_string() } else { String::new() };
        format!("{},{},{last}", noise(i), noise(i + 100))
    }));
    let run = place.run(&["train", "t.csv"]);
    run.fails(&["column \"2013\": the target has a value in only 2 of 50 rows", "--target"]);
    place.train("1", &["--target", "2012"]).says(&["training on 50 samples"]);
    place.train("1", &["--target", "2013"]).says(&["48 rows without a target are left out"]);
}

#[test]
fn a_target_may_have_a_comma_in_its_name() {
    let place = Place::with(rows("x,\"net, sold\",a", 30, |i| {
        format!("{},{},{}", noise(i), noise(i + 50), noise(i + 100))
    }));
    place.train("1", &["--target", "net, sold"]).says(&["net, sold: a value"]);
    place.train("1", &["--target", "a,\"net, sold\""]).says(&["a, net, sold: values"]);
    place.run(&["train", "t.csv", "--target", "b,c"]).fails(&["there are no columns \"b\", \"c\""]);
}

#[test]
fn several_columns_of_truths_are_labels() {
    let place = Place::with(rows("x,wet,cold", 80, |i| {
        let x = noise(i);
        format!("{x},{},{}", ["no", "yes"][usize::from(x > 0.5)], u8::from(x < 0.3))
    }));
    let run = place.train("60", &["--target", "wet,cold", "--validation", "0.25"]);
    run.says(&[
        "wet, cold: 2 labels",
        "network: 1-64-2 relu,sigmoid",
        "to beat: the more frequent answer",
    ]);
    let run =
        place.done(&["predict", "m.safetensors", "t.csv", "--probabilities", "--device", "cpu"]);
    assert!(run.stdout.starts_with("wet,cold,wet probability,cold probability\n"), "{run:?}");
    assert!(run.stdout.contains("\nyes,0,0."), "{run:?}");
    let run = place.done(&["evaluate", "m.safetensors", "t.csv", "--device", "cpu", "--json"]);
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    assert!(report["accuracy"][0].as_f64().unwrap() > 0.8, "{report}");
    for metric in ["accuracy", "log_loss"] {
        let [wet, cold] = [0, 1].map(|label| report[metric][label].as_f64().unwrap());
        let mean = report["mean"][metric].as_f64().unwrap();
        assert!((mean - (wet + cold) / 2.0).abs() < 1e-12, "{report}");
    }
}

#[test]
fn labels_of_which_each_row_has_one_could_be_classes() {
    let columns = |one_hot: bool| {
        rows("x,a,b,c", 60, |i| {
            let is = |class| u8::from(i % 3 == class || (!one_hot && i == 7));
            format!("{},{},{},{}", noise(i), is(0), is(1), is(2))
        })
    };
    let told = |place: &Place, more: &[&str]| {
        let run = place.done(&[&["describe", "t.csv", "--target", "a,b,c"], more].concat());
        run.stdout + &run.stderr
    };
    let said =
        "a, b, c: 3 labels, since the columns hold 0 and 1 or truths (--task regress for values)";
    let hint = "; each row has exactly one of them: to train classes, of which one excludes the others, give them \
                as one column";
    let place = Place::with(columns(true));
    let found = told(&place, &[]);
    assert!(found.contains(&format!("{said}{hint}")), "{found}");
    assert!(!told(&place, &["--task", "label"]).contains("exactly one"));
    let found = told(&Place::with(columns(false)), &[]);
    assert!(found.contains(said) && !found.contains("exactly one"), "{found}");
}

// ---------------------------------------------------------------------------------------------
// Splits

#[test]
fn a_last_column_that_counts_the_rows_by_name_is_no_target() {
    let place = Place::with(rows("x,y,id", 30, |i| format!("{},{},{}", noise(i), i % 2, i + 1)));
    let train = ["train", "t.csv", "--device", "cpu", "--epochs", "1"];
    place.run(&train).fails(&["column \"id\": the last column counts the rows", "--target"]);
    place.done(&[&train[..], &["--target", "y"]].concat()).says(&["left out: \"id\" (counts"]);
}

#[test]
fn plus_and_minus_are_two_classes() {
    let place = Place::with(rows("x,gap,y", 60, |i| {
        format!("{},{},{}", noise(i), if i % 5 == 0 { "-" } else { "1.5" }, ["-", "+"][i % 2])
    }));
    place.train("1", &[]).says(&["target: y: 2 classes", "missing: 12 cells in 1 column"]);
    let run = place.done(&["predict", "m.safetensors", "t.csv", "--device", "cpu"]);
    assert!(run.stdout.starts_with("class,+,-\n"), "{run:?}");
    // As a feature too, in a table that has the minus alone.
    place.write(
        "t.csv",
        rows("s,x,y", 60, |i| format!("{},{},{}", ["-", "+"][i % 2], noise(i), ["a", "b"][i % 2])),
    );
    place.train("100", &[]);
    place.write("new.csv", "s,x\n-,0.5\n-,0.25\n");
    let new = ["predict", "m.safetensors", "new.csv", "--device", "cpu", "--class", "alone"];
    let run = place.done(&new);
    assert_eq!(run.stdout, "class\na\na\n");
    assert!(!run.stderr.contains("no value"), "{run:?}");
}

#[test]
fn several_files_or_a_pattern_are_a_test_set() {
    let text =
        |from: usize| rows("x,y", 20, |i| format!("{},{}", noise(i + from), ["a", "b"][i % 2]));
    let place = Place::with(text(0));
    place.write("part-1.csv", text(100)).write("part-2.csv", text(200));
    let both = text(100) + text(200).split_once('\n').unwrap().1;
    place.write("both.csv", both);
    let train = ["train", "t.csv", "--device", "cpu", "--epochs", "3", "--quiet"];
    let test = |files: &[&str]| place.done(&[&train[..], &["--test"], files].concat()).stdout;
    let expected = test(&["both.csv"]);
    assert!(expected.contains("test_loss"), "{expected}");
    assert_eq!(test(&["part-1.csv", "part-2.csv"]), expected);
    assert_eq!(test(&["part-*.csv"]), expected);
    place.write("run.toml", "data = 't.csv'\ntest = ['part-1.csv', 'part-2.csv']\nepochs = 3");
    let run = ["train", "--config", "run.toml", "--device", "cpu", "--quiet"];
    assert_eq!(place.done(&run).stdout, expected);
    place.run(&["train", "--test", "part-1.csv", "t.csv"]).fails(&["name a file before --test"]);
}

#[test]
fn groups_times_and_columns_decide_who_is_held_out() {
    let place = Place::with(rows("who,day,part,x,y", 60, |i| {
        let part = ["train", "validation", "test"][i / 40 + usize::from(i >= 50)];
        format!("p{},2021-01-{:02},{part},{},{}", i % 6, 1 + i / 3, noise(i), i % 2)
    }));
    let run = place.train("1", &["--group", "who", "--validation", "0.3"]);
    run.says(&[
        "training on 40 samples, validation on 20",
        "left out: \"who\" (decides the split)",
    ]);
    let run = place.train("1", &["--time", "day", "--validation", "0.3", "--ignore", "who,part"]);
    run.says(&["training on 42 samples, validation on 18"]);
    let run = place.train("1", &["--split-column", "part"]);
    run.says(&["training on 40 samples, validation on 10, test on 10"]);
    place.run(&["train", "t.csv", "--group", "who"]).fails(&["--group without --validation"]);
    for (flag, column, what) in [
        ("--group", "who", "the feature \"who\" decides the split; leave it out of the features"),
        ("--weight-column", "x", "the feature \"x\" weighs the samples; leave it out of"),
    ] {
        let own = ["train", "t.csv", "--validation", "0.3", "--features", "x,who", flag, column];
        place.run(&own).fails(&["t.csv: ", what]);
    }
    place
        .run(&["train", "t.csv", "--split-column", "who"])
        .fails(&["t.csv, row 2, column \"who\": \"p0\" is no part of a set", "train, validation"]);
}

#[test]
fn what_stops_a_training_stops_a_description_too() {
    let place = Place::with(rows("x,y", 40, |i| match i {
        9 => "inf,a".to_owned(),
        _ => format!("{:.2},{}", noise(i), ["a", "b"][i % 2]),
    }));
    let run = place.done(&["describe", "t.csv"]);
    let expected = "train would stop: t.csv, row 11, column \"x\": the number is not finite";
    assert!(run.stdout.contains(expected), "{}", run.stdout);
}
