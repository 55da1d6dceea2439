//! Names and other texts that stand for a value: what to say of one that is not on a list, and how files
//! have them.

use crate::error::Error;

/// Names with less than this in common (Jaro-Winkler) are no slip of the keyboard.
pub(crate) const CLOSE: f64 = 0.7;

/// "There is no such": the closest name that there is, and all of them.
pub(crate) fn unknown(kind: &str, name: &str, known: &[&str]) -> Error {
    let lower = name.to_lowercase();
    let closest = closest(&lower, CLOSE, known.iter().map(|known| (known, known)))
        .map_or(String::new(), |known| format!("did you mean {known}? "));
    Error::input(format!("there is no {kind} {name:?}"))
        .advice(format!("{closest}there are {}", known.join(", ")))
}

/// The one of `known` whose name has the most in common with what was written, and more than `above`.
pub(crate) fn closest<T>(
    written: &str,
    above: f64,
    known: impl Iterator<Item = (impl AsRef<str>, T)>,
) -> Option<T> {
    known
        .map(|(name, one)| (strsim::jaro_winkler(name.as_ref(), written), one))
        .filter(|(likeness, _)| *likeness > above)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, one)| one)
}

/// A type that files have as a text: what its method `$text` gives, read back by [`std::str::FromStr`].
macro_rules! by_text {
    ($type:ty, $text:ident) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(&*self.$text())
            }
        }

        impl<'a> serde::Deserialize<'a> for $type {
            fn deserialize<D: serde::Deserializer<'a>>(from: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'_, str>>::deserialize(from)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use by_text;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closest_name_is_suggested_where_one_is_close() {
        let error = unknown("schedule", "Cosin", &["step", "cosine"]).to_string();
        let all = "there are step, cosine";
        let expected = format!("there is no schedule \"Cosin\"; did you mean cosine? {all}");
        assert_eq!(error, expected);
        let error = unknown("schedule", "qqq", &["step", "cosine"]).to_string();
        assert_eq!(error, format!("there is no schedule \"qqq\"; {all}"));
    }
}
