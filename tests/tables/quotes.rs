//! Cells in apostrophes, and words that begin or end with one.

use super::*;

/// What a text is read as, and the cells of its first column.
fn read(text: &str, more: &[&str]) -> (String, Vec<String>) {
    let place = Place::with(text);
    let run = place.done(&[&["describe", "t.csv", "--task", "regress", "--kinds"], more].concat());
    let read_as = run.stdout.lines().find_map(|line| line.strip_prefix("read as: "));
    let first = run.stdout.lines().nth(3).unwrap();
    let first: Vec<_> = first.split("  ").map(|cell| cell.trim().to_owned()).collect();
    (read_as.unwrap().to_owned(), first)
}

#[test]
fn apostrophes_around_cells_that_hold_the_separator_are_quotes_and_a_line_says_so() {
    let named = |cell: &str| rows("name,y", 30, |row| format!("{cell},{}", noise(row % 7)));
    let kinds = ["name=category"];
    for cell in ["'Rossi, Mario'", "'don''t, please'"] {
        let (read_as, first) = read(&named(cell), &kinds);
        assert_eq!(read_as, ", separated, ' for quotes, header", "{cell}");
        let inner = cell[1..cell.len() - 1].replace("''", "'");
        assert!(first.last().unwrap().starts_with(&inner), "{first:?}");
    }
    // Without names, and where one cell of many has them.
    let text = named("'Rossi, Mario'").split_once('\n').unwrap().1.to_owned();
    assert_eq!(read(&text, &["column 1=category"]).0, ", separated, ' for quotes, no header");
    let text =
        named("Rossi") + "'Verdi, Anna',0.5\n" + named("Bianchi").split_once('\n').unwrap().1;
    assert_eq!(read(&text, &kinds).0, ", separated, ' for quotes, header");
    for cell in ["O'Brien", "don't", "'90s", "rock 'n' roll", "the boys'", "\"Rossi, 'Mario'\""] {
        let (read_as, first) = read(&named(cell), &kinds);
        assert_eq!(read_as, ", separated, header", "{cell}");
        assert!(first.last().unwrap().starts_with(cell.trim_matches('"')), "{first:?}");
    }
    // Who says so has none.
    let more = ["name=category", "--quote", "none"];
    let (read_as, first) = read(&named("'Rossi'"), &more);
    assert_eq!(read_as, ", separated, no quotes, header");
    assert!(first.last().unwrap().starts_with("'Rossi'"), "{first:?}");
}
