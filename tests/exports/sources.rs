//! C99 and Rust: compiled as strictly as their compilers go, and run.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use gradshader::dataset::{Encoding, Scale, TargetEncoding};
use gradshader::export::{Format, Options, Takes, export};
use gradshader::model::Model;
use tempfile::TempDir;

use crate::models::{self, ROWS};

/// The result and the answers of each row.
type Answers = Vec<(i64, Vec<f64>)>;

/// Runs a program that has to succeed and has nothing to say against it.
#[track_caller]
fn run(command: &mut Command) -> Output {
    let output = command.output().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && errors.is_empty(), "{command:?}: {errors}");
    output
}

fn text(model: &Model, format: Format, options: Options) -> String {
    let options = Options { name: "the model".to_owned(), ..options };
    String::from_utf8(export(model, format, &options, "").unwrap().bytes).unwrap()
}

/// The result and the answers of each line that a program prints.
fn parsed(output: &Output) -> Answers {
    let line = |line: &str| {
        let (first, rest) = line.split_once(' ').unwrap();
        let rest = rest.split_whitespace().map(|number| number.parse().unwrap());
        (first.parse().unwrap(), rest.collect())
    };
    String::from_utf8(output.stdout.clone()).unwrap().lines().map(line).collect()
}

fn literals(nan: &str, extra: &[f32; 6]) -> Vec<String> {
    let cell = |x: &f32| if x.is_nan() { nan.to_owned() } else { format!("{x:?}") };
    ROWS.iter().chain([extra]).map(|row| row.each_ref().map(cell).join(", ")).collect()
}

fn c(folder: &Path, model: &Model, options: Options) -> Answers {
    let number = if options.double { "double" } else { "float" };
    let rows: Vec<_> = literals("NAN", &UNUSABLE).iter().map(|row| format!("{{{row}}}")).collect();
    let main = format!(
        "#include <math.h>\n#include <stdio.h>\n\
         int the_model_predict(const {number} row[6], {number} answers[3]);\n\
         extern const char *const the_model_columns[6];\n\
         int main(void) {{\n static const {number} rows[7][6] = {{{}}};\n {number} a[3] = {{0, 0, 0}};\n int i;\n\
         for (i = 0; i < 7; i++) {{ int r = the_model_predict(rows[i], a);\n\
         printf(\"%d %.17g %.17g %.17g\\n\", r, (double)a[0], (double)a[1], (double)a[2]); }}\n\
         return the_model_columns[0][0] != 'h';\n}}\n",
        rows.join(", ")
    );
    fs::write(folder.join("model.c"), text(model, Format::C, options)).unwrap();
    fs::write(folder.join("main.c"), main).unwrap();
    let strict = ["-std=c99", "-pedantic", "-Wall", "-Wextra", "-Werror", "-O1"];
    let files = ["model.c", "main.c", "-lm", "-o", "c"];
    run(Command::new("cc").args(strict).args(files).current_dir(folder));
    parsed(&run(&mut Command::new(folder.join("c"))))
}

fn rust(folder: &Path, model: &Model, options: Options) -> Answers {
    let number = if options.double { "f64" } else { "f32" };
    let rows: Vec<_> = literals(&format!("{number}::NAN"), &UNUSABLE)
        .iter()
        .map(|row| format!("[{row}]"))
        .collect();
    let found = match model.preprocessing.targets {
        TargetEncoding::Classes { .. } => "(class as i64, a)",
        _ => "(0, class)",
    };
    let pattern = if found.starts_with("(class") { "(class, a)" } else { "class" };
    let main = format!(
        "extern crate the_model as model;\n\
         fn main() {{ for row in [{}] {{ let row: [{number}; 6] = row;\n\
         let (r, a) = match model::predict(&row) {{ Ok({pattern}) => {found},\n\
         Err(model::Unusable(c)) => (-1 - c as i64, [0.0; 3]) }};\n\
         println!(\"{{r}} {{}} {{}} {{}}\", a[0], a[1], a[2]); }} }}\n",
        rows.join(", ")
    );
    let source = "#![no_std]\n".to_owned() + &text(model, Format::Rust, options);
    fs::write(folder.join("the_model.rs"), source).unwrap();
    fs::write(folder.join("main.rs"), main).unwrap();
    let rustc = std::env::var_os("RUSTC").unwrap_or("rustc".into());
    let strict = ["--edition", "2021", "-D", "warnings", "-O", "-L", "."];
    let compile = |arguments: &[&str]| {
        run(Command::new(&rustc).args(strict).args(arguments).current_dir(folder));
    };
    compile(&["--crate-type", "rlib", "--crate-name", "the_model", "the_model.rs"]);
    compile(&["main.rs", "-o", "rust"]);
    parsed(&run(&mut Command::new(folder.join("rust"))))
}

/// Its first cell is missing, which is an error.
const UNUSABLE: [f32; 6] = [f32::NAN, 10000.0, 4.0, 1.0, 0.0, 0.0];

fn check(way: fn(&Path, &Model, Options) -> Answers) {
    for (name, model) in models::all() {
        for double in [false, true] {
            let folder = TempDir::new().unwrap();
            let options = Options { double, ..Options::default() };
            let mut found = way(folder.path(), &model, options);
            let (refused, _) = found.pop().unwrap();
            assert_eq!(refused, -1, "{name}: the first column is missing");
            let expected = models::answers(&model);
            let (results, found): (Vec<_>, Vec<_>) = found.into_iter().unzip();
            let difference = models::difference(&found, &expected);
            assert!(difference < 1e-6, "{name}, double {double}: {difference:e}");
            let largest =
                |row: &Vec<f64>| (0..3).fold(0, |a, b| if row[b] > row[a] { b } else { a });
            let is_class = matches!(model.preprocessing.targets, TargetEncoding::Classes { .. });
            let classes = expected.iter().map(|row| if is_class { largest(row) as i64 } else { 0 });
            assert_eq!(results, classes.collect::<Vec<_>>(), "{name}");
        }
    }
}

#[test]
fn c_compiles_strictly_and_answers_what_the_formulas_say() {
    check(c);
}

#[test]
fn rust_without_its_library_answers_what_the_formulas_say() {
    check(rust);
}

#[test]
fn dates_go_in_as_the_networks_inputs() {
    let model = models::with_dates();
    for format in Format::ALL {
        let exported = export(&model, format, &Options::default(), "");
        // A program of Python takes them apart.
        match format {
            Format::PyTorch | Format::Keras | Format::Npz => {
                let program = exported.unwrap().program.unwrap();
                assert!(program.contains("def encode_date("), "{program}");
            }
            _ => {
                let error = exported.unwrap_err().to_string();
                let start =
                    format!("column \"born\": {format} has no dates; export with --takes inputs, ");
                assert!(error.starts_with(&start), "{error}");
            }
        }
        let options = Options { takes: Takes::Inputs, ..Options::default() };
        let exported = export(&model, format, &options, "m").unwrap();
        let text = String::from_utf8_lossy(&exported.bytes).into_owned();
        let text = exported.program.unwrap_or(text);
        assert!(text.contains("weight missing") || format == Format::Onnx, "{format}: {text}");
    }
}

#[test]
fn numbers_that_f32_is_too_coarse_for_are_told() {
    let mut model = models::all().remove(0).1;
    // 10000 in steps of a thousandth, at a deviation of 3.
    let notes = export(&model, Format::C, &Options::default(), "").unwrap().notes;
    assert!(notes.len() == 1 && notes[0].starts_with("column \"weight\": "), "{notes:?}");
    if let Encoding::Number { scale, .. } = &mut model.preprocessing.features[0].encoding {
        scale.shift = 1.7e9;
    }
    let notes = export(&model, Format::C, &Options::default(), "").unwrap().notes;
    assert!(
        notes[0].starts_with("column \"height ?*/\": its numbers have more digits"),
        "{notes:?}"
    );
    let double = Options { double: true, ..Options::default() };
    assert_eq!(export(&model, Format::C, &double, "").unwrap().notes, [""; 0]);
    let error = export(&model, Format::Wgsl, &double, "").unwrap_err().to_string();
    assert_eq!(error, "WGSL has no f64; leave --double out, or export to c or rust");
}

#[test]
fn options_that_a_program_of_python_has_not_are_refused() {
    let (_, model) = &models::all()[0];
    let double = Options { double: true, ..Options::default() };
    let numbers = Options { takes: Takes::Numbers, ..Options::default() };
    for format in [Format::PyTorch, Format::Keras, Format::Npz] {
        let refused =
            |options: &Options| export(model, format, options, "").unwrap_err().to_string();
        let doubled = "f64 in and out is for onnx, c and rust; leave --double out";
        assert_eq!(refused(&double), doubled);
        let expected = "a program of Python takes a category's text, never its place; leave \
                        --takes numbers out, or export to onnx, c or rust";
        assert_eq!(refused(&numbers), expected);
    }
}

#[test]
fn numbers_nearer_to_0_than_f32_holds_are_refused_or_told() {
    let (single, double) = (Options::default(), Options { double: true, ..Options::default() });
    let told = |model: &Model, format, options: &Options| match export(model, format, options, "") {
        Ok(exported) => exported.notes.join("\n"),
        Err(error) => error.to_string(),
    };
    let third = || {
        let mut model = models::all().remove(2).1;
        // Of which something else would be said.
        model.preprocessing.missing_texts.clear();
        model
    };
    let scaled = |spread| Scale { shift: 5.0 * spread, spread, clip: None };
    let column = |place: usize, wanted: Scale, edge: Option<f64>| {
        let mut model = third();
        let feature = &mut model.preprocessing.features[place];
        let Encoding::Number { scale, edges, .. } = &mut feature.encoding else { panic!() };
        *scale = wanted;
        if let Some(edge) = edge {
            *edges = vec![0.0, edge, 200.0];
        }
        model
    };
    let target = |scale| {
        let mut model = third();
        let TargetEncoding::Values { columns } = &mut model.preprocessing.targets else { panic!() };
        columns[1].scale = scale;
        model
    };
    let parts = column(1, Scale { shift: 170.0, spread: 9.0, clip: None }, Some(1e-46));
    let digits = target(Scale { shift: 1.7e9, spread: 5e3, clip: None });
    for format in [Format::Onnx, Format::Wgsl, Format::C, Format::Rust] {
        for (model, start) in [
            (
                column(0, scaled(1e-46), None),
                "column \"height ?*/\": its numbers differ by 1e-46, ",
            ),
            (
                column(0, scaled(1e-44), None),
                "column \"height ?*/\": its numbers differ by 1e-44, ",
            ),
            (
                column(0, scaled(1e-36), None),
                "column \"height ?*/\": its numbers are so near 0 that ",
            ),
            (target(scaled(1e-46)), "column \"\\\"mid\\\"\": its numbers differ by 1e-46, "),
            (target(scaled(1e-36)), "target \"\\\"mid\\\"\": its values are so near 0 that "),
            (digits.clone(), "target \"\\\"mid\\\"\": its values have more digits than f32 holds"),
        ] {
            let said = told(&model, format, &single);
            assert!(said.contains(start), "{format}: {said}, not {start}");
            if format != Format::Wgsl {
                assert_eq!(told(&model, format, &double), "", "{format}");
            }
        }
        // Of the parts of a column C and Rust compute in f64.
        let said = told(&parts, format, &single);
        let of_parts = match format {
            Format::Onnx | Format::Wgsl => "its numbers differ by 1e-46",
            _ => "its numbers are so near 0",
        };
        assert!(said.contains(of_parts), "{format}: {said}");
    }
    // Python's programs take and give f64.
    for format in [Format::PyTorch, Format::Npz] {
        for model in [&digits, &column(0, scaled(1e-46), None), &target(scaled(1e-46))] {
            assert_eq!(told(model, format, &single), "", "{format}");
        }
    }
}

#[test]
fn what_is_told_to_be_missing_is_so_in_programs_of_python_and_said_of_others() {
    let mut model = models::all().remove(0).1;
    let told = ["-999", "unknown", "null"];
    model.preprocessing.missing_texts = told.map(str::to_owned).to_vec();
    let number = "\"-999\", told with --missing, is no missing cell there; give NaN";
    let text = "\"-999\", \"unknown\", told with --missing, are no missing cell there; give NaN, or an \
                empty text";
    let texts = Options { double: true, ..Options::default() };
    let of = |takes| Options { takes, ..texts.clone() };
    for (format, options, expected) in [
        (Format::C, &texts, Some(number)),
        (Format::Rust, &texts, Some(number)),
        (Format::Onnx, &of(Takes::Numbers), Some(number)),
        (Format::Onnx, &texts, Some(text)),
        (Format::Onnx, &of(Takes::Inputs), None),
    ] {
        let notes = export(&model, format, options, "").unwrap().notes;
        assert_eq!(notes, Vec::from_iter(expected), "{format}");
    }
    let exported = export(&model, Format::Npz, &Options::default(), "").unwrap();
    assert_eq!(exported.notes, [""; 0]);
    let program = exported.program.unwrap();
    for part in ["\"-999\", \"unknown\", \"null\"]\n", "MISSING_NUMBERS = [-999.0]\n"] {
        assert!(program.contains(part), "{part:?} is missing: {program}");
    }
}
