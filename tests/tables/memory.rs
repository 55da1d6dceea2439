//! Tables larger than `--memory`: kept in a file, and trained from there to the same bits.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;

use super::{Place, noise, rows};

/// A table of every kind of column with missing cells, of more inputs than one window has.
fn table() -> String {
    rows("a,b,c,x,day,truth,weight,y", 16_000, |i| {
        let code = |of: usize| (noise(i * 7 + of) * 60.0) as usize;
        let x = if i % 11 == 0 { String::new() } else { format!("{:.5}", noise(i + 3)) };
        let (day, month) = (1 + i % 28, 1 + i % 12);
        let sum = code(0) + code(1) + i % 3;
        format!(
            "a{},b{},c{},{x},2003-{month:02}-{day:02},{},{},{}",
            code(0),
            code(1),
            code(2),
            i % 2 == 0,
            1 + i % 3,
            if sum > 60 { "more" } else { "less" }
        )
    })
}

fn hash(stdout: &str) -> &str {
    let line = stdout.lines().find(|line| line.starts_with("parameter_hash")).unwrap();
    line.split_whitespace().nth(1).unwrap()
}

#[test]
fn what_has_no_room_trains_to_the_same_bits() {
    let place = Place::with(table());
    fs::create_dir(place.path("temporary")).unwrap();
    for device in ["cpu", "gpu"] {
        let train = |more: &[&str]| {
            let first = ["train", "t.csv", "--device", device, "--epochs", "1", "--hidden", "4"];
            let also = ["--validation", "0.2", "--weight-column", "weight", "--quiet"];
            let mut command = place.command(&[&first[..], &also, more].concat());
            let run = command.env("TMPDIR", place.path("temporary")).output().unwrap();
            assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
            String::from_utf8(run.stdout).unwrap()
        };
        let expected = train(&[]);
        // Nothing in memory; some columns; the table alone.
        for memory in ["0", "300kB", "1MB"] {
            assert_eq!(train(&["--memory", memory]), expected, "{device}, {memory}");
        }
        assert!(!hash(&expected).is_empty());
    }
    assert_eq!(fs::read_dir(place.path("temporary")).unwrap().count(), 0);
}

#[test]
fn evaluating_and_describing_say_the_same_from_a_file() {
    let place = Place::with(table());
    place.train("1", &["--hidden", "4", "--ignore", "weight"]);
    let evaluate = ["evaluate", "m.safetensors", "t.csv", "--device", "cpu"];
    for command in [&evaluate[..], &["describe", "t.csv", "--missing", "a7"]] {
        let kept = place.done(&[command, &["--memory", "100kB"]].concat()).stdout;
        assert_eq!(kept, place.done(command).stdout, "{command:?}");
    }
    let joined = ["describe", "t.csv", "t.csv"];
    let kept = place.done(&[&joined[..], &["--memory", "0"]].concat()).stdout;
    assert_eq!(kept, place.done(&joined).stdout);
}

/// Its file has no name as soon as it is there, so that even a kill leaves nothing behind.
#[cfg(unix)]
#[test]
fn a_kill_leaves_no_file_behind() {
    let place = Place::with(table());
    fs::create_dir(place.path("temporary")).unwrap();
    let arguments = ["train", "t.csv", "--device", "cpu", "--epochs", "100000", "--memory", "0"];
    let mut command = place.command(&arguments);
    command.env("TMPDIR", place.path("temporary")).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let trains = lines.map(Result::unwrap).any(|line| line.contains("training on"));
    assert!(trains);
    assert_eq!(fs::read_dir(place.path("temporary")).unwrap().count(), 0);
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(fs::read_dir(place.path("temporary")).unwrap().count(), 0);
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let place = Place::with(table());
    let mut command = place.command(&["train", "t.csv", "--device", "cpu", "--memory", "0"]);
    let run = command.env("TMPDIR", place.path("nowhere")).output().unwrap();
    let stderr = String::from_utf8(run.stderr).unwrap();
    assert_eq!(run.status.code(), Some(1), "{stderr}");
    assert!(stderr.contains("nowhere: no temporary file can be made"), "{stderr}");
    assert!(stderr.trim_end().ends_with("with TMPDIR"), "{stderr}");
    place.run(&["describe", "t.csv", "--memory", "much"]).fails(&["\"much\" is no size of memory"]);
}

/// The numbers are estimated from the size of the file before any memory is taken for them.
#[cfg(target_os = "linux")]
#[test]
fn a_table_that_no_memory_holds_is_refused_with_what_to_do() {
    let place = Place::with(table());
    let mut file = File::options().append(true).open(place.path("t.csv")).unwrap();
    std::io::Write::write_all(&mut file, table().repeat(4).as_bytes()).unwrap();
    // Zeros that take no room on the disk.
    file.set_len(4 << 40).unwrap();
    let run = place.run(&["train", "t.csv", "--device", "cpu"]);
    run.fails(&["t.csv: the table takes about ", " are free; keep what is larger", "--memory 2GB"]);
    let mut start = [0; 5];
    File::open(place.path("t.csv")).unwrap().read_exact(&mut start).unwrap();
    assert_eq!(&start, b"a,b,c");
}
