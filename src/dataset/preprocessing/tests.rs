use super::*;
use crate::dataset::table::{RowNumbers, Table};
use crate::dataset::{TableOptions, TargetColumns, Targets, read_csv};

fn read(text: &str, options: &TableOptions) -> Samples {
    Samples::from_table(read_csv("data.csv", text.as_bytes()).unwrap(), options).unwrap()
}

fn table(text: &str) -> Samples {
    read(text, &TableOptions::default())
}

/// As [`table`], for what has too many classes to be taken for such.
fn classes(text: &str) -> Samples {
    let task = Some(crate::dataset::Task::Classify);
    read(text, &TableOptions { task, ..TableOptions::default() })
}

/// The scale of a number.
fn scale(fitted: &Preprocessing, place: usize) -> (f64, f64) {
    match &fitted.features[place].encoding {
        Encoding::Number { scale, .. } => (scale.shift, scale.spread),
        other => panic!("{other:?}"),
    }
}

/// Images of two pixels each.
fn images(pixels: &[u8]) -> Samples {
    let bytes = |name: &str, bytes: Vec<u8>| TableColumn::new(name, Cells::Bytes(bytes.into()));
    let pixel = |place| pixels.iter().skip(place).step_by(2).copied().collect();
    let labels = (0..pixels.len() as u8 / 2).map(|i| i % 2).collect();
    let columns =
        vec![bytes("pixel 1", pixel(0)), bytes("pixel 2", pixel(1)), bytes("label", labels)];
    let table = Table { source: "images".into(), columns, rows: RowNumbers::From(1) };
    Samples::from_table(table, &TableOptions::default()).unwrap()
}

fn fit(samples: &Samples, rows: &[u32], scaling: Scaling, output: Activation) -> Preprocessing {
    Preprocessing::fit(samples, rows, scaling, output).unwrap()
}

/// The samples of `text`, whose last column declares `classes`.
fn declared(text: &str, classes: &[&str]) -> Samples {
    let mut table = read_csv("data.csv", text.as_bytes()).unwrap();
    let target = table.columns.last_mut().unwrap();
    target.declared = Some(classes.iter().map(|&name| name.to_owned()).collect());
    let task = Some(crate::dataset::Task::Classify);
    let kinds = vec![("b".to_owned(), crate::dataset::Kind::Number)];
    Samples::from_table(table, &TableOptions { task, kinds, ..TableOptions::default() }).unwrap()
}

#[test]
fn first_samples_have_the_declared_classes_and_scales_for_what_does_not_change_yet() {
    let first = declared("a,b,y\n1,7,z\n3,7,z\n", &["x", "y", "z"]);
    let alone = Preprocessing::fit(&first, &[0, 1], Scaling::Standard, Activation::Softmax);
    assert!(alone.unwrap_err().to_string().contains("every training sample has the class \"z\""));
    let fitted =
        Preprocessing::fit_first(&first, &[0, 1], Scaling::Standard, Activation::Softmax).unwrap();
    assert_eq!((scale(&fitted, 0), scale(&fitted, 1)), ((2.0, 1.0), (7.0, 1.0)));
    // One class is nothing to learn where no others are known to come.
    let one = read("a,b,y\n1,7,z\n3,8,z\n", &TableOptions::default());
    let one = Preprocessing::fit_first(&one, &[0, 1], Scaling::Standard, Activation::Softmax);
    assert!(one.unwrap_err().to_string().contains("every training sample has the class \"z\""));
    let more = declared("a,b,y\n2,9,x\n4,5,z\n", &["x", "y", "z"]);
    let more = fitted.apply(&more).unwrap();
    assert_eq!(more.inputs, [0.0, 2.0, 2.0, -2.0]);
    assert_eq!(more.targets, [1.0, 0.0, 0.0, 0.0, 0.0, 1.0]);

    // Classes that are declared without saying which, as Orange's `d` does, are those that occur.
    for (classes, expected) in
        [(&[][..], ["u", "v"].to_vec()), (&["v", "t"], ["v", "t", "u"].to_vec())]
    {
        let some = declared("a,b,y\n1,7,u\n3,7,v\n", classes);
        let some =
            Preprocessing::fit(&some, &[0, 1], Scaling::Standard, Activation::Softmax).unwrap();
        assert!(
            matches!(&some.targets, TargetEncoding::Classes { names, .. } if *names == expected)
        );
    }

    let task = Some(crate::dataset::Task::Regress);
    let value = read("a,y\n1,30\n2,30\n", &TableOptions { task, ..TableOptions::default() });
    for (output, expected) in [(Activation::Linear, 0.0), (Activation::Sigmoid, 0.5)] {
        let fitted = Preprocessing::fit_first(&value, &[0, 1], Scaling::Standard, output).unwrap();
        assert_eq!(fitted.apply(&value).unwrap().targets, [expected; 2]);
        let decoded = fitted.decode_values(&[expected]);
        assert!((decoded[0] - 30.0).abs() < 1e-12, "{decoded:?}");
    }
}

const CLASSES: &str = "a,b,kind\n1,7,x\n3,7,y\n5,7,x\n100,8,z\n";

#[test]
fn standard_features_have_mean_0_and_deviation_1_over_the_training_rows_alone() {
    let samples = table("a,b,kind\n1,7,x\n5,7,y\n1,7,x\n5,7,y\n100,8,x\n");
    let fitted = fit(&samples, &[0, 1, 2, 3], Scaling::Standard, Activation::Sigmoid);
    assert_eq!(scale(&fitted, 0), (3.0, 2.0));
    assert_eq!(scale(&fitted, 1).1, 0.0, "constant in training");
    let inputs = fitted.apply(&samples).unwrap().inputs;
    assert_eq!(inputs, [-1.0, 0.0, 1.0, 0.0, -1.0, 0.0, 1.0, 0.0, 48.5, 0.0]);
}

#[test]
fn truths_of_other_letters_are_the_classes_of_training() {
    let fitted =
        fit(&table("a,y\n1,Yes\n2,no\n3,NO\n"), &[0, 1, 2], Scaling::None, Activation::Softmax);
    let other = fitted.apply(&table("a,y\n1,YES\n2,No\n")).unwrap();
    assert_eq!(other.targets, [1.0, 0.0, 0.0, 1.0]);
    let refused = fitted.apply(&table("a,y\n1,YES\n2,f\n")).unwrap_err().to_string();
    assert!(refused.contains("no training sample has the class \"f\""), "{refused}");
}

#[test]
fn piecewise_features_have_parts_between_quantiles() {
    let rows: String = (0..=16).map(|i| format!("{i},{},{}\n", i % 2, i * i)).collect();
    let samples = table(&format!("a,b,y\n{rows}40,1,0\n-3,,1\n"));
    let trained: Vec<u32> = (0..17).collect();
    let fitted = fit(&samples, &trained, Scaling::Piecewise, Activation::Linear);
    let Encoding::Number { scale, edges, .. } = &fitted.features[0].encoding else { panic!() };
    assert_eq!((scale.shift, scale.spread, scale.clip), (8.0, 8.0, Some(3.0)));
    assert_eq!(edges[..], [0.0, 2.0, 4.0, 6.0, 8.0, 10.0, 12.0, 14.0, 16.0]);
    assert_eq!(fitted.inputs(), 10, "two values have no parts: {:?}", fitted.input_names());
    assert_eq!(fitted.input_names()[2], "a 2 to 4");
    let inputs = fitted.apply(&samples).unwrap().inputs;
    let parts = |row: usize| &inputs[10 * row..][1..9];
    assert_eq!(parts(3), [1.0, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
    assert_eq!((parts(17), parts(18)), (&[1.0; 8][..], &[0.0; 8][..]));
    assert_eq!(inputs[10 * 8], 0.0);
}

#[test]
fn a_constant_column_is_constant_whatever_the_mean_rounds_to() {
    let text: String = (0..1000).map(|i| format!("0.1,{}\n", i % 2)).collect();
    let samples = table(&format!("a,b\n{text}7,1\n"));
    let rows: Vec<_> = (0..1000).collect();
    let fitted = fit(&samples, &rows, Scaling::Standard, Activation::Sigmoid);
    assert_eq!(scale(&fitted, 0).1, 0.0);
}

#[test]
fn unit_features_fill_0_to_1_by_column_in_tables_and_by_format_in_images() {
    let samples = classes(CLASSES);
    assert_eq!(samples.default_scaling(), Scaling::Standard);
    let fitted = fit(&samples, &[0, 1, 2], Scaling::Unit, Activation::Sigmoid);
    let inputs = fitted.apply_rows(&samples, &[0, 1, 2]).unwrap().inputs;
    assert_eq!(inputs, [0.0, 0.0, 0.5, 0.0, 1.0, 0.0]);

    let samples = images(&[0, 51, 102, 51]);
    let fitted = fit(&samples, &[0, 1], samples.default_scaling(), Activation::Sigmoid);
    assert_eq!(fitted.apply(&samples).unwrap().inputs, [0.0, 0.2, 0.4, 0.2]);
    let white = fitted.apply(&images(&[255, 255])).unwrap();
    assert_eq!(white.inputs, [1.0, 1.0]);
}

#[test]
fn unscaled_features_stay_as_they_are() {
    let samples = classes(CLASSES);
    let fitted = fit(&samples, &[0, 1, 2], Scaling::None, Activation::Sigmoid);
    let inputs = fitted.apply_rows(&samples, &[0, 1, 2]).unwrap().inputs;
    assert_eq!(inputs, [1.0, 7.0, 3.0, 7.0, 5.0, 7.0]);
}

#[test]
fn classes_are_one_hot_by_name_and_those_of_training_alone() {
    let samples = classes(CLASSES);
    let fitted = fit(&samples, &[0, 1, 2], Scaling::Standard, Activation::Sigmoid);
    assert_eq!(fitted.outputs(), 2);
    // Another file's classes have other places.
    let other = table("a,b,kind\n1,7,y\n2,7,a\n");
    assert_eq!(fitted.apply_rows(&other, &[0]).unwrap().targets, [0.0, 1.0]);
    for (samples, expected) in [
        (&samples, "data.csv, row 5, column \"kind\": no training sample has the class \"z\""),
        (&other, "data.csv, row 3, column \"kind\": no training sample has the class \"a\""),
    ] {
        let error = fitted.apply(samples).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{error}");
    }
    let error = Preprocessing::fit(&samples, &[0, 2], Scaling::None, Activation::Sigmoid);
    assert!(error.unwrap_err().to_string().contains("every training sample has the class \"x\""));
}

#[test]
fn values_go_where_the_activation_reaches_and_come_back() {
    let samples = table("a,b\n1,-10\n2,20.5\n3,50\n4,7\n");
    // All but those that reach every value, and the one that answers classes.
    let bounded = Activation::ALL
        .into_iter()
        .filter(|output| !matches!(output, Activation::Linear | Activation::Softmax));
    for output in bounded {
        let (low, high) = match output {
            Activation::Sigmoid => (0.1, 0.9),
            Activation::Tanh => (-0.8, 0.8),
            _ => (0.0, 1.0),
        };
        let fitted = fit(&samples, &[0, 1, 2], Scaling::Standard, output);
        let targets = fitted.apply(&samples).unwrap().targets;
        // Encoding rounds shift, scale and result to f32, each by 2^-24 of what it holds.
        let near = |a: f32, b: f32| assert!((a - b).abs() <= 3.0 * f32::EPSILON, "{a} {b}");
        near(targets[0], low);
        near(targets[2], high);
        let decoded = fitted.decode_values(&targets);
        for (back, value) in decoded.into_iter().zip([-10.0, 20.5, 50.0, 7.0]) {
            assert!((back - value).abs() <= 60.0 * f64::from(f32::EPSILON), "{back} {value}");
        }
    }
    let fitted = fit(&samples, &[0, 1, 2], Scaling::Standard, Activation::Linear);
    let targets = fitted.apply_rows(&samples, &[0, 1, 2]).unwrap().targets;
    let mean = targets.iter().sum::<f32>() / 3.0;
    let square = targets.iter().map(|t| t * t).sum::<f32>() / 3.0;
    assert!(mean.abs() <= 3.0 * f32::EPSILON && (square - 1.0).abs() <= 8.0 * f32::EPSILON);
}

#[test]
fn several_values_are_decoded_column_by_column() {
    let options = TableOptions {
        target: TargetColumns::Named(vec!["b".into(), "c".into()]),
        ..TableOptions::default()
    };
    let samples = read("a,b,c\n1,0,100\n2,4,300\n", &options);
    let fitted = fit(&samples, &[0, 1], Scaling::None, Activation::Relu);
    assert_eq!(fitted.apply(&samples).unwrap().targets, [0.0, 0.0, 1.0, 1.0]);
    assert_eq!(fitted.decode_values(&[0.5, 0.5, 1.0, 0.0]), [2.0, 200.0, 4.0, 100.0]);
}

#[test]
fn a_target_that_never_changes_is_an_error() {
    let samples = table("a,b\n1,2.5\n2,2.5\n");
    let error = Preprocessing::fit(&samples, &[0, 1], Scaling::None, Activation::Linear);
    let error = error.unwrap_err().to_string();
    assert!(error.starts_with("data.csv, column \"b\": every training sample has the same"));
}

#[test]
fn other_features_or_targets_than_fitted_are_an_error() {
    let fitted = fit(&classes(CLASSES), &[0, 1, 2], Scaling::Standard, Activation::Sigmoid);
    let refused = |text| fitted.apply(&table(text)).unwrap_err().to_string();
    assert!(refused("a,kind\n1,x\n").starts_with("data.csv: there is no column \"b\""));
    assert!(refused("a,b,kind\n1,2,0.5\n").contains("values where the model has classes"));
    let samples = images(&[0, 51, 102, 51]);
    let fitted = fit(&samples, &[0, 1], Scaling::Unit, Activation::Sigmoid);
    let mut larger = images(&[0, 51, 102, 51]);
    larger.table.columns[2].name = "pixel 3".into();
    let error = fitted.apply(&larger).unwrap_err().to_string();
    assert!(error.starts_with("images: 3 pixels where the model has 2"), "{error}");
}

#[test]
fn other_values_than_fitted_are_an_error() {
    let samples = table("a,b\n1,0.5\n2,1.5\n");
    let mut fitted = fit(&samples, &[0, 1], Scaling::None, Activation::Linear);
    let error = fitted.apply(&table("a,c\n1,0.5\n2,1.5\n")).unwrap_err().to_string();
    assert!(error.contains("its targets are \"c\" where the model has \"b\""), "{error}");
    let error = fitted.apply(&table("a,b\n1,x\n")).unwrap_err().to_string();
    assert!(error.contains("classes where the model has values"), "{error}");

    let TargetEncoding::Values { columns } = &mut fitted.targets else { panic!() };
    columns[0].scale.spread = 0.0;
    assert!(fitted.check().unwrap_err().to_string().contains("column \"b\": its shift, spread"));
}

#[test]
fn nothing_is_fitted_to_no_samples_or_no_targets() {
    let samples = classes(CLASSES);
    let refused = |samples: &Samples, rows: &[u32]| {
        let fitted = Preprocessing::fit(samples, rows, Scaling::Unit, Activation::Sigmoid);
        fitted.unwrap_err().to_string()
    };
    assert_eq!(refused(&samples, &[]), "data.csv: there are no samples to train on");
    let unknown = Samples { targets: Targets::Unknown, ..samples };
    assert_eq!(refused(&unknown, &[0]), "data.csv: there are no targets to train on");
}

#[test]
fn a_model_says_what_the_targets_of_a_file_are() {
    let samples = table("a,b\n1,0.5\n2,1.5\n");
    let fitted = fit(&samples, &[0, 1], Scaling::None, Activation::Relu);
    // On its own, this would be taken for classes.
    let read = read("a,b\n1,1\n1,1\n1,1\n", &TableOptions::to_evaluate(&fitted));
    assert_eq!(fitted.apply(&read).unwrap().targets, [0.5; 3]);
}

#[test]
fn a_models_columns_are_found_wherever_they_stand() {
    let fitted = fit(&classes(CLASSES), &[0, 1, 2], Scaling::Unit, Activation::Sigmoid);
    let read = |options| fitted.apply(&read("id,kind,b,a\nq,y,7,5\n", &options)).unwrap();
    let evaluated = read(TableOptions::to_evaluate(&fitted));
    assert_eq!((&*evaluated.inputs, &*evaluated.targets), (&[1.0, 0.0][..], &[0.0, 1.0][..]));
    let predicted = read(TableOptions::to_predict(&fitted));
    assert_eq!((&*predicted.inputs, &*predicted.targets), (&[1.0, 0.0][..], &[][..]));
}

#[test]
fn a_value_beyond_f32_once_scaled_is_an_error() {
    let samples = table("a,b\n0,x\n1e-30,y\n1e38,y\n");
    let fitted = fit(&samples, &[0, 1], Scaling::Unit, Activation::Sigmoid);
    let error = fitted.apply(&samples).unwrap_err().to_string();
    assert!(error.starts_with("data.csv, row 4, column \"a\": the value is too far"), "{error}");
}

#[test]
fn rows_of_a_long_table_are_encoded_as_each_alone_and_errors_name_theirs() {
    let cell = |i: usize| if i % 7 == 3 { String::new() } else { format!("{}", i * i % 91) };
    let rows: Vec<String> = (0..700).map(|i| format!("{},{},{}\n", cell(i), i, i % 2)).collect();
    let header = "a,b,y\n";
    let samples = table(&[header, &rows.concat()].concat());
    let all: Vec<u32> = (0..700).collect();
    let fitted = fit(&samples, &all, Scaling::Piecewise, Activation::Sigmoid);
    let inputs = fitted.apply(&samples).unwrap().inputs;
    for row in [0, 3, 255, 256, 257, 511, 513, 699] {
        // Of two rows, since the target is a class.
        let two = classes(&[header, &rows[row], &rows[row ^ 1]].concat());
        let alone = fitted.apply(&two).unwrap().inputs;
        assert_eq!(alone[..fitted.inputs()], inputs[row * fitted.inputs()..][..fitted.inputs()]);
    }

    // Without a way to fill a cell, and with what is too far.
    let numbers: Vec<String> = (0..700).map(|i| format!("{},{}\n", i % 91, i % 2)).collect();
    let samples = table(&["a,y\n", &numbers.concat()].concat());
    let fitted = fit(&samples, &all, Scaling::Unit, Activation::Sigmoid);
    let mut strict = fitted.clone();
    let Encoding::Number { fill, .. } = &mut strict.features[0].encoding else { panic!() };
    *fill = None;
    for (wrong, fitted, what) in
        [("", &strict, "the cell is missing"), ("1e300", &fitted, "the value is too far")]
    {
        let mut numbers = numbers.clone();
        numbers[600] = format!("{wrong},0\n");
        let samples = table(&["a,y\n", &numbers.concat()].concat());
        let error = fitted.apply(&samples).unwrap_err().to_string();
        assert!(error.starts_with(&format!("data.csv, row 602, column \"a\": {what}")), "{error}");
    }
}

proptest::proptest! {
    #[test]
    fn whatever_is_finite_can_be_fitted_and_applied(
        values in proptest::collection::vec(
            proptest::num::f64::NORMAL | proptest::num::f64::SUBNORMAL | proptest::num::f64::ZERO,
            2..20,
        ),
    ) {
        // Beyond that a range may be none that there is, and that is an error at its row.
        let values: Vec<f64> = values.into_iter().map(|value| value % 1e300).collect();
        let rows: Vec<_> = (0..values.len() as u32).collect();
        let column = |name: &str| TableColumn::new(name, Cells::Wide(values.clone().into()));
        let table = Table {
            source: "data.csv".into(),
            columns: vec![column("a"), column("b")],
            rows: RowNumbers::From(2),
        };
        let options = TableOptions {
            task: Some(crate::dataset::Task::Regress),
            kinds: vec![("a".into(), crate::dataset::Kind::Number)],
            ..TableOptions::default()
        };
        let samples = Samples::from_table(table, &options).unwrap();
        for scaling in Scaling::ALL {
            for output in Activation::ALL {
                if let Ok(fitted) = Preprocessing::fit(&samples, &rows, scaling, output) {
                    fitted.check().unwrap();
                    // As they are, not all fit into f32.
                    if scaling != Scaling::None {
                        fitted.apply(&samples).unwrap();
                    }
                }
            }
        }
    }
}
