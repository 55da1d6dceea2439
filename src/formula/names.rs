//! Formulas by the names that people write.

use crate::error::{Error, Result};

/// The one of `all` that is called `name`; hyphens and underscores are the same. `also` are further
/// names.
pub(super) fn find<T: Copy>(
    what: &str,
    name: &str,
    all: &[T],
    called: impl Fn(T) -> &'static str,
    also: &[(&str, T)],
) -> Result<T> {
    let wanted = name.replace('-', "_");
    let names = || all.iter().map(|&one| (called(one), one)).chain(also.iter().copied());
    if let Some((_, found)) = names().find(|(known, _)| *known == wanted) {
        return Ok(found);
    }
    let shown = |name: &str| name.replace('_', "-");
    let near = names()
        .map(|(known, _)| (strsim::jaro_winkler(known, &wanted), known))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let list = all.iter().map(|&one| shown(called(one))).collect::<Vec<_>>().join(", ");
    Err(Error::input(format!("there is no {what} {name:?}")).advice(match near {
        Some((_, near)) => format!("use {}; there are {list}", shown(near)),
        None => format!("use one of {list}"),
    }))
}

/// Reading and writing as text, in files by `name()`, on the command line by [`std::str::FromStr`].
macro_rules! named {
    ($type:ident) => {
        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&self.name().replace('_', "-"))
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.name())
            }
        }

        impl<'a> serde::Deserialize<'a> for $type {
            fn deserialize<D: serde::Deserializer<'a>>(from: D) -> Result<Self, D::Error> {
                let name = <std::borrow::Cow<'_, str>>::deserialize(from)?;
                name.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(super) use named;
