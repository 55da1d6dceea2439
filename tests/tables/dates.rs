//! Dates: how they are told, what is none, and moments of another clock.

use gradshader::dataset::read::{DialectOptions, read_path};

use super::formats::{FILES, cell};
use super::{Place, rows};

/// Moments seven hours apart as `format` writes them (`%T` alone or what the row is), and whether it is morning.
fn moments(count: usize, written: impl Fn(chrono::NaiveDateTime) -> String) -> String {
    let first = chrono::NaiveDate::from_ymd_opt(2023, 3, 1).unwrap().and_hms_opt(0, 0, 0).unwrap();
    rows("d,half", count, |row| {
        let moment = first + chrono::Duration::hours(7 * row as i64);
        let half = if chrono::Timelike::hour(&moment) < 12 { "am" } else { "pm" };
        format!("{},{half}", written(moment))
    })
}

fn inputs(place: &Place, more: &[&str]) -> String {
    let own = ["train", "t.csv", "--device", "cpu", "--epochs", "1", "--quiet"];
    place.done(&[&own, &["--model", "m.safetensors"][..], more].concat());
    let shown = place.done(&["show", "m.safetensors"]).stdout;
    shown.lines().find(|line| line.starts_with("d ")).unwrap().to_owned()
}

#[test]
fn a_format_that_is_told_has_all_its_letters() {
    let place = Place::with(moments(90, |moment| moment.format("%Y-%m-%d %H:%M:%S").to_string()));
    let found = inputs(&place, &[]);
    assert!(found.contains(" 10 ") && found.contains("sunday, time sine"), "{found}");
    for format in ["%F %T", "%Y-%m-%d %T", "%Y-%m-%d %k:%M:%S"] {
        let told = inputs(&place, &["--kinds", &format!("d=date:{format}")]);
        let pattern = |line: &str| line.split_whitespace().nth(1).map(str::to_owned);
        assert_eq!(pattern(&told), pattern(&found), "{format}: {told}");
    }
    let own = ["train", "t.csv", "--kinds", "d=date:%Q"];
    place.run(&own).fails(&["\"%Q\" is no format of dates; use strftime's letters"]);
}

#[test]
fn numbers_are_dates_by_the_format_that_is_told() {
    let of = |pattern: &'static str| {
        move |moment: chrono::NaiveDateTime| moment.format(pattern).to_string()
    };
    let place = Place::with(moments(90, of("%d.%m.%Y")));
    let hash = |place: &Place, more: &[&str]| {
        let own = ["train", "t.csv", "--device", "cpu", "--epochs", "2", "--seed", "1"];
        let run = place.done(&[&own[..], more].concat());
        run.stdout.lines().find(|line| line.starts_with("parameter_hash")).unwrap().to_owned()
    };
    let expected = hash(&place, &[]);
    place.write("t.csv", moments(90, of("%d%m%Y")));
    assert_eq!(hash(&place, &["--kinds", "d=date:%d%m%Y", "--model", "m.safetensors"]), expected);
    // A file of one row is read as the others were, and a number has lost its zero.
    place.write("one.csv", "d\n01042023\n");
    place.write("one.jsonl", "{\"d\": 1042023}\n");
    let [text, number] = ["one.csv", "one.jsonl"]
        .map(|file| place.done(&["predict", "m.safetensors", file, "--device", "cpu"]).stdout);
    assert_eq!(text, number);
}

#[test]
fn what_is_no_date_is_an_error_at_its_row() {
    let own = ["train", "t.csv", "--device", "cpu", "--epochs", "1"];
    for (wrong, pattern, told, said) in [
        ("20230230", "%Y%m%d", "d=date", "20230230 is no year, day such as 20231231 or second"),
        ("1677628800000", "%s", "d=date", "1677628800000 is no year, day such as 20231231 or sec"),
        ("32042023", "%d%m%Y", "d=date:%d%m%Y", "\"32042023\" is no date as %d%m%Y"),
        ("29/02/2023", "%d/%m/%Y", "half=category", "\"29/02/2023\" is no date of %d/%m/%Y, as"),
        ("soon", "%Y-%m-%d", "half=category", "\"soon\" is no date of %Y-%m-%d, as most other"),
    ] {
        let mut lines: Vec<_> = moments(60, |moment| moment.format(pattern).to_string())
            .lines()
            .map(str::to_owned)
            .collect();
        lines[6] = format!("{wrong},am");
        let place = Place::with(lines.join("\n") + "\n");
        let run = place.run(&[&own[..], &["--kinds", told]].concat());
        run.fails(&["t.csv, row 7, column \"d\"", said]);
    }
}

#[test]
fn moments_of_a_zone_are_no_moments_without() {
    let reading = read_path(format!("{FILES}/zoned.parquet"), &DialectOptions::default()).unwrap();
    let cells: Vec<_> =
        (0..3).flat_map(|row| [0, 1].map(|column| cell(&reading.table, column, row))).collect();
    assert_eq!(
        cells,
        [
            ["2023-03-01T00:00:00", "2023-03-01T05:00:00Z"],
            ["2023-03-01T07:00:00", "2023-03-01T12:00:00Z"],
            ["2023-03-01T14:00:00", "2023-03-01T19:00:00Z"],
        ]
        .concat()
    );
    let hours = read_path(format!("{FILES}/times.parquet"), &DialectOptions::default());
    let error = hours.unwrap_err().to_string();
    let said = "row 3, column \"long\": 90000 seconds are no time of day; write durations as";
    assert!(error.contains(said), "{error}");
    // A model of texts with a zone takes them, and one of texts without does not.
    let file = format!("{FILES}/zoned.parquet");
    let predict = |zone: &str| {
        let place = Place::with(rows("zoned,y", 40, |row| {
            format!("2023-03-{:02} {:02}:00:00{zone},{row}", row % 28 + 1, row % 24)
        }));
        place.train("1", &[]);
        place.run(&["predict", "m.safetensors", &file, "--device", "cpu"])
    };
    assert_eq!(predict("-05:00").code, Some(0));
    predict("").fails(&["row 1, column \"zoned\": \"2023-03-01T05:00:00Z\" is no date as"]);
}

#[test]
fn durations_of_which_most_could_be_times_of_day_are_durations() {
    let place = Place::with(rows("d,y", 90, |row| match row {
        40 => "33:59,a".to_owned(),
        _ => format!("{:02}:{:02},{}", row % 23, row * 7 % 60, ["a", "b"][row % 2]),
    }));
    let run = place.train("1", &[]);
    assert!(run.stderr.contains("units: \"d\" as mm:ss"), "{run:?}");
}

#[test]
fn durations_of_pandas_are_seconds_as_others_are() {
    // From an hour below 0 to two days and more.
    let seconds = |row: usize| (row * 7919 % 200_000) as i64 - 3600;
    let written = |row: usize| {
        let (days, rest) = (seconds(row).div_euclid(86_400), seconds(row).rem_euclid(86_400));
        let plus = if days < 0 { "+" } else { "" };
        let time = format!("{:02}:{:02}:{:02}.5", rest / 3600, rest / 60 % 60, rest % 60);
        format!("{days} days {plus}{time}")
    };
    let late = |row: usize| ["early", "late"][usize::from(seconds(row) > 100_000)];
    let place = Place::with(rows("d,y", 90, |row| format!("{},{}", written(row), late(row))));
    place.train("30", &[]).says(&["features: 1 number\n", "units: \"d\" as hh:mm:ss\n"]);
    // The same network of the numbers, and the same answers.
    let shown = place.done(&["show", "m.safetensors", "--json"]).stdout;
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    let shift = shown["features"][0]["encoding"]["number"]["scale"]["shift"].as_f64().unwrap();
    let mean = (0..90).map(|row| seconds(row) as f64 + 0.5).sum::<f64>() / 90.0;
    assert!((shift - mean).abs() < 1e-6, "{shown}");
    let asked = |cell: &str| {
        place.write("one.csv", format!("d\n{cell}\n"));
        place.run(&["predict", "m.safetensors", "one.csv", "--device", "cpu"])
    };
    let answer = asked("1 days 02:03:04");
    assert_eq!(answer.code, Some(0), "{answer:?}");
    for same in ["26:03:04", "\"1 day, 2:03:04\""] {
        assert_eq!(asked(same).stdout, answer.stdout, "{same}");
    }
    asked("1 days 25:03:04").fails(&["row 2, column \"d\"", "is no duration as hh:mm:ss"]);
}
