//! Formulas by the names that people write.

use crate::error::{Error, Result};
use crate::names::closest;

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
    let near = closest(&wanted, 0.8, names().map(|(known, _)| (known, known)));
    let list = all.iter().map(|&one| shown(called(one))).collect::<Vec<_>>().join(", ");
    Err(Error::input(format!("there is no {what} {name:?}")).advice(match near {
        Some(near) => format!("use {}; there are {list}", shown(near)),
        None => format!("use one of {list}"),
    }))
}

/// Its text: in files by `name()`, elsewhere with hyphens.
macro_rules! named {
    ($type:ident) => {
        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&self.name().replace('_', "-"))
            }
        }

        crate::names::by_text!($type, name);
    };
}
pub(super) use named;

/// Variants of `Self` as an array.
macro_rules! array {
    ($($one:ident)*) => {
        [$(Self::$one),*]
    };
}
pub(super) use array;
