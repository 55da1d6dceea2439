//! How a text is written, told by flags and by a configuration file.

use super::*;

/// Read otherwise where a flag is missing: a line to pass over, comments, quotes that are escaped, no
/// header, numbers with a comma, Latin-1.
fn table() -> Vec<u8> {
    let mut text = b"export; of; today\n".to_vec();
    for i in 0..60 {
        let class: &[u8] = [&b"'gr\xfcn'"[..], b"'it\\'s'"][i % 2];
        text.extend(format!("{},{};{};", i % 7, i % 10, i * i % 11).bytes());
        text.extend([class, b"\n"].concat());
        if i % 9 == 0 {
            text.extend(b"%checked\n");
        }
    }
    text
}

#[test]
fn a_printed_configuration_reads_a_text_the_same_way() {
    let place = Place::new();
    place.write("t.txt", table());
    let flags = [
        ("--separator", ";"),
        ("--quote", "'"),
        ("--escape", "\\"),
        ("--comment", "%"),
        ("--decimal", ","),
        ("--header", "no"),
        ("--encoding", "latin-1"),
        ("--skip", "1"),
    ];
    let flags: Vec<&str> = flags.into_iter().flat_map(|(flag, value)| [flag, value]).collect();
    let train = ["train", "t.txt", "--epochs", "2", "--validation", "0.2", "--device", "cpu"];
    let told = [&train[..], &flags].concat();
    let printed = place.done(&[&told[..], &["--print-config"]].concat()).stdout;
    place.write("run.toml", &printed);
    for line in ["separator = \";\"", "header = \"no\"", "skip = 1", "encoding = \"latin-1\""] {
        assert!(printed.lines().any(|other| other == line), "{line}: {printed}");
    }
    let again = place.done(&["train", "--config", "run.toml", "--print-config"]).stdout;
    assert_eq!(again, printed);
    let whole = place.done(&told);
    assert!(whole.stdout.contains("gr\u{fc}n") && whole.stdout.contains("it's"), "{whole:?}");
    assert_eq!(place.done(&["train", "--config", "run.toml"]).stdout, whole.stdout);
    // Flags win here too.
    let other = ["train", "--config", "run.toml", "--decimal", "point", "--print-config"];
    let run = place.run(&other);
    assert!(!run.stdout.contains("decimal = \",\""), "{run:?}");
    place.write("wrong.toml", printed.replace("header = \"no\"", "header = \"maybe\""));
    place.run(&["train", "--config", "wrong.toml"]).fails(2, &["wrong.toml, row", "maybe"]);
}
