//! Cells, rows, and numbers side by side.

use super::*;

fn comma() -> Cuts {
    Cuts {
        separator: Separator::Byte(b','),
        quote: Some(b'"'),
        comment: Some(b'#'),
        escape: None,
        end: b'\n',
    }
}

fn rows(text: &str, cuts: Cuts) -> Vec<(u64, Vec<String>)> {
    let mut scanner = Scanner::new(text.as_bytes(), cuts);
    let mut rows = Vec::new();
    while let Some((line, cells)) = scanner.row().unwrap() {
        let text = |cell: &Cow<[u8]>| String::from_utf8(cell.to_vec()).unwrap();
        rows.push((line, cells.iter().map(text).collect()));
    }
    rows
}

#[test]
fn cells_and_lines() {
    let text = "a, b ,\"c\"\r\n\r\n# no\n1,\"two\n\"\"lines\"\"\" ,\n,,3";
    let expected = vec![
        (0, vec!["a".to_owned(), "b".into(), "c".into()]),
        (3, vec!["1".into(), "two\n\"lines\"".into(), String::new()]),
        (5, vec![String::new(), String::new(), "3".into()]),
    ];
    assert_eq!(rows(text, comma()), expected);
    let blanks = Cuts { separator: Separator::Blanks, ..comma() };
    let cells = |text| rows(text, blanks).into_iter().map(|row| row.1).collect::<Vec<_>>();
    assert_eq!(cells("  a \"b c\"\t d  \n1  2 3"), [["a", "b c", "d"], ["1", "2", "3"]]);
    let cr = Cuts { end: b'\r', ..comma() };
    assert_eq!(rows("a\r\r1\r", cr), [(0, vec!["a".to_owned()]), (2, vec!["1".to_owned()])]);
}

#[test]
fn what_separates_cells_is_no_decimal_sign() {
    let of = |text: &str, cuts: Cuts, decimal: u8| {
        let mut scanner = Scanner::new(text.as_bytes(), cuts);
        let (mut values, mut ends) = (Vec::new(), scanner.ends().unwrap());
        let put = |place, bits| {
            assert_eq!(place, values.len());
            values.push(f64::from_bits(bits));
        };
        let (read, goes_on) = scanner.numbers(&mut ends, decimal, 3, put);
        assert_eq!(read, values.len());
        (values, scanner.at, goes_on, scanner.line)
    };
    assert_eq!(of("3,4\n", comma(), b','), (vec![], 0, true, 0));
    assert_eq!(of("3,4\n", comma(), b'.'), (vec![3.0, 4.0], 4, false, 1));
    let cuts = Cuts { separator: Separator::Byte(b';'), ..comma() };
    let numbers = "-1,5;12345678,25;1,5e1;2;3;4;5;6";
    assert_eq!(of(numbers, cuts, b','), (vec![-1.5, 12345678.25, 15.0], 23, true, 0));
    assert_eq!(of("1,5\r\n2;3.....", cuts, b','), (vec![1.5], 5, false, 1));
    assert_eq!(of("1;2,5 ;3;......", cuts, b','), (vec![1.0], 2, true, 0));
    assert_eq!(of("1;2\n", cuts, b','), (vec![1.0, 2.0], 4, false, 1));
    assert_eq!(of("1;2", cuts, b','), (vec![1.0, 2.0], 3, false, 0));
    assert_eq!(of("1;007;2\n", cuts, b','), (vec![1.0], 2, true, 0));
    assert_eq!(of("1;'2';3\n", cuts, b','), (vec![1.0], 2, true, 0));
    assert_eq!(of(";1", cuts, b','), (vec![], 0, true, 0));
}

#[test]
fn a_sign_before_a_quote_makes_it_part_of_the_cell() {
    let cuts = Cuts { escape: Some(b'\\'), quote: Some(b'\''), ..comma() };
    let of = |text| rows(text, cuts).remove(0).1;
    assert_eq!(of(r"'it\'s \\ a\nline',\x"), ["it's \\ a\nline", r"\x"]);
    assert_eq!(of("'a''b',''"), ["a'b", ""]);
    assert!(Scanner::new(br"'a\'", cuts).row().is_err());
    assert!(Scanner::new(br"'a\", cuts).row().is_err());
}

#[test]
fn broken_quotes_have_their_line() {
    for text in ["a\n\"b", "a\n\"b\"c\n"] {
        let mut scanner = Scanner::new(text.as_bytes(), comma());
        scanner.row().unwrap();
        assert_eq!(scanner.row().unwrap_err().0, 1, "{text:?}");
    }
}

/// A number as it may be written: of few digits and of many, in the range of `f64`, at its ends and beyond.
fn number() -> impl proptest::strategy::Strategy<Value = String> {
    use proptest::prelude::*;
    let bits = any::<u64>().prop_map(f64::from_bits).prop_filter("a number", |v| v.is_finite());
    let (small, any) = ((1u64..1 << 52).prop_map(f64::from_bits), bits);
    prop_oneof![
        "[-+]?[0-9]{1,9}\\.?[0-9]{0,9}",
        "[-+]?0{0,4}\\.[0-9]{1,22}",
        "[-+]?[0-9]{15,19}(\\.[0-9]{0,4})?",
        "[-+]?[0-9]{1,3}\\.[0-9]{14,17}",
        "[-+]?[0-9]{1,18}(\\.[0-9]{1,5})?[eE][-+]?[0-9]{1,3}",
        any.clone().prop_map(|value| format!("{value}")),
        any.clone().prop_map(|value| format!("{value:.16e}")),
        any.prop_map(|value| format!("{value:e}")),
        small.prop_map(|value| format!("{value:e}")),
        Just("2.2250738585072011e-308".to_owned()),
        Just("9007199254740993".to_owned()),
    ]
}

proptest::proptest! {
    #[test]
    fn rows_of_numbers_are_those_of_the_standard_library(
        rows in proptest::collection::vec(proptest::collection::vec(number(), 5), 1..12),
        comma_decimal: bool, carriage: bool, is_closed: bool
    ) {
        let (decimal, separator) = if comma_decimal { (b',', b';') } else { (b'.', b',') };
        let end = if carriage { "\r\n" } else { "\n" };
        let between = char::from(separator).to_string();
        let lines: Vec<String> = rows.iter().map(|row| row.join(&between)).collect();
        let mut text = lines.join(end) + if is_closed { end } else { "" };
        if comma_decimal {
            text = text.replace('.', ",");
        }
        let cuts = Cuts { separator: Separator::Byte(separator), ..comma() };
        let mut scanner = Scanner::new(text.as_bytes(), cuts);
        let mut ends = scanner.ends().unwrap();
        for row in &rows {
            proptest::prop_assert!(scanner.begin().is_some());
            let mut place = 0;
            while place < row.len() {
                let mut slots = [0; 5];
                let put = |at: usize, bits| slots[at] = bits;
                let (read, _) = scanner.numbers(&mut ends, decimal, row.len() - place, put);
                for (text, bits) in row[place..place + read].iter().zip(slots) {
                    let value: f64 = text.parse().unwrap();
                    proptest::prop_assert_eq!(bits, value.to_bits(), "{}", text);
                }
                place += read;
                if place < row.len() {
                    // It may be a code.
                    let (cell, _) = scanner.cell().unwrap();
                    let is_code = matches!(&*cell, [b'0', b'0'..=b'9', ..]);
                    proptest::prop_assert!(is_code, "{}", row[place]);
                    place += 1;
                }
            }
        }
        proptest::prop_assert!(scanner.begin().is_none());
    }

    #[test]
    fn rows_end_where_the_scanner_says(
        text in "[ab,\" #\n\r\\\\]{0,40}", blanks: bool, escaped: bool, length in 1usize..8
    ) {
        let separator = if blanks { Separator::Blanks } else { Separator::Byte(b',') };
        let cuts = Cuts { separator, escape: escaped.then_some(b'\\'), ..comma() };
        let mut scanner = Scanner::new(text.as_bytes(), cuts);
        let mut starts = vec![0];
        // Up to the first error, every start of a row but that of the last.
        let mut fine = true;
        while fine {
            match scanner.row() {
                Ok(Some(_)) => starts.push(scanner.at),
                Ok(None) => break,
                Err(_) => fine = false,
            }
        }
        let ends = row_ends(text.as_bytes(), cuts, length);
        let reached = *starts.last().unwrap();
        for end in ends {
            if end < reached {
                // Blank lines and comments belong to no row.
                let is_start = starts.contains(&end) || {
                    let before = starts.iter().rev().find(|&&start| start < end).unwrap();
                    let mut between = Scanner::new(&text.as_bytes()[*before..end], cuts);
                    matches!(between.row(), Ok(None))
                };
                proptest::prop_assert!(is_start, "{:?} at {}", text, end);
            }
        }
    }

    /// A block of a text ends anywhere.
    #[test]
    fn rows_of_a_beginning_end_where_those_of_the_whole_do(
        text in "[ab,\" #\n\r\\\\]{0,40}", blanks: bool, escaped: bool, length in 1usize..8, share in 0.0..1.0
    ) {
        let separator = if blanks { Separator::Blanks } else { Separator::Byte(b',') };
        let cuts = Cuts { separator, escape: escaped.then_some(b'\\'), ..comma() };
        let cut = (share * text.len() as f64) as usize;
        let beginning = &text.as_bytes()[..cut];
        for end in row_ends(beginning, cuts, length) {
            proptest::prop_assert!(beginning[end - 1] == cuts.end, "{:?} at {}", text, end);
            let (mut whole, mut part) =
                (Scanner::new(text.as_bytes(), cuts), Scanner::new(&beginning[..end], cuts));
            loop {
                match part.row() {
                    Ok(None) => break,
                    Ok(same) => {
                        let row = whole.row().ok();
                        proptest::prop_assert_eq!(row, Some(same), "{:?} at {}", text, end);
                    }
                    Err(_) => {
                        proptest::prop_assert!(whole.row().is_err(), "{:?} at {}", text, end);
                        break;
                    }
                }
            }
        }
    }
}
