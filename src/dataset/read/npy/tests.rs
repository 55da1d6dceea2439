use std::io::Write;

use super::*;
use crate::dataset::{Samples, TableOptions, TargetColumns, Targets};

fn npy(descr: &str, fortran: bool, shape: &str, values: &[u8]) -> Vec<u8> {
    let fortran = if fortran { "True" } else { "False" };
    let header = format!("{{'descr': {descr}, 'fortran_order': {fortran}, 'shape': {shape}, }}\n");
    let length = (header.len() as u16).to_le_bytes();
    [MAGIC, &[1, 0], &length, header.as_bytes(), values].concat()
}

fn numbers(table: &Table) -> Vec<Vec<f64>> {
    let numbers = |column: &TableColumn| (0..table.len()).map(|r| column.cells.number(r)).collect();
    table.columns.iter().map(numbers).collect()
}

#[test]
fn every_byte_order_size_and_layout() {
    let read = |descr, fortran, shape, values: &[u8]| {
        numbers(&read_npy("a", &npy(descr, fortran, shape, values)).unwrap())
    };
    let values = [1.0f64, 2.0, 3.0, 4.0, 5.0, 6.0];
    let little: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
    let big: Vec<u8> = values.iter().flat_map(|value| value.to_be_bytes()).collect();
    let rows = [[1.0, 4.0], [2.0, 5.0], [3.0, 6.0]].map(Vec::from);
    assert_eq!(read("'<f8'", false, "(2, 3)", &little), rows);
    assert_eq!(read("'>f8'", false, "(2, 3)", &big), rows);
    let columns = [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]].map(Vec::from);
    assert_eq!(read("'<f8'", true, "(2, 3)", &little), columns);
    // Of shape [1, 2, 3]: element [0, i, j] stands at i + 2 j.
    let flat = [1.0, 3.0, 5.0, 2.0, 4.0, 6.0].map(|value| vec![value]);
    assert_eq!(read("'<f8'", true, "(1, 2, 3)", &little), flat);
    assert_eq!(read("'<i2'", false, "(2,)", &[0xfe, 0xff, 1, 0]), [[-2.0, 1.0]]);
    assert_eq!(read("'>i4'", false, "(1,)", &[0xff, 0xff, 0xff, 0xfd]), [[-3.0]]);
    assert_eq!(read("'<f2'", false, "(1,)", &[0, 0x3e]), [[1.5]]);
    assert_eq!(read("'|u1'", false, "(2,)", &[7, 255]), [[7.0, 255.0]]);
    assert_eq!(read("'<u8'", false, "(1,)", &[255; 8]), [[u64::MAX as f64]]);
    assert_eq!(
        read("[('a', '<i2'), ('b', '|i1')]", false, "(2,)", &[1, 0, 2, 3, 0, 4]),
        [[1.0, 3.0], [2.0, 4.0]]
    );
    let texts = read_npy("a", &npy("'<U2'", false, "(1,)", b"a\0\0\0b\0\0\0")).unwrap();
    assert_eq!(texts.columns[0].cells, Texts::of(&["ab"]));
    let truths = read_npy("a", &npy("'|b1'", false, "(2,)", &[0, 1])).unwrap();
    assert_eq!(truths.columns[0].cells, Texts::of(&["false", "true"]));
}

#[test]
fn what_cannot_be_read_is_said() {
    let error = |bytes: &[u8]| read_npy("a", bytes).unwrap_err().to_string();
    assert!(error(&npy("'|O'", false, "(2,)", &[0; 16])).contains("of the type"));
    assert!(error(&npy("'<f8'", false, "(2,)", &[0; 15])).contains("15 bytes where"));
    let huge = format!("({0}, {0})", usize::MAX);
    assert!(error(&npy("'<f8'", false, &huge, &[0; 8])).contains("more than there can be"));
    assert!(error(&npy("'<f8'", false, "()", &[0; 8])).contains("a single value"));
    assert!(error(&npy("'<f8'", false, "(0, 3)", &[])).contains("no rows"));
}

#[test]
fn arrays_of_an_archive_stand_side_by_side() {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, array) in [
        ("y_train.npy", npy("'|i1'", false, "(2,)", &[3, 4])),
        ("x_train.npy", npy("'|u1'", false, "(2, 1, 2)", &[1, 2, 3, 4])),
        ("x_test.npy", npy("'|u1'", false, "(1, 1, 2)", &[1, 2])),
    ] {
        archive.start_file(name, options).unwrap();
        archive.write_all(&array).unwrap();
    }
    let bytes = archive.finish().unwrap().into_inner();
    let (table, said) = read_npz("a", &bytes).unwrap();
    assert!(said.starts_with("NPZ, arrays x_train, y_train without x_test, which are"), "{said}");
    assert_eq!(numbers(&table), [[1.0, 3.0], [2.0, 4.0], [3.0, 4.0]]);
    assert_eq!(table.columns[2].name, "y_train");
    for end in 0..bytes.len() {
        let _ = read_npz("a", &bytes[..end]);
    }
}

#[test]
fn all_columns_of_the_array_of_the_targets_are_targets() {
    let targets = |arrays: &[(&str, Vec<u8>)], target: TargetColumns| {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, array) in arrays {
            archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(array).unwrap();
        }
        let (table, _) = read_npz("a", &archive.finish().unwrap().into_inner()).unwrap();
        let options = TableOptions { target, ..TableOptions::default() };
        let samples = Samples::from_table(table, &options).unwrap();
        (samples.feature_columns().map(|c| c.name.clone()).collect::<Vec<_>>(), samples.targets)
    };
    let hot = ("y.npy", npy("'|i1'", false, "(4, 2)", &[1, 0, 0, 1, 0, 1, 1, 0]));
    let matrix = ("X.npy", npy("'|i1'", false, "(4, 2)", &[3, 1, 4, 1, 5, 9, 2, 6]));
    let vector = ("w.npy", npy("'|i1'", false, "(4,)", &[5, 3, 5, 8]));
    let all = [hot, vector, matrix];
    let (features, found) = targets(&all, TargetColumns::Last);
    assert_eq!(features, ["X 1", "X 2", "w"]);
    let Targets::Labels { columns, values } = found else { panic!("{found:?}") };
    assert_eq!((columns.len(), values), (2, vec![1, 0, 0, 1, 0, 1, 1, 0]));
    // What says the target is no feature where another is named.
    let (features, _) = targets(&all, TargetColumns::Named(vec!["w".into()]));
    assert_eq!(features, ["X 1", "X 2"]);
}

proptest::proptest! {
    #[test]
    fn any_bytes_give_a_table_or_an_error(
        shape in "\\(([0-3],){0,3}\\)", descr in "'[<>|][fiubUS?][0-8]'", fortran: bool,
        values in proptest::collection::vec(0u8..255, 0..40), at: proptest::sample::Index,
    ) {
        let bytes = npy(&descr, fortran, &shape, &values);
        let _ = read_npy("any", &bytes);
        let _ = read_npy("any", &bytes[..at.index(bytes.len())]);
    }
}

#[test]
fn arrays_of_a_test_are_no_features_though_they_are_as_long() {
    let archive = |names: &[&str]| {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for name in names {
            let array = match name.starts_with(['x', 'X']) {
                true => npy("'|i1'", false, "(2, 2)", &[1, 2, 3, 4]),
                false => npy("'|i1'", false, "(2,)", &[5, 6]),
            };
            let options = zip::write::SimpleFileOptions::default();
            archive.start_file(format!("{name}.npy"), options).unwrap();
            archive.write_all(&array).unwrap();
        }
        let (table, said) = read_npz("a", &archive.finish().unwrap().into_inner()).unwrap();
        let names: Vec<_> = table.columns.iter().map(|column| column.name.clone()).collect();
        (names.join(","), said)
    };
    let (names, said) = archive(&["x_train", "y_train", "x_test", "y_test"]);
    assert_eq!(names, "x_train 1,x_train 2,y_train");
    let line = "NPZ, arrays x_train, y_train without x_test, y_test, which are not trained on (save them alone as \
                x_train, y_train for --test)";
    assert_eq!(said, line);
    assert_eq!(archive(&["X_val", "X_train", "y_train", "y_val"]).0, "X_train 1,X_train 2,y_train");
    // Others are: they are as long as what is trained on.
    let (names, said) = archive(&["x_train", "interval_train", "w", "y_train"]);
    assert_eq!(names, "x_train 1,x_train 2,interval_train,w,y_train", "{said}");
    assert_eq!(archive(&["x_test", "y_test"]).0, "x_test 1,x_test 2,y_test");
    assert_eq!(archive(&["Xtraining", "ytraining"]).0, "Xtraining 1,Xtraining 2,ytraining");
    assert_eq!(
        archive(&["x_training", "y_training", "x_testing"]).0,
        "x_training 1,x_training 2,y_training"
    );
    // What only begins or ends so is no part.
    let (names, said) = archive(&["x", "strain", "latest", "testosterone", "y"]);
    assert_eq!(names, "x 1,x 2,strain,latest,testosterone,y", "{said}");
    for (of, left) in [
        (
            ["xtrainimage", "trainlabel", "xtestimage", "testlabel"],
            "xtrainimage 1,xtrainimage 2,trainlabel",
        ),
        (
            ["x_training_inputs", "training_outputs", "x_test_inputs", "test_outputs"],
            "x_training_inputs 1,x_training_inputs 2,training_outputs",
        ),
        (
            ["Xtrainscaled", "ytrain", "Xtestscaled", "ytest"],
            "Xtrainscaled 1,Xtrainscaled 2,ytrain",
        ),
    ] {
        assert_eq!(archive(&of).0, left);
    }
    assert_eq!(
        archive(&["x", "constraint", "x_test", "y"]).0,
        "x 1,x 2,x_test 1,x_test 2,constraint,y"
    );
}

#[test]
fn single_values_beside_a_table_are_left_out_and_sparse_matrices_named() {
    let archive = |arrays: &[(&str, Vec<u8>)]| {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, array) in arrays {
            let options = zip::write::SimpleFileOptions::default();
            archive.start_file(format!("{name}.npy"), options).unwrap();
            archive.write_all(array).unwrap();
        }
        let read = read_npz("a", &archive.finish().unwrap().into_inner());
        read.map(|(table, said)| (table.columns.len(), said)).map_err(|error| error.to_string())
    };
    let bytes = |shape, values: &[u8]| npy("'|u1'", false, shape, values);
    let [x, y] = [("X", bytes("(2, 2)", &[1, 2, 3, 4])), ("y", bytes("(2,)", &[0, 1]))];
    let seed = ("seed", bytes("()", &[3]));
    let (width, said) = archive(&[seed.clone(), x.clone(), y.clone()]).unwrap();
    assert_eq!((width, &*said), (3, "NPZ, arrays X, y without seed, which is a single value"));
    let one = ("date", npy("'<U1'", false, "(1, 1)", b"a\0\0\0"));
    let (width, said) = archive(&[x, one, y, seed.clone()]).unwrap();
    let expected = "NPZ, arrays X, y without date, seed, which are single values";
    assert_eq!((width, &*said), (3, expected));
    // A table of one row, and single values alone.
    let row = [("X", bytes("(1, 2)", &[1, 2])), ("y", bytes("(1,)", &[7])), seed.clone()];
    assert_eq!(archive(&row).unwrap().0, 3);
    let error = archive(&[seed]).unwrap_err();
    assert!(error.starts_with("column \"seed\": it is a single value"), "{error}");
    // As scipy.sparse.save_npz names its arrays.
    let part = |name: &'static str| (name, bytes("(2,)", &[0, 1]));
    let format = ("format", npy("'|S3'", false, "()", b"csr"));
    let csr = ["indices", "indptr", "shape", "data"].map(part);
    let error = archive(&[&csr[..], &[format]].concat()).unwrap_err();
    assert!(error.starts_with("it is a sparse matrix as SciPy saves it; save it with "), "{error}");
}
