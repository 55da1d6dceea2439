//! Files that no table can be made of, each with what is said of it. All are bad input (exit code 2).
//! Here are all texts; what is not text is in [`super::binary`].

use super::binary::{idx_files, npy_files, npz_files, packed, parquet, png_files};

pub(crate) type Case = (&'static str, Vec<u8>, &'static str);

pub(crate) fn case(name: &'static str, bytes: impl Into<Vec<u8>>, expected: &'static str) -> Case {
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
