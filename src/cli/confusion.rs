//! A confusion matrix as a picture in the terminal: each cell is as dark as its share of its row.

use std::collections::BTreeSet;

/// Characters a line.
const WIDTH: usize = 80;
/// Characters of a class' name before its row.
const LABEL: usize = 20;
/// Confusions that are listed where the picture has no counts.
const LISTED: usize = 10;

const LEGEND: &str = "share of the row: · none  ░ to 25 %  ▒ to 50 %  ▓ to 75 %  █ more\n";

/// One row a true class, one column a predicted one. With counts where they fit; else a cell a
/// character, or a character for some neighbouring classes together, and the most frequent
/// confusions in words.
pub(super) fn picture(names: &[String], rows: &[Vec<u64>]) -> String {
    let names: Vec<_> = names.iter().map(|name| shown(name)).collect();
    match with_counts(&names, rows) {
        Some(text) => text + LEGEND,
        None => shaded(&names, rows) + LEGEND + &confusions(&names, rows),
    }
}

/// A name on one line, whatever a file may have brought.
fn shown(name: &str) -> String {
    name.replace(|c: char| c.is_control(), "\u{fffd}")
}

/// At most `width` characters.
fn cut(name: &str, width: usize) -> String {
    match name.char_indices().nth(width) {
        None => name.to_owned(),
        Some(_) => name.chars().take(width - 1).chain(['…']).collect(),
    }
}

fn shade(count: u64, row: u64) -> char {
    match count as f64 / row as f64 {
        _ if count == 0 => '·',
        share if share <= 0.25 => '░',
        share if share <= 0.5 => '▒',
        share if share <= 0.75 => '▓',
        _ => '█',
    }
}

/// The picture with a count in every cell, if that fits and leaves the columns their names.
fn with_counts(names: &[String], rows: &[Vec<u64>]) -> Option<String> {
    const CORNER: &str = "true \\ predicted";
    let longest = names.iter().map(|name| name.chars().count()).max()?;
    let label = longest.clamp(CORNER.len(), LABEL.max(CORNER.len()));
    let digits = rows.iter().flatten().max()?.to_string().len();
    let room = (WIDTH - label) / names.len();
    // Two spaces stand between columns, or one where that is all there is.
    let gap = if digits + 3 <= room { 2 } else { 1 };
    let width = longest.min(room.checked_sub(gap)?).max(digits + 1);
    let heads: Vec<_> = names.iter().map(|name| cut(name, width)).collect();
    let unique: BTreeSet<_> = heads.iter().collect();
    if width + gap > room || unique.len() < names.len() {
        return None;
    }
    let mut text = format!("{CORNER:<label$}");
    for head in &heads {
        text.push_str(&format!("{:gap$}{head:>width$}", ""));
    }
    text.push('\n');
    for (name, counts) in names.iter().zip(rows) {
        text.push_str(&format!("{:<label$}", cut(name, label)));
        let row = counts.iter().sum();
        for &count in counts {
            let shown = if count == 0 { "·".to_owned() } else { count.to_string() };
            let shade = if count == 0 { ' ' } else { shade(count, row) };
            let cell = format!("{shade}{shown:>digits$}");
            text.push_str(&format!("{:gap$}{cell:>width$}", ""));
        }
        text.push('\n');
    }
    Some(text)
}

/// The picture without counts: a class a character, or as many classes as it takes. Classes have
/// numbers from 0, whose digits stand above the columns.
fn shaded(names: &[String], rows: &[Vec<u64>]) -> String {
    let digits = (names.len() - 1).to_string().len();
    let label = digits + 1 + LABEL;
    let columns = WIDTH - label - 1;
    let each = names.len().div_ceil(columns);
    let cells = names.len().div_ceil(each);
    // Wide cells are easier on the eye.
    let width = if 2 * cells <= columns { 2 } else { 1 };
    let mut text = String::new();
    if each > 1 {
        text.push_str(&format!("{} classes, {each} a cell\n", names.len()));
    }
    let of = |head: usize, place: usize| {
        let number = format!("{:>digits$}", head * each);
        number.chars().nth(place).unwrap_or(' ')
    };
    for place in 0..digits {
        let corner = if place + 1 == digits { "true \\ predicted" } else { "" };
        let mut line = format!("{corner:<label$} ");
        for head in 0..cells {
            line.push_str(&format!("{:<width$}", of(head, place)));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    for (block, rows) in rows.chunks(each).enumerate() {
        let first = block * each;
        let name = match rows.len() {
            1 => cut(&names[first], LABEL),
            count => cut(&format!("to {}: {}", first + count - 1, names[first]), LABEL),
        };
        text.push_str(&format!("{first:>digits$} {name:<LABEL$} "));
        let total = rows.iter().flatten().sum();
        let counts = (0..cells).map(|cell| {
            let columns = cell * each..((cell + 1) * each).min(names.len());
            rows.iter().flat_map(|row| &row[columns.clone()]).sum::<u64>()
        });
        for count in counts {
            text.extend(std::iter::repeat_n(shade(count, total), width));
        }
        text.push('\n');
    }
    text
}

/// The most frequent confusions: `7 of 40: cat taken for dog`.
fn confusions(names: &[String], rows: &[Vec<u64>]) -> String {
    let mut found: Vec<(u64, usize, usize)> = Vec::new();
    for (class, counts) in rows.iter().enumerate() {
        let others =
            counts.iter().enumerate().filter(|&(other, &count)| other != class && count > 0);
        found.extend(others.map(|(other, &count)| (count, class, other)));
    }
    // The most frequent first, and of equals the first class first.
    found.sort_unstable_by_key(|&(count, class, other)| (std::cmp::Reverse(count), class, other));
    let mut text = String::new();
    for &(count, class, other) in found.iter().take(LISTED) {
        let (class_name, other) = (cut(&names[class], 30), cut(&names[other], 30));
        let all: u64 = rows[class].iter().sum();
        text.push_str(&format!("{count} of {all}: {class_name} taken for {other}\n"));
    }
    text
}

#[cfg(test)]
mod tests {
    use gradshader::metrics::Confusion;

    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    /// Every class ten times: nine right, one taken for the next.
    fn cycle(classes: u32) -> Vec<Vec<u64>> {
        let labels: Vec<_> = (0..classes * 10).map(|i| i / 10).collect();
        let taken = |i: u32| if i.is_multiple_of(10) { (i / 10 + 1) % classes } else { i / 10 };
        let predicted: Vec<_> = (0..classes * 10).map(taken).collect();
        Confusion::from_labels(classes as usize, &labels, &predicted, None).rows()
    }

    #[test]
    fn a_few_classes_have_their_counts() {
        let labels = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2];
        let predicted = [0, 0, 0, 0, 1, 1, 2, 0, 2, 1];
        let confusion = Confusion::from_labels(3, &labels, &predicted, None);
        let text = picture(&names(&["setosa", "versi\u{7}color", "virginica"]), &confusion.rows());
        let expected = "\
true \\ predicted       setosa  versi\u{fffd}color    virginica
setosa                     █4            ·            ·
versi\u{fffd}color                ░1           ▒2           ░1
virginica                   ·           ▒1           ▒1
";
        assert_eq!(text, format!("{expected}{LEGEND}"));
    }

    #[test]
    fn no_line_is_wider_than_the_terminal_however_many_classes() {
        for classes in [2, 3, 9, 10, 11, 12, 26, 27, 28, 55, 56, 57, 58, 100, 1000, 1001] {
            let names: Vec<_> =
                (0..classes).map(|i| format!("a class with a long name {i}")).collect();
            let text = picture(&names, &cycle(classes));
            for line in text.lines() {
                let width = line.chars().count();
                // A name of a confusion may take its line further.
                assert!(width <= WIDTH || line.contains(" taken for "), "{classes}: {line:?}");
            }
        }
    }

    #[test]
    fn many_classes_have_a_character_each_and_the_confusions_in_words() {
        let names: Vec<_> = (0..30).map(|i| format!("letter {i}")).collect();
        let text = picture(&names, &cycle(30));
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines[0].chars().filter(|&c| c == '2').count(), 10);
        assert!(lines[2].starts_with(" 0 letter 0             █░·"), "{text}");
        assert!(lines[31].starts_with("29 letter 29            ░"), "{text}");
        assert!(lines[31].ends_with('█'), "{text}");
        assert!(lines.contains(&"1 of 10: letter 0 taken for letter 1"), "{text}");
        assert_eq!(lines.iter().filter(|line| line.contains(" taken for ")).count(), LISTED);

        let names: Vec<_> = (0..120).map(|i| format!("word {i}")).collect();
        let text = picture(&names, &cycle(120));
        assert!(text.starts_with("120 classes, 3 a cell\n"), "{text}");
        assert!(text.contains("\n  3 to 5: word 3         ·█░"), "{text}");
    }

    #[test]
    fn a_class_without_samples_has_an_empty_row() {
        let confusion = Confusion::from_labels(2, &[0], &[0], None);
        let text = picture(&names(&["a", "b"]), &confusion.rows());
        assert_eq!(text.lines().nth(2).unwrap().replace(' ', ""), "b··");
    }
}
