//! The two rows that Orange writes between the names and the data of its `.tab` files: what type a
//! column has and what it is for (the documentation of Orange 3, "Loading and saving data").

use std::borrow::Cow;

use super::number::{is_missing, whole};
use crate::dataset::table::TableColumn;

/// What the two rows say of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    /// Its cells are values of a category even where they look like numbers.
    discrete: bool,
    /// Its cells are texts.
    string: bool,
    /// The values in their order, where they are listed.
    values: Vec<String>,
    purpose: Purpose,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Feature,
    Target,
    /// About a sample, or to be ignored.
    SetAside,
}

impl Said {
    /// Whether the cells stay texts, whatever they look like.
    pub(super) fn is_text(&self) -> bool {
        self.discrete || self.string
    }
}

/// What the rows below the names say of the columns, if they are such rows: types in each cell of the first, in
/// the second nothing but purposes, and below them what such types have.
pub(super) fn find(rows: &[Vec<Cow<'_, [u8]>>]) -> Option<Vec<Said>> {
    let [names, types, purposes, data @ ..] = rows else { return None };
    if names.len() < 2
        || types.len() != names.len()
        || purposes.len() != names.len()
        || data.first().is_some_and(|row| row.len() != names.len())
    {
        return None;
    }
    let column = |place: usize| {
        let cells = data.iter().filter_map(move |row| row.get(place));
        cells.filter(|cell| !is_missing(cell)).map(AsRef::as_ref)
    };
    let said = |place: usize| said(&types[place], &purposes[place], column(place));
    (0..names.len()).map(said).collect()
}

fn said<'a>(
    kind: &[u8],
    purpose: &[u8],
    mut cells: impl Iterator<Item = &'a [u8]>,
) -> Option<Said> {
    let kind = std::str::from_utf8(kind).ok()?.trim();
    let is_digit = |cell: &[u8]| cell.iter().any(u8::is_ascii_digit);
    let (discrete, string, values) = match kind {
        "c" | "continuous" | "n" | "numeric" => {
            if !cells.all(|cell| whole(cell, b'.').or(whole(cell, b',')).is_some()) {
                return None;
            }
            (false, false, Vec::new())
        }
        "t" | "time" if cells.all(is_digit) => (false, false, Vec::new()),
        "d" | "discrete" | "categorical" => (true, false, Vec::new()),
        "s" | "string" | "text" => (false, true, Vec::new()),
        listed => {
            let values = listed_values(listed);
            let is_listed = |cell: &[u8]| values.iter().any(|value| value.as_bytes() == cell);
            if values.len() < 2 || !cells.all(is_listed) {
                return None;
            }
            (true, false, values)
        }
    };
    let mut purpose_of = None;
    // Beside the purpose there may be attributes, of which none matters here.
    for word in std::str::from_utf8(purpose).ok()?.split_whitespace() {
        let found = match word {
            "class" | "c" => Purpose::Target,
            "meta" | "m" | "ignore" | "i" | "weight" | "w" => Purpose::SetAside,
            word if word.contains('=') => continue,
            _ => return None,
        };
        if purpose_of.replace(found).is_some() {
            return None;
        }
    }
    let purpose = match purpose_of {
        None if string => Purpose::SetAside,
        purpose => purpose.unwrap_or(Purpose::Feature),
    };
    Some(Said { discrete, string, values, purpose })
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
/// are for no training are set aside, and of several targets all but the last.
pub(super) fn apply(columns: Vec<TableColumn>, said: Vec<Said>) -> Vec<TableColumn> {
    let target = said.iter().rposition(|said| said.purpose == Purpose::Target);
    let column = |(place, (mut column, said)): (usize, (TableColumn, Said))| {
        if said.discrete {
            column.declared = Some(said.values);
        }
        column.set_aside = said.purpose != Purpose::Feature && Some(place) != target;
        column
    };
    let mut columns: Vec<_> = columns.into_iter().zip(said).enumerate().map(column).collect();
    if let Some(target) = target {
        columns[target..].rotate_left(1);
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::super::{DialectOptions, read};
    use crate::dataset::{Kind, Samples, TableOptions};

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
        assert_eq!(
            names,
            ["name", "hair", "legs", "vessel", "size", "type"],
            "the target is the last"
        );
        assert_eq!(reading.read_as, "TAB separated, header of three rows");
        assert_eq!((reading.table.len(), reading.table.rows.get(0)), (3, 4));
        let [name, hair, legs, vessel, _, kind] = &reading.table.columns[..] else { panic!() };
        assert!(name.set_aside && !hair.set_aside && !kind.set_aside);
        assert!(hair.cells.is_text() && kind.cells.is_text() && name.declared.is_none());
        assert!(legs.cells.number(1) == 4.0 && legs.cells.is_missing(2));
        assert_eq!(vessel.declared.as_deref().unwrap(), ["dry", "land animal"]);
    }

    #[test]
    fn of_several_targets_the_last_is_one_and_attributes_stand_beside_purposes() {
        let text =
            "x\ty\tw\tz\nn\td\tc\ta b\n\tclass\tweight\tclass color=red\n1\tu\t2\ta\n2\tv\t1\tb\n";
        let reading = read("t.tab", text.as_bytes(), &DialectOptions::default()).unwrap();
        let columns = reading.table.columns.iter();
        let columns: Vec<_> = columns.map(|column| (&*column.name, column.set_aside)).collect();
        assert_eq!(columns, [("x", false), ("y", true), ("w", true), ("z", false)]);
    }

    #[test]
    fn what_is_set_aside_is_used_where_it_is_named() {
        let of = |options: &TableOptions| {
            let reading = read("zoo.tab", ZOO.as_bytes(), &DialectOptions::default()).unwrap();
            let samples = Samples::from_reading(reading, options).unwrap();
            let features: Vec<_> = samples.feature_columns().map(|c| c.name.clone()).collect();
            (features, samples.notes().join("; "))
        };
        let (features, notes) = of(&TableOptions::default());
        assert!(!features.contains(&"name".to_owned()), "{features:?}");
        assert!(notes.contains("left out: \"name\" (as the file says)"), "{notes}");
        let kinds = vec![("name".to_owned(), Kind::Category)];
        let (features, notes) = of(&TableOptions { kinds, ..TableOptions::default() });
        assert!(features.contains(&"name".to_owned()), "{notes}");
        let named = Some(vec!["name".to_owned(), "legs".to_owned()]);
        let (features, notes) = of(&TableOptions { features: named, ..TableOptions::default() });
        assert_eq!(features, ["legs"]);
        assert!(notes.contains("left out: \"name\" (another text in every row)"), "{notes}");
        // The last column is no target where its file says so.
        let text = "x\ty\tnote\nc\td\tstring\n\t\tmeta\n1\tu\tp\n2\tv\tq\n4\tu\tr\n3\tv\ts\n";
        let reading = read("t.tab", text.as_bytes(), &DialectOptions::default()).unwrap();
        let samples = Samples::from_reading(reading, &TableOptions::default()).unwrap();
        assert!(samples.task.starts_with("y: 2 classes"), "{}", samples.task);
    }

    #[test]
    fn rows_that_only_look_like_types_are_data() {
        for text in [
            "a\tb\nc\td\nx\t\nc\td\n",
            "grade\tsex\nc\tm\n\t\nb\tf\n",
            // Bases of two places, and texts of two words above a row of blanks.
            "p1\tp2\nc\tt\nc\tc\na\tg\n",
            // The same of amino acids, where nothing but the first column says that there are no types.
            "p1\tp2\nc\td\nc\ti\na\ts\n",
            "fruit\tcity\nred apple\tnew york\n\t\nplum\trome\n",
            "long\tshort\nlong text\tshort text\nx=1\ty=2\nmore text\tless text\n",
        ] {
            let reading = read("t", text.as_bytes(), &DialectOptions::default()).unwrap();
            assert!(!reading.read_as.contains("three rows"), "{text}: {}", reading.read_as);
        }
    }
}
