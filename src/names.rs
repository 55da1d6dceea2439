//! What to say of a name that is not on a list.

use crate::error::Error;

/// Names with less than this in common (Jaro-Winkler) are no slip of the keyboard.
pub(crate) const CLOSE: f64 = 0.7;

/// "There is no such": the closest name that there is, and all of them.
pub(crate) fn unknown(kind: &str, name: &str, known: &[&str]) -> Error {
    let lower = name.to_lowercase();
    let closest = known
        .iter()
        .map(|known| (strsim::jaro_winkler(known, &lower), known))
        .filter(|(likeness, _)| *likeness > CLOSE)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map_or(String::new(), |(_, known)| format!("did you mean {known}? "));
    Error::input(format!("there is no {kind} {name:?}"))
        .advice(format!("{closest}there are {}", known.join(", ")))
}

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
