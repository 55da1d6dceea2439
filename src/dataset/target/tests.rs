use super::super::table::RowNumbers;
use super::*;

fn table(columns: Vec<TableColumn>) -> Table {
    Table { source: "data.csv".into(), columns, rows: RowNumbers::From(2) }
}

fn numbers(values: &[f64]) -> Table {
    let cells = Cells::Wide(values.to_vec().into());
    table(vec![TableColumn::new("y", cells)])
}

fn texts(cells: &[&str]) -> Table {
    table(vec![TableColumn::texts("y", cells)])
}

fn names(table: &Table, task: Option<Task>) -> Vec<String> {
    match decide(table, &[0], task).unwrap().0 {
        Targets::Classes { names, .. } => names,
        other => panic!("{other:?}"),
    }
}

fn is_value(table: &Table) -> bool {
    matches!(decide(table, &[0], None).unwrap().0, Targets::Values { .. })
}

fn refused(table: &Table, task: Option<Task>) -> String {
    decide(table, &[0], task).unwrap_err().to_string()
}

#[test]
fn few_different_integers_are_classes_whatever_their_sign() {
    assert_eq!(names(&numbers(&[1.0, -1.0, 1.0, -1.0, 1.0]), None), ["-1", "1"]);
    assert_eq!(names(&numbers(&[0.0, 1.0, -0.0, 1.0, 1.0]), None), ["0", "1"]);
    assert_eq!(names(&numbers(&[10.0, 9.0, 10.0, 9.0, 9.0]), None), ["9", "10"]);
    assert!(is_value(&numbers(&[0.0, 1.0, 0.0, 1.0])), "half of the samples differ");
    assert!(is_value(&numbers(&[0.0, 1.5, 0.0, 0.0, 0.0])));
    let many: Vec<_> = (0..1000).map(|i| f64::from(i % 101)).collect();
    assert!(is_value(&numbers(&many)));
    let hundred: Vec<_> = (0..1000).map(|i| f64::from(i % 100)).collect();
    assert_eq!(names(&numbers(&hundred), None).len(), 100);
    let years: Vec<_> = (0..1000).map(|i| f64::from(1990 + i % 11)).collect();
    assert!(is_value(&numbers(&years)));
    assert_eq!(names(&numbers(&years[..10].repeat(3)), None).len(), 10);
    let why = decide(&numbers(&[0.0, 1.0, 0.0, 1.0, 1.0]), &[0], None).unwrap().1;
    assert_eq!(
        why,
        "y: 2 classes, since it holds 2 different integers (--task regress for a value)"
    );
}

#[test]
fn a_word_in_a_column_of_numbers_is_an_error_at_its_row() {
    let mut cells: Vec<_> = (0..400).map(|i| format!("{}", i % 70)).collect();
    cells[17] = "abc".into();
    let cells: Vec<_> = cells.iter().map(String::as_str).collect();
    let error = refused(&texts(&cells), None);
    assert!(
        error.starts_with("row 19, column \"y\": \"abc\" is not a number, as 399 other cells"),
        "{error}"
    );
    assert_eq!(names(&texts(&["0", "x", "0", "0", "x"]), None), ["0", "x"]);
    assert!(refused(&texts(&["2", "3", "x", "4"]), None).starts_with("row 4, column \"y\""));
    let error = refused(&texts(&["2", "x", "x", "4"]), Some(Task::Regress));
    assert_eq!(error, "row 3, column \"y\": \"x\" is not a number; write a number there");
}

#[test]
fn more_classes_than_half_the_rows_are_refused_unless_told() {
    let table = texts(&["a", "b", "c", "a"]);
    assert!(refused(&table, None).contains("3 different texts in 4 rows, too many"));
    assert_eq!(names(&table, Some(Task::Classify)), ["a", "b", "c"]);
    assert_eq!(names(&texts(&["x", "y"]), None), ["x", "y"]);
    let many: Vec<_> = (0..5000).map(|i| format!("name {}", i % 1001)).collect();
    let many: Vec<_> = many.iter().map(String::as_str).collect();
    assert!(refused(&texts(&many), None).contains("1001 different texts in 5000 rows"));
}

#[test]
fn truths_in_other_letters_are_the_same_classes() {
    let column = texts(&["no", "Yes", "NO", "YES", "no", "yes"]);
    let (targets, why) = decide(&column, &[0], None).unwrap();
    let Targets::Classes { names, labels, .. } = targets else { panic!("{targets:?}") };
    assert_eq!(
        (&names[..], &labels[..]),
        (&["Yes".into(), "no".into()][..], &[1, 0, 1, 0, 1, 0][..])
    );
    assert!(why.ends_with("2 classes, since it holds truths"), "{why}");
    // Letters of which two would be one truth are no truths.
    assert_eq!(
        self::names(&texts(&["f", "n", "F", "n", "f", "n", "n", "f"]), None),
        ["F", "f", "n"]
    );
    let mut declared = texts(&["no", "NO", "no", "NO"]);
    declared.columns[0].declared = Some(["no", "NO"].map(String::from).to_vec());
    assert_eq!(self::names(&declared, None), ["no", "NO"]);
}

#[test]
fn declared_values_give_the_order_of_the_classes() {
    let mut table = texts(&["high", "low", "mid", "low", "high", "mid"]);
    table.columns[0].declared = Some(["low", "mid", "high"].map(String::from).to_vec());
    assert_eq!(names(&table, None), ["low", "mid", "high"]);
}

#[test]
fn several_columns_of_truths_are_labels_and_others_are_values() {
    let column =
        |name: &str, values: &[f64]| TableColumn::new(name, Cells::Wide(values.to_vec().into()));
    let both = table(vec![
        column("a", &[0.0, 1.0, 1.0]),
        TableColumn::texts("b", &["No", "yes", "no"]),
        column("c", &[2.5, 0.0, 1.0]),
    ]);
    let (targets, why) = decide(&both, &[0, 1], None).unwrap();
    let Targets::Labels { columns, values } = targets else { panic!("{targets:?}") };
    assert_eq!(values, [0, 0, 1, 1, 1, 0]);
    assert_eq!((&*columns[1].negative, &*columns[1].positive), ("No", "yes"));
    assert!(why.starts_with("a, b: 2 labels, since"), "{why}");
    let (targets, _) = decide(&both, &[2, 0], None).unwrap();
    let Targets::Values { values, .. } = targets else { panic!("{targets:?}") };
    assert_eq!(values, [2.5, 0.0, 0.0, 1.0, 1.0, 1.0]);
    let error = decide(&both, &[0, 2], Some(Task::Label)).unwrap_err().to_string();
    assert!(error.starts_with("column \"c\": a label is there or not"), "{error}");
}
