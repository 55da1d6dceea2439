//! Files that no table can be made of, each with what is said of it. All are bad input (exit code 2).

use super::files::*;

pub(crate) type Case = (&'static str, Vec<u8>, &'static str);

fn case(name: &'static str, bytes: impl Into<Vec<u8>>, expected: &'static str) -> Case {
    (name, bytes.into(), expected)
}

pub(crate) fn all() -> Vec<Case> {
    [
        texts(),
        arff(),
        jsonl(),
        libsvm(),
        npy_files(),
        npz_files(),
        idx_files(),
        png_files(),
        parquet(),
        packed(),
    ]
    .concat()
}

fn texts() -> Vec<Case> {
    let long = format!("a,b\n1,2\n{}\n", "x".repeat(100));
    vec![
        case("text: nothing", "", "the file is empty"),
        case("text: a byte order mark alone", "\u{feff}", "the file is empty"),
        case("text: line ends alone", "\n\n\n", "the file is empty"),
        case("text: carriage returns alone", "\r\r\r", "the file is empty"),
        case("text: blanks alone", "   \n  \n", "the file is empty"),
        case("text: a header alone", "a,b,kind\n", "the file has a header and no rows"),
        case(
            "text: a header without its line's end",
            "a,b,kind",
            "the file has a header and no rows",
        ),
        case("text: comments alone", "# a\n# b\n", "the file is empty"),
        case("text: sep= alone", "sep=;\n", "the file is empty"),
        case(
            "text: too few cells",
            "a,b,kind\n1,2,x\n3,y\n",
            "the number of cells is 2, the header's 3",
        ),
        case(
            "text: too many cells",
            "a,b,kind\n1,2,x\n3,4,5,y\n",
            "the number of cells is 4, the header's 3",
        ),
        case(
            "text: too few cells at the end",
            "a,b,kind\n1,2,x\n3,4,y\n5,6",
            "the number of cells is 2, the header's 3",
        ),
        case("text: one cell among two", long, "the number of cells is 1, the header's 2"),
        case("text: a quote that is not closed", "a,b\n1,\"x\n2,y\n", "a quote is not closed"),
        case(
            "text: a quote that is not closed at the end",
            "a,b\n1,2\n2,\"",
            "a quote is not closed",
        ),
        case(
            "text: text behind a quote",
            "a,b\n1,\"x\"y\n2,z\n",
            "a text goes on behind its closing quote",
        ),
        case(
            "text: bytes of zero alone",
            vec![0; 20],
            "the magic number 0x00000000 is not that of images",
        ),
        case(
            "text: UTF-16 that is cut off",
            b"\xff\xfea\0,\0b".to_vec(),
            "the file has a header and no rows",
        ),
        case(
            "text: UTF-16 with half a pair",
            b"\xff\xfe\x00\xd8\x0a\x00".to_vec(),
            "the file has a header and no rows",
        ),
        case("text: a word", "x", "the file has a header and no rows"),
        case("text: a number", "1", "there is no column besides the target"),
        case("text: a comma", ",", "the file has a header and no rows"),
        case("text: commas", ",,,\n,,,\n", "every cell of the target is missing"),
        case("text: an unfinished quote alone", "\"", "the file is empty"),
        case("text: HTML", "<html><body>404</body></html>\n", "it is a web page; save the table"),
    ]
}

fn arff() -> Vec<Case> {
    let of = |text: &str| format!("@relation r\n{text}");
    vec![
        case("ARFF: a relation alone", of(""), "the header has no attributes"),
        case("ARFF: no attributes", of("@data\n1\n"), "the header has no attributes"),
        case("ARFF: no data", of("@attribute a numeric\n"), "there are no rows behind @data"),
        case(
            "ARFF: no rows",
            of("@attribute a numeric\n@data\n"),
            "there are no rows behind @data",
        ),
        case(
            "ARFF: comments for rows",
            of("@attribute a numeric\n@data\n% 1\n"),
            "there are no rows behind @data",
        ),
        case(
            "ARFF: an attribute without a type",
            of("@attribute a\n@data\n1\n"),
            "\"@attribute a\" names no type",
        ),
        case(
            "ARFF: an attribute without a name",
            of("@attribute\n@data\n1\n"),
            "\"@attribute\" names no type",
        ),
        case(
            "ARFF: a type that there is not",
            of("@attribute a complex\n@data\n1\n"),
            "there is no type \"complex\"",
        ),
        case(
            "ARFF: relational data",
            of("@attribute a relational\n@data\n1\n"),
            "there is no type \"relational\"",
        ),
        case(
            "ARFF: braces not closed",
            of("@attribute a {x,y\n@data\nx\n"),
            "the braces of the values are not closed",
        ),
        case("ARFF: no values", of("@attribute a {}\n@data\nx\n"), "the attribute has no values"),
        case(
            "ARFF: a value twice",
            of("@attribute a {x,x}\n@data\nx\n"),
            "a value is listed twice",
        ),
        case(
            "ARFF: a value not listed",
            of("@attribute a {x,y}\n@data\nz\n"),
            "\"z\" is no value of its attribute",
        ),
        case(
            "ARFF: no number",
            of("@attribute a numeric\n@data\nmany\n"),
            "\"many\" is not a number",
        ),
        case(
            "ARFF: too few cells",
            of("@attribute a numeric\n@attribute b numeric\n@data\n1\n"),
            "the number of values is 1, that of attributes 2",
        ),
        case(
            "ARFF: too many cells",
            of("@attribute a numeric\n@data\n1,2\n"),
            "the number of values is 2, that of attributes 1",
        ),
        case(
            "ARFF: a quote not closed",
            of("@attribute a string\n@data\n'x\n"),
            "a quote is not closed",
        ),
        case(
            "ARFF: a name's quote not closed",
            of("@attribute 'a numeric\n@data\n1\n"),
            "a quote is not closed",
        ),
        case(
            "ARFF: text behind a quote",
            of("@attribute a string\n@data\n'x'y\n"),
            "a text goes on behind its closing quote",
        ),
        case(
            "ARFF: a line of no header",
            of("attribute a numeric\n@data\n1\n"),
            "\"attribute a numeric\" belongs to no ARFF header",
        ),
        case(
            "ARFF: a sparse place beyond",
            of("@attribute a numeric\n@data\n{5 1}\n"),
            "\"5\" is no place of an attribute",
        ),
        case(
            "ARFF: a sparse place that is none",
            of("@attribute a numeric\n@data\n{x 1}\n"),
            "\"x\" is no place of an attribute",
        ),
        case(
            "ARFF: sparse places out of order",
            of("@attribute a numeric\n@attribute b numeric\n@data\n{1 1, 0 2}\n"),
            "the attribute at 0 stands out of order",
        ),
        case(
            "ARFF: a sparse place twice",
            of("@attribute a numeric\n@data\n{0 1, 0 2}\n"),
            "the attribute at 0 stands out of order",
        ),
        case(
            "ARFF: a sparse row not closed",
            of("@attribute a numeric\n@data\n{0 1\n"),
            "the braces of the row are not closed",
        ),
        case(
            "ARFF: a sparse text left out",
            of("@attribute a string\n@data\n{}\n"),
            "a sparse row leaves out a text",
        ),
        case(
            "ARFF: a sparse pair without a value",
            of("@attribute a numeric\n@data\n{0}\n"),
            "the attribute at 0 has no value",
        ),
        case(
            "ARFF: not UTF-8",
            b"@relation r\n@attribute a {\xff\xfe\x80}\n@data\n\xc3\x28\n".to_vec(),
            "\"Ã(\" is no value of its attribute",
        ),
    ]
}

fn jsonl() -> Vec<Case> {
    vec![
        case("JSON: an object that is cut off", "{\"a\": 1", "it is no JSON"),
        case("JSON: a brace", "{", "the file has a header and no rows"),
        case("JSON: an array that is cut off", "[{\"a\": 1}, ", "it is no JSON"),
        case("JSON: an empty object", "{}", "there are no rows"),
        case("JSON: no objects", "[{}]", "there are no rows"),
        case("JSON: a comma too many", "{\"a\": 1,}", "it is no JSON"),
        case("JSON: no colon", "{\"a\" 1}", "it is no JSON"),
        case("JSON: no quotes", "{a: 1}", "the file has a header and no rows"),
        case("JSON: single quotes", "{'a': 1}", "the file has a header and no rows"),
        case("JSON: Infinity", "{\"a\": Infinity}", "it is no JSON"),
        case(
            "JSON: an array of numbers within",
            "{\"a\": [1, 2]}\n",
            "there is no column besides the target",
        ),
        case("JSON: a number among objects", "{\"a\": 1}\n2\n", "the row is no object"),
        case("JSON: a text among objects", "{\"a\": 1}\n\"x\"\n", "the row is no object"),
        case("JSON: an array among objects", "{\"a\": 1}\n[1]\n", "the row is no object"),
        case("JSON: a number in the array", "[{\"a\": 1}, 2]", "the row is no object"),
        case("JSON: text behind the array", "[{\"a\": 1}] x", "it is no JSON"),
        case("JSON: text behind an object", "{\"a\": 1} x\n", "it is no JSON"),
        case("JSON: a bad escape", "{\"a\": \"\\q\"}", "it is no JSON"),
        case("JSON: half a pair", "{\"a\": \"\\ud800\"}", "it is no JSON"),
        case("JSON: a control character", "{\"a\": \"\u{1}\"}", "it is no JSON"),
        case("JSON: a number too large", "{\"a\": 1e999}", "it is no JSON"),
        case("JSON: a leading zero", "{\"a\": 01}", "it is no JSON"),
        case(
            "JSON: nested too deep",
            format!("{{\"a\": {}", "{\"a\": ".repeat(500)),
            "it is no JSON",
        ),
        case(
            "JSON: not UTF-8",
            b"{\"a\": \"\xc3\x28\xa0\xa1\"}".to_vec(),
            "there is no column besides the target",
        ),
    ]
}

fn libsvm() -> Vec<Case> {
    // What is told by its first rows.
    let of = |row: &str| format!("{}{row}\n", "1 1:0.5 3:2\n".repeat(40));
    vec![
        case(
            "LIBSVM: a pair without a number",
            of("-1 2:"),
            "\"2:\" is no pair of a place and a number",
        ),
        case(
            "LIBSVM: a pair without a place",
            of("-1 :2"),
            "\":2\" is no pair of a place and a number",
        ),
        case("LIBSVM: a word", of("-1 x"), "\"x\" is no pair of a place and a number"),
        case(
            "LIBSVM: a place that is no number",
            of("-1 x:2"),
            "\"x:2\" is no pair of a place and a number",
        ),
        case(
            "LIBSVM: a number that is none",
            of("-1 2:x"),
            "\"2:x\" is no pair of a place and a number",
        ),
        case(
            "LIBSVM: a negative place",
            of("-1 -2:1"),
            "\"-2:1\" is no pair of a place and a number",
        ),
        case(
            "LIBSVM: places out of order",
            "1 1:0.5\n-1 3:1 2:1\n",
            "the place 2 stands out of order",
        ),
        case("LIBSVM: a place twice", "1 1:0.5\n-1 2:1 2:1\n", "the place 2 stands out of order"),
        case(
            "LIBSVM: a place beyond all memory",
            "1 1:0.5\n-1 4000000000:1\n",
            "2 rows of 4000000000 columns would be more than 64 times the file's size",
        ),
        case(
            "LIBSVM: other labels in every row",
            (0..9999).map(|i| format!("{i},{} 1:1\n", i + 20_000)).collect::<String>(),
            "9999 rows of 19999 columns would be more than 64 times the file's size",
        ),
        case(
            "LIBSVM: a label that is a word",
            "1,2 1:0.5\n1,2 1:1\n1,2 1:2\n1,2 1:2\n1,x 1:1\n",
            "\"x\" is no label, as numbers are",
        ),
        case(
            "LIBSVM: a place beyond 64 bits",
            "1 1:0.5\n-1 99999999999999999999:1\n",
            "\"99999999999999999999:1\" is no pair of a place and a number",
        ),
        case(
            "LIBSVM: place zero behind another",
            "1 1:0.5\n-1 1:1 0:2\n",
            "the place 0 stands out of order",
        ),
    ]
}

fn npy_files() -> Vec<Case> {
    let good = npy_good();
    let cut = |end: usize| good[..end].to_vec();
    let data = [0u8; 32];
    let f4 = |shape| npy_of("'<f4'", shape, &data);
    vec![
        case("NPY: its magic number alone", cut(6), "the file ends within its header"),
        case("NPY: cut off behind its version", cut(8), "the file ends within its header"),
        case("NPY: cut off within its header", cut(30), "the file ends within its header"),
        case(
            "NPY: cut off within its data",
            cut(good.len() - 1),
            "the values take 31 bytes where the header promises 32",
        ),
        case(
            "NPY: more than its header says",
            [&good[..], &[0]].concat(),
            "the values take 33 bytes where the header promises 32",
        ),
        case(
            "NPY: version 9",
            with(&good, b"NUMPY\x01", b"NUMPY\x09"),
            "the file ends within its header",
        ),
        case("NPY: no header", npy("", &data), "its header has no descr"),
        case("NPY: a header that is no dictionary", npy("hello", &data), "its header has no descr"),
        case(
            "NPY: no descr",
            npy("{'fortran_order': False, 'shape': (4, 2), }", &data),
            "its header has no descr",
        ),
        case(
            "NPY: no shape",
            npy("{'descr': '<f4', 'fortran_order': False, }", &data),
            "its header has no shape",
        ),
        case(
            "NPY: no order",
            npy("{'descr': '<f4', 'shape': (4, 2), }", &data),
            "its header has no fortran_order",
        ),
        case("NPY: texts", npy_of("'<U8'", "(1,)", &data), "every cell of the target is missing"),
        case(
            "NPY: objects",
            npy_of("'|O'", "(4,)", &data),
            "arrays of the type \"'|O'\" cannot be read",
        ),
        case(
            "NPY: complex numbers",
            npy_of("'<c8'", "(4,)", &data),
            "arrays of the type \"'<c8'\" cannot be read",
        ),
        case(
            "NPY: a type of no size",
            npy_of("'<f'", "(4,)", &data),
            "arrays of the type \"'<f'\" cannot be read",
        ),
        case(
            "NPY: a float of three bytes",
            npy_of("'<f3'", "(4,)", &data),
            "arrays of the type \"'<f3'\" cannot be read",
        ),
        case(
            "NPY: dates",
            npy_of("'<M8[ns]'", "(4,)", &data),
            "arrays of the type \"'<M8[ns]'\" cannot be read",
        ),
        case(
            "NPY: a single value",
            f4("()"),
            "the values take 32 bytes where the header promises 4",
        ),
        case("NPY: no rows", npy_of("'<f4'", "(0, 2)", &[]), "there are no rows"),
        case("NPY: no columns", npy_of("'<f4'", "(2, 0)", &[]), "a row of 0 values cannot be read"),
        case("NPY: a negative size", f4("(-4, 2)"), "its header has no shape of numbers"),
        case("NPY: sizes that are no numbers", f4("(a, 2)"), "its header has no shape of numbers"),
        case(
            "NPY: sizes beyond 64 bits",
            f4("(4294967296, 4294967296, 16)"),
            "the values take 32 bytes where the header promises more than there can be",
        ),
        case(
            "NPY: sizes beyond the file",
            f4("(4000000000, 2)"),
            "the values take 32 bytes where the header promises 32000000000",
        ),
        case("NPY: a tuple not closed", f4("(4, 2"), "its header has no shape"),
        case(
            "NPY: a header beyond the file",
            with(&good, &good[8..10], &[255, 255]),
            "the file ends within its header",
        ),
        case("NPY: not UTF-8", with(&good, b"'shape'", b"'shap\xff'"), "its header has no shape"),
    ]
}

fn npz_files() -> Vec<Case> {
    let good = npz_good();
    let other = npy_of("'|u1'", "(3,)", &[0, 1, 0]);
    vec![
        case("NPZ: its magic number alone", b"PK\x03\x04".to_vec(), "the ZIP archive is damaged"),
        case("NPZ: cut off", good[..good.len() - 5].to_vec(), "the ZIP archive is damaged"),
        case("NPZ: half of it", good[..good.len() / 2].to_vec(), "the ZIP archive is damaged"),
        case("NPZ: nothing in it", npz(&[]), "the ZIP archive holds no files"),
        case(
            "NPZ: no arrays in it",
            npz(&[("a.txt", b"hello")]),
            "the file has a header and no rows",
        ),
        case(
            "NPZ: an array that is none",
            npz(&[("x.npy", b"hello")]),
            "it does not begin as NPY does",
        ),
        case(
            "NPZ: arrays of other rows",
            npz(&[("x.npy", &npy_good()), ("y.npy", &other)]),
            "the arrays differ in rows: x has 4, y has 3",
        ),
        case(
            "NPZ: an array of texts",
            npz(&[("x.npy", &npy_of("'<U2'", "(4,)", &[0; 32]))]),
            "every cell of the target is missing",
        ),
        case(
            "NPZ: an array cut off",
            npz(&[("x.npy", &npy_good()[..90])]),
            "the values take 20 bytes where the header promises 32",
        ),
        case(
            "NPZ: an unknown packing",
            with(&good, &[0x50, 0x4b, 1, 2], &[0x50, 0x4b, 9, 9]),
            "the ZIP archive is damaged",
        ),
    ]
}

fn idx_files() -> Vec<Case> {
    let good = idx_good();
    vec![
        case(
            "IDX: its magic number alone",
            good[..4].to_vec(),
            "the file ends after 4 of 16 bytes",
        ),
        case(
            "IDX: cut off within its sizes",
            good[..10].to_vec(),
            "the file ends after 10 of 16 bytes",
        ),
        case(
            "IDX: cut off within its images",
            good[..good.len() - 1].to_vec(),
            "the file ends after 23 of 24 bytes",
        ),
        case(
            "IDX: more than its header says",
            [&good[..], &[0]].concat(),
            "the file goes on after the 24 bytes that its header promises",
        ),
        case(
            "IDX: a type that there is not",
            idx([0, 0, 10, 3], &[2, 2, 2], &[0; 8]),
            "the magic number 0x00000a03 is not that of images",
        ),
        case(
            "IDX: no sizes",
            idx([0, 0, 8, 0], &[], &[0; 8]),
            "the magic number 0x00000800 is not that of images",
        ),
        case("IDX: no images", idx(IMAGES, &[0, 2, 2], &[]), "its header promises no images"),
        case(
            "IDX: images of no pixels",
            idx(IMAGES, &[2, 0, 2], &[]),
            "its header promises no images",
        ),
        case(
            "IDX: images beyond the file",
            idx(IMAGES, &[u32::MAX, 28, 28], &[0; 8]),
            "a set of 4294967295 x 28 x 28 elements is too large",
        ),
        case(
            "IDX: sizes beyond 64 bits",
            idx(IMAGES, &[u32::MAX; 3], &[0; 8]),
            "a set of 4294967295 x 4294967295 x 4294967295 elements is too large",
        ),
        case(
            "IDX: an image too large",
            idx(IMAGES, &[1, 100_000, 100_000], &[0; 8]),
            "a set of 1 x 100000 x 100000 elements is too large",
        ),
        case(
            "IDX: 255 sizes",
            idx([0, 0, 8, 255], &[1; 20], &[0; 8]),
            "the file ends after 92 of 1024 bytes",
        ),
        case(
            "IDX: labels alone",
            idx(LABELS, &[3], &[0, 1, 0]),
            "the magic number 0x00000801 is not that of images",
        ),
    ]
}

fn png_files() -> Vec<Case> {
    let good = png_good();
    vec![
        case("PNG: its magic number alone", good[..8].to_vec(), "the PNG image is damaged"),
        case("PNG: four bytes of it", good[..4].to_vec(), "the PNG image is damaged"),
        case("PNG: cut off within its header", good[..20].to_vec(), "the PNG image is damaged"),
        case(
            "PNG: cut off within its pixels",
            good[..good.len() - 20].to_vec(),
            "the PNG image is damaged",
        ),
        case("PNG: no width", with(&good, &good[16..20], &[0; 4]), "the PNG image is damaged"),
        case("PNG: no height", with(&good, &good[20..24], &[0; 4]), "the PNG image is damaged"),
        case(
            "PNG: a check sum that is wrong",
            with(&good, &good[29..33], &[1, 2, 3, 4]),
            "the PNG image is damaged",
        ),
        case(
            "PNG: a magic number that text changed",
            with(&good, b"\r\n", b"\n"),
            "the PNG image is damaged",
        ),
        case(
            "PNG: a part that there is not",
            with(&good, b"IDAT", b"IDOT"),
            "the PNG image is damaged",
        ),
        case(
            "PNG: a length beyond the file",
            with(&good, &good[33..37], &[127, 255, 255, 255]),
            "the PNG image is damaged",
        ),
    ]
}

fn parquet() -> Vec<Case> {
    let good = parquet_good();
    let end = good.len();
    vec![
        case(
            "Parquet: its magic number alone",
            b"PAR1".to_vec(),
            "the Parquet file is damaged, or has what cannot be read",
        ),
        case(
            "Parquet: its magic number twice",
            b"PAR1PAR1".to_vec(),
            "the Parquet file is damaged, or has what cannot be read",
        ),
        case(
            "Parquet: no footer",
            good[..end - 8].to_vec(),
            "the Parquet file is damaged, or has what cannot be read",
        ),
        case(
            "Parquet: cut off",
            good[..end - 1].to_vec(),
            "the Parquet file is damaged, or has what cannot be read",
        ),
        case(
            "Parquet: half of it",
            good[..end / 2].to_vec(),
            "the Parquet file is damaged, or has what cannot be read",
        ),
        case(
            "Parquet: an encrypted footer",
            [&good[..end - 4], b"PARE"].concat(),
            "the Parquet file is damaged, or has what cannot be read",
        ),
        case(
            "Parquet: a footer beyond the file",
            [&good[..end - 8], &[255, 255, 255, 127][..], b"PAR1"].concat(),
            "the Parquet file is damaged, or has what cannot be read",
        ),
        case(
            "Parquet: a footer of nothing",
            [&good[..end - 8], &[0; 4][..], b"PAR1"].concat(),
            "the Parquet file is damaged, or has what cannot be read",
        ),
        case(
            "Parquet: pages of zeros",
            [&good[..4], &vec![0; end - 4 - 2000][..], &good[end - 2000..]].concat(),
            "the Parquet file is damaged, or has what cannot be read",
        ),
    ]
}

fn packed() -> Vec<Case> {
    let good = gzip(TEXT);
    vec![
        case(
            "gzip: its magic number alone",
            good[..2].to_vec(),
            "its gzip stream is damaged or cut off",
        ),
        case(
            "gzip: cut off",
            good[..good.len() - 4].to_vec(),
            "its gzip stream is damaged or cut off",
        ),
        case(
            "gzip: half of it",
            good[..good.len() / 2].to_vec(),
            "its gzip stream is damaged or cut off",
        ),
        case(
            "gzip: a check sum that is wrong",
            [&good[..good.len() - 8], &[1; 4][..], &good[good.len() - 4..]].concat(),
            "its gzip stream is damaged or cut off",
        ),
        case("gzip: packed twice", gzip(&good), "it is packed twice"),
        case("gzip: nothing in it", gzip(b""), "the file is empty"),
        case("gzip: a header alone in it", gzip(b"a,b\n"), "the file has a header and no rows"),
        case(
            "Zstandard: its magic number alone",
            b"\x28\xb5\x2f\xfd".to_vec(),
            "its Zstandard stream is damaged or cut off",
        ),
        case(
            "Zstandard: a frame that is none",
            b"\x28\xb5\x2f\xfd\xff\xff\xff\xff\xff".to_vec(),
            "its Zstandard stream is damaged or cut off",
        ),
    ]
}
