//! JSON values, and the shapes in which one of them is a whole table.

use std::fmt;

use hashbrown::HashSet;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Number;

use crate::error::{Error, Result};

/// A value whose objects keep the order of their keys.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Json {
    Null,
    Bool(bool),
    Number(Number),
    Text(String),
    Array(Vec<Json>),
    Object(Object),
}

/// Keys and their values.
pub(super) type Object = Vec<(String, Json)>;

impl Json {
    /// About how many bytes it is written in, at the least.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::Array(values) => 2 + values.iter().map(Self::size).sum::<usize>(),
            Self::Object(object) => {
                2 + object.iter().map(|(key, value)| key.len() + 4 + value.size()).sum::<usize>()
            }
            Self::Text(text) => 2 + text.len(),
            Self::Null | Self::Bool(_) | Self::Number(_) => 2,
        }
    }

    fn is_scalar(&self) -> bool {
        !matches!(self, Self::Array(_) | Self::Object(_))
    }

    fn as_object(&self) -> Option<&Object> {
        match self {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    fn as_array(&self) -> Option<&[Self]> {
        match self {
            Self::Array(values) => Some(values),
            _ => None,
        }
    }
}

/// A text in which `NaN`, which Python writes for a number that is missing, is `null`; none where there is none.
pub(super) fn without_nan(text: &str) -> Option<String> {
    let mut found = String::with_capacity(text.len() + 16);
    let mut rest = text;
    let mut is_changed = false;
    // What stands between quotes is every other piece.
    while let Some(start) = rest.find('"') {
        let (outside, inside) = rest.split_at(start);
        is_changed |= outside.contains("NaN");
        found += &outside.replace("NaN", "null");
        let mut is_escaped = false;
        let end = inside[1..].find(|letter| {
            let is_end = letter == '"' && !is_escaped;
            is_escaped = letter == '\\' && !is_escaped;
            is_end
        });
        let (text, after) = inside.split_at(end.map_or(inside.len(), |end| end + 2));
        found += text;
        rest = after;
    }
    is_changed |= rest.contains("NaN");
    found += &rest.replace("NaN", "null");
    is_changed.then_some(found)
}

/// Of a key that stands twice the last value counts, as elsewhere.
fn with_last_values(object: Object) -> Object {
    let mut seen = HashSet::new();
    let mut kept: Object =
        object.into_iter().rev().filter(|(key, _)| seen.insert(key.clone())).collect();
    kept.reverse();
    kept
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Json;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }

            fn visit_unit<E>(self) -> std::result::Result<Json, E> {
                Ok(Json::Null)
            }

            fn visit_bool<E>(self, value: bool) -> std::result::Result<Json, E> {
                Ok(Json::Bool(value))
            }

            fn visit_i64<E>(self, value: i64) -> std::result::Result<Json, E> {
                Ok(Json::Number(value.into()))
            }

            fn visit_u64<E>(self, value: u64) -> std::result::Result<Json, E> {
                Ok(Json::Number(value.into()))
            }

            fn visit_f64<E>(self, value: f64) -> std::result::Result<Json, E> {
                Ok(Number::from_f64(value).map_or(Json::Null, Json::Number))
            }

            fn visit_str<E>(self, value: &str) -> std::result::Result<Json, E> {
                Ok(Json::Text(value.to_owned()))
            }

            fn visit_string<E>(self, value: String) -> std::result::Result<Json, E> {
                Ok(Json::Text(value))
            }

            fn visit_seq<A: SeqAccess<'de>>(
                self,
                mut values: A,
            ) -> std::result::Result<Json, A::Error> {
                let mut array = Vec::new();
                while let Some(value) = values.next_element()? {
                    array.push(value);
                }
                Ok(Json::Array(array))
            }

            fn visit_map<A: MapAccess<'de>>(
                self,
                mut pairs: A,
            ) -> std::result::Result<Json, A::Error> {
                let mut object: Object = Vec::new();
                while let Some(pair) = pairs.next_entry()? {
                    object.push(pair);
                }
                let mut seen = HashSet::with_capacity(object.len());
                let are_different = object.iter().all(|(key, _)| seen.insert(key.as_str()));
                drop(seen);
                Ok(Json::Object(match are_different {
                    true => object,
                    false => with_last_values(object),
                }))
            }
        }
        deserializer.deserialize_any(Any)
    }
}

/// The rows of one object that is a whole table: rows below one of its keys (`{"data": [{...}, ...]}`), or one of
/// the shapes that pandas' `to_json` and `to_dict` write: `split`, `columns`, `index` and `list`. Any other object
/// is one row.
///
/// # Errors
/// When the names of the columns, one time a row, are longer than `most` bytes.
pub(super) fn rows_of(mut object: Object, most: usize) -> Result<Vec<Object>> {
    let place = |name: &str| object.iter().position(|(key, _)| key == name);
    if let (Some(columns), Some(data)) = (place("columns"), place("data"))
        && let Some(names) = texts(&object[columns].1)
        && object[data].1.as_array().is_some_and(|rows| {
            rows.iter().all(|row| row.as_array().is_some_and(|row| row.len() == names.len()))
        })
    {
        let Json::Array(rows) = object.swap_remove(data).1 else { return Ok(Vec::new()) };
        check(names.iter(), rows.len(), most)?;
        let row = |row| match row {
            Json::Array(values) => names.iter().cloned().zip(values).collect(),
            _ => Vec::new(),
        };
        return Ok(rows.into_iter().map(row).collect());
    }
    let is_row = |value: &Json| value.as_object().is_some();
    let are_rows = |value: &Json| {
        value.as_array().is_some_and(|rows| !rows.is_empty() && rows.iter().all(is_row))
    };
    if object.iter().filter(|(_, value)| are_rows(value)).count() == 1 {
        let rows = object.into_iter().map(|(_, value)| value).find(are_rows);
        let Some(Json::Array(rows)) = rows else { return Ok(Vec::new()) };
        return Ok(rows.into_iter().filter_map(pairs).collect());
    }
    let lists = |length: usize| {
        let is_list = |list: &[Json]| list.len() == length && list.iter().all(Json::is_scalar);
        object.iter().all(|(_, value)| value.as_array().is_some_and(is_list))
    };
    let length = object.first().and_then(|(_, value)| value.as_array()).map_or(0, <[Json]>::len);
    if length > 1 && lists(length) {
        let column = |(name, value)| match value {
            Json::Array(values) => (name, values),
            _ => (name, Vec::new()),
        };
        check(object.iter().map(|(name, _)| name), length, most)?;
        return Ok(across(object.into_iter().map(column).collect(), length));
    }
    let objects: Option<Vec<&Object>> = object.iter().map(|(_, value)| value.as_object()).collect();
    let Some(objects) = objects else { return Ok(vec![object]) };
    let Some(first) = objects.first().filter(|first| !first.is_empty()) else {
        return Ok(vec![object]);
    };
    let same_keys = objects.iter().all(|other| {
        other.len() == first.len()
            && std::iter::zip(*other, *first)
                .all(|((key, value), (name, _))| key == name && value.is_scalar())
    });
    let counts = |keys: &Object| {
        keys.len() > 1 && keys.iter().enumerate().all(|(i, (key, _))| *key == i.to_string())
    };
    if counts(&object) || (same_keys && !counts(first) && object.len() > first.len()) {
        return Ok(object.into_iter().filter_map(|(_, row)| pairs(row)).collect());
    }
    if same_keys && counts(first) {
        let length = first.len();
        let column = |(name, value)| {
            let values = pairs(value).into_iter().flatten().map(|(_, value)| value);
            (name, values.collect())
        };
        check(object.iter().map(|(name, _)| name), length, most)?;
        return Ok(across(object.into_iter().map(column).collect(), length));
    }
    Ok(vec![object])
}

/// Rows that are arrays of one length as objects: a first row of nothing but texts above others names the columns.
/// Other values as they are.
///
/// # Errors
/// As [`rows_of`].
pub(super) fn rows_of_arrays(mut values: Vec<Json>, most: usize) -> Result<Vec<Json>> {
    let width = values.first().and_then(Json::as_array).map_or(0, <[Json]>::len);
    let is_row = |value: &Json| {
        value.as_array().is_some_and(|row| row.len() == width && row.iter().all(Json::is_scalar))
    };
    if width == 0 || !values.iter().all(is_row) {
        return Ok(values);
    }
    let more = values.iter().skip(1).take(2).filter_map(Json::as_array);
    let is_head =
        more.clone().next().is_some() && more.flatten().any(|v| !matches!(v, Json::Text(_)));
    let names = texts(&values[0]).filter(|_| is_head);
    if names.is_some() {
        values.remove(0);
    }
    let names = names.unwrap_or_else(|| (1..=width).map(|i| format!("column {i}")).collect());
    check(names.iter(), values.len(), most)?;
    let row = |value| match value {
        Json::Array(values) => Json::Object(names.iter().cloned().zip(values).collect()),
        value => value,
    };
    Ok(values.into_iter().map(row).collect())
}

/// Each row gets names of its own: not all files of long names and many rows are small.
fn check<'a>(names: impl Iterator<Item = &'a String>, rows: usize, most: usize) -> Result<()> {
    let bytes = names.map(String::len).sum::<usize>().saturating_mul(rows);
    if bytes <= most {
        return Ok(());
    }
    Err(Error::input("the names of its columns are too long for so many rows")
        .advice("give the columns shorter names"))
}

/// The texts of an array that holds nothing else.
fn texts(value: &Json) -> Option<Vec<String>> {
    let text = |value: &Json| match value {
        Json::Text(text) => Some(text.clone()),
        _ => None,
    };
    value.as_array()?.iter().map(text).collect()
}

fn pairs(value: Json) -> Option<Object> {
    match value {
        Json::Object(object) => Some(object),
        _ => None,
    }
}

/// Rows of columns of `length` values.
fn across(columns: Vec<(String, Vec<Json>)>, length: usize) -> Vec<Object> {
    let mut rows = vec![Vec::with_capacity(columns.len()); length];
    for (name, values) in columns {
        for (row, value) in rows.iter_mut().zip(values) {
            row.push((name.clone(), value));
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_object_may_be_a_whole_table() {
        let rows = |text: &str| {
            let Json::Object(object) = serde_json::from_str(text).unwrap() else { panic!() };
            rows_of(object, 1000).unwrap()
        };
        let expected = rows("{\"data\": [{\"b\": 1, \"a\": \"x\"}, {\"b\": null, \"a\": \"y\"}]}");
        assert_eq!(expected.len(), 2);
        assert_eq!(
            expected[0],
            [("b".into(), Json::Number(1.into())), ("a".into(), Json::Text("x".into()))]
        );
        for text in [
            r#"{"schema": {"fields": []}, "data": [{"b": 1, "a": "x"}, {"b": null, "a": "y"}]}"#,
            r#"{"columns": ["b", "a"], "index": [0, 1], "data": [[1, "x"], [null, "y"]]}"#,
            r#"{"b": {"0": 1, "1": null}, "a": {"0": "x", "1": "y"}}"#,
            r#"{"0": {"b": 1, "a": "x"}, "1": {"b": null, "a": "y"}}"#,
            r#"{"b": [1, null], "a": ["x", "y"]}"#,
        ] {
            assert_eq!(rows(text), expected, "{text}");
        }
        let by_name = r#"{"Ann": {"b": 1}, "Bob": {"b": 2}}"#;
        assert_eq!(rows(by_name).len(), 2);
        for text in [
            "{}",
            r#"{"a": 1, "b": {"c": 2}}"#,
            r#"{"left": {"x": 1, "y": 2}, "right": {"x": 3, "y": 4}}"#,
            r#"{"left": {"x": 1}, "right": {"y": 3}}"#,
            r#"{"a": [{"x": 1}], "b": [{"x": 1}]}"#,
            r#"{"a": [1, 2], "b": [1]}"#,
            r#"{"columns": ["a"], "data": [[1, 2]]}"#,
        ] {
            assert_eq!(rows(text).len(), 1, "{text}");
        }
        let arrays = |text: &str| rows_of_arrays(serde_json::from_str(text).unwrap(), 99).unwrap();
        let objects = |text: &str| serde_json::from_str::<Vec<Json>>(text).unwrap();
        assert_eq!(
            arrays(r#"[["b", "a"], [1, "x"], [null, "y"]]"#),
            objects(r#"[{"b": 1, "a": "x"}, {"b": null, "a": "y"}]"#)
        );
        assert_eq!(
            arrays(r#"[[1, "x"], [2, "y"]]"#),
            objects(r#"[{"column 1": 1, "column 2": "x"}, {"column 1": 2, "column 2": "y"}]"#)
        );
        for text in ["[]", "[[1], [1, 2]]", "[[[1]], [[2]]]", "[[], []]", "[[1], {}]"] {
            assert_eq!(arrays(text), objects(text), "{text}");
        }
        let long = vec![Json::Array(vec![Json::Text("n".repeat(60))]); 1];
        let long = [long, vec![Json::Array(vec![Json::Null]); 2]].concat();
        assert!(rows_of_arrays(long.clone(), 120).is_ok() && rows_of_arrays(long, 119).is_err());
        // As many copies of a name as there are rows.
        let list = vec![("n".repeat(20), Json::Array(vec![Json::Null; 51]))];
        assert!(rows_of(list.clone(), 1020).is_ok() && rows_of(list, 1019).is_err());
    }
}
