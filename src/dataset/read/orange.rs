//! The two rows that Orange writes between the names and the data of its `.tab` files: what type a
//! column has and what it is for (the documentation of Orange 3, "Loading and saving data").

use std::borrow::Cow;

use crate::dataset::table::TableColumn;

/// What the two rows say of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    /// Its cells are values of a category even where they look like numbers.
    discrete: bool,
    /// The values in their order, where they are listed.
    values: Vec<String>,
    purpose: Purpose,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Feature,
    Target,
    /// About a sample, or to be ignored.
    LeftOut,
}

impl Said {
    /// Whether the cells stay texts, whatever they look like.
    pub(super) fn is_text(&self) -> bool {
        self.discrete
    }
}

/// What the rows below the names say of the columns, if they are such rows: types in each cell of the first, and
/// in the second nothing but purposes.
pub(super) fn find(rows: &[Vec<Cow<'_, [u8]>>]) -> Option<Vec<Said>> {
    let [names, types, purposes, data @ ..] = rows else { return None };
    if names.len() < 2
        || types.len() != names.len()
        || purposes.len() != names.len()
        || data.first().is_some_and(|row| row.len() != names.len())
    {
        return None;
    }
    types.iter().zip(purposes).map(|(kind, purpose)| said(kind, purpose)).collect()
}

fn said(kind: &[u8], purpose: &[u8]) -> Option<Said> {
    let kind = std::str::from_utf8(kind).ok()?.trim();
    let (discrete, values, is_text) = match kind {
        "c" | "continuous" => (false, Vec::new(), false),
        "d" | "discrete" => (true, Vec::new(), false),
        "s" | "string" => (true, Vec::new(), true),
        "t" | "time" => (false, Vec::new(), false),
        listed => {
            let values = listed_values(listed);
            if values.len() < 2 {
                return None;
            }
            (true, values, false)
        }
    };
    let purpose = match std::str::from_utf8(purpose).ok()?.trim() {
        "" if is_text => Purpose::LeftOut,
        "" => Purpose::Feature,
        "class" | "c" => Purpose::Target,
        "meta" | "m" | "ignore" | "i" => Purpose::LeftOut,
        // Attributes of the column, of which none matters here.
        other if other.split_whitespace().all(|word| word.contains('=')) => Purpose::Feature,
        _ => return None,
    };
    Some(Said { discrete, values, purpose })
}

/// The values of a list between blanks; a blank behind a backslash is part of a value.
fn listed_values(text: &str) -> Vec<String> {
    let (mut values, mut value, mut escaped) = (Vec::new(), String::new(), false);
    for sign in text.chars() {
        match sign {
            '\\' if !escaped => escaped = true,
            ' ' if !escaped => {
                values.extend((!value.is_empty()).then(|| std::mem::take(&mut value)))
            }
            sign => {
                value.push(sign);
                escaped = false;
            }
        }
    }
    values.extend((!value.is_empty()).then_some(value));
    values
}

/// The columns as they are said to be: categories with their values, the target as the last one. Those that
/// are for no training are gone; their names come second.
pub(super) fn apply(columns: Vec<TableColumn>, said: Vec<Said>) -> (Vec<TableColumn>, Vec<String>) {
    let (mut features, mut targets, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
    for (mut column, said) in columns.into_iter().zip(said) {
        if said.discrete {
            column.declared = Some(said.values);
        }
        match said.purpose {
            Purpose::Feature => features.push(column),
            Purpose::Target => targets.push(column),
            Purpose::LeftOut => left_out.push(column.name),
        }
    }
    features.append(&mut targets);
    (features, left_out)
}

#[cfg(test)]
mod tests {
    use super::super::{DialectOptions, read};

    const ZOO: &str = "name\thair\tlegs\tvessel\ttype\tsize\n\
                       string\td\tc\tdry land\\ animal\td\tcontinuous\n\
                       meta\t\t\tcolor=red\tclass\t\n\
                       bass\t0\t0\tdry\tfish\t0.5\n\
                       bear\t1\t4\tland animal\tmammal\t2\n\
                       carp\t0\t?\tdry\tfish\t0.4\n";

    #[test]
    fn types_and_purposes_below_the_names_are_no_data() {
        let reading = read("zoo.tab", ZOO.as_bytes(), &DialectOptions::default()).unwrap();
        let names: Vec<_> = reading.table.columns.iter().map(|column| &*column.name).collect();
        assert_eq!(names, ["hair", "legs", "vessel", "size", "type"], "the target is the last");
        assert_eq!(reading.read_as, "TAB separated, header of three rows (left out: \"name\")");
        assert_eq!((reading.table.len(), reading.table.rows.get(0)), (3, 4));
        let [hair, legs, vessel, _, kind] = &reading.table.columns[..] else { panic!() };
        assert!(hair.cells.is_text() && kind.cells.is_text());
        assert!(legs.cells.number(1) == 4.0 && legs.cells.is_missing(2));
        assert_eq!(vessel.declared.as_deref().unwrap(), ["dry", "land animal"]);
    }

    #[test]
    fn rows_that_only_look_like_types_are_data() {
        for text in ["a\tb\nc\td\nx\t\nc\td\n", "grade\tsex\nc\tm\n\t\nb\tf\n"] {
            let reading = read("t", text.as_bytes(), &DialectOptions::default()).unwrap();
            assert!(!reading.read_as.contains("three rows"), "{text}: {}", reading.read_as);
        }
    }
}
