//! How Python reads dates that a column writes.

use crate::dataset::DateFormat;

/// The patterns of Python's `strptime` that together read what `format` does, its zone left out; none where there are none.
/// A quarter is `Q`.
pub(super) fn patterns(format: &DateFormat) -> Option<Vec<String>> {
    let format = format.to_string();
    let format = format.strip_suffix("%z").unwrap_or(&format);
    if format == "%YQ%q" {
        return Some(vec!["Q".to_owned()]);
    }
    let mut all = vec![String::new()];
    let mut rest = format;
    while let Some(place) = rest.find('%') {
        all.iter_mut().for_each(|text| text.push_str(&rest[..place]));
        rest = rest[place + 1..].trim_start_matches(['-', '_', '0']);
        let (letters, each): (&str, &[&str]) = match rest {
            _ if rest.starts_with(".f") => (".f", &[".%f", ""]),
            _ if rest.starts_with("3f") => ("3f", &["%f"]),
            _ => {
                let letter = rest.get(..1)?;
                let each: &[&str] = match letter {
                    "Y" => &["%Y"],
                    "y" => &["%y"],
                    "m" => &["%m"],
                    "d" | "e" => &["%d"],
                    "j" => &["%j"],
                    "H" | "k" => &["%H"],
                    "I" | "l" => &["%I"],
                    "M" => &["%M"],
                    "S" => &["%S"],
                    "p" | "P" => &["%p"],
                    "F" => &["%Y-%m-%d"],
                    "T" => &["%H:%M:%S"],
                    "R" => &["%H:%M"],
                    "D" => &["%m/%d/%y"],
                    "B" | "b" | "h" => &["%B", "%b"],
                    "A" | "a" => &["%A", "%a"],
                    "%" => &["%%"],
                    _ => return None,
                };
                (letter, each)
            }
        };
        rest = &rest[letters.len()..];
        all = all
            .iter()
            .flat_map(|text| each.iter().map(move |more| format!("{text}{more}")))
            .collect();
    }
    all.iter_mut().for_each(|text| text.push_str(rest));
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_pythons() {
        let of = |text: &str| patterns(&DateFormat::new(text));
        assert_eq!(of("%Y-%m-%dT%H:%M%z").unwrap(), ["%Y-%m-%dT%H:%M"]);
        assert_eq!(of("%F %H:%M:%S%.f").unwrap(), ["%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%d %H:%M:%S"]);
        assert_eq!(of("%H:%M:%S,%3f").unwrap(), ["%H:%M:%S,%f"]);
        assert_eq!(of("%d %B %-y").unwrap(), ["%d %B %y", "%d %b %y"]);
        assert_eq!(of("%YQ%q").unwrap(), ["Q"]);
        assert_eq!(of("%G-W%V"), None);
    }
}
